"""Money in notes: rough numbers read from their texts, and the sums over a block."""

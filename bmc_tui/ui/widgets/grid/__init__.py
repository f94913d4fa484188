"""Parts of the board, and what stands over it."""

"""Parts of the board, and what can be over it."""

"""The second level of the board: a cursor on the notes of a block, and what its keys do."""

"""How notes are fitted into the boxes of the board: how high its rows are, where words break."""

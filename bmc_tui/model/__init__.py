"""The model: blocks, notes, tokens, canvas and undo. Pure: no terminal, no file, no clock."""

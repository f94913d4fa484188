"""Parts of the board that are no widgets."""

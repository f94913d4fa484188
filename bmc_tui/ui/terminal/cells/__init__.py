"""The cells of a terminal: the widths of characters, and the styles of text."""

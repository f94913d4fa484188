"""The picture of a canvas in plain characters, drawn and read back."""

"""The story of a canvas: its slides, and what each of them shows."""

"""The themes: their names, their palettes, and the style of each role in the picture."""

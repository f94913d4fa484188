"""The themes: their names, their palettes, and the style of each role of a rendered canvas."""

"""Documents as outlines: headings, notes and tables, and the canvas that they describe."""

"""Two canvases side by side: what one of them has and the other does not."""

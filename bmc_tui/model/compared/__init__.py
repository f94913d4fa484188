"""Two canvases beside each other: what one of them has that the other has not."""

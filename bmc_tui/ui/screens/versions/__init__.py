"""The versions of a canvas: their list, one of them, and what changed between two of them."""

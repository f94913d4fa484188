"""Pictures of two canvases: what changed from one to the other, and both side by side."""

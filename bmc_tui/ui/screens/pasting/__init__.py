"""What a paste on the canvas screen becomes."""

"""The canvas screen."""

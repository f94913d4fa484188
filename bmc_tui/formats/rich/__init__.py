"""Canvases as pages to paste into a document or a mail with their layout."""

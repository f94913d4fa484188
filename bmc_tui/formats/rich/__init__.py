"""Canvases as pages that are pasted into a document or a mail, layout and all."""

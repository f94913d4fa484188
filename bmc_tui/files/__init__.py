"""Bytes on the disk and where they go: nothing here knows what a canvas is."""

"""Writes files and says where they are; nothing here knows what a canvas is."""

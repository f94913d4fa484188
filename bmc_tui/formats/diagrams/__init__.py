"""Diagrams that are written as text, of which a canvas can be made."""

"""Diagrams that are written as text, from which a canvas can be made."""

"""Formats for other programs: JSON, CSV, JSON Canvas, TextUSM."""

"""Readers of light markups: AsciiDoc, Org, reStructuredText, wikis, Textile; and of LaTeX."""

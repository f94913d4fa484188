"""Readers of further light markups: reStructuredText, the wiki of Jira, Textile, LaTeX."""

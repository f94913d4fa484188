"""Markdown, ours and anybody's: documents, reports, tables, notes of Obsidian, scripts."""

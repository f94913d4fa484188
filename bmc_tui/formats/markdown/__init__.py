"""Formats in Markdown: outline, report, table, Obsidian, worksheet, change log, script."""

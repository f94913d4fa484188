"""Formats with a page layout: HTML, and the poster as SVG, PNG and PDF."""

"""A canvas as a page: HTML, and the poster as SVG, PNG and PDF."""

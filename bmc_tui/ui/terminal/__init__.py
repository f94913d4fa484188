"""Everything between the app and the terminal that is not plain Textual."""

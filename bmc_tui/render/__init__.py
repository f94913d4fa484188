"""A canvas rendered as runs of characters with roles, for the app, the command line and formats."""

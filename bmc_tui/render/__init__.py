"""Pictures of a canvas as runs with roles: drawn by the app, the command line and the formats."""

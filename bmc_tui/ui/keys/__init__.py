"""Keys: where each one acts, what is set, and the palette of commands."""

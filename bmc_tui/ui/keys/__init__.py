"""Keys: the contexts of the bindings, the keys in the settings, and the command palette."""

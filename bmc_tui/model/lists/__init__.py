"""Lists that two sides have changed, each its own copy: which item is which, and their order."""

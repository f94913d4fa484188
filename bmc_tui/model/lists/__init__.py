"""Lists of which two sides have changed a copy each: which item is which, and their order."""

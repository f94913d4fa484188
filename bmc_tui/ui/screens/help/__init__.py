"""The list of all keys, and the topics of the manual."""

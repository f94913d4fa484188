"""The help of commands, the topics of the manual, and both as a page for `man`."""

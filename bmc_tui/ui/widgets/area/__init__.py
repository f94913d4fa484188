"""What keys do to a text area of notes, beside typing."""

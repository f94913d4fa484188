"""What keys do to a text area of notes, besides typing."""

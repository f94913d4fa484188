"""What a document has besides the notes of its canvas: text in another voice, or of no block."""

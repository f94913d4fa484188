"""What stands in a document beside the notes of its canvas: in another voice, or of no block."""

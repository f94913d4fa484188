"""The files of office programs: what they are, and documents of Word, read and written."""

"""The files of office programs: what they are, and the documents of Word."""

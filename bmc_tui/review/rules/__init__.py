"""The rules of the review, one function each, in modules by what they check."""

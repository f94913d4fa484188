"""The rules of the review, one function each, in modules by what they check.

To add a rule, write its function, and add it to `RULES_IN_ORDER` in `review/review.py` and its
texts to the catalogue's `review.rule`.
"""

"""The interview: what the method sheet asks, one question at a time."""

"""Finds the name that somebody meant who typed another one: a command, or an option."""

from collections.abc import Collection

_LEAST_RATIO = 0.6
"""The ratio of `difflib` from which a name is a slip of another, which is the default there."""


def meant(text: str, names: Collection[str]) -> str:
    """Return the name that a text is the only beginning of, or else a slip of; "" for none.

    Args:
        text: What was typed, such as `exprot`.
        names: The names that there are.
    """
    begun = [name for name in names if name.startswith(text)]
    if len(begun) == 1:
        return begun[0]
    from difflib import get_close_matches

    return next(iter(get_close_matches(text, names, 1, _LEAST_RATIO)), "")

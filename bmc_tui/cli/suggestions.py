"""Finds the command or option that was most likely meant by a mistyped one."""

from collections.abc import Collection

_LEAST_RATIO = 0.6
"""The ratio of `difflib` from which a name is a slip of another, which is the default there."""


def meant(text: str, names: Collection[str]) -> str:
    """Return the only name that starts with a text, or else the one it is a typo of; "" for none.

    Args:
        text: What was typed, such as `exprot`.
        names: The existing names.
    """
    begun = [name for name in names if name.startswith(text)]
    if len(begun) == 1:
        return begun[0]
    from difflib import get_close_matches

    return next(iter(get_close_matches(text, names, 1, _LEAST_RATIO)), "")

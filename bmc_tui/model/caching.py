"""Caches what is derived from a note's text, except for very long texts, or from one object."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Generic, TypeVar, TypeVarTuple

MAX_CACHED_CHARACTERS = 500
"""The longest text whose result is cached. Every keystroke in a note makes a new text that is not
looked up again: caching them all while the user types in a huge note would cost megabytes."""

MAX_CACHED_TEXTS = 1024
"""How many results are cached for each function; a full canvas has about a hundred notes."""

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")
_Value = TypeVar("_Value")


class Same(Generic[_Value]):
    """A value as the key of a cache that only matches the very same object: hashing is cheap.

    Hashing all notes takes time in proportion to their number, and the lookup is made for each
    note: on a canvas of ten thousand notes hardly any time would be left for other work.
    """

    __slots__ = ("value",)

    def __init__(self, value: _Value) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value


def cache_short_texts(
    function: Callable[[str, *_Arguments], _Result],
) -> Callable[[str, *_Arguments], _Result]:
    """Cache the results of a pure function of a text, except for long texts.

    Args:
        function: Its first argument is the text; any others are hashable.

    Returns:
        The function with a cache for the most recent texts.
    """
    cached = lru_cache(maxsize=MAX_CACHED_TEXTS)(function)

    @wraps(function)
    def call(text: str, *args: *_Arguments) -> _Result:
        if len(text) > MAX_CACHED_CHARACTERS:
            return function(text, *args)
        return cached(text, *args)

    return call

"""The words in HTML that its page does not show: in attributes, and in comments of people."""

import re
from collections.abc import Iterator, Mapping

_SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "label", "summary", "value")
"""The attributes with words for who hears the page or points at a part of it."""

_VALUE_ELEMENTS = {"input"}
"""The elements whose `value` is words."""

_META_NAMES = {"description", "author", "keywords", "subject", "title", "og:title"}
"""What the head of a page says about it in words."""

_DIRECTIVE = re.compile(r"\s*(?:\[|/?wp:|bmc:|(?:Start|End)Fragment\b|<!|\?)")
"""The start of a comment that programs write to each other."""


def words_in_attributes(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield the words in the attributes of an element."""
    for name in _SPOKEN_ATTRIBUTES:
        if name in attributes and (name != "value" or tag in _VALUE_ELEMENTS):
            yield attributes[name]
    if tag == "meta" and attributes.get("name", attributes.get("property")) in _META_NAMES:
        yield attributes.get("content", "")


def is_directive(comment: str) -> bool:
    """Tell whether a comment is of one program for another."""
    return bool(_DIRECTIVE.match(comment))

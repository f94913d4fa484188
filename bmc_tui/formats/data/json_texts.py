"""The texts in the JSON of other programs: values and keys as words, without the markup of HTML."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from html import unescape
from typing import Any

from bmc_tui.model.sanitize import clean, pasted_notes

SEPARATOR = " — "
"""Between the fields of a record in its note."""

_CAMEL_CASE = re.compile(r"(?<=[a-z]{2})([A-Z])(?=[a-z])")
"""The start of a further word in a key such as `keyMetrics`."""

_TAG = re.compile(
    r"<(/?)(a|b|i|u|s|p|br|em|strong|ul|ol|li|div|span|code|mark|h[1-6])\b([^<>]{0,2000})>",
    re.IGNORECASE,
)
"""A tag of HTML in a text."""

_LINE_TAGS = ("p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6")
"""The tags that start and end a line."""

_ADDRESS = re.compile(r"\bhref\s*=\s*[\"']([^\"'<>]*)[\"']", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});")


def text_of(value: Any) -> str | None:
    """Return a value as text; None if it has none.

    Args:
        value: A text, a number or a date; `True` and values that are not scalars have no text.
    """
    if isinstance(value, str):
        return without_html(value) if "<" in value or "&" in value else value
    if isinstance(value, bool) or not isinstance(value, int | float | date | time):
        return None
    return str(value)


def without_html(text: str) -> str:
    """Return a text without tags of HTML, each link followed by its address.

    Args:
        text: The text; a paragraph or an item of a list in it becomes a line.
    """
    addresses: list[str] = []

    def plain(match: re.Match[str]) -> str:
        closing, tag = match[1], match[2].lower()
        if tag == "a" and not closing:
            reference = _ADDRESS.search(match[3])
            addresses.append(reference[1] if reference else "")
        elif tag == "a" and addresses:
            address = addresses.pop()
            return f" ({address})" if address else ""
        return "\n" if tag in _LINE_TAGS else ""

    text = _TAG.sub(plain, text)
    return unescape(text) if _ENTITY.search(text) else text


def lines_of_text(value: Any) -> Iterator[str]:
    """Yield the lines of a text or number; "" for a value such as `true`."""
    text = text_of(value)
    if text is None:
        yield ""
    else:
        yield from pasted_notes(text)


def joined(value: Any) -> str:
    """Return a value on one line: the elements of a list, or the fields of an object, in a row."""
    if isinstance(value, Mapping):
        return SEPARATOR.join(filter(None, map(joined, value.values())))
    if isinstance(value, list):
        return ", ".join(filter(None, map(joined, value)))
    return clean(text_of(value) or "")


def is_flat(value: Any) -> bool:
    """Tell whether a value is a scalar, or a list or an object of scalars only."""
    if not isinstance(value, Mapping | list):
        return True
    inner = value.values() if isinstance(value, Mapping) else value
    return not any(isinstance(each, Mapping | list) for each in inner)


def with_key(key: str, text: str) -> str:
    """Return a text with its key before it."""
    words = key_as_words(key)
    return f"{words}: {text}" if words and text else words or text


def key_as_words(key: str) -> str:
    """Return a key as words: `key_metrics` and `keyMetrics` as `key metrics`."""
    if key[:1].islower() and " " not in key:  # not a name such as `YouTube`
        key = _CAMEL_CASE.sub(lambda match: f" {match[1].lower()}", key)
    return clean(key.replace("_", " "))


def is_empty(value: Any) -> bool:
    """Tell whether a value says nothing."""
    if isinstance(value, str):
        return not clean(value)
    return value is None or value is False or (isinstance(value, Mapping | list) and not value)

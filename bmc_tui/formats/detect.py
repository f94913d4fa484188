"""Which format a text is in, by what is in it."""

import re
from collections.abc import Iterator

from bmc_tui.formats import FORMATS
from bmc_tui.formats.result import FormatError, ImportResult

AUTO = "auto"
OTHER_JSON = "other-json"
"""What the formats are called that no `Format` is: find out, and the JSON of other programs."""

_JSON = ("json", "jsoncanvas", OTHER_JSON)
_PICTURE = re.compile(r"^[>\s]*[┌├]─", re.MULTILINE)


def readable_formats() -> tuple[str, ...]:
    """Return what `read` can be asked for, by name."""
    ours = (name for name, each in FORMATS.items() if each.is_readable)
    return (AUTO, *ours, OTHER_JSON)


def read_text(text: str, name: str = AUTO) -> ImportResult:
    """Return the canvas that a text holds.

    Args:
        text: The text.
        name: One of `readable()`. `AUTO` takes the first that can read it.

    Raises:
        FormatError: It is no canvas in that format, or in none.
    """
    if name != AUTO:
        return _read(text, name)
    *others, last = _candidates(text)
    for candidate in others:
        try:
            return _read(text, candidate)
        except FormatError as error:
            if error.key == "reading.newer":  # it is ours: others would take but a part of it
                raise
    return _read(text, last)


def _read(text: str, name: str) -> ImportResult:
    """Return the canvas that a text in one format holds."""
    if name == OTHER_JSON:
        from bmc_tui.formats.data import other_json as others

        return others.read(text)
    return FORMATS[name].read(text)


def _candidates(text: str) -> Iterator[str]:
    """Yield the formats that a text could be in, the likeliest first."""
    start = text.lstrip()[:1]
    can = set(readable_formats())
    if start == "{":
        yield from (name for name in _JSON if name in can)
        return
    if start != "<" and _PICTURE.search(text):
        yield from {"text"} & can
    first = text.lstrip().partition("\n")[0]
    if any(mark in first for mark in ",;\t") and not first.startswith(("#", "-", "*", "<")):
        yield from {"csv"} & can
    if start == "<":
        yield from {"svg"} & can if "<svg" in text else ()
        yield from {"html"} & can
    yield from {"textusm"} & can
    yield "markdown"

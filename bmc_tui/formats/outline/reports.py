"""Recognizes our own reports on the changes and progress of a canvas, which are not canvases.

They have removed notes and former wordings among the current ones, so they are refused. They are
recognized by their first lines, also after they went through another program.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from bmc_tui.formats.result import FormatError
from bmc_tui.guide import Guide, languages, load

_MAX_TEXTS = 6
"""Texts at the start of a document by which it is recognized, and at its end."""

_MAX_CHARACTERS = 500
"""Characters of each of them that count: names of versions and reasons are short."""

_ANY, _TITLE = "\0", "\1"
"""Stand for any words in a message, and for the title of a canvas."""


def refuse_report(texts: Sequence[str]) -> None:
    """Refuse a document that is such a report.

    Args:
        texts: The texts of the document in its order, the first with its title.

    Raises:
        FormatError: It is one.
    """
    start = "\n".join(text[:_MAX_CHARACTERS] for text in texts[:_MAX_TEXTS] if text)
    end = " ".join(text[:_MAX_CHARACTERS] for text in texts[-_MAX_TEXTS:])
    if any(pattern.match(start) for pattern in _patterns()) or end.endswith(_ends()):
        raise FormatError("reading.is_report")


def title_on_changes(heading: str) -> str:
    """Return the title of the canvas that a picture of changes is about: of two, the second.

    Args:
        heading: What the picture has as its title.
    """
    matches = (pattern.fullmatch(heading) for pattern in _headings())
    return next((match[1] for match in matches if match), heading)


@cache
def _headings() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the headings of changes in each language, with that title."""
    return tuple(
        re.compile(_pattern(heading).replace(_TITLE, "(.+)"))
        for guide in map(load, languages())
        for heading in (
            guide.say("changes.heading", title=_TITLE),
            guide.say("changes.pair", one=_ANY, other=_TITLE),
        )
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return what the reports in each language start with."""
    return tuple(
        re.compile(pattern) for guide in map(load, languages()) for pattern in _starts(guide)
    )


@cache
def _ends() -> tuple[str, ...]:
    """Return how two canvases side by side end: the signs, the first of them as a bullet."""
    return tuple(load(language).say("changes.sides")[2:] for language in languages())


def _starts(guide: Guide) -> Iterator[str]:
    """Yield what the reports in a language start with, as patterns."""
    changes = guide.say("changes.heading", title=_ANY)
    pair = guide.say("changes.pair", one=_ANY, other=_ANY)
    for heading, *keys in ((changes, "since", "until"), (pair, "first", "second")):
        first, second = (_pattern(guide.say(f"changes.{key}", name=_ANY)) for key in keys)
        yield rf"{_pattern(heading)}\s+{first}\s+{second}"
    progress = guide.say("progress.title", title=_ANY)
    first = guide.say("progress.first", notes=_ANY)
    yield rf"{_pattern(progress)}\n(?:.*\n)*?.*{_pattern(first)}"


def _pattern(text: str) -> str:
    """Return the pattern of a text with any words at its placeholders."""
    return ".+".join(map(re.escape, text.split(_ANY)))

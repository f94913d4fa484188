"""Limits of what the readers accept: a text beyond them is refused before it takes long to read.

They count what determines the time that a reader takes, so that a text is accepted on every machine
or on none. Each is far above what people put into a canvas, and above our own exports of 20,000
notes.
"""

import re

from bmc_tui.formats.result import FormatError

MAX_NOTES = 25_000
"""Maximum number of notes in an import; a full canvas has about a hundred."""

MAX_LINES = 25_000
"""Maximum number of lines with text, where each line may be a note."""

MAX_ALL_LINES = 200_000
"""Maximum number of lines, with the blank ones, which cost less."""

_TEXT_LINE = re.compile(r"\S.*")


def check_lines(text: str) -> None:
    """Check that a text has no more than `MAX_LINES` lines that are not blank, and `MAX_ALL_LINES`.

    Raises:
        FormatError: It has more.
    """
    line_count = text.count("\n") + 1
    if line_count > MAX_ALL_LINES:
        raise FormatError("reading.too_many_lines", limit=MAX_ALL_LINES, line=MAX_ALL_LINES + 1)
    if line_count <= MAX_LINES:
        return
    for count, match in enumerate(_TEXT_LINE.finditer(text), 1):
        if count > MAX_LINES:
            line = text.count("\n", 0, match.start()) + 1
            raise FormatError("reading.too_many_lines", limit=MAX_LINES, line=line)


def check_notes(count: int) -> None:
    """Check that a text has no more than `MAX_NOTES` notes.

    Raises:
        FormatError: It has more.
    """
    if count > MAX_NOTES:
        raise FormatError("reading.too_many_notes", limit=MAX_NOTES)

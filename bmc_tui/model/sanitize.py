"""Sanitizes text that the user typed or pasted: one line, without control codes.

All input goes through `clean` (one line), `clean_lines` (many) or `pasted_notes` (a pasted
list): typing, paste, file, command line, title. After that, text is data everywhere.
"""

import re
from unicodedata import category

_ESCAPES = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor moves
    "|\x1b[\\]PX^_][^\x07\x1b\n\r]*(?:\x07|\x1b\\\\)"  # OSC, DCS and kin, up to their end
    "|\x9b[0-?]*[ -/]*[@-~]"  # CSI as one C1 character
    "|\x1b[ -/]*[0-~]"  # any other escape, or the start of one that does not end
)
"""Escape sequences as ECMA-48 (5th edition, 5.3-5.6) and xterm's control sequences shape them."""

_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""The line boundaries of `str.splitlines`, which a note cannot have."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufeff\ufff9-\ufffb]"
)
"""C0 and C1 controls, bidi embeddings, overrides and isolates (Unicode UAX #9: they reorder what
comes after them), deprecated format characters, byte order mark, interlinear annotation. Joiners,
variation selectors, left-to-right marks and flag tags stay: words and emoji are made with them."""

_SURROGATES = re.compile("[\ud800-\udfff]")
"""Lone surrogates: no UTF-8 file can hold them. Python makes them of undecodable bytes."""

_BLANK = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064"
    "\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]*"
)
"""Invisible text: white space and what Unicode calls default ignorable."""

_BULLET = re.compile(
    r"(?:[-*+•‣◦▪▫●○·∙–—☐☑☒]|\(?\d{1,3}[.)]|[a-z]\))(?:\s+|$)(?:\[[ xX]\](?:\s+|$))?"
)
"""A list marker and the space after it. A capital with a full stop is an initial, not a marker."""


def _scrub(text: str) -> str:
    """Return `text` without escapes, controls and surrogates; line breaks and tabs are left."""
    text = _ESCAPES.sub("", text)
    return _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", text))


def clean(text: str) -> str:
    """Return `text` as one line without control codes and without white space around it.

    Args:
        text: Anything at all; line breaks and tabs become spaces.

    Returns:
        The line; empty when nothing of `text` can be shown.
    """
    if not text.isprintable():  # nearly every text is, and has nothing to remove
        text = _BREAKS.sub(" ", _scrub(text)).replace("\t", " ")
    line = text.strip()
    return "" if _BLANK.fullmatch(line) else line


def is_joiner(character: str) -> bool:
    """Tell whether a character shows nothing itself but belongs to the text around it.

    Joiners and tags make one emoji of several; a keyboard sends them as keys of their own.
    """
    return category(character) == "Cf" and clean_typing(character) == character


def clean_lines(text: str) -> tuple[str, ...]:
    """Return the lines of `text`, each cleaned; those with nothing in them are left out."""
    lines = (clean(line) for line in _BREAKS.split(_scrub(text)))
    return tuple(line for line in lines if line)


def clean_typing(text: str) -> str:
    """Return `text` without control codes for a text area: its lines and outer spaces stay."""
    return _BREAKS.sub("\n", _scrub(text)).replace("\t", " ")


def pasted_notes(text: str) -> tuple[str, ...]:
    """Return the notes of a pasted text: one a line, without bullet, numbering or check box.

    Args:
        text: What was pasted, such as `- a`, `1. a`, `2) a`, `- [x] a` or a word processor's `• a`.

    Returns:
        The notes, in order; a line without a marker is a note as it stands.
    """
    notes = (
        _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
        for line in clean_lines(text)
    )
    return tuple(note for note in notes if note)

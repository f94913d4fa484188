"""Recognizes the words of a template, and lines about the document: neither are notes.

- an instruction: a question, a request (`List your partners`) or an example (`e.g. rent`) in bold,
  italics or quotes, right below the name of a block;
- a placeholder: `[Cost 1]`, `...`;
- a particular of the canvas, before its blocks: `Designed by: Ann`.
"""

import re

from bmc_tui.formats.column_titles import is_notes_column
from bmc_tui.formats.outline.beside.phrases import is_example
from bmc_tui.guide.aliases import is_first_word_of, label_group
from bmc_tui.model.sanitize import clean

_PLACEHOLDER = re.compile(r"\[(?![ xX]\])[^\[\]()]*\]|\{\{[^{}]*\}\}|\.{2,}|_{2,}")
"""A text in square brackets, but no task and no link; in double braces; dots or a line to fill."""

_MAX_PLACEHOLDER_CHARACTERS = 200
"""Maximum number of characters of a placeholder."""

_QUOTED = re.compile("[\"“”„«'‘].*[\"“”«»'’]")
"""A text in quotes."""

_MAX_LABEL_CHARACTERS = 40
"""Maximum number of characters of the label of a particular."""


def is_placeholder(text: str) -> bool:
    """Tell whether a line is a placeholder."""
    line = text.strip()
    return len(line) <= _MAX_PLACEHOLDER_CHARACTERS and bool(_PLACEHOLDER.fullmatch(line))


def is_count(text: str) -> bool:
    """Tell whether the text after a name counts the notes below it: `3 notes`."""
    number, _, word = text.partition(" ")
    return number.isdecimal() and is_notes_column(word)


def is_instruction(text: str, *, is_aside: bool, is_plain: bool) -> bool:
    """Tell whether a line right below the name of a block says what to write there.

    Args:
        text: The line.
        is_aside: Whether all of it is in bold, in italics or a quotation.
        is_plain: Whether it is a line of its own, and not a bullet.
    """
    whole = clean(text)
    line = whole.strip("()*_ ")
    if _QUOTED.fullmatch(line):
        is_aside, line = True, line[1:-1].strip()
    if is_example(line):
        _, _, value = line.partition(":")
        is_set_apart = whole.startswith("(") or _QUOTED.fullmatch(value.strip())
        return is_plain and (is_aside or bool(is_set_apart))
    is_request = line.rstrip(".:…").endswith("?") or is_first_word_of("imperatives", line)
    return is_aside and is_request


def is_particular(text: str) -> bool:
    """Tell whether a line before the blocks is about the canvas: `Version: 2`."""
    return particular(text) is not None


def particular(text: str) -> tuple[str, str] | None:
    """Return what a particular is about, `titles` or `particulars`, and what it says; else None."""
    label, colon, value = clean(text).partition(":")
    if not colon or len(label) > _MAX_LABEL_CHARACTERS or not (group := label_group(label)):
        return None
    return group, clean(value)

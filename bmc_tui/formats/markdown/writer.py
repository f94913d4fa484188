"""A canvas as Markdown: its title, the nine blocks as headings, every note as one bullet.

The escaping rules are those of CommonMark 0.31.2 (its sections stand with them) and of what
GitHub adds to it. Text that reads the same without an escape is left as it was typed: people
read and paste this text raw.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.render.grouping import notes_by_section

if TYPE_CHECKING:
    pass

_START = re.compile(
    r"""
    [-+*](?=[ ]|$)              # a list item (5.2)
  | [0-9]{1,9}[.)](?=[ ]|$)     # a numbered one
  | >                           # a block quote (5.1)
  | -(?=[- ]*$)                 # a thematic break (4.1), together with the bullet before the note
  | ([*_])(?=(?:[ ]*\1){2,}$)   # a thematic break on its own
  | \#(?=\#{0,5}(?:[ ]|$))      # a heading (4.2)
  | `(?=``) | ~(?=~~)           # a code block (4.5)
  | \[(?=[ xX]\])               # GitHub: a task
    """,
    re.VERBOSE,
)
"""What a note may not start with. The last character of a match is the one to escape."""

_INLINE = re.compile(
    r"""
    \\(?=[!-/:-@\[-`{-~]|$)               # an escape (2.4)
  | &(?=\#?[A-Za-z0-9]+;)                 # a character reference (2.5)
  | (?<!\S)\#(?=\#*$)                     # the end of a heading (4.2), for the title
  | \](?=[(:])                            # a link, an image (6.3, 6.4), a link's definition (4.7)
  | <(?=[A-Za-z/!?]|[^\s<>]+@)            # HTML, an address in brackets (4.6, 6.5, 6.6)
  | \$(?=\S)(?=.*\S\$(?![0-9]))           # GitHub: a formula; `$5 and $6` is none
  | :(?=(?![0-9]{1,2}:)[\w+-]+:)          # GitHub: an emoji's name; `08:30:15` is none
    """,
    re.VERBOSE,
)
"""Single characters that mean something wherever they stand before what follows here."""

_RUNS = tuple(re.compile(mark) for mark in (r"\*+", "_+", "~+", "`+"))
"""Runs of marks that mean something in pairs: emphasis (6.2), deletion (GitHub), code (6.1)."""

_ADDRESS = re.compile(r"(?<![\w\\])https?://[^\s<>]*[^\s<>?!.,:*~)\]'\"]")
"""A web address, without the punctuation behind it (GitHub's extended autolinks)."""

_PUNCTUATION = re.compile(r"[?!,.]")


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the whole canvas as a Markdown document.

    Args:
        canvas: What to write; blocks without notes keep their heading, so that it shows what
            is still open.
        guide: The language of the headings.
    """
    title = guide.canvas_title(escape(canvas.title))
    return "\n".join((f"# {title}\n", *(write_block(canvas, block, guide) for block in BLOCKS)))


def write_block(canvas: Canvas, block: Block, guide: Guide) -> str:
    """Return one block as Markdown: its heading, its notes, then each phase that has notes.

    Args:
        canvas: Where the notes are.
        block: The block to write.
        guide: The language of the headings.
    """
    parts = [f"## {guide.title(block)}\n"]
    for section, notes in notes_by_section(canvas, block):
        if section != GENERAL:
            parts.append(f"### {guide.section_title(block, section)}\n")
        parts.append(_bullets(notes))
    return "\n".join(parts)


def escape(text: str, also: re.Pattern[str] | None = None) -> str:
    """Return one clean line so that Markdown shows it as that very text.

    Args:
        text: A note or a title, as `clean` leaves it: one line, no white space around it.
        also: What more means something where it is going; the first character of a match is the
            one to escape.

    Returns:
        The line with a backslash before each character that would be markup where it stands. A
        web address that needs one is put in angle brackets instead: within an address, GitHub
        takes a backslash for a part of it.
    """
    places = {found.start() for found in _INLINE.finditer(text)} | set(_paired(text))
    if start := _START.match(text):
        places.add(start.end() - 1)
    if also:
        places |= {found.start() for found in also.finditer(text)}
    marks = dict.fromkeys(places, "\\")
    for address in _ADDRESS.finditer(text):
        if inside := places.intersection(range(*address.span())):
            for place in inside:
                del marks[place]
            marks[address.start()] = "<"
            marks[address.end()] = ">" + marks.get(address.end(), "")
    marked = (marks.get(at, "") + sign for at, sign in enumerate(text))
    return "".join(marked) + marks.get(len(text), "")


def note_line(text: str, also: re.Pattern[str] | None = None) -> str:
    """Return a note as a line of Markdown, from which an import reads the same note.

    Args:
        text: The note. One that is in the method's own words gets an escape that nobody sees:
            without, it would be taken for the method's question.
        also: What more is to be escaped; see `escape`.
    """
    from bmc_tui.guide.aliases import is_prompt

    escaped = escape(text, also)
    if text[-1:] in "?!…." and is_prompt(text):
        escaped = _PUNCTUATION.sub(r"\\\g<0>", escaped, count=1)
    return escaped


def bullet(text: str) -> str:
    """Return a note as a bullet, from which an import reads the same note."""
    return f"- {note_line(text)}\n"


def _bullets(notes: Iterable[Note]) -> str:
    """Return the notes as a list, one bullet each."""
    return "".join(bullet(note.text) for note in notes)


def _paired(text: str) -> Iterator[int]:
    """Yield the places of marks that could pair up; a mark on its own is just a character."""
    for run in _RUNS:
        live = [found for found in run.finditer(text) if not _idle(found)]
        if len(live) > 1:
            for found in live:
                yield from range(*found.span())


def _idle(run: re.Match[str]) -> bool:
    """Say whether a run can neither open nor close anything where it stands (6.2)."""
    mark = run[0][0]
    before, after = run.string[: run.start()][-1:], run.string[run.end() :][:1]
    if mark == "`":
        return False
    if mark == "_" and before.isalnum() and after.isalnum():
        return True
    return before in ("", " ") and after in ("", " ")

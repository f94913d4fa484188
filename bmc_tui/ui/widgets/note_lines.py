"""The lines of notes in a text area, and how these are carried over to changed notes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from unicodedata import category

from bmc_tui.model.lists.matching import equal_ends
from bmc_tui.model.lists.wordings import MIN_SIMILARITY, similarity
from bmc_tui.model.merge import MergedItem
from bmc_tui.model.sanitize import clean

Location = tuple[int, int]
"""A row, and the index of a character in its line."""

_JOINER = "\u200d"
"""The zero width joiner, which makes one emoji of the two beside it."""


@dataclass(frozen=True, slots=True)
class NoteLines:
    """The lines of a text area, and its selection."""

    lines: tuple[str, ...]
    """One or more. A blank one is not a note; each other one is a note, with spaces around it
    perhaps while it is typed."""
    anchor: Location
    """Where the selection starts; the cursor's location if there is none."""
    cursor: Location

    def note_at(self, row: int) -> int | None:
        """Return the index of the note in a row; None for a blank line."""
        if not clean(self.lines[row]):
            return None
        return sum(1 for line in self.lines[:row] if clean(line))

    def selected(self) -> str:
        """Return the selected text."""
        (first, start), (last, end) = sorted((self.anchor, self.cursor))
        if first == last:
            return self.lines[first][start:end]
        between = self.lines[first + 1 : last]
        return "\n".join((self.lines[first][start:], *between, self.lines[last][:end]))


def carry_over(
    before: NoteLines, merged: Sequence[MergedItem[str]], *, keeps_line: bool
) -> NoteLines:
    """Return the lines of changed notes, with the cursor in the note that it was in.

    What is typed next goes into that note and into no other one: if the note is gone, or the cursor
    was on a blank line, it is on a blank line below the same note. The selection remains only if it
    selects the same text, because typing replaces that.

    Args:
        before: The lines before the change.
        merged: The changed notes, each traced to a note in `before`, see `merge.trace_merge`.
        keeps_line: Whether the cursor gets a blank line if it has no note; otherwise it is after
            the note above.
    """
    old_lines = [line for line in before.lines if clean(line)]
    new_rows = _new_rows(old_lines, merged)
    lines = [
        old_lines[note] if note is not None and clean(old_lines[note]) == text else text
        for text, note in merged
    ]
    (row, column), note = before.cursor, before.note_at(before.cursor[0])
    old_line = before.lines[row]
    if note in new_rows:
        row = new_rows[note]
        lines[row], column = _carry_column(old_line, lines[row], column)
        blank_row = None
    else:
        row = blank_row = _row_for_blank(before, new_rows)
        if keeps_line:
            is_blank = note is None
            lines.insert(row, old_line if is_blank else "")
            column = column if is_blank else 0
        elif lines:
            row = max(row - 1, 0)
            column = len(lines[row])
    cursor = (row, column) if lines else (0, 0)
    carried = NoteLines(tuple(lines) or ("",), cursor, cursor)
    anchor_note = before.note_at(before.anchor[0])
    if before.anchor == before.cursor or anchor_note not in new_rows:
        return carried
    anchor_row = new_rows[anchor_note]
    anchor_row += keeps_line and blank_row is not None and anchor_row >= blank_row
    column = min(before.anchor[1], len(lines[anchor_row]))
    selecting = replace(carried, anchor=(anchor_row, column))
    return selecting if selecting.selected() == before.selected() else carried


def _new_rows(old_lines: Sequence[str], merged: Sequence[MergedItem[str]]) -> dict[int | None, int]:
    """Return the row of each note that is still there, by its old index.

    A note in another wording is still there if the two are similar: otherwise the new one may as
    well be another note that replaces a deleted one.
    """
    rows: dict[int | None, int] = {}
    for row, (text, note) in enumerate(merged):
        if note is None:
            continue
        old_text = clean(old_lines[note])
        if text == old_text or (note not in rows and similarity(old_text, text) >= MIN_SIMILARITY):
            rows[note] = row
    return rows


def _row_for_blank(before: NoteLines, new_rows: Mapping[int | None, int]) -> int:
    """Return the row for a blank line: below a note that was above the cursor, else above one."""
    above = sum(1 for line in before.lines[: before.cursor[0]] if clean(line))
    for note in reversed(range(above)):
        if note in new_rows:
            return new_rows[note] + 1
    return min((row for note, row in new_rows.items() if (note or 0) >= above), default=0)


def _carry_column(old_line: str, new_line: str, column: int) -> tuple[str, int]:
    """Return the line of a note in its new wording, and the cursor's index in it.

    The cursor stays after the same text; at the end of the line it stays at the end, where a space
    that was just typed stays too. It never separates a character from what combines with it.
    """
    if new_line == old_line:
        return new_line, column
    text = clean(old_line)
    start = old_line.index(text)
    column = max(0, column - start)
    if column >= len(text):
        spaces = old_line[start + len(text) :]
        return new_line + spaces, len(new_line) + column - len(text)
    head, tail = equal_ends(text, new_line)
    if column > head:
        column = len(new_line) - min(tail, len(text) - column)
    while 0 < column < len(new_line) and _combines(new_line[column - 1], new_line[column]):
        column += 1
    return new_line, column


def _combines(character: str, following: str) -> bool:
    """Tell whether a character is drawn together with the one before it."""
    return character == _JOINER or category(following) in {"Mn", "Mc", "Me", "Cf", "Sk"}

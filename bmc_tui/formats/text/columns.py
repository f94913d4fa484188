"""Reads text in columns that only spaces separate, as `pdftotext -layout` and people write it.

Either each row starts with the name of a block, and its notes are in the column after it; or a row
has the names of several blocks, and the notes of each are below it. Both become lists.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.blocks import Block
from bmc_tui.model.sanitize import without_bullet

_CELL = re.compile(r"\S+(?: \S+)*")
"""A text without two spaces in a row."""

_NOT_COLUMNS = ("|", "\t", "┃", "│")
"""What divides columns in another way."""

_MIN_BLOCKS = 3
"""Minimum number of blocks that are named in columns."""

_MAX_NAMES = 12
"""Maximum number of names in a row."""

_MAX_INDENT = 2
"""Maximum number of spaces by which a cell starts to the left of the name above it."""


def with_lists(text: str) -> str:
    """Return a text in which each block that is in columns is a list.

    Args:
        text: The text, with line feeds.
    """
    if "   " not in text and not re.search(r"\S  \S", text):
        return text
    lines = text.split("\n")
    rows = [_cells(line) for line in lines]
    return "\n".join(_by_rows(lines, rows) or _by_columns(lines, rows) or lines)


def _cells(line: str) -> list[tuple[int, str]]:
    """Return the cells of a line, each with its column."""
    if any(sign in line for sign in _NOT_COLUMNS):
        return []
    return [(cell.start(), cell[0]) for cell in _CELL.finditer(line)]


def _name(text: str) -> Block | None:
    """Return the block that a cell names."""
    named = split_name(text)
    return named.named if named and not named.rest else None


def _by_rows(lines: Sequence[str], rows: Sequence[Sequence[tuple[int, str]]]) -> list[str]:
    """Return the lines with the name of each row before a colon; none if rows name no blocks."""
    starts = [row[1][0] for row in rows if len(row) == 2 and _name(row[0][1])]  # noqa: PLR2004 - a name, and its notes
    blocks = {_name(row[0][1]) for row in rows if len(row) == 2}  # noqa: PLR2004 - see above
    if len(blocks - {None}) < _MIN_BLOCKS or max(starts) - min(starts) > _MAX_INDENT:
        return []
    result = []
    is_below_name = False
    for line, row in zip(lines, rows, strict=True):
        if len(row) == 2 and _name(row[0][1]):  # noqa: PLR2004 - see above
            result.append(f"{row[0][1].rstrip(':')}: {row[1][1]}")
            is_below_name = True
        elif is_below_name and row and row[0][0] >= min(starts):
            result.append(f"- {without_bullet(line.strip())}")
        else:
            result.append(line)
            is_below_name = is_below_name and not line.strip()
    return result


def _by_columns(lines: Sequence[str], rows: Sequence[Sequence[tuple[int, str]]]) -> list[str]:
    """Return the lines with each name followed by the notes of its column; none without names."""
    heads = [number for number, row in enumerate(rows) if _is_head(row)]
    blocks = {_name(text) for number in heads for _, text in rows[number]}
    if len(blocks - {None}) < _MIN_BLOCKS:
        return []
    result = list(lines[: heads[0]])
    columns: list[tuple[int, list[str]]] = []
    for start, end in pairwise([*heads, len(lines)]):
        named = {at for at, _ in rows[start]}
        # The columns of a row above continue where no name of this row ends them.
        above = [] if len(named) > len(columns) / 2 else columns
        columns = sorted(
            [(at, [text]) for at, text in rows[start]]
            + [each for each in above if all(abs(each[0] - at) > _MAX_INDENT for at in named)]
        )
        for row in rows[start + 1 : end]:
            for at, text in row:
                target = [each for each in columns if each[0] - _MAX_INDENT <= at] or columns[:1]
                target[-1][1].append(text)
        for _, texts in columns:
            result += [*_list(texts), ""]
            del texts[1:]
    return result


def _is_head(row: Sequence[tuple[int, str]]) -> bool:
    """Tell whether a row has the names of several blocks, and nothing else."""
    is_short = 1 < len(row) <= _MAX_NAMES
    return is_short and all(_name(t) for _, t in row) and len({_name(t) for _, t in row}) > 1


def _list(texts: Sequence[str]) -> Iterator[str]:
    """Yield a name and its notes; if they have bullets, a line without one continues a note."""
    name, *notes = texts
    yield f"{name.rstrip(':')}:"
    have_bullets = any(without_bullet(note) != note for note in notes)
    parts: list[str] = []
    for note in notes:
        if have_bullets and parts and without_bullet(note) == note:
            parts[-1] += f" {note}"
        else:
            parts.append(without_bullet(note))
    yield from (f"- {part}" for part in parts)

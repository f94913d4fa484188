"""Text as cells: characters that terminals disagree about stay within their own cells.

A terminal has its own idea of how wide an emoji, a flag or a character with marks is, and some
reorder text that is written from right to left. `ThinOutput` asks here which parts of a row are
uncertain.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from unicodedata import normalize

from rich.cells import cell_len, split_graphemes

ONE_CELL = (
    "[ -~\xa1-\xac\xae-\u02ff\u0370-\u0377\u037a-\u03ff\u0400-\u0482\u048a-\u052f\u0531-\u0556"
    "\u0561-\u0587\u10d0-\u10ff\u1e00-\u1eff\u2010-\u2027\u20ac\u2190-\u21ff\u23ce\u2500-\u25fc]"
)
"""The pattern of a character that is one cell wide in every terminal."""

ASCII = "[ -~]"
"""The pattern of those that are so even where the ambiguous ones of Unicode's UAX #11 take two."""

_SURE_ELSEWHERE = (
    "|[\u05d0-\u05ea\u0621-\u064a\u2800]"  # letters of Hebrew and Arabic; a space
    "|[\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]"  # two cells
)
"""The pattern of the others that take the same cells in every terminal; of East Asia two. To
compile it takes longer than a row takes to be drawn, and few rows need it."""

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
"""The directions of letters that are written from right to left (Unicode, UAX #9)."""

_LIGHT_FENCE, _HEAVY_FENCE = "\u01c0", "\u01c1"
"""Letters that look like one line and two, from left to right."""

_BLANK = "\u2800"
"""A blank that counts as a character from left to right."""


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Yield each character with what joins it, and its width in cells; it may be 0 for the first.

    A letter and its marks are yielded as the one character that Unicode has for them: macOS types
    and names files in parts, of which terminals differ in how they show them.

    Args:
        text: Text without control characters.
    """
    for start, end, width in split_graphemes(text)[0]:
        cluster = text[start:end]
        yield normalize("NFC", cluster) if end - start > 1 else cluster, width


def is_sure(cluster: str, one_cell: str = ONE_CELL) -> bool:
    """Tell whether all terminals agree on the width of a cluster.

    Args:
        cluster: The character, with what joins it.
        one_cell: `ONE_CELL`, or `ASCII` where the terminal may show ambiguous ones wider.
    """
    return _sure_cluster(one_cell).fullmatch(cluster) is not None


@cache
def _sure_cluster(one_cell: str) -> re.Pattern[str]:
    """Return the compiled pattern of a character that takes the same cells in every terminal."""
    return re.compile(f"{one_cell}{_SURE_ELSEWHERE}")


def sure_part(cluster: str, one_cell: str = ONE_CELL) -> str:
    """Return what of a one-cell cluster has that width in every terminal: its letter, or " ".

    Args:
        cluster: The cluster.
        one_cell: As for `is_sure`.
    """
    letter = cluster[0]
    return letter if is_sure(letter, one_cell) and cell_len(letter) == 1 else " "


def fenced(cells: Sequence[str]) -> Sequence[str]:
    """Return the cells of a row, with lines that right-to-left text does not move across.

    Many terminals reorder a row as if it were one line of text (PuTTY, VTE): the contents of two
    boxes would be exchanged, since a line between them has no direction. PuTTY even mirrors a row
    of which the first letter goes from right to left, and ignores invisible marks. So on such a row
    the lines are letters that look like them, and a space at its start is one with a direction.

    Args:
        cells: The cluster in each cell; "" for the second cell of a wide one.
    """
    directions = [_direction(cell) for cell in cells]
    if _RIGHT_TO_LEFT.isdisjoint(directions):
        return cells
    row = [_fence(cell) for cell in cells]
    strong = next((each for each in map(_direction, row) if each in {"L", *_RIGHT_TO_LEFT}), "L")
    if strong != "L" and row[0] == " ":
        row[0] = _BLANK
    return row


@cache
def _direction(cell: str) -> str:
    """Return the direction of a cell's character."""
    return unicodedata.bidirectional(cell[0]) if cell else ""


@cache
def _fence(cell: str) -> str:
    """Return the substitute for a cell's line, if it has a vertical one."""
    if not ("\u2500" <= cell <= "\u257f"):
        return cell
    name = unicodedata.name(cell)
    if not re.search("VERTICAL|UP|DOWN", name):
        return cell
    return _HEAVY_FENCE if "HEAVY" in name or "DOUBLE" in name else _LIGHT_FENCE

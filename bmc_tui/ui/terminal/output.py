"""A filter between Textual and the terminal that passes on only what changes; after a resize, all.

`ThinOutput` keeps a model of what the terminal shows. It parses the updates that Textual writes
(absolute cursor moves, styles, text), and returns the shortest sequence that it finds to bring the
terminal to the same state.

Terminals disagree about the width of some characters (emoji, flags, those with marks). After each
of these the cursor is positioned again, so that any damage stays in its own cells; see
`clusters.py`.
"""

import re
from collections.abc import Iterator, Sequence

from bmc_tui.ui.terminal.cells.clusters import ASCII, ONE_CELL, clusters, fenced, is_sure, sure_part
from bmc_tui.ui.terminal.cells.repeats import ASKED_CELLS, Repeats
from bmc_tui.ui.terminal.cells.sgr import apply_sgr, style_change

_TOKEN = re.compile(
    "\x1b\\[(?P<row>\\d+);(?P<column>\\d+)H"  # the cursor goes to a cell
    "|\x1b\\[(?P<style>[\\d;]*)m"  # colours and attributes
    "|(?P<text>[^\x00-\x1f\x7f]+)"
    "|(?P<rows>\n)"  # between two rows, before a cursor move: nothing to do
    "|(?P<sync>\x1b\\[\\?2026[hl])"  # an update begins or ends
    "|(?P<other>\x1b\\[[?>=<]?[\\d;]*[ -/]*[@-~]"
    "|\x1bP.*?\x1b\\\\|\x1b[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)|.)",
    re.DOTALL,
)
"""The tokens of what Textual 8.2 writes: its compositor's `LayoutUpdate` and `ChopsUpdate`, and its
driver."""

_HARMLESS = re.compile(
    "\x1b\\[\\?(?!47|1047|1049)[\\d;]*[hl]"  # modes, but not the change of screen
    "|\x1b\\[\\?[\\d;]*\\$p|\x1b\\[[<>=?][\\d;]*u"  # asking for modes; the keyboard's
    "|\x1b\\[[\\d;]*n|\x1b\\[[>=]?[\\d;]*c"  # asking for the cursor's position, the terminal's name
    "|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x07"  # titles, clipboard, bell
    "|\x1bP.*?\x1b\\\\",  # what GNU screen passes on to its terminal
    re.DOTALL,
)
"""Sequences that leave the cells, the cursor and the style as they are."""

_POINTER = "\x1b]22;"
"""Sets the shape of the mouse's pointer, which would stay after the end; Emacs' term.el, which has
no such sequences, shows it as text."""

SURE_WIDTH = re.compile(f"{ONE_CELL}*")
"""Text of characters that are one cell wide in every terminal."""

_MAX_GAP_CELLS = 4
"""Unchanged cells between two changes up to which they are rewritten: a cursor move is longer."""

_Run = tuple[int, int, int, str]
"""Text of one style: its row, its first column, the column after it, and the text itself."""

_ADDRESS_BYTES = 6
"""Bytes that the address of a cell takes at least."""

_CUF_BYTES = 4
"""Bytes that a move within a row takes, if that is not a few cells back."""

_UP = "\x1bM"
"""One row up in the same column (RI): a byte shorter than one row down (CUD)."""

_SYNC_START, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"

_MAX_UNMARKED_CHARS = 256
"""Length up to which an update has no marks around it: a terminal gets it in one piece anyway."""


class ThinOutput:
    """A model of one terminal, and the filter that keeps it up to date.

    Args:
        width: Columns of the terminal.
        height: Rows of the terminal.
        is_wide: Whether it may show as two cells what is ambiguous (Unicode, UAX #11).
    """

    def __init__(self, width: int, height: int, *, is_wide: bool = False) -> None:
        self._one_cell = ASCII if is_wide else ONE_CELL
        self._sure_width = re.compile(f"{ASCII}*") if is_wide else SURE_WIDTH
        self.resize(width, height)
        self._style = ""
        """The style that Textual has set, as the parameters of an SGR sequence."""
        self._x = self._y = 0
        """The cursor's cell as Textual knows it."""
        self._is_placed = True
        """Whether the terminal's cursor is where Textual moved it last, or need not be."""
        self._update: list[str] | None = None
        """The output so far of the update that has begun; None outside of one."""
        self.repeats = Repeats()

    def resize(self, width: int, height: int) -> None:
        """Change the size; what the terminal shows is unknown then."""
        self.width, self.height = width, height
        self.invalidate()

    def invalidate(self) -> None:
        """Forget what the terminal shows, so that the next update is written in full."""
        unknown: list[str | None] = [None] * self.width
        self._chars = [unknown.copy() for _ in range(self.height)]
        self._styles = [[""] * self.width for _ in range(self.height)]
        self._unsure_rows: dict[int, list[tuple[str | None, str]]] = {}
        """What rows with characters of doubtful width are to show: the character and the style of
        each cell. The character is "" in the second cell of a wide one, and None where unknown."""
        self._touched: set[int] = set()
        """Those of them that have changed and are still to be written."""
        self._pending: dict[str, list[_Run]] = {}
        """Changed text still to be written, by style."""
        self._pending_ends: dict[int, int] = {}
        """The column after the last such text of each row."""
        self._terminal_style: str | None = None
        """The style that the terminal has set; None when it is unknown."""
        self._terminal_cursor: tuple[int, int] | None = None
        """The cell of the terminal's cursor; None when it is unknown. The column is the width after
        text in the last column: most terminals leave the cursor in that column, some after it."""

    def ask_for_repeats(self) -> str:
        """Return the question whether the terminal repeats a character, for `repeats`.

        It blanks cells of the last row, which is written after that in any case. A terminal without
        room for it is not asked.
        """
        if self.width <= ASKED_CELLS:
            return ""
        last = self.height - 1
        place = f"{self._set_style('')}{self._move(0, last)}"
        self._chars[last][:ASKED_CELLS] = [None] * ASKED_CELLS
        self._terminal_cursor = None
        return f"{place}{self.repeats.question()}"

    def feed(self, data: str) -> str:
        """Return what is to be written to the terminal instead of `data`.

        Args:
            data: A part of Textual's output, with whole escape sequences.

        Returns:
            The output that brings the terminal to the same state; "" while an update is open.
        """
        out: list[str] = []
        for token in _TOKEN.finditer(data):
            kind = token.lastgroup
            if kind == "column":
                self._y, self._x = int(token["row"]) - 1, int(token["column"]) - 1
                self._is_placed = False
            elif kind == "style":
                self._style = apply_sgr(self._style, token["style"])
            elif kind == "text":
                self._handle_text(token["text"], out)
            elif kind == "sync":
                self._handle_sync(token["sync"], out)
            elif kind == "other":
                self._handle_other(token["other"], out)
        if self._update is not None:
            self._update += out
            return ""
        self._write_pending(out)
        self._place_cursor(out)
        return "".join(out)

    def _handle_sync(self, mark: str, out: list[str]) -> None:
        """Begin or end a synchronized update; a short one is written without marks."""
        if mark == _SYNC_START:
            if self._update is None:
                self._update = []
            return
        if self._update is None:
            return
        update = [*self._update, *out]
        out.clear()
        self._update = None
        self._write_pending(update)
        self._place_cursor(update)
        text = "".join(update)
        out.append(f"{_SYNC_START}{text}{_SYNC_END}" if len(text) > _MAX_UNMARKED_CHARS else text)

    def _handle_other(self, sequence: str, out: list[str]) -> None:
        """Pass on another sequence; one that may change the screen invalidates the model."""
        if sequence.startswith(_POINTER):
            return
        self._write_pending(out)
        if not _HARMLESS.fullmatch(sequence):
            # Textual has reset the style by now; the terminal may still have the last one.
            out.append(style_change(self._terminal_style, ""))
            self.invalidate()
            self._is_placed = True
        out.append(sequence)

    def _place_cursor(self, out: list[str]) -> None:
        """Move the terminal's cursor to where Textual left it, if Textual has moved it."""
        if self._is_placed:
            return
        self._is_placed = True
        if self._terminal_cursor and self._terminal_cursor[0] == self.width:
            self._terminal_cursor = None  # in the last column, or after it
        cell = (min(self._x, self.width - 1), self._y)
        if self._terminal_cursor != cell:
            out.append(self._move(*cell))

    def _handle_text(self, text: str, out: list[str]) -> None:
        """Queue text at the cursor, as far as the terminal does not show it yet."""
        x, y = self._x, self._y
        if not (0 <= y < self.height and 0 <= x < self.width):
            return
        if y in self._unsure_rows or not self._sure_width.fullmatch(text):
            self._x = self._set_cells(text)
            return
        text = text[: self.width - x]
        end = x + len(text)
        style = self._style
        for first, last in self._changes(text, x, y):
            if first < self._pending_ends.get(y, 0):  # it may overlap pending text
                self._write_pending(out)
            self._pending.setdefault(style, []).append((y, first, last, text[first - x : last - x]))
            self._pending_ends[y] = last
        self._x = end
        self._chars[y][x:end] = text
        self._styles[y][x:end] = [style] * len(text)

    def _set_cells(self, text: str) -> int:
        """Put text at the cursor into its row, which is written when the whole update is there.

        Returns:
            The column after it.
        """
        x, row = self._x, self._unsure_rows.get(self._y)
        if row is None:
            row = list(zip(self._chars[self._y], self._styles[self._y], strict=True))
            self._unsure_rows[self._y] = row
        self._touched.add(self._y)
        if row[x][0] == "":  # the second half of a wide character, whose first half goes too
            row[x - 1] = (" ", row[x - 1][1])
        for cluster, width in clusters(text):
            if not width:  # it joins the character before it
                before = next((at for at in range(x - 1, -1, -1) if row[at][0]), None)
                if before is not None:
                    row[before] = (f"{row[before][0]}{cluster}", row[before][1])
            elif x + width <= self.width:
                row[x : x + width] = [(cluster, self._style), ("", self._style)][:width]
                x += width
        if x < self.width and row[x][0] == "":  # of a wide one, whose first half is gone
            row[x] = (" ", row[x][1])
        return x

    def _write_unsure(self, out: list[str]) -> None:
        """Write the rows with characters of uncertain width, each from left to right.

        The cells of such a character are blanked first, for terminals in which it is narrower.
        After it the cursor is positioned again, and what it overwrites if it is wider is written
        again.
        """
        for y in sorted(self._touched):
            row = self._unsure_rows[y]
            shown = fenced([" " if cell is None else cell for cell, _ in row])
            x = damage_end = 0
            while x < self.width:
                cluster, style = shown[x], row[x][1]
                if x == self.width - 1 and not is_sure(cluster, self._one_cell):
                    # A wider one would take the cell before it.
                    cluster = sure_part(cluster, self._one_cell)
                width = 2 if x + 1 < self.width and row[x + 1][0] == "" else 1
                old = self._chars[y][x : x + width], self._styles[y][x : x + width]
                new = [cluster, ""][:width], [style] * width
                is_changed = row[x][0] is not None and old != new
                if is_changed or x < damage_end:
                    out += (self._move(x, y), self._set_style(style))
                    if is_sure(cluster, self._one_cell):
                        out.append(cluster)
                        end = x + width
                        self._terminal_cursor = (end, y)
                    else:
                        out += (" " * width, self._move(x, y, is_known=False), cluster)
                        self._terminal_cursor = None
                        damage_end = max(damage_end, x + 2 * len(cluster))
                if is_changed:
                    self._chars[y][x : x + width], self._styles[y][x : x + width] = new
                x += width
            if all(cell and self._sure_width.fullmatch(cell) for cell, _ in row):
                del self._unsure_rows[y]
        self._touched.clear()

    def _write_pending(self, out: list[str]) -> None:
        """Write the pending text, style by style.

        A change of style takes some twenty characters, and a cursor move to where the same style is
        used next a few.
        """
        for style, runs in self._pending.items():
            out.append(self._set_style(style))
            for y, x, end, text in _in_short_order(runs):
                out += (self._move(x, y), self.repeats.shortened(text))
                self._terminal_cursor = (end, y)
        self._pending.clear()
        self._pending_ends.clear()
        if self._touched:
            self._write_unsure(out)

    def _changes(self, text: str, x: int, y: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges of columns in which text of certain width at (x, y) changes cells."""
        end = x + len(text)
        chars, styles, style = self._chars[y][x:end], self._styles[y][x:end], self._style
        cells = enumerate(zip(text, chars, styles, strict=True), x)
        changed = [
            column
            for column, (char, old_char, old_style) in cells
            if char != old_char or old_style != style
        ]
        if not changed:
            return
        first = last = changed[0]
        for column in changed[1:]:
            if column - last > _MAX_GAP_CELLS:
                yield first, last + 1
                first = column
            last = column
        yield first, last + 1

    def _set_style(self, style: str) -> str:
        """Return the sequence that sets a style in the terminal."""
        previous, self._terminal_style = self._terminal_style, style
        return style_change(previous, style)

    def _move(self, x: int, y: int, *, is_known: bool = True) -> str:
        """Return the shortest sequence that moves the terminal's cursor to a cell.

        Each is known to a VT100, the console of Windows 10, Emacs' term.el and ConnectBot: CUP,
        CUD, CUF, CUB, BS, CR, and RI, none of which goes beyond the first row, where RI scrolls.
        CHA, VT and IND are not known to all; and the tty turns LF into CR and LF.

        Args:
            x: Its column.
            y: Its row.
            is_known: Whether the cursor is where it is known to be.
        """
        previous, self._terminal_cursor = self._terminal_cursor if is_known else None, (x, y)
        if previous == (x, y):
            return ""
        address = f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"
        if previous is None:
            return address
        columns, rows = x - previous[0], y - previous[1]
        if previous[0] == self.width and x:  # after the last column, or in it
            if columns != -1:
                return address
            self._terminal_cursor, columns = (self.width, y), 0
        if columns > 0:
            across = f"\x1b[{columns}C" if columns > 1 else "\x1b[C"
        elif x or not columns:
            across = "\b" * -columns if columns > -_CUF_BYTES else f"\x1b[{-columns}D"
        else:
            across = "\r"
        if not rows:
            return across
        down = f"\x1b[{rows}B" if rows > 1 else "\x1b[B"
        steps = across + (down if rows > 0 else _UP * -rows)
        return steps if len(steps) < len(address) else address


def _in_short_order(runs: Sequence[_Run]) -> Sequence[_Run]:
    """Return runs of text in an order in which most begin near where the one before ends.

    So the sides of a box are written from top to bottom or back, and not row by row. It is called
    for each key: the loops call nothing.

    Args:
        runs: The runs, which do not overlap.
    """
    if not runs[2:]:
        return runs
    rows: dict[int, list[_Run]] = {}
    for run in runs:
        if run[0] in rows:
            rows[run[0]] += (run,)
        else:
            rows[run[0]] = [run]
    ordered: list[_Run] = []
    y = x = -2
    while rows:
        nearest, least_bytes = None, _ADDRESS_BYTES
        for row, vertical_bytes in ((y, 0), (y - 1, 2), (y + 1, 3)):
            if row in rows:
                for run in rows[row]:
                    steps = run[1] - x
                    sideways_bytes = -steps if -_CUF_BYTES < steps <= 0 else _CUF_BYTES
                    needed = vertical_bytes + sideways_bytes
                    if needed < least_bytes:
                        nearest, least_bytes = run, needed
        if nearest is None:
            nearest = rows[next(reversed(rows))][0]
        ordered += (nearest,)
        y, _, x, _ = nearest
        rest = [run for run in rows[y] if run is not nearest]
        if rest:
            rows[y] = rest
        else:
            del rows[y]
    return ordered

"""What Textual writes to the terminal, made thin: only cells that change, and what changes in them.

`ThinOutput` stands between the driver and the terminal. It keeps what the terminal shows, reads
the updates that Textual writes (absolute cursor moves, colours, text), and returns the least that
brings the terminal to the same state.

Widths: a row that has ever held a character whose width terminals disagree about (emoji, joined
and wide characters) is passed on as it came, so that what the terminal makes of it is what it
would have made of Textual's own output; until a whole row of plain characters replaces it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len

_TOKEN = re.compile(
    "\x1b\\[(?P<row>\\d+);(?P<column>\\d+)H"  # the cursor goes to a cell
    "|\x1b\\[(?P<style>[\\d;]*)m"  # colours and attributes
    "|(?P<text>[^\x00-\x1f\x7f]+)"
    "|(?P<rows>\n)"  # between two rows; what follows says where it stands
    "|(?P<sync>\x1b\\[\\?2026[hl])"  # an update begins or ends
    "|(?P<other>\x1b\\[[?>=<]?[\\d;]*[ -/]*[@-~]"
    "|\x1bP.*?\x1b\\\\|\x1b[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)|.)",
    re.DOTALL,
)
"""What Textual 8.2 writes: `LayoutUpdate` and `ChopsUpdate` of its compositor, and its driver."""

_HARMLESS = re.compile(
    "\x1b\\[\\?(?!47|1047|1049)[\\d;]*[hl]"  # modes, but not the change of screen
    "|\x1b\\[\\?[\\d;]*\\$p|\x1b\\[[<>=?][\\d;]*u"  # asking for modes; the keyboard's
    "|\x1b\\[[\\d;]*n|\x1b\\[[>=]?[\\d;]*c"  # asking for the cursor's place, the terminal's name
    "|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x07"  # titles, clipboard, bell
    "|\x1bP.*?\x1b\\\\",  # what GNU screen passes on to its terminal
    re.DOTALL,
)
"""What leaves the cells, the cursor and the colours as they are."""

PLAIN = re.compile(
    "[ -~\xa1-\xac\xae-\u02ff\u0370-\u0377\u037a-\u03ff\u0400-\u0482"
    "\u2010-\u2027\u20ac\u2190-\u21ff\u23ce\u2500-\u25fc]*"
)
"""Characters that are one cell wide in every terminal."""

_GAP = 4
"""Cells that stay as they are are written again where that is shorter than a move over them."""

_SYNC_START, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"

_NEVER = -1
"""The settled width of a row that holds characters of doubtful width."""

_SHORT = 256
"""Characters: an update up to this goes to the terminal at once, and need not be announced."""


class ThinOutput:
    """The state of one terminal, and the way there.

    Args:
        width: Columns of the terminal.
        height: Rows of the terminal.
    """

    def __init__(self, width: int, height: int) -> None:
        self.resize(width, height)
        self._style = ""
        """The attributes that Textual has set, as the parameters of an SGR sequence."""
        self._x = self._y = 0
        """Where Textual believes the cursor to be."""
        self._placed = True
        """Whether the terminal's cursor is to stay where it is."""
        self._held: list[str] | None = None
        """What an update that has begun has written so far."""

    def resize(self, width: int, height: int) -> None:
        """Take another size; nothing is known of what the terminal shows."""
        self.width, self.height = width, height
        self.invalidate()

    def invalidate(self) -> None:
        """Forget what the terminal shows: whatever comes next is written in full."""
        unknown: list[str | None] = [None] * self.width
        self._chars = [unknown.copy() for _ in range(self.height)]
        self._styles = [[""] * self.width for _ in range(self.height)]
        self._settled = [self.width] * self.height
        """Up to which column each row was written with plain characters from its start."""
        self._follows: tuple[int, int] | None = None
        """Where text goes on that was written verbatim: wherever the terminal's cursor is."""
        self._waiting: dict[str, list[tuple[int, int, str]]] = {}
        """Plain text that is to be written, by its style: its row, its column and itself."""
        self._waiting_to: dict[int, int] = {}
        """Up to which column of each row there is such text."""
        self._shown_style: str | None = None
        self._shown_at: tuple[int, int] | None = None

    def feed(self, data: str) -> str:
        """Take what is written for the terminal and return what is to be written instead.

        Args:
            data: A part of the output; escape sequences are whole.

        Returns:
            What brings the terminal to the same state; nothing while an update is going on.
        """
        out: list[str] = []
        for found in _TOKEN.finditer(data):
            kind = found.lastgroup
            if kind == "column":
                self._y, self._x = int(found["row"]) - 1, int(found["column"]) - 1
                self._follows, self._placed = None, False
            elif kind == "style":
                self._style = _applied(self._style, found["style"])
            elif kind == "text":
                self._text(found["text"], out)
            elif kind == "sync":
                self._sync(found["sync"], out)
            elif kind == "other":
                self._other(found["other"], out)
        if self._held is not None:
            self._held += out
            return ""
        self._write_runs(out)
        self._place_cursor(out)
        return "".join(out)

    def _sync(self, mark: str, out: list[str]) -> None:
        """Begin or end an update; a short one is written without saying so."""
        if mark == _SYNC_START:
            if self._held is None:
                self._held = []
            return
        if self._held is None:
            return
        update = [*self._held, *out]
        out.clear()
        self._held = None
        self._write_runs(update)
        self._place_cursor(update)
        text = "".join(update)
        out.append(f"{_SYNC_START}{text}{_SYNC_END}" if len(text) > _SHORT else text)

    def _other(self, sequence: str, out: list[str]) -> None:
        """Pass on a sequence that is no text; whatever may change the screen unsettles it."""
        self._write_runs(out)
        if not _HARMLESS.fullmatch(sequence):
            # Whoever has the terminal next gets it without our colours, as Textual leaves it.
            out.append(_change(self._shown_style, ""))
            self.invalidate()
            self._placed = True
        out.append(sequence)

    def _place_cursor(self, out: list[str]) -> None:
        """Bring the cursor to where Textual left it, if it has moved it at all."""
        if self._placed:
            return
        self._placed = True
        at = (min(self._x, self.width - 1), self._y)
        if self._shown_at != at:
            out.append(self._move(*at))

    def _text(self, text: str, out: list[str]) -> None:
        """Write text where the cursor is, as far as the terminal does not show it yet."""
        x, y = self._x, self._y
        if not (0 <= y < self.height and 0 <= x < self.width):
            return
        if not PLAIN.fullmatch(text):
            self._settled[y] = _NEVER
            self._verbatim(text, out)
            self._x, self._shown_at = x + cell_len(text), None
            return
        text = text[: self.width - x]
        end = x + len(text)
        style = self._style
        if self._settled[y] < self.width:
            self._verbatim(text, out)
            if x == 0 or x == self._settled[y]:
                self._settled[y] = end
        else:
            for first, last in self._changes(text, x, y):
                if first < self._waiting_to.get(y, 0):  # over a cell that is still to be written
                    self._write_runs(out)
                self._waiting.setdefault(style, []).append((y, first, text[first - x : last - x]))
                self._waiting_to[y] = last
        self._x = end
        self._chars[y][x:end] = text
        self._styles[y][x:end] = [style] * len(text)

    def _write_runs(self, out: list[str]) -> None:
        """Write the plain text that is waiting, style by style.

        A change of colour takes some twenty characters, and a move to where that colour is needed
        next about six.
        """
        for style, runs in self._waiting.items():
            for y, x, text in runs:
                out += (self._move(x, y), self._dress(style), text)
                end = x + len(text)
                self._shown_at = (end, y) if end < self.width else None
        self._waiting.clear()
        self._waiting_to.clear()

    def _verbatim(self, text: str, out: list[str]) -> None:
        """Write text on a row whose cells are not known for sure, just as Textual does."""
        if self._follows != (self._x, self._y):
            self._write_runs(out)
            out.append(self._move(self._x, self._y))
        out += (self._dress(self._style), text)
        end = self._x + cell_len(text)
        self._reached(end)
        self._follows = (end, self._y)

    def _changes(self, text: str, x: int, y: int) -> Iterator[tuple[int, int]]:
        """Yield the runs of columns in which a plain text at (x, y) is news."""
        end = x + len(text)
        chars, styles, style = self._chars[y][x:end], self._styles[y][x:end], self._style
        new = [
            at
            for at, (char, old, worn) in enumerate(zip(text, chars, styles, strict=True), x)
            if char != old or worn != style
        ]
        if not new:
            return
        first = last = new[0]
        for at in new[1:]:
            if at - last > _GAP:
                yield first, last + 1
                first = at
            last = at
        yield first, last + 1

    def _reached(self, x: int) -> None:
        """Note that text was written up to column `x` of the row that the cursor is in."""
        if self._shown_at:  # else it is where the terminal's own widths have led
            self._shown_at = (x, self._y) if x < self.width else None

    def _dress(self, style: str) -> str:
        """Return what gives the terminal these attributes."""
        before, self._shown_style = self._shown_style, style
        return _change(before, style)

    def _move(self, x: int, y: int) -> str:
        """Return what brings the terminal's cursor to a cell."""
        before, self._shown_at = self._shown_at, (x, y)
        if before == (x, y):
            return ""
        if before and before[1] == y:
            steps = x - before[0]
            if steps == 1:
                return "\x1b[C"
            return f"\x1b[{steps}C" if steps > 0 else f"\x1b[{x + 1}G"
        return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"


_FORES = frozenset((*range(30, 38), 39, *range(90, 98)))
_BACKS = frozenset((*range(40, 48), 49, *range(100, 108)))
_EXTENDED = {"38": True, "48": False}
"""Whether an extended colour is a foreground."""

_PARTS = {"2": 3, "5": 1}
"""How many parameters follow: red, green and blue, or a number of the palette."""

_OFF = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 7: 27, 8: 28, 9: 29}
"""What takes each attribute away (ECMA-48, 8.3.117 SGR)."""


@lru_cache(maxsize=512)
def _applied(style: str, parameters: str) -> str:
    """Return the parameters that stand for a style after an SGR sequence with `parameters`."""
    if parameters in {"", "0"}:
        return ""
    if parameters.startswith("0;"):
        return _brief(parameters[2:])
    return _brief(f"{style};{parameters}" if style else parameters)


def _brief(style: str) -> str:
    """Return a style without the terminal's own colours: they are there without being asked for."""
    parsed = _parsed(style)
    if parsed is None or (parsed[0] != "39" and parsed[1] != "49"):
        return style
    fore, back, attributes = parsed
    colours = [colour for colour, own in ((fore, "39"), (back, "49")) if colour != own]
    return ";".join([*map(str, sorted(attributes)), *colours])


@lru_cache(maxsize=512)
def _parsed(style: str) -> tuple[str, str, frozenset[int]] | None:
    """Return a style's foreground, background and attributes; None when there is more to it."""
    fore, back, attributes = "39", "49", set()
    codes = iter(style.split(";") if style else ())
    for code in codes:
        number = int(code or 0)
        if code in _EXTENDED:
            kind = next(codes, "")
            colour = ";".join((code, kind, *(next(codes, "") for _ in range(_PARTS.get(kind, 0)))))
            fore, back = (colour, back) if _EXTENDED[code] else (fore, colour)
        elif number in _FORES:
            fore = code
        elif number in _BACKS:
            back = code
        elif number in _OFF:
            attributes.add(number)
        else:
            return None
    return fore, back, frozenset(attributes)


@lru_cache(maxsize=4096)
def _change(before: str | None, style: str) -> str:
    """Return the shortest sequence that turns one style into another.

    Args:
        before: The style the terminal has; None when that is not known.
        style: The one it is to have.
    """
    if before == style:
        return ""
    whole = f"\x1b[0;{style}m" if style else "\x1b[m"
    old, new = _parsed(before) if before is not None else None, _parsed(style)
    if old is None or new is None:
        return whole
    off = {_OFF[attribute] for attribute in old[2] - new[2]}
    kept = {attribute for attribute in old[2] if _OFF[attribute] not in off}
    codes = [str(code) for code in (*sorted(off), *sorted(new[2] - kept))]
    codes += [after for earlier, after in zip(old[:2], new[:2], strict=True) if earlier != after]
    part = f"\x1b[{';'.join(codes)}m" if codes else ""
    return min(part, whole, key=len)

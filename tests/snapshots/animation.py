"""Draws screens of a terminal one after another as an animated SVG, which a browser plays.

A row that several frames have is drawn once and used by each. A program that plays no animation
shows the last frame.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from tests.e2e.terminal import Terminal

_CELL_WIDTH, _ROW_HEIGHT, _FONT_SIZE = 12.2, 24.4, 20
"""In pixels, as in the stills."""

_MARGIN = 12
_GROUND, _TEXT = "#14171c", "#d8dce2"
"""The colours of the terminal: those of the dark theme."""

_CAPTION_COLOUR = "#9aa0a6"


class Style(NamedTuple):
    """How a cell is drawn."""

    colour: str
    ground: str
    is_bold: bool
    is_underlined: bool


Run = tuple[int, str, Style]
"""The column of the first cell, the text, and its style."""


class Frame(NamedTuple):
    """A screen, what is said below it, and for how long it stays."""

    rows: Sequence[tuple[Run, ...]]
    caption: str
    seconds: float


def take_frame(terminal: Terminal, size: tuple[int, int], caption: str, seconds: float) -> Frame:
    """Return what a terminal shows, with its cursor.

    Args:
        terminal: The terminal.
        size: Its columns and rows.
        caption: What is said below it.
        seconds: How long it stays.
    """
    columns, rows = size
    cursor = terminal.cursor if 25 in terminal.modes else (-1, -1)
    return Frame(
        [tuple(_runs(terminal, y, columns, cursor)) for y in range(rows)], caption, seconds
    )


def _runs(terminal: Terminal, y: int, columns: int, cursor: tuple[int, int]) -> Iterator[Run]:
    """Yield the runs of a row."""

    def style(x: int) -> Style:
        cell = terminal.cell(x, y)
        colours = _hex(cell.fg, _TEXT), _hex(cell.bg, _GROUND)
        is_reverse = cell.reverse != ((x, y) == cursor)
        colour, ground = reversed(colours) if is_reverse else colours
        return Style(colour, ground, cell.bold, cell.underscore)

    for look, cells in groupby(range(columns), style):
        places = list(cells)
        yield places[0], "".join(terminal.cell(x, y).data for x in places), look


def _hex(colour: str, default: str) -> str:
    """Return a colour as SVG writes it."""
    return default if colour == "default" else f"#{colour}"


def write_animation(frames: Sequence[Frame]) -> str:
    """Return frames as an animated SVG."""
    numbers = {row: n for n, row in enumerate(dict.fromkeys(r for f in frames for r in f.rows))}
    columns = max(x + len(text) for row in numbers for x, text, _ in row)
    width = columns * _CELL_WIDTH + 2 * _MARGIN
    height = (len(frames[0].rows) + 2) * _ROW_HEIGHT + 2 * _MARGIN
    total = sum(frame.seconds for frame in frames)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}">',
        (
            f"<style>text {{ font: {_FONT_SIZE}px 'Fira Code', Menlo, Consolas, monospace; "
            "white-space: pre }</style>"
        ),
        f'<rect width="100%" height="100%" rx="8" fill="{_GROUND}"/>',
        "<defs>",
        *(f'<g id="r{n}">{"".join(map(_run, row))}</g>' for row, n in numbers.items()),
        "</defs>",
        f'<g transform="translate({_MARGIN} {_MARGIN})">',
    ]
    start = 0.0
    for index, frame in enumerate(frames):
        end = start + frame.seconds
        is_last = index == len(frames) - 1
        times = [0.0, *([start / total] if start else []), *([] if is_last else [end / total])]
        values = [*(["hidden"] if start else []), "visible", *([] if is_last else ["hidden"])]
        lines += [
            f'<g visibility="{"visible" if is_last else "hidden"}">',
            (
                f'<animate attributeName="visibility" values="{";".join(values)}" '
                f'keyTimes="{";".join(f"{time:.4f}" for time in times)}" dur="{total:.2f}s" '
                'calcMode="discrete" repeatCount="indefinite"/>'
            ),
            *(
                f'<use href="#r{numbers[row]}" y="{y * _ROW_HEIGHT:.1f}"/>'
                for y, row in enumerate(frame.rows)
            ),
            (
                f'<text y="{(len(frame.rows) + 1.4) * _ROW_HEIGHT:.1f}" '
                f'style="font-size: 16px" fill="{_CAPTION_COLOUR}">'
                f"{escape(frame.caption)}</text>"
            ),
            "</g>",
        ]
        start = end
    return "\n".join([*lines, "</g>", "</svg>"]) + "\n"


def _run(run: Run) -> str:
    """Return a run as SVG: its background, if it has one, and its text."""
    x, text, style = run
    left, width = x * _CELL_WIDTH, len(text) * _CELL_WIDTH
    ground = (
        f'<rect x="{left:.1f}" width="{width:.1f}" height="{_ROW_HEIGHT}" fill="{style.ground}"/>'
        if style.ground != _GROUND
        else ""
    )
    stripped = text.rstrip()
    if not stripped:
        return ground
    start = len(stripped) - len(stripped.lstrip())
    shown = stripped[start:]
    extras = ' font-weight="bold"' * style.is_bold
    extras += ' text-decoration="underline"' * style.is_underlined
    return (
        f'{ground}<text x="{left + start * _CELL_WIDTH:.1f}" y="{0.78 * _ROW_HEIGHT:.1f}" '
        f'textLength="{len(shown) * _CELL_WIDTH:.1f}" fill="{style.colour}"{extras}>'
        f"{escape(shown)}</text>"
    )

"""Two canvases side by side, block by block: what both have, what only one has, and the sums."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.guide.answers import answer_line, question_title
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.compared.marked import MarkedCanvas, MarkKind, NoteMark
from bmc_tui.model.diff import PlacedNote
from bmc_tui.model.money.sums import MONEY_BLOCKS
from bmc_tui.render.block_lines import BULLET, FOLLOWED_BULLET, padded
from bmc_tui.render.compared.picture import hanging, text_with_phase
from bmc_tui.render.compared.signs import MarkSigns, section_name
from bmc_tui.render.roles import Line, Role, StyledRun
from bmc_tui.render.totals import title_balances
from bmc_tui.render.wrap import truncate

SIDE_BY_SIDE_CELLS = 100
"""Cells across from which the canvases are side by side; else one is under the other."""

_SAME, _ONLY_HERE = BULLET.strip(), FOLLOWED_BULLET.strip()
_REWORDED, _ELSEWHERE, _SHIFTED = "~", "→", "↕"
"""The signs before the notes, each of one cell."""

_SEPARATOR = " │ "
"""Between the two sides."""


class _SideNote(NamedTuple):
    """A note as one of the sides shows it."""

    sign: str
    text: str
    role: Role
    place: str = ""
    """Where the other side has it, in words."""


_Pair = tuple[_SideNote | None, _SideNote | None]
"""What is beside each other; None where a side has nothing there."""


def sides_lines(marked: MarkedCanvas, names: Sequence[str], guide: Guide, width: int) -> list[Line]:
    """Return both canvases, nothing cut.

    Args:
        marked: The notes of both: the older canvas is on the left.
        names: The names of both.
        guide: The language.
        width: Cells across.
    """
    is_wide = width >= SIDE_BY_SIDE_CELLS
    cells = (width - len(_SEPARATOR)) // 2 if is_wide else width
    heads = [list(hanging("", name, Role.TITLE, cells)) for name in names]
    lines: list[Line] = []
    if is_wide:
        lines += _beside(heads[0], heads[1], cells)
    blocks = (
        (f"{block.number} {guide.title(block)}", _pairs(marked, block, guide)) for block in BLOCKS
    )
    for title, pairs in (*blocks, *_beside_blocks(marked, guide)):
        lines += [[], [StyledRun(truncate(title, width), Role.LOCATION)]]
        if is_wide:
            for left, right in pairs:
                lines += _beside(_note_lines(left, cells), _note_lines(right, cells), cells)
        else:
            for index, head in enumerate(heads):
                notes = [line for pair in pairs for line in _note_lines(pair[index], cells)]
                lines += [*head, *notes] if notes else []
    sums = [
        [
            line
            for text in _sums(canvas, guide, cells)
            for line in hanging("", text, Role.NOTE, cells)
        ]
        for canvas in (marked.older, marked.newer)
    ]
    lines.append([])
    if is_wide:
        lines += _beside(sums[0], sums[1], cells)
    else:
        for head, side in zip(heads, sums, strict=True):
            lines += [*head, *side]
    if words := MarkSigns(guide, (names[0], names[1])).none(marked):
        lines += [[], *hanging("", words, Role.NOTE, width)]
    return [*lines, [], *hanging("", guide.say("changes.sides"), Role.COUNT, width)]


def _beside_blocks(marked: MarkedCanvas, guide: Guide) -> Iterator[tuple[str, list[_Pair]]]:
    """Yield what differs outside the blocks, with a title; all parked notes are shown."""
    parked = _pairs(marked, Block.PARKED, guide)
    if parked:
        yield f"{Block.PARKED.number} {guide.title(Block.PARKED)}", parked
    particulars = [
        _text_pair(guide.say(f"particulars.{each.name}"), each.old, each.new)
        for each in marked.changes.particulars
    ]
    if particulars:
        yield guide.say("particulars.title"), particulars
    answers = [
        _text_pair(
            question_title(each.new.question, guide), *map(answer_line, (each.old, each.new))
        )
        for each in marked.changes.answers
    ]
    if answers:
        yield guide.say("design.title"), answers


def _text_pair(label: str, left: str, right: str) -> _Pair:
    """Return a text that is worded differently on each side, or is on one only, with its label."""
    sign, role = (_REWORDED, Role.NOTE) if left and right else (_ONLY_HERE, Role.FOLLOWED)
    one, other = (
        _SideNote(sign, f"{label}: {text}", role) if text else None for text in (left, right)
    )
    return one, other


def _pairs(marked: MarkedCanvas, block: Block, guide: Guide) -> list[_Pair]:
    """Return the pairs that are side by side in a block.

    Notes that both have are at the same height. Notes that only one has fill the space in between.
    """
    pairs: list[_Pair] = []
    lefts: list[_SideNote] = []
    rights: list[_SideNote] = []
    for note, mark in marked.marked_notes(block):
        left, right = _side_notes(note, mark, guide)
        if left and right:
            pairs += [*zip_longest(lefts, rights), (left, right)]
            lefts, rights = [], []
        elif left:
            lefts.append(left)
        elif right:
            rights.append(right)
    return [*pairs, *zip_longest(lefts, rights)]


def _side_notes(note: Note, mark: NoteMark | None, guide: Guide) -> _Pair:
    """Return a note as the left and as the right side show it."""
    text = text_with_phase(note)
    if mark is None or mark.kind is MarkKind.REORDERED:
        same = _SideNote(_SAME, text, Role.DIMMED)
        return same, same
    if mark.kind is MarkKind.REWORDED and mark.other:
        old = text_with_phase(mark.other.note)
        return _SideNote(_REWORDED, old, Role.NOTE), _SideNote(_REWORDED, text, Role.NOTE)
    if mark.kind is MarkKind.SHIFTED and mark.other:
        places = (
            guide.say("changes.there", place=section_name(placed, guide))
            for placed in (PlacedNote(mark.other.block, note), mark.other)
        )
        texts = (text_with_phase(mark.other.note), text)
        one, other = (
            _SideNote(_SHIFTED, each, Role.NOTE, place)
            for each, place in zip(texts, places, strict=True)
        )
        return one, other
    if mark.other:
        block = mark.other.block
        place = guide.say("changes.there", place=f"{block.number} {guide.short_title(block)}")
        here = _SideNote(_ELSEWHERE, text, Role.NOTE, place)
    else:
        here = _SideNote(_ONLY_HERE, text, Role.FOLLOWED)
    is_left = mark.kind in {MarkKind.REMOVED, MarkKind.DEPARTED}
    return (here, None) if is_left else (None, here)


def _sums(canvas: Canvas, guide: Guide, cells: int) -> Iterator[str]:
    """Yield the number of notes of a side, and its sums of money."""
    yield guide.pluralize("count.note", canvas.block_note_count)
    texts = title_balances(canvas, guide)
    if texts:
        text = next((text for text in texts if cell_len(text) <= cells), texts[-1])
        sides = [guide.short_title(block) for block in MONEY_BLOCKS]
        # The sums of one side are labelled; a difference is of two numbers without a label.
        yield f"{' − '.join(sides)}: {text}" if " = " in text else text


def _note_lines(note: _SideNote | None, cells: int) -> list[Line]:
    """Return the lines of a note in a side; none where it has no note."""
    if note is None:
        return []
    lines = list(hanging(f"{note.sign} ", note.text, note.role, cells))
    return [*lines, *hanging("  ", note.place, Role.COUNT, cells)] if note.place else lines


def _beside(lefts: Sequence[Line], rights: Sequence[Line], cells: int) -> Iterator[Line]:
    """Yield the lines of two sides next to each other."""
    separator = StyledRun(_SEPARATOR, Role.BORDER)
    for index in range(max(len(lefts), len(rights))):
        left, right = (side[index] if index < len(side) else [] for side in (lefts, rights))
        yield [*padded(left, cells), separator, *right]

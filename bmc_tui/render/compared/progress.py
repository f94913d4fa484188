"""The progress of a canvas as lines: each step with its date, its reason, and what changed."""

from collections.abc import Callable, Iterator, Sequence

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.compared.marked import MarkedCanvas, mark_notes
from bmc_tui.render.compared.picture import hanging, unpictured_lines
from bmc_tui.render.compared.signs import MarkSigns
from bmc_tui.render.roles import Line, Role

Step = tuple[str, str, Canvas]
"""The name of a state with its date, why it was kept, and the canvas."""


def progress_lines(steps: Sequence[Step], guide: Guide) -> Callable[[int], list[Line]]:
    """Return a function that draws the steps at any width, with only what changed; nothing is cut.

    Args:
        steps: The steps, the oldest first.
        guide: The language.
    """
    befores = [None, *(canvas for _, _, canvas in steps)]
    marked = [
        None if before is None else mark_notes(before, canvas)
        for before, (_, _, canvas) in zip(befores, steps, strict=False)
    ]

    def draw(width: int) -> list[Line]:
        lines: list[Line] = []
        for (name, why, canvas), changed in zip(steps, marked, strict=True):
            lines += hanging("", name, Role.TITLE, width)
            if why:
                lines += hanging("", why, Role.NOTE, width)
            if changed is None:
                notes = guide.pluralize("count.note", canvas.note_count)
                lines += hanging("", guide.say("progress.first", notes=notes), Role.COUNT, width)
            else:
                lines += _changes(changed, guide, width)
            lines.append([])
        return lines

    return draw


def _changes(marked: MarkedCanvas, guide: Guide, width: int) -> Iterator[Line]:
    """Yield what changed, by block."""
    signs = MarkSigns(guide)
    if words := signs.none(marked):
        yield from hanging("", words, Role.COUNT, width)
    for block in BLOCKS:
        changed = [(note, mark) for note, mark in marked.marked_notes(block) if mark]
        if changed:
            title = f"{block.number} {guide.title(block)}"
            yield from hanging("", title, Role.LOCATION, width)
        for note, mark in changed:
            role = Role.GONE if signs.is_gone(mark) else Role.FOLLOWED
            yield from hanging(f"{signs.of_mark(mark)} ", note.text, role, width)
            if words := signs.detail(mark, block):
                yield from hanging("  ", words, Role.COUNT, width)
    yield from unpictured_lines(marked, signs, width)

"""The question where a paste that names blocks goes, in the lowest lines of the screen."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum, auto

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from bmc_tui.formats.pasting import named_blocks
from bmc_tui.formats.result import ImportResult
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import PLACES, Block

_PADDING_CELLS = 2
"""Cells on both sides of the question together."""


class PasteChoice(Enum):
    """Where a paste that names blocks goes."""

    PLACES = auto()
    """Each note to its place on the canvas."""
    NEW_CANVAS = auto()
    LINES = auto()
    """All of it into one block, each line as a note."""


class PasteQuestion(ModalScreen[PasteChoice | None]):
    """How many notes a paste has for each block, and the ways to take it; Escape cancels it.

    Args:
        result: What an import makes of the paste.
        block: The block that it was pasted into.
        guide: The language.
    """

    BINDINGS = [
        Binding("1", "choose('PLACES')", id="paste.places", show=False),
        Binding("2", "choose('NEW_CANVAS')", id="paste.new", show=False),
        Binding("3", "choose('LINES')", id="paste.lines", show=False),
        Binding("escape", "dismiss", id="paste.close", show=False),
    ]

    DEFAULT_CSS = """
    PasteQuestion { align: center bottom; background: transparent; }
    PasteQuestion > #paste { width: 100%; height: auto; padding: 0 1; text-style: reverse; }
    """

    def __init__(self, result: ImportResult, block: Block, guide: Guide) -> None:
        super().__init__()
        self._result = result
        self._block = block
        self._guide = guide

    def compose(self) -> ComposeResult:
        """Show the question."""
        yield Static(self._text(), markup=False, id="paste")

    def _text(self) -> str:
        """Return the question, how many notes each block gets, and the choices."""
        guide, result = self._guide, self._result
        counts = Counter(place for each in result.parts for place, _ in each.canvas)
        places = [place for place in PLACES if counts[place]]
        shares = [f"{place.number} {guide.short_title(place)}: {counts[place]}" for place in places]
        key = "paste.many" if result.siblings else "paste.question"
        return guide.say(
            key if self._has_content else "paste.empty",
            canvases=guide.pluralize("count.canvas", 1 + len(result.siblings)),
            blocks=guide.pluralize("count.block", len(named_blocks(result))),
            notes=guide.pluralize("count.note", counts.total()),
            where="\n".join(_in_lines(shares, self.app.size.width - _PADDING_CELLS)),
            block=f"{self._block.number} {guide.title(self._block)}",
        )

    @property
    def _has_content(self) -> bool:
        """Whether there is anything in the paste besides names: else there is nothing to place."""
        canvases = (each.canvas for each in self._result.parts)
        return any(canvas.note_count or canvas.design for canvas in canvases)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow only the choice that adds lines if only names were pasted."""
        return action != "choose" or parameters == ("LINES",) or self._has_content

    def action_choose(self, name: str) -> None:
        """Return a choice by its name."""
        self.dismiss(PasteChoice[name])


def _in_lines(texts: Iterable[str], width: int) -> Iterator[str]:
    """Yield lines with texts next to each other, none of which is broken if it fits.

    Args:
        texts: The texts.
        width: The cells of a line.
    """
    line = ""
    for text in texts:
        longer = f"{line}   {text}" if line else text
        if line and cell_len(longer) > width:
            yield line
            longer = text
        line = longer
    yield line

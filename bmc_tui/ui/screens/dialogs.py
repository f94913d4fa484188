"""The modal dialogs, each a line at the bottom: a confirmation, a block or a segment to pick."""

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from bmc_tui.guide import Guide, yes_answers
from bmc_tui.model.blocks import BLOCKS, PLACES, Block
from bmc_tui.model.segments import Segment
from bmc_tui.render.segment_letters import segment_letter

_GAP = "  "
"""What is between the choices in a line."""


class ConfirmScreen(ModalScreen[bool]):
    """A question at the bottom; a key that means yes confirms it, any other key declines.

    Args:
        question: The question, which says what the keys do.
    """

    DEFAULT_CSS = """
    ConfirmScreen { align: center bottom; background: transparent; }
    ConfirmScreen > #question {
        width: 100%;
        height: auto;
        max-height: 50%;
        padding: 0 1;
        background: $background;
        color: $error;
        text-style: bold reverse;
    }
    """

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Show the question."""
        yield Static(self._question, markup=False, id="question")

    def takes_character(self, _: str) -> bool:
        """Return whether a character answers; see `TypedWords`."""
        return True

    def on_key(self, event: events.Key) -> None:
        """Close the dialog; its result is whether the key means yes."""
        event.stop()
        event.prevent_default()
        self.dismiss(event.key in yes_answers())


def fill_rows(line: str, width: int) -> str:
    """Return a line broken into rows only between its parts, which two spaces separate.

    Args:
        line: The line.
        width: Cells across a row.
    """
    first, *others = line.split(_GAP)
    rows = [first]
    for part in others:
        if cell_len(rows[-1]) + len(_GAP) + cell_len(part) <= width:
            rows[-1] += _GAP + part
        else:
            rows.append(part)
    return "\n".join(rows)


class _Choices(Static):
    """The choices, each key on one row with its meaning.

    Args:
        line: The choices in one line, with two spaces between them.
    """

    def __init__(self, line: str) -> None:
        super().__init__(markup=False, id="picker")
        self._line = line

    def on_mount(self) -> None:
        """Fill the rows."""
        self.on_resize()

    def on_resize(self) -> None:
        """Fill the rows as wide as they are now."""
        self.update(fill_rows(self._line, self.app.size.width - self.styles.padding.width))


class SegmentPicker(ModalScreen[str]):
    """The segments in a line at the bottom; the letter of one picks it, any other key none.

    Its result is the segment's handle, the letter that no segment has, or "".

    Args:
        guide: The language of the question.
        segments: The segments of the canvas.
    """

    DEFAULT_CSS = """
    SegmentPicker { align: center bottom; background: transparent; }
    SegmentPicker > #picker {
        width: 100%;
        height: auto;
        max-height: 50%;
        padding: 0 1;
        text-style: reverse;
    }
    """

    def __init__(self, guide: Guide, segments: Iterable[Segment]) -> None:
        super().__init__()
        self._handles = {
            letter: segment.handle
            for segment in segments
            if len(letter := segment_letter(segment)) == 1
        }
        names = _GAP.join(f"{letter} {handle}" for letter, handle in self._handles.items())
        self._line = guide.say("notes.give_segment", segments=names)

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield _Choices(self._line)

    def takes_character(self, character: str) -> bool:
        """Return whether a segment has a letter; see `TypedWords`."""
        return character.upper() in self._handles

    def on_key(self, event: events.Key) -> None:
        """Return the segment with the letter of the key."""
        event.stop()
        event.prevent_default()
        letter = (event.character or "").upper()
        self.dismiss(self._handles.get(letter, letter if event.is_printable else ""))


class BlockPicker(ModalScreen[Block | None]):
    """The nine blocks and `PARKED` in a line at the bottom; a digit picks one, Escape none.

    Args:
        guide: The language of the titles.
    """

    BINDINGS = [
        *(
            Binding(str(n), f"pick({n})", id=f"send.to.{n}", show=False)
            for n in (block.number for block in BLOCKS)
        ),
        Binding("0", "pick(0)", id="send.parked", show=False),
        Binding("escape", "dismiss", id="send.close", show=False),
    ]

    DEFAULT_CSS = """
    BlockPicker { align: center bottom; background: transparent; }
    BlockPicker > #picker { width: 100%; height: auto; padding: 0 1; text-style: reverse; }
    """

    def __init__(self, guide: Guide) -> None:
        super().__init__()
        blocks = _GAP.join(f"{block.number} {guide.short_title(block)}" for block in PLACES)
        self._line = guide.say("editor.send_to", blocks=blocks)

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield _Choices(self._line)

    def action_pick(self, number: int) -> None:
        """Return the block with this number; 0 is for the parked notes."""
        self.dismiss(next(block for block in PLACES if block.number == number))

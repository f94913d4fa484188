"""The pictures that the app shows of what changed: their signs, and what is outside the blocks."""

from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Particulars
from bmc_tui.model.compared.marked import mark_notes
from bmc_tui.render.compared.picture import marked_lines, picture_with_legend
from bmc_tui.render.compared.progress import progress_lines
from bmc_tui.render.compared.signs import MarkSigns
from bmc_tui.render.roles import Line

GUIDE = load("en")
OLDER = Canvas("Cart", particulars=Particulars(version="v1")).add(Block.PARKED, "Ask")
NEWER = (
    OLDER.with_particulars(Particulars(version="v2"))
    .with_notes(Block.PARKED, [])
    .add(Block.KEY_PARTNERS, "Bakery")
)
BELOW = ["Outside the blocks", "~ Version: v2", "  was: v1", "- Parked: Ask"]


def texts(lines: list[Line]) -> list[str]:
    """Return the text of each line."""
    return ["".join(run.text for run in line).rstrip() for line in lines]


def test_the_picture_has_its_signs_above_it_and_the_rest_below() -> None:
    shown = texts(picture_with_legend(mark_notes(OLDER, NEWER), GUIDE, 79))
    assert shown[0] == "3 changes: + new, - gone"
    assert shown[-4:] == BELOW
    assert texts(picture_with_legend(mark_notes(OLDER, OLDER), GUIDE, 79))[0] == "Nothing changed."


def test_words_are_hyphenated_as_on_the_board() -> None:
    newer = NEWER.add(Block.KEY_PARTNERS, "Voorrijkosten en wasmachineonderdelen")
    lines = marked_lines(mark_notes(OLDER, newer), MarkSigns(load("nl")), 79)
    assert any("wasmachi- " in text for text in texts(lines))


def test_the_progress_names_what_changed_outside_the_blocks() -> None:
    steps = [("one", "", OLDER), ("two", "", NEWER)]
    shown = texts(progress_lines(steps, GUIDE)(60))
    assert shown[shown.index("+ Bakery") + 1 :] == [*BELOW, ""]

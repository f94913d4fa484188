"""The nine blocks in plain characters."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from bmc_tui.formats.text.writer import write
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean
from tests.unit.formats.markdown.test_writer import HOSTILE
from tests.unit.growth import is_linear

ENGLISH, DUTCH = load("en"), load("nl")

CART = (
    Canvas("Campus coffee cart")
    .add(Block.VALUE_PROPOSITIONS, "Good coffee in two minutes, on the way to class @students")
    .add(Block.CHANNELS, "Cart on the square")
    .add(Block.CHANNELS, "Instagram", section=Section(Phase.AWARENESS))
    .add(Block.CHANNELS, "Pay by phone", section=Section(Phase.PURCHASE))
)


def test_the_picture_has_the_title_the_nine_blocks_and_the_phases() -> None:
    lines = write(CART, ENGLISH, 80).splitlines()
    assert lines[:4] == [
        "┌──────────────────────────────────────────────────────────────────────────────┐",
        "│ Campus coffee cart                                                           │",
        "├─8 Partners────┬─7 Activities──┬─2 Value─────1─┬─4 Relations───┬─1 Segments───┤",
        "│               │               │· Good coffee  │               │              │",
    ]
    assert lines[-3:] == [
        "├───────────────────────────────────────┴──────────────────────────────────────┤",
        "│ Channels: 1 Awareness, 3 Purchase                                            │",
        "└──────────────────────────────────────────────────────────────────────────────┘",
    ]
    assert any("│· 1 Instagram  │" in line for line in lines)


def test_a_segment_has_its_letter_before_its_note_and_in_the_legend() -> None:
    canvas = CART.add(Block.CUSTOMER_SEGMENTS, "Students", "Teachers @staff")
    lines = write(canvas, DUTCH, 80).splitlines()
    assert "│A Students    │" in lines[3]
    assert lines[-3:-1] == [
        "│ Klantsegmenten: A students, B staff                                          │",
        "│ Kanalen: 1 Bekendheid, 3 Aankoop                                             │",
    ]


def test_an_empty_block_stays_empty() -> None:
    written = write(Canvas(), DUTCH)
    assert "?" not in written
    assert "Canvas zonder titel" in written
    assert all(str(block.number) in written for block in BLOCKS)


def lines_of_any(texts: list[str], width: int) -> list[str]:
    canvas = Canvas(texts[0])
    for block in BLOCKS:
        canvas = canvas.with_notes(block, [Note(t, s) for t in texts for s in block.sections])
    return write(canvas, ENGLISH, width).splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("width", [20, 69, 70, 100, 160])
def test_every_line_is_as_wide_as_asked_and_starts_and_ends_in_the_picture(width: int) -> None:
    for line in lines_of_any([*HOSTILE, "w" * 300, "漢字" * 90, "👩‍👩‍👧 " * 40], width):
        assert cell_len(line) == width
        assert line[0] in "┌│├└"
        assert line[-1] in "┐│┤┘"


@given(st.lists(st.text(max_size=30).map(clean).filter(bool), min_size=1, max_size=3))
def test_any_text_stays_in_the_picture(texts: list[str]) -> None:
    for line in lines_of_any(texts, 100):
        assert line[0] in "┌│├└"
        assert line[-1] in "┐│┤┘"


def test_nothing_of_a_long_note_is_lost() -> None:
    word = "".join(chr(ord("a") + at % 26) for at in range(300))
    written = write(Canvas("T").add(Block.CUSTOMER_SEGMENTS, word), ENGLISH)
    assert "".join(line[82:99].strip(" ·") for line in written.splitlines()[3:]).startswith(word)


def test_no_title_ends_the_code_block_that_it_is_pasted_into() -> None:
    for title in ("```", "~~~", "> quoted"):
        text = write(Canvas(title).add(Block.KEY_PARTNERS, title), ENGLISH)
        (block,) = MarkdownIt("commonmark").parse(f"```\n{text}```\n")
        assert (block.type, block.content) == ("fence", text)


def test_the_work_to_write_a_note_grows_as_its_length() -> None:
    def written(pairs: int) -> Callable[[], object]:
        canvas = Canvas("T").add(Block.CHANNELS, "wé" * pairs)
        return lambda: write(canvas, ENGLISH)

    assert is_linear(written, 50_000)

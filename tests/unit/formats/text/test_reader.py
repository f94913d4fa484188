"""The nine-block picture comes back: as it was written, through a mail, edited by hand."""

import re
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from bmc_tui.formats import FORMATS
from bmc_tui.formats.detect import read_text
from bmc_tui.formats.result import FormatError
from bmc_tui.formats.text.writer import write
from bmc_tui.guide import languages, load
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean
from bmc_tui.render.grid import canvas_lines
from tests.unit.cli.conftest import bmc, environ
from tests.unit.cli.invoke import Bmc, exported_lines
from tests.unit.formats.test_round_trip import TEXTS
from tests.unit.growth import is_linear

__all__ = ["bmc", "environ"]

ENGLISH, DUTCH = load("en"), load("nl")
WIDTHS = st.sampled_from([20, 33, 60, 69, 70, 80, 100, 161])

CART = (
    Canvas("Campus coffee cart, on the square and beyond")
    .add(Block.CUSTOMER_SEGMENTS, "Students @students", "Staff members and their guests")
    .add(Block.VALUE_PROPOSITIONS, "Good coffee in two minutes, on the way to class @students")
    .add(Block.CHANNELS, "Cart on the square")
    .add(Block.CHANNELS, "Instagram #online", section=Section(Phase.AWARENESS))
    .add(Block.CHANNELS, "Pay by phone", "Pay cash", section=Section(Phase.PURCHASE))
    .add(Block.CHANNELS, "A sign on the door", section=UNPLACED)
    .add(Block.REVENUE_STREAMS, "Cup sales € 2,50 x 1200/month")
    .add(Block.COST_STRUCTURE, "Beans € 500/month", "Permit")
)


def remarks_on(text: str) -> list[tuple[int, str]]:
    """Return the line and the message key of each remark on a text."""
    return [(remark.line, remark.key) for remark in read_text(text).remarks]


@pytest.mark.parametrize("width", [20, 40, 69, 70, 80, 100, 200])
@pytest.mark.parametrize("guide", [ENGLISH, DUTCH])
def test_a_canvas_comes_back_in_every_width_and_language(width: int, guide: object) -> None:
    assert isinstance(guide, type(ENGLISH))
    reading = read_text(write(CART, guide, width))
    assert reading.canvas == CART
    assert [each.key for each in reading.remarks if each.key != "reading.joined"] == []


@pytest.mark.parametrize("guide", [ENGLISH, DUTCH])
def test_an_empty_canvas_comes_back_empty(guide: object) -> None:
    assert isinstance(guide, type(ENGLISH))
    for width in (20, 69, 80):
        assert read_text(write(Canvas(), guide, width)).canvas == Canvas()


WORDS = st.text("abcdefgéß1@#€.", min_size=1, max_size=9).filter(lambda text: cell_len(text) < 9)
PROSE = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
SIGNED = re.compile("[1-5?] ")


@st.composite
def canvases(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> Canvas:
    """Draw a canvas with notes in any section."""
    canvas = Canvas().with_title(draw(texts))
    for block in draw(st.sets(st.sampled_from(BLOCKS), max_size=4)):
        unplaced = () if block is BLOCKS[0] else (UNPLACED,)  # those of the first are parked
        sections = st.sampled_from([*block.sections, *unplaced])
        notes = st.lists(st.builds(Note, texts, sections), max_size=4)
        canvas = canvas.with_notes(block, draw(notes))
    return canvas


def as_read_back(canvas: Canvas) -> Canvas:
    """Return a canvas as its picture is read back: the answers to questions are general notes."""
    result = Canvas(canvas.title)
    for block in BLOCKS:
        placed = (*block.phases, UNPLACED)
        result = result.with_notes(
            block,
            [
                Note(each.text, each.section if each.section in placed else GENERAL)
                for each in canvas.notes(block)
            ],
        )
    return result


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(
    canvases(PROSE.filter(lambda text: not SIGNED.match(text))),
    st.sampled_from(languages()),
    WIDTHS,
)
def test_notes_of_ordinary_words_come_back_to_the_letter(
    canvas: Canvas, language: str, width: int
) -> None:
    reading = read_text(write(canvas, load(language), width))
    assert reading.canvas == as_read_back(canvas)
    assert reading.remarks == ()


def squeezed(canvas: Canvas) -> list[list[tuple[str, str]]]:
    """Return the notes of each block without spaces."""
    return [
        [(note.text.replace(" ", ""), note.section) for note in canvas.notes(block)]
        for block in BLOCKS
    ]


LONG = st.one_of(
    TEXTS, st.text("a漢👩é ", min_size=1, max_size=90), st.text("ab│─├┤· ", max_size=50)
)


@settings(max_examples=100, deadline=None)
@given(
    canvases(LONG.map(clean).filter(lambda text: bool(text) and not SIGNED.match(text))),
    st.sampled_from(languages()),
    WIDTHS,
)
@example(Canvas("x").add(Block.KEY_PARTNERS, "\u0301a", "a\u200d", "│" * 30), "en", 80)
def test_of_any_note_nothing_but_spaces_can_be_lost(
    canvas: Canvas, language: str, width: int
) -> None:
    back = read_text(write(canvas, load(language), width)).canvas
    assert squeezed(back) == squeezed(as_read_back(canvas))


def test_a_word_wider_than_a_line_is_whole_again_and_it_is_told_where() -> None:
    url = "https://averyveryverylongaddress.example.org/about/coffee"
    canvas = Canvas("T").add(Block.CHANNELS, f"See {url} there", "学生と先生" * 9)
    text = write(canvas, ENGLISH, 80)
    reading = read_text(text)
    assert reading.canvas == canvas
    ((line, key),) = remarks_on(text)
    assert key == "reading.joined"
    first = text.splitlines()[line - 1]
    assert url[:13] in first
    assert reading.remarks[0].values["lines"] == tuple(str(line + at) for at in range(4))


def test_a_token_after_a_word_that_fills_its_line_stays_apart() -> None:
    canvas = Canvas("T").add(Block.KEY_PARTNERS, "klantrelaties @students")
    reading = read_text(write(canvas, ENGLISH, 80))
    assert reading.canvas == canvas
    assert reading.remarks == ()


def test_a_number_before_a_note_is_a_phase_only_where_the_legend_has_it() -> None:
    typed = Canvas("T").add(Block.CHANNELS, "1 cart", "2 signs")
    assert read_text(write(typed, ENGLISH)).canvas == typed
    phased = typed.add(Block.CHANNELS, "Shop", section=Section(Phase.PURCHASE))
    assert read_text(write(phased, ENGLISH)).canvas == phased


@pytest.mark.parametrize("width", [40, 100])
def test_a_mail_with_the_picture_is_read(width: int) -> None:
    lines = write(CART, ENGLISH, width).splitlines()
    for before, end in (
        ("", "\r\n"),
        ("> ", "\n"),
        (">> ", "\r\n"),
        ("> > ", "\n"),
        ("    ", "\n"),
    ):
        reading = read_text("".join(f"{before}{line}".rstrip() + end for line in lines))
        assert reading.canvas == CART
    fenced = "```\n" + "\n".join(lines) + "\n```\n"
    assert read_text(fenced).canvas == CART


def test_what_is_around_the_picture_has_a_place_and_is_reported() -> None:
    text = f"Hi Ann,\nhere it is:\n\n{write(CART, ENGLISH)}\n-- \nBob\n"
    reading = read_text(text)
    parked = reading.canvas.texts(Block.PARKED, GENERAL)
    assert parked == ("Hi Ann,", "here it is:", "Bob")
    last = len(text.splitlines())
    assert remarks_on(text) == [(1, "reading.no_heading"), (last, "reading.no_heading")]
    assert reading.canvas.notes(Block.CHANNELS) == CART.notes(Block.CHANNELS)


def test_the_questions_of_empty_blocks_are_not_notes() -> None:
    for guide in (ENGLISH, DUTCH):
        for width in (40, 80, 130):
            rows = canvas_lines(CART, guide, width)
            shown = "\n".join("".join(piece.text for piece in row) for row in rows)
            reading = read_text(f" {CART.title}\n{shown}")
            assert "?" in shown
            assert reading.canvas == CART
            assert {key for _, key in remarks_on(shown)} <= {"reading.joined"}


def test_what_was_edited_by_hand_is_read_and_reported() -> None:
    text = write(CART, ENGLISH, 80)
    longer = text.replace("· Permit", "· Permit for the summer season")
    assert "Permit for the summer season" in read_text(longer).canvas.texts(
        Block.COST_STRUCTURE, GENERAL
    )
    lines = text.splitlines()
    lines[3] = lines[3].replace("│               │", "│Roastery       │", 1)
    reading = read_text("\n".join(lines))
    assert reading.canvas.texts(Block.KEY_PARTNERS, GENERAL) == ("Roastery",)
    assert remarks_on("\n".join(lines)) == [(4, "reading.no_bullet")]
    lines[3] = "│ torn"
    reading = read_text("\n".join(lines))
    assert "torn" in reading.canvas.texts(Block.PARKED, GENERAL)
    assert (4, "reading.no_heading") in remarks_on("\n".join(lines))


def test_notes_that_a_picture_does_not_show_are_reported() -> None:
    text = write(CART.add(Block.KEY_PARTNERS, "Mill", "Bank"), ENGLISH, 80)
    more = ENGLISH.say("grid.more", n=3)
    cut = text.replace("│· Bank         │", f"│{more:<15}│")
    assert cut != text
    reading = read_text(cut)
    assert reading.canvas.texts(Block.KEY_PARTNERS, GENERAL) == ("Mill",)
    assert [key for _, key in remarks_on(cut)] == ["reading.hidden"]


@pytest.mark.parametrize(
    "text",
    [
        "┌──────┬──────┐\n│ name │ size │\n├──────┼──────┤\n│ a    │ 1    │\n└──────┴──────┘\n",
        "┌──────────────┬──────────┐\n│ Key partners │ Channels │\n└──────────────┴──────────┘\n",
        "┌─CPU──────┐┌─Mem──────┐\n│ 12 %     ││ 3 GB     │\n└──────────┘└──────────┘\n",
        "┌─Channels─┐\n│ NPO 1    │\n└──────────┘\n",
        "src\n├── a.py\n├── b\n│   └── c.py\n└── d.py\n",
        "├─\n┌─┐\n│\n",
    ],
)
@pytest.mark.parametrize("name", ["auto", "text"])
def test_a_drawing_of_another_program_is_not_a_canvas(text: str, name: str) -> None:
    with pytest.raises(FormatError, match="no_canvas"):
        read_text(text, name)


@given(st.text("┌─┬┐├┼┤│└┴┘ 8 Key partners\n7 Activities>·", max_size=200))
def test_no_drawing_makes_it_stumble(text: str) -> None:
    head = "├─8 Key partners─┬─7 Key activities─┤\n"
    for each in (text, head + text, f"{head}│{text}│{text}│"):
        try:
            FORMATS["text"].read(each)
        except FormatError as error:
            assert error.key == "reading.no_canvas"  # noqa: PT017 - either is well


@pytest.mark.slow
def test_long_notes_are_read_whole_and_the_work_grows_as_their_length() -> None:
    def reading(pairs: int) -> Callable[[], object]:
        canvas = Canvas("T").add(Block.CHANNELS, "wé" * pairs, "漢字" * (pairs // 2))
        text = write(canvas, ENGLISH)
        assert read_text(text).canvas == canvas
        return lambda: read_text(text)

    assert is_linear(reading, 20_000)


def test_a_picture_on_stdin_becomes_a_canvas(bmc: Bmc) -> None:
    out = bmc("import", "-", stdin=write(CART, DUTCH, 80).encode()).out
    assert out.startswith("Made “Campus coffee cart, on the square and beyond”")
    assert "- Good coffee in two minutes, on the way to class `@students`" in exported_lines(bmc)
    text = bmc("export", "--format", "text").out
    assert bmc("import", "-", "--format", "text", stdin=text.encode()).code == 0
    assert bmc("export", "--format", "text").out == text

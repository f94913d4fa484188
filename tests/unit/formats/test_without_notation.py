"""A canvas to hand in: segments by name, without kinds and signs, and nothing lost."""

from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given

from bmc_tui.examples import EXAMPLE_LANGUAGES, load_example
from bmc_tui.formats import FORMATS
from bmc_tui.formats.without_notation import without_notation
from bmc_tui.guide import load
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.money.amounts import amount_of
from bmc_tui.model.tokens import tokens
from tests.unit.formats.test_round_trip import canvases
from tests.unit.growth import is_linear

SEGMENTS = (
    Canvas("Cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students between lectures @students #customer", "Office @staff")
    .add(Block.CUSTOMER_SEGMENTS, "@parents", "Night-shift people @night-shift")
)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("Good coffee in two minutes @students", "Good coffee in two minutes (for students)"),
        ("Stamp card #automated @students @staff", "Stamp card (for students and staff)"),
        ("Tea @students @staff @parents", "Tea (for students, staff and parents)"),
        ("A quiet corner @night-shift", "A quiet corner (for night shift)"),
        # A word of its sentence.
        ("Coffee for @students", "Coffee for students"),
        ("Coffee for @students and @staff", "Coffee for students and staff"),
        ("@students come by foot", "Students come by foot"),
        ("Help @students find a room", "Help students find a room"),
        ("The @students' budget", "The students' budget"),
        ("Paid by: @staff", "Paid by: staff"),
        ("@students: tea", "Students: tea"),
        (
            "We help @students and @staff with @homework",
            "We help students and staff with @homework",
        ),
        ("Free tea: we help @staff too", "Free tea: we help staff too"),
        ("Serving @students with tea", "Serving students with tea"),
        ("Wij helpen @students met huiswerk", "Wij helpen students met huiswerk"),
        ("An app they love @students", "An app they love (for students)"),
        ("Tea @students in the morning", "Tea (for students) in the morning"),
        # Said by a word of its sentence already.
        ("For students @students", "For students"),
        ("Students @students", "Students"),
        ("Ads for students @students #?", "Ads for students"),
        ("For students, also online @students", "For students, also online"),
        ("Tea for students and staff @students @staff", "Tea for students and staff"),
        ("Tea for students @students @staff", "Tea for students (for students and staff)"),
        ("More tea than students drink @students", "More tea than students drink (for students)"),
        # Within brackets, beside amounts, and before other words.
        ("Free (@students, @staff)", "Free (for students, staff)"),
        ("Cups #one-off @students € 2.50 x 1200/month", "Cups (for students) € 2.50 x 1200/month"),
        ("Tea @students per cup", "Tea (for students) per cup"),
        ("Tea @students or @staff #?", "Tea (for students or staff)"),
        # Kinds and signs.
        ("Cheap (#online) tea", "Cheap tea"),
        ("Rent #fixed, energy #variable", "Rent, energy"),
        ("Posters / #offline", "Posters"),
        ("#fixed: rent", "Rent"),
        ("Rent #fixed#variable", "Rent"),
        ("#fixed#variable", "Fixed, variable"),
        ("Tea @students#online", "Tea (for students)"),
        ("Tea #online@students", "Tea (for students)"),
        ("Tea #online#homework", "Tea#homework"),
        ("A price that fits #?", "A price that fits"),
        # No note is lost.
        ("@students", "Students"),
        ("#online #direct", "Online, direct"),
        # None of ours.
        ("Post on @campuscoffee #koffietijd", "Post on @campuscoffee #koffietijd"),
        ("a@b.nl, C# and #1  twice", "a@b.nl, C# and #1  twice"),
        ("€ 3 / cup", "€ 3 / cup"),
    ],
)
def test_what_a_note_becomes(typed: str, clean: str) -> None:
    canvas = SEGMENTS.add(Block.VALUE_PROPOSITIONS, typed)
    (note,) = without_notation(canvas, load("en")).notes(Block.VALUE_PROPOSITIONS)
    assert note.text == clean


def test_an_abbreviation_keeps_its_capitals() -> None:
    canvas = (
        Canvas("Cart")
        .add(Block.CUSTOMER_SEGMENTS, "Small firms, SME @sme")
        .add(Block.CHANNELS, "@sme: by phone", "Flyer @SME")
    )
    shown = without_notation(canvas, load("en"))
    texts = [note.text for note in shown.notes(Block.CHANNELS)]
    assert texts == ["SME: by phone", "Flyer (for SME)"]


def test_a_segment_whose_note_is_gone_is_its_name_in_words() -> None:
    canvas = (
        SEGMENTS.add(Block.VALUE_PROPOSITIONS, "Tea @night-owls @staff", "Cake for @guests")
        .add(Block.CHANNELS, "Flyer @neighbours", "Instagram @campuscoffee")
        .add(Block.KEY_ACTIVITIES, "Tours @neighbours", "Post on @cart", "Reply @cart")
    )
    texts = [note.text for _, note in without_notation(canvas, load("en"))][4:]
    assert sorted(texts) == [
        "Cake for guests",
        "Flyer (for neighbours)",
        "Instagram @campuscoffee",
        "Post on @cart",
        "Reply @cart",
        "Tea (for night owls and staff)",
        "Tours (for neighbours)",
    ]


def test_a_segment_is_not_for_itself() -> None:
    clean = without_notation(SEGMENTS, load("en"))
    assert clean.texts(Block.CUSTOMER_SEGMENTS, Section("")) == (
        "Students between lectures",
        "Office",
        "Parents",
        "Night-shift people",
    )


def test_a_channel_is_in_the_phase_that_its_word_says() -> None:
    canvas = SEGMENTS.add(Block.CHANNELS, "Posters #awareness @students", "Bus")
    assert without_notation(canvas, load("en")).notes(Block.CHANNELS) == (
        Note("Bus"),
        Note("Posters (for students)", Section("awareness")),
    )


def test_the_words_around_a_name_are_in_the_language() -> None:
    canvas = SEGMENTS.add(Block.VALUE_PROPOSITIONS, "Thee @students @staff")
    (note,) = without_notation(canvas, load("nl")).notes(Block.VALUE_PROPOSITIONS)
    assert note.text == "Thee (voor students en staff)"


@pytest.mark.parametrize("name", EXAMPLE_LANGUAGES)
def test_no_note_and_no_amount_of_an_example_is_lost(name: str) -> None:
    canvas = load_example(name)
    clean = without_notation(canvas, load(EXAMPLE_LANGUAGES[name]))
    for place in BLOCKS:
        olds, news = canvas.notes(place), clean.notes(place)
        assert [note.section for note in olds] == [note.section for note in news]
        for old, new in zip(olds, news, strict=True):
            assert not tokens(new.text)
            assert amount_of(new.text, lexicon()) == amount_of(old.text, lexicon())


@given(canvases())
def test_any_canvas_has_as_many_notes(canvas: Canvas) -> None:
    clean = without_notation(canvas, load("en"))
    for block in BLOCKS:
        assert len(clean.notes(block)) == len(canvas.notes(block))


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_has_parked_notes_or_questions_without_an_answer(name: str) -> None:
    canvas = SEGMENTS.add(Block.PARKED, "Ludicrous").add(Block.CHANNELS, "Bus", "Posters")
    written = FORMATS[name].write(without_notation(canvas, load("en")), load("en"))
    if name == "docx":
        assert isinstance(written, bytes)
        texts = [paragraph.text for paragraph in Document(BytesIO(written)).paragraphs]
        written = "\n".join(texts)
    if isinstance(written, str):
        assert "Posters" in written
        assert "Ludicrous" not in written
        assert load("en").say("report.unanswered") not in written
        assert load("en").section_title(Block.CHANNELS, Block.CHANNELS.questions[-1]) not in written


def test_parked_notes_are_there_where_they_are_what_is_copied() -> None:
    canvas = SEGMENTS.add(Block.PARKED, "Tea @students #?")
    clean = without_notation(canvas, load("en"), has_parked=True)
    assert clean.parked == (Note("Tea (for students)"),)


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if not each.binary])
def test_no_text_format_has_a_token_or_letter(name: str) -> None:
    canvas = load_example("coffee-cart")
    clean = without_notation(canvas, load("en"))
    text = str(FORMATS[name].write(clean, load("en")))
    for token in ("@students", "@staff", "#direct", "#fixed", "#?", "@A"):
        assert token not in text
    assert "Cups" in text
    assert not list(segments_of(clean))


def test_the_overviews_of_a_report_know_what_the_notes_said() -> None:
    clean = without_notation(load_example("coffee-cart"), load("en"))
    report = str(FORMATS["report"].write(clean, load("en")))
    reach = report.split("## Who is reached")[1] if "## Who is reached" in report else report
    assert "| Awareness | The cart itself, on the square; Photos of the day's cake |" in reach
    assert "| Phase | students | staff |" in reach
    assert "- Value propositions: A price that fits a student's budget (for students)\n" in report


def test_the_overviews_of_a_report_have_the_names_that_are_words_of_a_sentence() -> None:
    canvas = (
        SEGMENTS.add(Block.VALUE_PROPOSITIONS, "value #? for @staff: @students!", "Cheap #+ @staff")
        .add(Block.CHANNELS, "Flyers to the @students home #delivery", "Bus #? @staff #direct")
        .add(Block.CHANNELS, "Radio", "#awareness")
        .add(Block.REVENUE_STREAMS, "@students pay € 3 #recurring")
    )
    report = str(FORMATS["report"].write(without_notation(canvas, load("en")), load("en")))
    assert "- Value propositions: value for staff: students!\n" in report
    assert "- Value propositions: Cheap (for staff)\n" in report
    assert "- Channels: Bus (for staff)\n" in report
    assert "“Students pay € 3”" in report
    assert "@" not in report
    assert "| Delivery | Flyers to the students home |" in report
    assert "| No phase yet | – | Bus |" in report or "|  | Bus |" in report


@given(canvases())
def test_any_canvas_has_a_report_to_hand_in(canvas: Canvas) -> None:
    assert FORMATS["report"].write(without_notation(canvas, load("nl")), load("nl"))


def test_the_time_grows_with_the_length_of_a_note() -> None:
    def of_size(size: int) -> Callable[[], object]:
        canvas = SEGMENTS.add(Block.VALUE_PROPOSITIONS, "Tea @students #online, " * size)
        return lambda: without_notation(canvas, load("en"))

    assert is_linear(of_size, 2_000)

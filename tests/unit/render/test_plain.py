"""The canvas as plain text, for a screen reader."""

import re

import pytest

from bmc_tui.examples import example_names, load_example
from bmc_tui.guide import load
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.plain import plain_text

ENGLISH, DUTCH = load("en"), load("nl")

NUMBERED = re.compile(r"\d\.\d+ ")
"""How a note begins."""


def lines(canvas: Canvas) -> list[str]:
    return plain_text(canvas, ENGLISH).splitlines()


def test_the_blocks_come_in_filling_order_with_each_note_a_line_under_its_section() -> None:
    canvas = Canvas("Cart").add(Block.CHANNELS, "The cart", "A page")
    canvas = canvas.add(Block.CHANNELS, "Instagram", section=Section("awareness"))
    canvas = canvas.add(Block.CHANNELS, "Both", section=Section("channels.online"))
    text_lines = lines(canvas)
    assert text_lines[0] == "Cart"
    titles = [line for line in text_lines if re.match(r"\d ", line)]
    assert [title.split(":")[0] for title in titles] == [
        f"{block.number} {ENGLISH.title(block)}" for block in BLOCKS
    ]
    at = text_lines.index("3 Channels: 4 notes")
    assert text_lines[at + 1 : at + 11] == [
        "No phase yet",
        "3.1 The cart",
        "3.2 A page",
        "Awareness",
        "3.3 Instagram",
        "Evaluation: nothing yet",
        "Purchase: nothing yet",
        "Delivery: nothing yet",
        "After sales: nothing yet",
        "Do I use online or offline channels?",
    ]
    assert text_lines[at + 11 : at + 13] == ["3.4 Both", "Questions without an answer: 4 of 5."]


def test_an_empty_block_says_so_and_what_it_asks() -> None:
    text_lines = lines(Canvas())
    at = text_lines.index("9 Cost structure: nothing yet")
    assert text_lines[at + 1] == "What are the most important costs in this business model?"
    assert text_lines[0] == "Untitled canvas"


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("Cups @students #one-off #?", "Cups (for students; one-off; assumption, not yet tested)"),
        ("Cups #one-off @students € 2,50", "Cups € 2,50 (for students; one-off)"),
        ("What @students like best #+", "What students like best (for students; assumption, with"),
        ("@students come first", "students come first (for students)"),
        ("@staff @students", "for staff, students"),
        ("C# and a@b.nl", "C# and a@b.nl"),
        ("No #- then", "No then (assumption, with evidence against it)"),
    ],
)
def test_what_marks_say_is_said_in_words(note: str, said: str) -> None:
    canvas = Canvas("x").add(Block.VALUE_PROPOSITIONS, note)
    assert any(line.startswith(f"2.1 {said}") for line in lines(canvas))


def test_each_segment_is_listed_with_what_it_lacks_and_numbers_come_last() -> None:
    canvas = load_example("coffee-cart").add(Block.CUSTOMER_SEGMENTS, "Neighbours #user")
    text_lines = lines(canvas)
    assert "1.3 Neighbours (segment neighbours; user)" in text_lines
    at = text_lines.index("Segment neighbours")
    assert text_lines[at + 1 : at + 4] == [
        "No note is tied to this segment yet.",
        "Lacks: Value propositions, Channels, Customer relationships",
        "Not reached in: Awareness, Evaluation, Purchase, Delivery, After sales",
    ]
    assert text_lines[-1].startswith("What is left: € ")


def test_silence_is_not_listed_as_something_lacking() -> None:
    canvas = (
        Canvas("x")
        .add(Block.CUSTOMER_SEGMENTS, "Families", "Businesses #customer")
        .add(Block.VALUE_PROPOSITIONS, "Families see what their day costs")
        .add(Block.REVENUE_STREAMS, "€ 40 per month")
    )
    text_lines = lines(canvas)
    at = text_lines.index("Segment businesses")
    assert text_lines[at + 1 : at + 3] == [
        "Nothing is tied to a segment yet.",
        "Lacks: Channels, Customer relationships",
    ]
    families = segments_of(canvas).find("families")
    dutch = plain_text(canvas, DUTCH, families).splitlines()
    assert "Nog niets is met een segment verbonden." in dutch
    assert "Mist: Kanalen, Klantrelaties" in dutch


def test_a_channel_with_the_hash_word_of_a_phase_is_listed_in_it() -> None:
    text_lines = lines(Canvas("x").add(Block.CHANNELS, "Instagram #awareness"))
    assert text_lines[text_lines.index("Awareness") + 1] == "3.1 Instagram (awareness)"


def test_of_one_segment_only_its_notes_are_listed() -> None:
    canvas = load_example("coffee-cart")
    text_lines = plain_text(canvas, DUTCH, segments_of(canvas).find("staff")).splitlines()
    assert text_lines[1] == "Alleen wat over staff gaat."
    notes = [line for line in text_lines if NUMBERED.match(line)]
    assert len(notes) > 5
    assert all("staff" in note for note in notes)
    assert "9 Kostenstructuur: nog niets" in text_lines


@pytest.mark.parametrize("name", [*example_names("en"), *example_names("nl")])
def test_there_is_nothing_to_be_seen_only_and_no_note_is_missing(name: str) -> None:
    text = plain_text(load_example(name), ENGLISH)
    assert not re.search("[\u2500-\u259f\x1b]", text)
    assert sum(map(bool, map(NUMBERED.match, text.splitlines()))) == load_example(name).note_count


def test_a_segment_says_how_many_channels_without_a_phase_reach_it() -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students", "Staff")
    canvas = canvas.add(Block.CHANNELS, "Cart @students", "Shop @students")
    canvas = canvas.add(Block.CHANNELS, "Mail @staff", section=Section("awareness"))
    text_lines = lines(canvas)
    at = text_lines.index("Segment students")
    assert text_lines[at + 3 : at + 5] == ["By 2 channels without a phase yet", ""]
    assert "Reached by channels in: Awareness" in text_lines
    assert sum(line.startswith("Not reached in: ") for line in text_lines) == 1
    dutch = plain_text(canvas, DUTCH)
    assert "Via 2 kanalen die nog geen fase hebben" in dutch
    assert "Nog geen fase\n3.1 Cart" in dutch

"""The story of a canvas: what is shown and what is said, for all of it or for one segment."""

import pytest

from bmc_tui.examples import EXAMPLE_LANGUAGES, load_example
from bmc_tui.formats.markdown import script
from bmc_tui.guide import load
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.story.slides import slides, spoken_text
from tests.ui.apps import coffee_cart

ENGLISH, DUTCH = load("en"), load("nl")


def test_a_note_is_said_without_its_tokens_unless_it_is_nothing_else() -> None:
    assert spoken_text("Cups @students #one-off € 2 x 10/month #?") == "Cups € 2 x 10/month"
    assert spoken_text("@students #customer") == "@students #customer"
    assert spoken_text("C# and a@b.nl") == "C# and a@b.nl"


def test_blocks_come_in_filling_order_each_before_its_notes() -> None:
    canvas = (
        Canvas("T")
        .add(Block.COST_STRUCTURE, "Rent")
        .add(Block.CUSTOMER_SEGMENTS, "Students", "Staff")
    )
    assert [slide.text for slide in slides(canvas, ENGLISH)] == [
        "T",
        "Customer segments",
        "Students",
        "Staff",
        "Cost structure",
        "Rent",
    ]


@pytest.mark.parametrize("name", EXAMPLE_LANGUAGES)
def test_every_note_of_an_example_has_a_slide(name: str) -> None:
    canvas = load_example(name)
    assert len(slides(canvas, ENGLISH)) == 1 + len(BLOCKS) + canvas.note_count


def test_the_story_of_a_segment_has_its_own_note_and_those_that_name_it() -> None:
    canvas = coffee_cart()
    _, staff = segments_of(canvas)
    story = slides(canvas, DUTCH, staff)
    assert story[0].caption == "Het verhaal van staff"
    assert [slide.text for slide in story if slide.is_note] == [
        "Staff",
        "A quiet corner to work",
        "Subscription € 15 x 40/month",
    ]


def test_a_segment_without_a_written_handle_has_its_own_note_in_its_story() -> None:
    canvas = Canvas("T").add(Block.CUSTOMER_SEGMENTS, "Students", "Staff")
    story = slides(canvas, ENGLISH, next(iter(segments_of(canvas))))
    assert [slide.text for slide in story if slide.is_note] == ["Students"]


def test_the_script_is_markdown_in_the_order_of_the_slides() -> None:
    canvas = (
        Canvas("T *x*")
        .add(Block.CUSTOMER_SEGMENTS, "Students", "Staff")
        .add(Block.CHANNELS, "Posters", section=Block.CHANNELS.phases[0])
    )
    assert script.write(slides(canvas, ENGLISH)) == (
        "# T \\*x\\*\n"
        "\n## Customer segments\n"
        "\nWho are my customers, and what characterises them?\n"
        "\n- Students\n- Staff\n"
        "\n## Channels\n"
        "\nHow do my customers get (information about) the product?\n"
        "\n- Awareness: Posters\n"
    )

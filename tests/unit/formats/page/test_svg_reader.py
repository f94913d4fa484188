"""The poster comes back, also when it was moved about; another picture is none."""

import pytest

from bmc_tui.formats.detect import read_text
from bmc_tui.formats.importer import ImportFileError, import_bytes
from bmc_tui.formats.page.svg import write
from bmc_tui.formats.result import FormatError
from bmc_tui.guide import load
from bmc_tui.model.blocks import GENERAL, UNPLACED, Block, Phase, Section
from bmc_tui.model.canvas import Canvas

CART = (
    Canvas("Coffee & cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students @students", "Staff")
    .add(Block.CHANNELS, "Cart <b> on the square " * 20)
    .add(Block.CHANNELS, "Pay by phone", section=Section(Phase.PURCHASE))
    .add(Block.CHANNELS, "A sign", section=UNPLACED)
)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_poster_comes_back(language: str) -> None:
    reading = read_text(write(CART, load(language)))
    assert reading.canvas == CART
    assert reading.remarks == ()


def test_a_block_in_groups_of_a_drawing_program_is_the_same_block() -> None:
    poster = write(CART, load("en"))
    moved = poster.replace("<text", '<g transform="scale(1)"><text').replace(
        "</text>", "</text></g>"
    )
    assert read_text(f'<?xml version="1.0"?>\n<!-- mine -->\n{moved}').canvas == CART


def test_a_note_that_was_drawn_beside_the_blocks_has_a_place_and_is_reported() -> None:
    poster = write(CART, load("en")).replace("</svg>", "<text><tspan>Later</tspan></text></svg>")
    reading = read_text(poster)
    assert reading.canvas.texts(Block.PARKED, GENERAL) == ("Later",)
    assert reading.canvas.texts(Block.CUSTOMER_SEGMENTS, GENERAL) == CART.texts(
        Block.CUSTOMER_SEGMENTS, GENERAL
    )
    (remark,) = reading.remarks
    assert (remark.line, remark.key) == (len(poster.splitlines()), "reading.no_heading")


@pytest.mark.parametrize(
    "picture",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><text>Channels</text><text>Costs</text></svg>',
        '<svg><g id="channels"><text class="note">NPO 1</text></g></svg>',
        "<svg></g></g><text>",
    ],
)
def test_another_picture_is_not_a_canvas(picture: str) -> None:
    with pytest.raises(FormatError, match=r"no_canvas|other_svg"):
        read_text(picture, "svg")


def test_the_picture_of_another_program_is_said_to_be_one_and_its_texts_can_be_parked() -> None:
    texts = '<text x="1">Key Partners</text><text><tspan>Hot</tspan><tspan>ramen</tspan></text>'
    with pytest.raises(ImportFileError, match=r"a picture made by another program") as refused:
        import_bytes(f"<svg>{texts}</svg>".encode(), "truck.svg", load("en"))
    assert refused.value.parked
    assert [note.text for note in refused.value.parked.canvas.parked] == [
        "Key Partners",
        "Hot ramen",
    ]

"""Parked notes in the formats that have them: last, under their own heading, and read back."""

import json

import pytest

from bmc_tui.formats import FORMATS
from bmc_tui.formats.detect import read_text
from bmc_tui.formats.markdown.worksheet import apply_worksheet, write
from bmc_tui.formats.result import FormatError, report_lines
from bmc_tui.guide import languages, load
from bmc_tui.model.blocks import GENERAL, UNPLACED, Block
from bmc_tui.model.canvas import Canvas

ENGLISH = load("en")
PICTURES = ["table", "text", "html", "svg", "jsoncanvas", "obsidian", "textusm"]
CART = Canvas("Cart").add(Block.CUSTOMER_SEGMENTS, "Students").add(Block.PARKED, "Ask the baker")
ABOUT_BLOCKS = ("Channels: later", "Key partners: a baker", "Costs: rent", "Who pays?", "Parked")


@pytest.mark.parametrize("name", PICTURES)
def test_no_picture_of_the_nine_blocks_has_it(name: str) -> None:
    assert "Ask the baker" not in str(FORMATS[name].write(CART, ENGLISH))


@pytest.mark.parametrize("name", ["markdown", "report", "json", "csv"])
@pytest.mark.parametrize("language", languages())
def test_other_formats_have_it_and_read_it_back(name: str, language: str) -> None:
    for canvas in (
        CART.add(Block.PARKED, *ABOUT_BLOCKS),
        Canvas("Parked").add(Block.PARKED, *ABOUT_BLOCKS),
        Canvas("Parked"),
    ):
        written = str(FORMATS[name].write(canvas, load(language)))
        reading = FORMATS[name].read(written)
        assert (reading.canvas, reading.remarks) == (canvas, ())
        assert read_text(written).canvas == canvas


@pytest.mark.parametrize("name", ["markdown", "report"])
def test_it_is_last_and_only_where_there_is_something(name: str) -> None:
    written = str(FORMATS[name].write(CART, load("nl")))
    assert written.endswith("## Geparkeerd\n\n- Ask the baker\n")
    empty = str(FORMATS[name].write(CART.with_notes(Block.PARKED, ()), load("nl")))
    assert "Geparkeerd" not in empty


def test_json_has_the_list_always_and_a_schema_of_its_own_with_notes_in_it() -> None:
    full, empty = (
        json.loads(str(FORMATS["json"].write(canvas, ENGLISH))) for canvas in (CART, Canvas())
    )
    assert (empty["schema"], empty["parked"]) == (1, [])
    assert (full["schema"], full["parked"]) == (2, [{"text": "Ask the baker"}])
    assert "parked" not in full["blocks"]
    full["parked"] = "x"
    with pytest.raises(FormatError):
        FORMATS["json"].read(json.dumps(full))


def test_what_older_versions_wrote_as_unplaced_is_parked() -> None:
    old = Canvas("Cart").add(Block.CUSTOMER_SEGMENTS, "Students")
    old = old.add(Block.CUSTOMER_SEGMENTS, "Ask the baker", section=UNPLACED)
    for name in ("markdown", "json", "svg", "text", "html"):
        assert read_text(str(FORMATS[name].write(old, ENGLISH))).canvas == CART
    document = json.loads(str(FORMATS["json"].write(old, ENGLISH)))
    del document["parked"]
    assert read_text(json.dumps(document)).canvas == CART


def test_the_report_of_an_import_counts_it_last() -> None:
    reading = read_text("# Cart\n\nHello\n\n## Key partners\n\n- Baker\n\n## Risks\n\n- Rain\n")
    assert reading.canvas.texts(Block.PARKED, GENERAL) == ("Hello", "Risks", "Rain")
    lines = [*report_lines(reading, ENGLISH)]
    assert lines[:2] == ["Key partners: 1 note", "Parked: 3 notes"]


# The worksheet


def test_a_worksheet_of_all_has_what_is_parked_and_takes_it_back() -> None:
    written = write(CART, CART.places, ENGLISH)
    assert written.endswith("## Parked\n\n- Ask the baker\n")
    edited = written.replace("- Ask the baker\n", "- Ask the miller\n- A van?\n")
    canvas, remarks = apply_worksheet(edited, written, CART.add(Block.PARKED, "Theirs"))
    assert not remarks
    assert sorted(canvas.texts(Block.PARKED, GENERAL)) == ["A van?", "Ask the miller", "Theirs"]


def test_a_worksheet_of_it_alone_changes_nothing_else() -> None:
    canvas = CART.add(Block.PARKED, *ABOUT_BLOCKS)
    written = write(canvas, (Block.PARKED,), ENGLISH)
    assert apply_worksheet(written, written, canvas) == (canvas, ())
    without = written.replace("- Ask the baker\n", "")
    edited, _ = apply_worksheet(without, written, canvas)
    assert edited.blocks == CART.blocks
    assert edited.texts(Block.PARKED, GENERAL) == ABOUT_BLOCKS


def test_a_heading_typed_into_a_worksheet_parks_what_is_below() -> None:
    canvas = Canvas("Cart").add(Block.CHANNELS, "Post")
    written = write(canvas, canvas.places, ENGLISH)
    assert "Parked" not in written
    edited, remarks = apply_worksheet(f"{written}\n## Parked\n\n- Idea\n", written, canvas)
    assert (edited, remarks) == (canvas.add(Block.PARKED, "Idea"), ())


def test_a_part_that_was_cut_off_is_not_emptied() -> None:
    written = write(CART, CART.places, ENGLISH)
    cut = written[: written.index("## Parked")]
    assert apply_worksheet(cut, written, CART)[0] == CART

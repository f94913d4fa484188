"""The manual's table of what each format keeps, compared with what each format does."""

import pytest

from bmc_tui.formats import FORMATS, Format
from bmc_tui.guide import load
from bmc_tui.manual import topic_text
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Particulars

PHASE, QUESTION = Section("awareness"), Section("channels.direct")
CANVAS = (
    Canvas("Coffee cart")
    .add(Block.CHANNELS, "Word of mouth @students", "Alumni #online")
    .add(Block.CHANNELS, "Square", section=PHASE)
    .add(Block.CHANNELS, "Cash", section=QUESTION)
    .with_particulars(Particulars("The bank", "Ann", "May", "3"))
)


def rows(language: str = "en") -> dict[str, dict[str, str]]:
    """Return the table of a language: for each format what its columns say."""
    table = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in topic_text("formats", language).splitlines()
        if line.startswith("|")
    ]
    heading, _, *lines = table
    return {line[0]: dict(zip(heading, line, strict=True)) for line in lines}


def test_the_table_has_every_format_in_the_order_of_the_list() -> None:
    assert list(rows()) == list(FORMATS)


def test_the_dutch_table_says_the_same() -> None:
    english, dutch = rows(), rows("nl")
    assert list(english) == list(dutch)
    for name, row in dutch.items():
        said = [{"ja": "yes"}.get(cell, cell) for cell in row.values()]
        assert said == [*english[name].values()]


@pytest.mark.parametrize("each", FORMATS.values(), ids=lambda each: each.name)
def test_the_table_says_what_a_format_keeps(each: Format) -> None:
    row = rows()[each.name]
    assert row["file"] == each.suffix
    assert row["read back"] == ("yes" if each.is_readable else "–")
    # A picture of the poster has what the poster has.
    name = "svg" if each.binary and not each.is_readable else each.name
    guide = load("en")
    written = FORMATS[name].write(CANVAS, guide)
    order = CANVAS.texts(Block.CHANNELS, GENERAL)
    if each.is_readable:
        canvas = each.read(written).canvas
        kept = {
            "title": canvas.title == CANVAS.title,
            "particulars": canvas.particulars == CANVAS.particulars,
            "order": canvas.texts(Block.CHANNELS, GENERAL)[:2] == order,
            "phases": canvas.texts(Block.CHANNELS, PHASE) == ("Square",),
            "questions": canvas.texts(Block.CHANNELS, QUESTION) == ("Cash",),
            "tokens": canvas.texts(Block.CHANNELS, GENERAL)[:2] == order,
        }
    else:
        assert isinstance(written, str)
        kept = {
            "title": CANVAS.title in written,
            "particulars": all(map(written.__contains__, CANVAS.particulars)),
            "order": -1 < written.find("Word of") < written.find("Alumni"),
            "phases": guide.section_title(Block.CHANNELS, PHASE) in written,
            "questions": guide.section_title(Block.CHANNELS, QUESTION)[:15] in written,
            "tokens": "@students" in written and "#online" in written,
        }
    assert {column: row[column] == "yes" for column in kept} == kept

"""A canvas as a poster: what is in the picture, and that all of it is on the page."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.formats.page import svg_reader
from bmc_tui.formats.page.metrics import text_width
from bmc_tui.formats.page.svg import write
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean
from tests.unit.formats.markdown.test_writer import HOSTILE, ORDINARY

ENGLISH, DUTCH = load("en"), load("nl")
SVG = "{http://www.w3.org/2000/svg}"


def texts(within: ET.Element, kind: str) -> list[str]:
    """Return the texts of a kind, as they are copied and read aloud."""
    return [
        "".join(spoken(element))
        for element in within.iter(f"{SVG}text")
        if element.get("class") == kind
    ]


def spoken(element: ET.Element) -> Iterator[str]:
    """Yield the parts of a text without the hyphens that are only drawn."""
    if element.get("aria-hidden"):
        return
    yield element.text or ""
    for child in element:
        yield from spoken(child)
        yield child.tail or ""


def read(canvas: Canvas) -> tuple[ET.Element, dict[Block, ET.Element]]:
    root = ET.fromstring(write(canvas, ENGLISH))  # noqa: S314 - our own
    return root, {Block(group.get("id", "")): group for group in root.iter(f"{SVG}g")}


def everywhere(notes: list[str]) -> Canvas:
    canvas = Canvas(notes[0])
    for block in BLOCKS:
        canvas = canvas.with_notes(block, map(Note, notes))
    return canvas


def test_it_shows_the_title_the_nine_blocks_and_their_notes() -> None:
    canvas = Canvas("Campus coffee cart").add(Block.KEY_PARTNERS, "Roastery", "Facility office")
    canvas = canvas.add(Block.CHANNELS, "Instagram", section=Section(Phase.AWARENESS))
    root, blocks = read(canvas)
    assert texts(root, "title") == ["Campus coffee cart"]
    assert [texts(blocks[block], "heading") for block in BLOCKS] == [
        [f"{block.number} {ENGLISH.title(block)}"] for block in BLOCKS
    ]
    assert texts(blocks[Block.KEY_PARTNERS], "note") == ["Roastery", "Facility office"]
    assert texts(blocks[Block.CHANNELS], "phase") == ["Awareness"]


def test_a_word_wider_than_its_box_has_hyphens_that_are_drawn_and_not_read() -> None:
    word = "Arbeidsongeschiktheidsverzekeringsmaatschappij"
    canvas = Canvas("Verzekerd")
    for block in BLOCKS:
        canvas = canvas.add(block, f"{word} voor zelfstandigen @zelfstandigen", "Kopje koffie")
    poster = write(canvas, DUTCH)
    lines = re.findall(r'>([^<>]*)<tspan class="hyphen" aria-hidden="true">-</tspan>', poster)
    assert {"Arbeidsongeschiktheidsverzeke", "Arbeidsongeschiktheids"} & {*lines}
    assert all(word.startswith(line) or line in word for line in lines)
    assert svg_reader.read(poster).canvas == canvas


def test_it_speaks_the_guides_language() -> None:
    written = write(Canvas(), DUTCH)
    assert ">8</tspan> Kernpartners<" in written
    assert "<title>Canvas zonder titel</title>" in written


def test_it_needs_nothing_else_and_runs_nothing() -> None:
    written = write(everywhere(["x"]), ENGLISH).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"<script|<image|href|@import|@font-face|url\(|https?:|\bon\w+=", written)


def check(notes: list[str]) -> None:
    root, blocks = read(everywhere(notes))
    assert texts(root, "title") == [notes[0]]
    for block in BLOCKS:
        assert texts(blocks[block], "note") == notes


def test_every_hostile_note_is_one_text() -> None:
    check([*HOSTILE, *ORDINARY, "w" * 300, "]]>", "a  b", "漢字 👩‍👩‍👧 🇳🇱", '" onload="x'])


@given(st.lists(st.text(max_size=40).map(clean).filter(bool), min_size=1, max_size=3))
def test_any_note_is_one_text(notes: list[str]) -> None:
    # XML has no place for these two, not even by number.
    check([re.sub("[\ufffe\uffff]", "\ufffd", note) for note in notes])


def test_what_xml_has_no_place_for_is_shown_as_unknown() -> None:
    _, blocks = read(Canvas().add(Block.CHANNELS, "a\uffffb"))
    assert texts(blocks[Block.CHANNELS], "note") == ["a\ufffdb"]


def test_the_notes_of_a_block_with_room_are_larger_than_those_of_an_overfull_one() -> None:
    few, many = Block.CUSTOMER_SEGMENTS, Block.CHANNELS
    canvas = Canvas().add(few, *["Students"] * 9).add(many, *["Good coffee in the square"] * 90)
    canvas = canvas.add(Block.CUSTOMER_RELATIONSHIPS, *["Good coffee in the square"] * 90)
    sizes = {
        block: {float(text.get("font-size", "")) for text in group if text.get("class") == "note"}
        for block, group in read(canvas)[1].items()
    }
    assert min(sizes[few]) > max(sizes[many]) * 1.2


LONG = "https://example.com/" + "long_" * 60


@pytest.mark.parametrize("notes", [[], ["Short"] * 3, ["Good coffee @students"] * 40, [LONG] * 35])
@pytest.mark.parametrize("title", ["", "Cart", "A very long title " * 40, "W" * 900])
def test_every_line_stays_within_its_block(notes: list[str], title: str) -> None:
    root, blocks = read(everywhere([*notes, "x"]).with_title(title))
    frames = {block: group.find(f"{SVG}rect") for block, group in blocks.items()}
    for block, group in blocks.items():
        frame = frames[block]
        assert frame is not None
        within(group, *(float(frame.get(name, "")) for name in ("x", "y", "width", "height")))
    titles = [text for text in root.iter(f"{SVG}text") if text.get("class") == "title"]
    top = ET.Element("g")
    top.extend(titles)
    within(top, 0, 0, 1188, 88)


def test_a_segment_has_its_letter_before_its_note_and_in_the_legend() -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, "Students @stud", "Teachers")
    root, blocks = read(canvas.add(Block.CHANNELS, "Shop @stud"))
    segments = blocks[Block.CUSTOMER_SEGMENTS]
    assert texts(segments, "letter s1") + texts(segments, "letter s2") == ["A", "B"]
    assert not list(segments.iter(f"{SVG}circle"))
    assert texts(root, "legend") == ["A stud, B teachers"]
    assert texts(read(Canvas())[0], "legend") == []


@pytest.mark.parametrize("count", [1, 60])
def test_the_legend_stays_on_the_page_below_the_blocks(count: int) -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, *(f"People {'W' * n}" for n in range(count)))
    root, blocks = read(canvas)
    lowest = blocks[Block.COST_STRUCTURE].find(f"{SVG}rect")
    assert lowest is not None
    bottom = float(lowest.get("y", "")) + float(lowest.get("height", ""))
    below = ET.Element("g")
    below.extend(text for text in root.iter(f"{SVG}text") if text.get("class") == "legend")
    within(below, 31.9, bottom, 1124.1, 840 - 32 - bottom)


def within(group: ET.Element, left: float, top: float, wide: float, high: float) -> None:
    for text in group.iter(f"{SVG}text"):
        size = float(text.get("font-size", ""))
        bold = 1.07 if text.get("class") in ("title", "heading") else 1
        for line in text.findall(f"{SVG}tspan"):
            x, y = float(line.get("x", "")), float(line.get("y", ""))
            words = "".join(line.itertext()).rstrip(" ")
            assert left < x
            assert x + text_width(words) * size * bold <= left + wide
            assert top < y - 0.7 * size
            assert y + 0.2 * size < top + high

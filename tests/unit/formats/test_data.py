"""The formats for other programs: all of a canvas is read back, and what others write is read."""

import csv
import io
import json
import re
from itertools import combinations
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bmc_tui.formats import FORMATS, detect, format_for_file
from bmc_tui.formats.markdown.obsidian import PLUGIN_TITLES
from bmc_tui.formats.result import FormatError, ImportResult
from bmc_tui.guide import Guide, languages, load
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.blocks import BLOCKS, GENERAL, PLACES, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean
from tests.ui.apps import HOSTILE_TEXTS, coffee_cart, hostile_canvas, overfull_canvas

ENGLISH, DUTCH = load("en"), load("nl")

TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="#-*+_~`<>[]()|!\\&$=%^@'\":;,. \tab1é漢", max_size=30),
    st.sampled_from(
        (
            *HOSTILE_TEXTS,
            *(guide.title(block) for guide in (ENGLISH, DUTCH) for block in BLOCKS),
            *(f"{guide.title(block)}:" for guide in (ENGLISH, DUTCH) for block in BLOCKS),
            *(ENGLISH.section_title(block, q) for block in BLOCKS for q in block.questions),
            "Awareness: x",
            "**Awareness:** x",
            "**Awareness** x",
            "Notes",
            "# title: x",
            "=1+1",
            "'=1",
            "''@x",
            "@students pay",
            "-5 %",
            "'s avonds open",
            "[[Channels]]",
            "==marked==",
            "%%hidden%%",
            "https://a.nl/?a==b&c=%%20[[d]]",
            "- nested",
            "• bullet",
            "– dash",
            "1. one",
            "x ^name",
            "[-] x",
            '"quoted, with" comma',
            "md:x",
            "image: https://x.nl/y.png",
            'x: | {"a": 1}',
            "C# | F#",
        )
    ),
)


@st.composite
def canvases(draw: st.DrawFn) -> Canvas:
    """Return any canvas at all, with notes in every kind of section."""
    canvas = Canvas().with_title(draw(TEXTS))
    for block in PLACES:
        unplaced = () if block in {BLOCKS[0], Block.PARKED} else (UNPLACED,)
        sections = st.sampled_from([*block.sections, *unplaced, Section("later")])
        notes = st.lists(st.builds(Note, TEXTS, sections), max_size=4)
        canvas = canvas.with_notes(block, draw(notes))
    return canvas


def read_back(name: str, canvas: Canvas, guide: Guide = ENGLISH) -> ImportResult:
    written = FORMATS[name].write(canvas, guide)
    assert isinstance(written, str)
    return FORMATS[name].read(written)


def kept_by(name: str, canvas: Canvas) -> Canvas:
    """Return what a format keeps of a canvas: notes of all sections become general ones."""
    if name != "csv":
        canvas = canvas.with_notes(Block.PARKED, ())
    for block in PLACES:
        kept = block.sections if name == "csv" else block.phases
        notes = [note if note.section in kept else Note(note.text) for note in canvas.notes(block)]
        canvas = canvas.with_notes(block, notes)
    return canvas


# There and back again


@pytest.mark.parametrize("language", languages())
@given(canvas=canvases())
@example(canvas=hostile_canvas())
@example(canvas=Canvas())
def test_json_has_all_there_is_of_a_canvas(language: str, canvas: Canvas) -> None:
    assert read_back("json", canvas, load(language)) == ImportResult(canvas)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["csv", "jsoncanvas", "obsidian"])
@pytest.mark.parametrize("language", languages())
@given(canvas=canvases())
@example(canvas=hostile_canvas())
@example(canvas=overfull_canvas().with_title("Channels"))
@example(canvas=Canvas())
@example(canvas=Canvas("=title"))
def test_every_note_comes_back_in_its_block(name: str, language: str, canvas: Canvas) -> None:
    assert read_back(name, canvas, load(language)) == ImportResult(kept_by(name, canvas))


@pytest.mark.parametrize("language", languages())
def test_textusm_brings_a_canvas_back_in_its_blocks_and_phases(language: str) -> None:
    canvas = coffee_cart().add(Block.KEY_RESOURCES, "C# | F#", "md:x", "#1", 'x: | {"a": 1}')
    expected = translate_words(canvas, load(language))
    assert read_back("textusm", canvas, load(language)) == ImportResult(expected)


@given(canvas=canvases())
@example(canvas=hostile_canvas())
def test_no_note_gets_lost_in_textusm(canvas: Canvas) -> None:
    notes = {block: len(canvas.notes(block)) for block in BLOCKS}
    back = read_back("textusm", canvas)
    assert {block: len(back.canvas.notes(block)) for block in BLOCKS} == notes
    assert back.remarks == ()


# What other programs write


def test_what_a_spreadsheet_makes_of_csv_is_read_too() -> None:
    lines = ["Note;Blok;Iets", '"twee', 'regels; één";Klantsegmenten;x', "Een;3. Kanalen;"]
    text = "\ufeff" + "\r\n".join([*lines, "Vrij;Elders;"])
    reading = FORMATS["csv"].read(text)
    assert reading.canvas.texts(Block.CUSTOMER_SEGMENTS, GENERAL) == ("twee regels; één — x",)
    assert reading.canvas.texts(Block.PARKED, GENERAL)[-1] == "Vrij"
    assert [remark.line for remark in reading.remarks] == [1, 5]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_note_is_a_formula_in_a_spreadsheet(start: str) -> None:
    canvas = Canvas().add(Block.KEY_PARTNERS, f"{start}1+1", "'s avonds")
    written = FORMATS["csv"].write(canvas, ENGLISH)
    notes = [row["note"] for row in csv.DictReader(io.StringIO(str(written)))]
    assert notes == [f"'{start}1+1", "'s avonds"]


FORMULAS = (
    "a;=1+1;b",
    "a; =1+1",
    "a;+1",
    "a;-1",
    "a;@SUM(1)",
    'a;"=1+1"',
    'a;""=1+1',
    "a;\u00a0=1+1",
    "a;\u200b=1+1",
    "a;b;=1;=2",
    ";=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "a;＝1+1",
    '"=1+1',
    "'=1+1",
    "a;'=1+1",
    "a;''=1+1",
    "a;'\"=1+1",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_however_a_spreadsheet_splits_the_lines(text: str) -> None:
    written = str(FORMATS["csv"].write(Canvas(text).add(Block.KEY_PARTNERS, text), ENGLISH))
    by_commas = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
    # Excel where the comma is the decimal sign: the quotes do not start a cell, so all are text.
    by_semicolons = [cell for line in written.splitlines() for cell in re.split("[;\t]", line)]
    starts = [cell.lstrip(' "\u00a0\u200b')[:1] for cell in (*by_commas, *by_semicolons)]
    assert not {"=", "+", "-", "@", "＝", "＋", "－", "＠"}.intersection(starts)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_like_a_formula_comes_back_from_csv(text: str) -> None:
    canvas = Canvas(text).add(Block.KEY_PARTNERS, text)
    assert read_back("csv", canvas) == ImportResult(canvas)


@given(st.text("a'\";=+-@＝ \u200b", max_size=12).map(clean).filter(bool))
def test_any_text_of_signs_and_separators_comes_back_from_csv(text: str) -> None:
    canvas = Canvas("T").add(Block.KEY_PARTNERS, text)
    assert read_back("csv", canvas).canvas == canvas


def test_a_note_of_any_length_comes_back_from_csv() -> None:
    canvas = Canvas("T").add(Block.KEY_PARTNERS, "word " * 40_000)
    assert read_back("csv", canvas) == ImportResult(canvas)


def test_a_csv_file_tells_excel_that_it_is_utf_8() -> None:
    assert FORMATS["csv"].encode("é") == b"\xef\xbb\xbf\xc3\xa9"
    assert FORMATS["json"].encode("é") == b"\xc3\xa9"
    assert FORMATS["png"].encode(b"\x89") == b"\x89"


def nodes_of(canvas: Canvas) -> list[dict[str, Any]]:
    written = json.loads(str(FORMATS["jsoncanvas"].write(canvas, ENGLISH)))
    assert written.keys() == {"nodes", "edges"}
    nodes: list[dict[str, Any]] = written["nodes"]
    return nodes


@pytest.mark.parametrize(
    "canvas", [Canvas("x"), coffee_cart(), overfull_canvas()], ids=["empty", "full", "overfull"]
)
def test_json_canvas_draws_cards_in_groups_that_do_not_overlap(canvas: Canvas) -> None:
    nodes = nodes_of(canvas)
    assert len({node["id"] for node in nodes}) == len(nodes)
    kinds = {"group": {"label"}, "text": {"text"}}
    for node in nodes:
        assert node.keys() == {"id", "type", "x", "y", "width", "height", *kinds[node["type"]]}
        assert all(isinstance(node[key], int) for key in ("x", "y", "width", "height"))

    def inside(a: dict[str, Any], b: dict[str, Any]) -> bool:
        return all(
            b[at] <= a[at] and a[at] + a[size] <= b[at] + b[size]
            for at, size in (("x", "width"), ("y", "height"))
        )

    def apart(a: dict[str, Any], b: dict[str, Any]) -> bool:
        return any(
            a[at] + a[size] <= b[at] or b[at] + b[size] <= a[at]
            for at, size in (("x", "width"), ("y", "height"))
        )

    whole, *rest = nodes
    groups = [node for node in rest if node["type"] == "group"]
    cards = [node for node in rest if node["type"] == "text"]
    assert len(groups) == len(BLOCKS)
    assert len(cards) == canvas.note_count
    assert all(inside(node, whole) for node in rest)
    assert all(apart(*pair) for pair in combinations(groups, 2))
    for group in groups:
        own = [card for card in cards if card["id"].startswith(f"{group['id']}-")]
        assert all(inside(card, group) for card in own)
        assert all(apart(*pair) for pair in combinations(own, 2))


def card(text: str, x: int, y: int, **more: Any) -> dict[str, Any]:
    return {"id": text, "type": "text", "x": x, "y": y, "width": 10, "height": 10} | (
        {"text": text} | more
    )


def test_cards_without_groups_go_by_the_name_on_them_or_by_where_they_lie() -> None:
    nodes = [
        card("## Kernpartners\n- Branderij\n- Gemeente", 500, 500),
        card("left above", 0, 0),
        card("right below", 990, 590),
        {"id": "l", "type": "link", "url": "https://x.nl", "x": 500, "y": 0},
    ]
    text = json.dumps({"nodes": nodes}, indent=1)
    reading = FORMATS["jsoncanvas"].read(text)
    canvas = reading.canvas
    assert canvas.texts(Block.KEY_PARTNERS, GENERAL) == ("left above", "Branderij", "Gemeente")
    assert canvas.texts(Block.REVENUE_STREAMS, GENERAL) == ("right below",)
    assert canvas.texts(Block.VALUE_PROPOSITIONS, GENERAL) == ("https://x.nl",)
    lines = text.splitlines()
    for remark, name in zip(reading.remarks, ("left above", "l", "right below"), strict=False):
        assert remark.key == "reading.by_place"
        assert remark.line > 0
        assert lines[remark.line - 1].strip().startswith('"id"'), name


def test_cards_in_a_group_go_there_from_top_to_bottom() -> None:
    nodes = [
        {"id": "g", "type": "group", "label": "Kanalen", "x": 0, "y": 0, "width": 99, "height": 99},
        card("second", 5, 50),
        card("**Bekendheid:** Instagram", 5, 20),
        card("first\nand more", 5, 5),
    ]
    reading = FORMATS["jsoncanvas"].read(json.dumps({"nodes": nodes, "edges": []}))
    assert reading.canvas.texts(Block.CHANNELS, GENERAL) == ("first", "and more", "second")
    assert reading.canvas.texts(Block.CHANNELS, Section("awareness")) == ("Instagram",)


TEXTUSM = """\
👥 Key Partners
    Roastery: |{"bg":"#fff"}
📊 Customer Segments
🎁 Value Proposition
    Coffee
        In two minutes
✅ Key Activities
🚚 Channels
💰 Revenue Streams
🏷️ Cost Structure
💪 Key Resources
💙 Customer Relationships
"""
"""As TextUSM itself starts one."""


def test_textusm_goes_by_its_titles() -> None:
    reading = FORMATS["textusm"].read(TEXTUSM)
    assert reading.remarks == ()
    assert reading.canvas.texts(Block.KEY_PARTNERS, GENERAL) == ("Roastery",)
    assert reading.canvas.texts(Block.VALUE_PROPOSITIONS, GENERAL) == ("Coffee", "In two minutes")


def test_textusm_without_titles_that_are_known_goes_by_their_places() -> None:
    text = "\n".join(f"{sign}\n    note {sign}" for sign in "ABCDEFGHI")
    reading = FORMATS["textusm"].read(text)
    places = {block: reading.canvas.texts(block, GENERAL) for block in BLOCKS}
    assert places[Block.KEY_PARTNERS] == ("note A",)
    assert places[Block.CUSTOMER_SEGMENTS] == ("note B",)
    assert places[Block.COST_STRUCTURE] == ("note G",)
    assert places[Block.CUSTOMER_RELATIONSHIPS] == ("note I",)
    assert [remark.line for remark in reading.remarks] == list(range(1, 18, 2))


def test_all_nine_are_always_there_in_textusms_order() -> None:
    written = str(FORMATS["textusm"].write(Canvas(), ENGLISH))
    assert written.splitlines() == [
        "Key partners",
        "Customer segments",
        "Value propositions",
        "Key activities",
        "Channels",
        "Revenue streams",
        "Cost structure",
        "Key resources",
        "Customer relationships",
    ]


def as_the_plugin_reads(text: str) -> dict[str, list[str]]:
    """Return what Obsidian's plugin has: top-level bullets under the headings it knows."""
    found: dict[str, list[str]] = {}
    items: list[str] | None = None
    for line in text.split("\n"):
        if heading := re.match(r"(#{1,6})\s+(.+?)\s*$", line):
            known = heading[2].lower() in (title.lower() for title in PLUGIN_TITLES.values())
            items = found.setdefault(heading[2].lower(), []) if known else None
        elif items is not None and (bullet := re.match(r"[-*+]\s+(.*)$", line)):
            items.append(bullet[1].strip())
    return found


@given(canvas=canvases())
def test_obsidians_plugin_finds_every_note_under_its_block(canvas: Canvas) -> None:
    canvas = canvas.with_title("Cart")
    found = as_the_plugin_reads(str(FORMATS["obsidian"].write(canvas, DUTCH)))
    assert {name: len(items) for name, items in found.items()} == {
        title.lower(): len(canvas.notes(block)) for block, title in PLUGIN_TITLES.items()
    }


def test_nothing_in_a_note_is_obsidians_markup() -> None:
    canvas = Canvas().add(Block.KEY_PARTNERS, "[[a]] ==b== %%c%%")
    assert r"- \[[a]] \=\=b\=\= \%\%c\%\%" in str(FORMATS["obsidian"].write(canvas, ENGLISH))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *((name, "") for name in ("json", "csv", "jsoncanvas", "obsidian", "textusm")),
        *((name, "[" * 100_000) for name in ("json", "jsoncanvas")),
        *((name, "[1]") for name in ("json", "jsoncanvas")),
        ("json", '{"format": "bmc-tui", "schema": 3}'),
        ("json", '{"format": "bmc-tui", "schema": 1, "title": 3, "blocks": {}}'),
        ("json", '{"format": "bmc-tui", "schema": 1, "blocks": {"channels": [{"text": 1}]}}'),
        ("json", '{"format": "bmc-tui", "schema": 1, "blocks": {"channels": "x"}}'),
        ("jsoncanvas", '{"nodes": [], "edges": []}'),
        ("jsoncanvas", '{"nodes": {}}'),
        ("csv", "a,b\n1,2\n"),
        ("csv", "block,note\nx,y\n"),
        ("textusm", "Shopping\n    bread\nGarden\n    rake\n"),
        ("textusm", "Key partners:\n- A\n- B\nChannels:\n- C\n"),
        ("obsidian", "# Shopping\n\n- bread\n"),
    ],
)
def test_what_is_not_a_canvas_is_refused(name: str, text: str) -> None:
    with pytest.raises(FormatError) as refused:
        FORMATS[name].read(text)
    assert ENGLISH.error_message(refused.value)
    assert DUTCH.error_message(refused.value)


def test_what_a_newer_version_wrote_is_not_half_read() -> None:
    text = str(FORMATS["json"].write(coffee_cart(), ENGLISH)).replace('"schema": 1', '"schema": 3')
    with pytest.raises(FormatError, match="newer"):
        detect.read_text(text)


@pytest.mark.parametrize("name", ["json", "csv", "jsoncanvas", "obsidian", "textusm"])
@pytest.mark.parametrize("language", languages())
def test_every_format_is_known_by_what_is_in_it(name: str, language: str) -> None:
    canvas = coffee_cart()
    written = str(FORMATS[name].write(canvas, load(language)))
    expected = canvas if FORMATS[name].verbatim else translate_words(canvas, load(language))
    assert detect.read_text(written) == ImportResult(expected)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.md", "markdown"),
        ("B.JSON", "json"),
        ("c/d.canvas", "jsoncanvas"),
        ("x.bmc", "textusm"),
        ("plan", "markdown"),
        ("a.txt", "text"),
        ("a.pdf", "pdf"),
        ("-", "markdown"),
    ],
)
def test_the_end_of_a_files_name_says_its_format(file: str, name: str) -> None:
    assert format_for_file(file).name == name

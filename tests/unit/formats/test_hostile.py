"""Every reader takes time that grows linearly with the text, also with hostile ones."""

import json
from collections.abc import Callable
from itertools import cycle

import pytest

from bmc_tui.formats import FORMATS
from bmc_tui.formats.data.json import lines_of
from bmc_tui.formats.detect import read_text
from bmc_tui.formats.importer import decode_text
from bmc_tui.formats.limits import MAX_LINES, MAX_NOTES
from bmc_tui.formats.page.markup import MAX_ELEMENTS, MAX_XML_LEVELS
from bmc_tui.formats.result import FormatError
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas, Note
from tests.hostile import DOCUMENTS, TEXTS, readers
from tests.unit.growth import cpu_seconds, is_linear

SIZE = 12_000
"""The smaller size in characters; at half of it, caches serve what is short."""

RATIO = 8
"""The ratio of the two sizes."""

SHARE = 8
"""Of how many texts a reader is tried with one."""

MIN_SECONDS = 0.1
"""A text that is read in this time at the larger size is not measured again: a quadratic reader
that takes longer for the small one than that is what this is about."""


def reading(reader: str, text: str) -> Callable[[], object]:
    """Return a function that reads a text, or is refused."""

    def read() -> None:
        try:
            read_text(decode_text(text.encode("utf-8", "replace"))[0], reader)
        except FormatError as error:
            load("nl").error_message(error)

    return read


def is_slow(reader: str, name: str, document: Callable[[str], str]) -> bool:
    """Return whether a reader takes more than linear time, in the best of three comparisons.

    The smaller text is read at its size and at twice that: of an odd number of quotes, a parser
    refuses what it reads to the end with an even one. Quadratic time is beyond the limit of both.
    """
    small, double = (reading(reader, document(TEXTS[name](SIZE * times))) for times in (1, 2))
    large = reading(reader, document(TEXTS[name](SIZE * RATIO)))
    for _ in range(3):
        seconds = cpu_seconds(large)
        if seconds < MIN_SECONDS:
            return False
        if seconds < 3 * RATIO * max(cpu_seconds(small), cpu_seconds(double) / 2):
            return False
    return True


def test_every_registered_reader_has_documents() -> None:
    # Hostile documents of Word are in `office/test_docx.py`.
    texts = [format_ for format_ in FORMATS.values() if not format_.binary]
    modules = {format_.reader for format_ in texts if format_.is_readable}
    own = [FORMATS[name] for name in readers() if name in FORMATS]
    assert {format_.reader for format_ in own if format_.is_readable} == modules
    assert set(readers()) == set(DOCUMENTS)


@pytest.mark.slow
@pytest.mark.parametrize("reader", readers())
def test_time_grows_linearly_with_any_text(reader: str) -> None:
    read_text("## Channels\n- a\n")
    documents = cycle(DOCUMENTS[reader])
    # Each text by some readers, each reader some texts: `python -m tests.bench.hostile` has all.
    texts = list(TEXTS)[readers().index(reader) % SHARE :: SHARE]
    slow = [name for name in texts if is_slow(reader, name, next(documents))]
    assert slow == []


WORST = (
    ("html", "'<a '"),
    ("html", "'<!--'"),
    ("html", "'<![CDATA['"),
    ("html", "'<?'"),
    ("html", "'</a '"),
    ("html", "attributes"),
    ("svg", "entities"),
    ("svg", "'&'"),
    ("markdown", "blanks between letters"),
    ("markdown", "'- '"),
    ("markdown", "'<!-- bmc:overview -->\\n'"),
    ("markdown", "comments in a line"),
    ("markdown", "a quotation of many levels"),
    ("textusm", "blanks between letters"),
    ("textusm", "': | {'"),
    ("text", "'│'"),
    ("text", "'┬'"),
    ("csv", "blanks between letters"),
    ("csv", "combining marks out of order"),
    ("other-json", "keys"),
    ("auto", "' \\n'"),
)
"""Readers and texts that once took quadratic time together, or that took the longest."""


@pytest.mark.parametrize(("reader", "name"), WORST)
def test_time_grows_linearly(reader: str, name: str) -> None:
    assert not [doc for doc in DOCUMENTS[reader] if is_slow(reader, name, doc)]


@pytest.mark.slow
def test_what_is_too_much_is_refused_with_its_line() -> None:
    lines = "## Channels\n" + "- a\n" * MAX_LINES
    with pytest.raises(FormatError, match=f"too_many_lines.*line={MAX_LINES + 1}"):
        read_text(lines)
    with pytest.raises(FormatError, match=r"too_much_markup.*line=3"):
        read_text("## Channels\n\n- " + "*a* " * 60_000)
    with pytest.raises(FormatError, match=r"too_much_markup.*line=2"):
        read_text("<p>a</p>\n" + "<b>" * 200_000)
    with pytest.raises(FormatError, match="too_much_markup"):  # no paragraph of which is large
        read_text("## Channels\n\n" + "*a* *b* *c*\n\n" * 20_000, "markdown")
    with pytest.raises(FormatError, match=r"too_much_markup.*line=2"):
        read_text("<p>a</p>\n" + "<b></b>" * (MAX_ELEMENTS + 1), "html")
    with pytest.raises(FormatError, match="too_many_notes"):
        read_text("<p>" + "<br>a" * (MAX_NOTES + 1), "html")
    with pytest.raises(FormatError, match=r"too_deep_at.*line=3"):
        read_text("## Channels\n\n" + "> " * 200 + "x\n", "markdown")
    with pytest.raises(FormatError, match=r"too_deep_at.*line=2"):
        read_text("<svg>\n" + "<g>" * (MAX_XML_LEVELS + 1), "svg")


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["markdown", "text", "html", "svg", "json", "csv", "jsoncanvas", "textusm"]
)
def test_our_own_exports_of_many_notes_come_back(name: str) -> None:
    canvas = Canvas("Many")
    for block in BLOCKS:
        canvas = canvas.with_notes(block, [Note(f"note {n} of @a #b") for n in range(500)])
    written = FORMATS[name].write(canvas, load("en"))
    assert isinstance(written, str)
    assert read_text(written, name).canvas.note_count == canvas.note_count


def test_an_svg_with_a_fault_says_where() -> None:
    text = (
        '<svg>\n<g id="channels"><text>a</text></g>\n'
        '<g id="key_partners"><text>b</text></g>\n<g <\n<text>c</text>'
    )
    remarks = read_text(text, "svg").remarks
    assert [(remark.line, remark.key) for remark in remarks] == [(4, "reading.xml_fault")]


def test_entities_of_a_document_are_not_expanded() -> None:
    text = (
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "bbb">]>\n'
        '<svg><g id="channels"><text>x&a;&b;y</text></g><g id="key_partners"/></svg>'
    )
    assert [note.text for _, note in read_text(text, "svg").canvas] == ["xy"]


@pytest.mark.parametrize("start", ["<!-- ", "<a href=", "<style>", "</p"])
def test_html_that_is_cut_off_says_where(start: str) -> None:
    text = f"<h2>Channels</h2>\n<p>a</p>\n{start} b"
    result = read_text(text, "html")
    assert (result.remarks[0].line, result.remarks[0].key) == (3, "reading.unclosed")
    assert [note.text for _, note in result.canvas] == ["a"]


def test_groups_of_a_json_canvas_are_bounded() -> None:
    group = '{"type": "group", "label": "Channels", "x": 0, "y": 0, "width": 9, "height": 9}'
    with pytest.raises(FormatError, match="too_many_groups"):
        read_text('{"nodes": [' + ",".join([group] * 20_000) + "]}", "jsoncanvas")


def test_the_lines_of_many_keys_are_found_in_linear_time() -> None:
    def finding(count: int) -> Callable[[], object]:
        keys = [f"key {number}" for number in range(count)]
        text = json.dumps(dict.fromkeys(keys, 0), indent=0)
        return lambda: lines_of(text, keys)

    assert is_linear(finding, 32_000)


def test_bullets_of_org_are_nested_only_so_deep() -> None:
    lines = "* Channels\n" + "".join(" " * depth + "- a\n" for depth in range(200))
    with pytest.raises(FormatError, match=r"too_deep_at.*line=62"):
        read_text(lines, "org")

"""For whom, by whom, date and version in the formats that have a place for them."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bmc_tui.formats import FORMATS
from bmc_tui.formats.detect import read_text
from bmc_tui.formats.importer import import_bytes
from bmc_tui.formats.pasting import with_result
from bmc_tui.formats.preview import preview_lines
from bmc_tui.formats.result import report_lines
from bmc_tui.guide import languages, load
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas, Particulars
from bmc_tui.render.plain import plain_text
from tests.unit.formats.test_round_trip import TEXTS

WITH_PARTICULARS = [
    *(
        "markdown",
        "report",
        "table",
        "text",
        "html",
        "svg",
        "json",
        "csv",
        "jsoncanvas",
        "obsidian",
    ),
    "textusm",
]
SOURCES = ("org", "latex", "mermaid")
"""Formats for other programs, which are read as any document is."""

PLAIN = Canvas("Cart").add(Block.CHANNELS, "Post")
GIVEN = PLAIN.with_particulars(Particulars("The bank", "Ann & Bo", "week 12", "3"))
LINES = ["Date: tomorrow", "Channels", "3 Channels", "Designed by:", "# Cart", "*Ann*", "a | b"]
LINES += [
    load(language).say(f"particulars.{name}")
    for language in languages()
    for name in ("date", "title")
]


@st.composite
def canvases(draw: st.DrawFn) -> Canvas:
    lines = TEXTS | st.sampled_from(LINES)
    canvas = Canvas().with_title(draw(lines))
    for block in draw(st.sets(st.sampled_from(BLOCKS), min_size=1, max_size=2)):
        canvas = canvas.add(block, *draw(st.lists(lines, min_size=1, max_size=2)))
    return canvas.with_particulars(Particulars(*(draw(st.just("") | lines) for _ in range(4))))


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_PARTICULARS)
@given(canvases(), st.sampled_from(languages()))
@example(GIVEN, "nl")
def test_they_are_read_back(name: str, canvas: Canvas, language: str) -> None:
    text = FORMATS[name].write(canvas, load(language))
    assert isinstance(text, str)
    result = read_text(text, name)
    if name == "text":  # which does not say where a line ended in a space
        assert "".join(result.canvas.particulars).replace(" ", "") == "".join(
            canvas.particulars
        ).replace(" ", "")
    else:
        assert result.canvas.particulars == canvas.particulars
    assert result.canvas.note_count == canvas.note_count


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", [*WITH_PARTICULARS, *SOURCES])
def test_they_are_only_there_where_they_were_given(name: str, language: str) -> None:
    guide = load(language)
    without, with_ = (str(FORMATS[name].write(canvas, guide)) for canvas in (PLAIN, GIVEN))
    for id_ in Particulars._fields if name != "json" else ():
        assert f"{guide.say(f'particulars.{id_}')}: " not in without
    assert "week 12" in with_
    assert "week 12" not in without
    result = read_text(with_, "auto" if name in SOURCES else name)
    assert result.canvas == GIVEN
    assert result.remarks == ()


@pytest.mark.parametrize("language", languages())
def test_a_long_one_is_wrapped_in_the_picture_and_read_back(language: str) -> None:
    long = GIVEN.with_particulars(Particulars("Delft " * 60, "x" * 300, "May", "3"))
    for name in ("text", "svg", "html"):
        text = str(FORMATS[name].write(long, load(language)))
        assert read_text(text, name).canvas.particulars == long.particulars


@pytest.mark.parametrize(
    ("text", "particulars"),
    [
        (
            "# Cart\n\nDesigned for: The bank  \nDesigned by: Ann\n\n## Channels\n\n- Post\n",
            Particulars("The bank", "Ann"),
        ),
        (
            "Kar\nOntworpen door: Ann\nDatum: 3 mei\n\nKanalen\n- Post\nKosten\n- Huur\n",
            Particulars(by_whom="Ann", date="3 mei"),
        ),
        ("Author,Ann\nVersion,3\nChannels,Costs\nPost,Rent\n", Particulars("", "Ann", "", "3")),
        (
            "<h1>Cart</h1><p>Prepared by: Ann</p><h2>Channels</h2><ul><li>Post</li></ul>",
            Particulars(by_whom="Ann"),
        ),
        (
            (
                "Kar - versie voor de docent\nGemaakt door Sanne & Jo, 24 november\nVersie 2\n\n"
                "Kanalen\n- Post\nKosten\n- Huur\n"
            ),
            Particulars("", "Sanne & Jo", "24 november", "2"),
        ),
        (
            (
                "# Cart\n\nPrepared for the Rabobank (v2.1)\nby Ann van 't Hof | 3 May 2026\n\n"
                "## Channels\n\n- Post\n"
            ),
            Particulars("the Rabobank", "Ann van 't Hof", "3 May 2026", "v2.1"),
        ),
        (
            (
                "---\nauthor:\n  - Ann\n  - 'Bo'\ndate: 2026-05-03\n---\n# Cart\nVersion: 2\n\n"
                "## Channels\n\n- Post\n"
            ),
            Particulars("", "Ann, Bo", "2026-05-03", "2"),
        ),
        (
            '+++\ntitle = "Cart"\nauthor = ["Ann", "Bo"]\n+++\n## Channels\n\n- Post\n',
            Particulars(by_whom="Ann, Bo"),
        ),
        (
            "#+TITLE: Cart\n#+AUTHOR: Ann\n#+DATE: <2026-05-03 Sun>\n* Channels\n- Post\n",
            Particulars(by_whom="Ann", date="2026-05-03 Sun"),
        ),
        (
            (
                "\\documentclass{article}\n\\author{Ann \\and Bo}\n\\date{May}\n\\begin{document}\n"
                "\\section{Channels}\nPost\n\\end{document}\n"
            ),
            Particulars(by_whom="Ann, Bo", date="May"),
        ),
        ("= Cart\n:author: Ann\n\n== Channels\n\n* Post\n", Particulars(by_whom="Ann")),
        # A template that nobody filled in, and a note in a block.
        ("# Cart\n\nDesigned by:\n\n## Channels\n\n- Date: May\n", Particulars()),
    ],
)
def test_the_particulars_of_other_documents_are_read(text: str, particulars: Particulars) -> None:
    assert read_text(text).canvas.particulars == particulars


@pytest.mark.parametrize(
    "line",
    [
        "Made by hand with love",
        "by 3 people",
        "Voor iedereen",
        "Version 2 sells better",
        "Spring 2026",
        "Made by Ann, Ann made by Bo",
    ],
)
def test_a_line_that_may_be_about_the_product_is_parked_and_reported(line: str) -> None:
    result = read_text(f"# Cart\n\n{line}\n\n## Channels\n\n- Post\n\n## Costs\n\n- Rent\n")
    canvas = PLAIN.add(Block.COST_STRUCTURE, "Rent")
    assert result.canvas == canvas.add(Block.PARKED, line)
    assert [remark.key for remark in result.remarks] == ["reading.no_heading"]


def test_a_second_line_for_one_particular_is_reported() -> None:
    result = read_text("# Cart\n\n- Author: Ann\n- Designed by: Bo\n\n## Channels\n\n- Post\n")
    assert result.canvas.particulars == Particulars(by_whom="Ann")
    assert [remark.values["text"] for remark in result.remarks] == ["Designed by: Bo"]


def test_an_import_tells_them() -> None:
    result = read_text(str(FORMATS["markdown"].write(GIVEN, load("en"))))
    for lines in (report_lines(result, load("nl")), preview_lines(result, "x.md", load("nl"))):
        assert any("Ontworpen door: Ann & Bo" in line for line in lines)


def test_pasted_ones_fill_in_what_is_missing_and_lose_nothing() -> None:
    result = read_text(str(FORMATS["markdown"].write(GIVEN, load("en"))))
    canvas = Canvas("Mine").with_particulars(Particulars(by_whom="Cy"))
    pasted = with_result(canvas, result)
    assert pasted.particulars == Particulars("The bank", "Cy", "week 12", "3")
    assert [note.text for note in pasted.parked] == ["Ann & Bo"]


def test_a_screen_reader_gets_them_below_the_title() -> None:
    assert plain_text(GIVEN, load("en")).startswith(
        "Cart\nDesigned for: The bank\nDesigned by: Ann & Bo\nDate: week 12\nVersion: 3\n\n"
    )


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["html", "svg", "docx"])
def test_printed_forms_say_whose_the_canvas_is_and_that_is_not_a_note(
    name: str, language: str
) -> None:
    guide = load(language)
    written = FORMATS[name].write(GIVEN, guide)
    raw = written if isinstance(written, bytes) else written.encode()
    shown = ZipFile(BytesIO(raw)).read("word/document.xml") if name == "docx" else raw
    assert b"Strategyzer AG (strategyzer.com), CC BY-SA 3.0" in shown
    result = import_bytes(raw, f"cart.{name}", guide)
    assert (result.canvas, result.remarks) == (GIVEN, ())


def test_the_line_on_a_page_that_a_word_processor_wrote_is_not_a_note() -> None:
    credit = load("en").say("canvas.credit")
    page = f"<h1>Cart</h1><h2>Channels</h2><ul><li>Post</li></ul><p>{credit}</p>"
    assert read_text(page, "html").canvas == PLAIN
    noted = PLAIN.add(Block.CHANNELS, credit)
    assert read_text(str(FORMATS["markdown"].write(noted, load("en")))).canvas == noted


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Designed for: Acme BV     Designed by: Ann Smit     Date: 3-5-2026     Version: 2",
            Particulars("Acme BV", "Ann Smit", "3-5-2026", "2"),
        ),
        (
            "Designed for: Acme Designed by: Ann Date: 3-5-2026 Version: 2",
            Particulars("Acme", "Ann", "3-5-2026", "2"),
        ),
        ("Naam: Bo | Datum: 3 mei | Versie: 2", Particulars("", "", "3 mei", "2")),
        ("Designed for: Designed by: Date: Version:", Particulars()),
        ("Designed for: the Speed date: two pubs", Particulars("the Speed date: two pubs")),
    ],
    ids=["sheet", "single spaces", "bars", "empty", "words"],
)
def test_a_line_with_several_is_read_as_on_lines_of_their_own(
    line: str, expected: Particulars
) -> None:
    result = read_text(f"{line}\n\nChannels\n- Post\n\nCustomer segments\n- Banks\n")
    assert result.canvas.particulars == expected
    assert result.canvas.title == ""


def test_a_line_of_fields_has_the_title() -> None:
    text = "Project: Acme | Team: 4 | Datum: 12-03-2026\n\nKanalen\n- Post\n\nPartners\n- Bank\n"
    result = read_text(text)
    assert result.canvas.title == "Acme"
    assert result.canvas.particulars.date == "12-03-2026"


DRAWN = """\
+------------+------------+------------+
| Channels   | Costs      | Customers  |
+------------+------------+------------+
| - Post     | - Rent     | - Banks    |
+------------+------------+------------+
"""


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Business Model Canvas\nDesigned for: Acme   Designed by: Ann   Date: 3-5-2026", ""),
        ("# Bikes\n\nDesigned for: Acme\nDesigned by: Ann\nDate: 3-5-2026", "Bikes"),
    ],
    ids=["sheet", "lines"],
)
def test_those_above_a_drawing_are_read(head: str, title: str) -> None:
    result = read_text(f"{head}\n\n{DRAWN}")
    assert result.canvas.particulars == Particulars("Acme", "Ann", "3-5-2026")
    assert result.canvas.title == title
    assert len(list(result.canvas)) == 3

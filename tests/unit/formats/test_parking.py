"""All that a document says as parked notes, of each kind of document."""

import contextlib
import json
from collections.abc import Callable
from functools import partial

import pytest

from bmc_tui.formats import FORMATS
from bmc_tui.formats.detect import read_text
from bmc_tui.formats.importer import ImportFileError, import_bytes, import_file
from bmc_tui.formats.parking import park_result, park_text
from bmc_tui.formats.preview import preview_lines
from bmc_tui.formats.result import FormatError, ImportResult
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.unit.formats.office.words import headings_and_lists, saved
from tests.unit.formats.test_cases import CASES
from tests.unit.growth import is_linear

ENGLISH = load("en")
CART = Canvas("Cart").add(Block.CHANNELS, "Shop").add(Block.PARKED, "Van")


def parked(result: ImportResult) -> list[str]:
    """Return the parked notes of all canvases that were read, which have no others."""
    canvases = [each.canvas for each in result.parts]
    assert not sum(canvas.block_note_count for canvas in canvases)
    return [note.text for canvas in canvases for note in canvas.parked]


@pytest.mark.parametrize(
    "name",
    sorted(file.name.removesuffix(".expected.json") for file in CASES.glob("*.expected.json")),
)
def test_every_note_of_a_canvas_is_among_what_is_parked_of_it(name: str) -> None:
    result = import_file(CASES / name, ENGLISH)
    lines = " ".join(parked(park_result(result)))
    # The cells of a record are one note, and can be parked each, with the block between them.
    cells = [
        cell for each in result.parts for _, note in each.canvas for cell in note.text.split(" — ")
    ]
    assert [cell for cell in cells if cell not in lines] == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("kosten:\n  - {post: potgrond, bedrag: 900}\nklanten: [buren]\nideeën: [markt]\n",
         ["kosten", "potgrond — 900", "klanten", "buren", "ideeën", "markt"]),
        ('[{"Block": "Costs", "Text": "Rent"}, {"Block": "Channels", "Text": "Shop"}]',
         ["Costs", "Rent", "Channels", "Shop"]),
        (str(FORMATS["json"].write(CART, ENGLISH)), ["channels", "Shop", "Van"]),
    ],
)  # fmt: skip
def test_the_names_of_blocks_in_data_are_parked_too(text: str, lines: list[str]) -> None:
    assert parked(park_result(read_text(text))) == lines


def test_a_document_of_word_is_parked_in_its_order() -> None:
    result = import_bytes(saved(headings_and_lists()), "plan.docx", ENGLISH)
    lines = parked(park_result(result))
    assert len(lines) > result.canvas.note_count
    assert [line for line in lines if line in {note.text for _, note in result.canvas}]


def test_the_marks_of_lists_and_headings_are_not_parked_but_what_they_mark_is() -> None:
    text = "# Ideas\n\n> > quoted\n- [ ] a van\n2. ovens\n\x1b[31mred\n---\n#flour 100 %\n| a |\n"
    assert parked(park_text(text)) == [
        "Ideas",
        "quoted",
        "a van",
        "ovens",
        "red",
        "#flour 100 %",
        "| a |",
    ]


def test_what_is_left_out_of_a_document_is_still_told_when_it_is_parked() -> None:
    text = b"---\ntitle: Kiosk\nauthor: Ann\n---\nFlour\n\n%% a comment %%\n\nOvens\n"
    with pytest.raises(ImportFileError) as refused:
        import_bytes(text, "plan.md", ENGLISH)
    result = refused.value.parked
    assert result
    assert result.canvas.title == "Kiosk"
    assert parked(result) == ["Flour", "Ovens"]
    report = "\n".join(preview_lines(result, "plan.md", ENGLISH))
    assert "a comment" in report


def test_no_more_is_parked_than_is_imported() -> None:
    with pytest.raises(FormatError, match="too_many_lines"):
        park_text("a\n" * 25_001)
    with pytest.raises(ImportFileError) as refused:
        import_bytes(b"{" + b"a\n" * 25_001, "plan.json", ENGLISH)
    assert refused.value.parked is None


def test_a_file_of_too_much_to_park_is_still_said_to_name_no_blocks() -> None:
    with pytest.raises(ImportFileError) as refused:
        import_bytes(json.dumps({"values": [*range(30_000)]}).encode(), "plan", ENGLISH)
    message = ENGLISH.error_message(refused.value)
    assert "names no blocks" in message


def test_of_very_many_parked_notes_the_first_are_quoted_and_the_rest_counted() -> None:
    notes = [f"idea {number}" for number in range(700)]
    result = ImportResult(Canvas("Kiosk").add(Block.PARKED, *notes))
    lines = [*preview_lines(result, "plan.md", ENGLISH)]
    (row,) = (line for line in lines if line.startswith("  Parked: 700 notes"))
    assert row.endswith("idea 0 · idea 1 · idea 2 · idea 3 · idea 4 …")
    assert len(row) == 80
    assert lines[-2:] == ["    “idea 499”", "    … and 200 more"]


@pytest.mark.slow
@pytest.mark.parametrize("line", ["a\n", "# > # > \n", "> ", "#", "- "])
def test_parking_takes_linear_time(line: str) -> None:
    def make(size: int) -> Callable[[], object]:
        return partial(park_or_refuse, line * (size // len(line)))

    assert is_linear(make, 2**17)


def park_or_refuse(text: str) -> None:
    """Park a text; one of too many lines is refused."""
    with contextlib.suppress(FormatError):
        park_text(text)

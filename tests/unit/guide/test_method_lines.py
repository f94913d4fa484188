"""Lines of a worksheet are recognized by their letters, and a blank one as a whole."""

import pytest

from bmc_tui.formats.importer import import_bytes
from bmc_tui.guide import languages, load
from bmc_tui.guide.method_lines import is_blank_worksheet, lean_section, question_line
from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas

QUESTIONS = [
    (language, block, section, load(language).section_title(block, section))
    for language in languages()
    for block in BLOCKS
    for section in block.questions
]


@pytest.mark.parametrize(("language", "block", "section", "question"), QUESTIONS)
@pytest.mark.parametrize("form", ["{}", "- {}", "3. {}", "b) {}", "{} Bakers"])
def test_each_question_is_recognized(
    language: str, block: Block, section: Section, question: str, form: str
) -> None:
    assert language in languages()
    found = question_line(form.format(question))
    assert found == (block, section, "Bakers" if "Bakers" in form else "")


def test_punctuation_capitals_and_accents_do_not_matter() -> None:
    found = question_line("VOOR WIE CREEREN WE FEITELIJK WAARDE")
    assert found is not None
    assert found.section == "customer_segments.value_for"
    assert question_line("Voor wie?") is None


def test_a_filled_in_worksheet_has_each_answer_under_its_question() -> None:
    text = (
        "Customer segments\n\n1. Wie zijn mijn klanten en welke kenmerken hebben ze\nBakkers\n"
        "2) Voor wie creëren we feitelijk waarde: Gezinnen\n\nKanalen\nBekendheid\nKrant\n"
        "Aankoop:\nWinkel\n\n• Wie zijn onze belangrijkste toeleveranciers?\n• De molen\n"
    )
    canvas = import_bytes(text.encode(), "sheet.txt", load("nl")).canvas
    assert [(block.value, note.section, note.text) for block, note in canvas] == [
        ("customer_segments", "customer_segments.who", "Bakkers"),
        ("customer_segments", "customer_segments.value_for", "Gezinnen"),
        ("channels", "awareness", "Krant"),
        ("channels", "purchase", "Winkel"),
        ("key_partners", "key_partners.suppliers", "De molen"),
    ]


def scan(*notes: str) -> str:
    """Return the worksheet as a scan has it: broken lines, lost accents, bullets as letters."""
    guide = load("nl")
    lines = []
    for block in BLOCKS:
        lines += [guide.heading(block).replace("segments", "segm ents"), "", "Omschrijving"]
        for section in block.questions:
            words = guide.section_title(block, section).replace("ë", "é").split()
            lines += ["e " + " ".join(words[:5]), " ".join(words[5:])]
    return "\n".join([*lines, *notes])


def test_the_worksheet_itself_is_an_empty_canvas_and_that_is_reported() -> None:
    result = import_bytes(scan().encode(), "scan.txt", load("en"))
    assert result.canvas == Canvas()
    assert [remark.key for remark in result.remarks] == ["reading.worksheet"]


def test_a_worksheet_with_one_note_is_not_blank() -> None:
    assert not is_blank_worksheet(scan("Bakkers"))
    assert not is_blank_worksheet("")


def test_the_headings_of_a_lean_canvas_are_questions_where_two_of_them_are() -> None:
    assert lean_section("Unfair Advantage") == (
        Block.VALUE_PROPOSITIONS,
        "value_propositions.why_us",
    )
    text = (
        "## Problem\n- Late\n## Solution\n- Oven\n## Key metrics\n- Loaves\n## Channels\n- Shop\n"
    )
    result = import_bytes(text.encode(), "lean.md", load("en"))
    sections = {note.text: note.section for _, note in result.canvas}
    assert sections["Late"] == "value_propositions.need"
    assert sections["Oven"] == "value_propositions.package"
    assert [note.text for note in result.canvas.parked] == ["Key metrics", "Loaves"]
    assert [remark.key for remark in result.remarks].count("reading.lean") == 1
    plan = "## Problem\n- Late\n## Channels\n- Shop\n## Costs\n- Rent\n"
    assert "late" not in str(
        import_bytes(plan.encode(), "a.md", load("en")).canvas.notes(BLOCKS[1])
    )

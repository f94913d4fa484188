"""The overviews of a document that was edited, or handed in without tokens, are read as such."""

import pytest

from bmc_tui.formats.importer import import_bytes
from bmc_tui.formats.markdown.reader import read
from bmc_tui.formats.markdown.report import write
from bmc_tui.formats.office import docx_writer
from bmc_tui.formats.without_notation import without_notation
from bmc_tui.guide import languages, load
from bmc_tui.model.blocks import GENERAL, Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.overviews import OVERVIEW_KEYS

ENGLISH = load("en")


def coffee_cart() -> Canvas:
    """Return a canvas with something to say in every overview."""
    return (
        Canvas("Coffee cart")
        .add(Block.CUSTOMER_SEGMENTS, "Students 2000 p/y @students", "Teachers at school @teachers")
        .add(Block.VALUE_PROPOSITIONS, "A price that fits @students #?", "No waiting #+")
        .add(Block.CHANNELS, "Pay by phone @students", section=Section(Phase.PURCHASE))
        .add(Block.CHANNELS, "Posters @teachers; flyers", section=Section(Phase.AWARENESS))
        .add(Block.CUSTOMER_RELATIONSHIPS, "They come back daily #-")
        .add(Block.REVENUE_STREAMS, "€ 2,50 x 1200/month", "Catering € 40")
        .add(Block.COST_STRUCTURE, "Wages € 1900/month", "Tins € 3 to 5")
    )


def parked(canvas: Canvas) -> tuple[str, ...]:
    """Return the parked notes of a canvas."""
    return canvas.texts(Block.PARKED, GENERAL)


def edited(report: str, before: str, after: str) -> str:
    """Return a report with a note changed in its block, but not in its overviews."""
    changed = report.replace(f"- {before}", f"- {after}", 1)
    assert changed != report
    return changed


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Wages € 1900/month", "Wages € 2000/month"),
        ("Wages € 1900/month", "Wages of two people"),
        ("Wages € 1900/month", "Wages € 1900/month\n- Electricity € 100/month"),
        ("Tins € 3 to 5\n", ""),
        ("€ 2,50 x 1200/month", "$ 2,50 x 1100/month"),
        ("Pay by phone", "Pay by phone on Tuesdays"),
        ("Pay by phone", "Radio `@students`\n- Pay by phone"),
        ("Posters `@teachers`; flyers", "Big posters `@teachers`; flyers"),
        ("Students 2000 p/y `@students`", "Pupils 2000 p/y `@pupils`"),
        ("A price that fits", "A price that fits a purse"),
        ("They come back daily", "They will come back daily"),
    ],
)
def test_a_note_that_was_changed_brings_no_line_of_the_overviews_back(
    language: str, before: str, after: str
) -> None:
    result = read(edited(write(coffee_cart(), load(language)), before, after))
    assert parked(result.canvas) == ()
    assert not result.remarks


@pytest.mark.parametrize("language", languages())
def test_a_report_that_is_handed_in_without_tokens_has_no_parked_overviews(language: str) -> None:
    guide = load(language)
    clean = without_notation(coffee_cart(), guide)
    back = read(write(clean, guide)).canvas
    assert parked(back) == ()
    assert [note.text for _, note in back] == [note.text for _, note in clean]


def test_notes_without_a_word_in_them_are_not_parked() -> None:
    canvas = coffee_cart().add(Block.CHANNELS, "👍 @students", "!", section=Section(Phase.PURCHASE))
    canvas = canvas.add(Block.KEY_PARTNERS, "… #?")
    for document in (write(canvas, ENGLISH).encode(), docx_writer.write(canvas, ENGLISH)):
        assert import_bytes(document, "report", ENGLISH).canvas == canvas


def test_a_document_of_word_without_tokens_has_none_either() -> None:
    clean = without_notation(coffee_cart(), ENGLISH)
    back = import_bytes(docx_writer.write(clean, ENGLISH), "hand-in.docx", ENGLISH).canvas
    assert parked(back) == ()
    assert [note.text for _, note in back] == [note.text for _, note in clean]


@pytest.mark.slow
@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("is_clean", [False, True])
@pytest.mark.parametrize(
    "line",
    [
        "Ask the bank",
        "Value propositions: A price that bites",
        "Waardeproposities: Een hoge prijs",
        "Cost structure: € 3,000.00/month",
        "Cost structure: rent, € 3,000.00/month, € 36,000.00/year",
        "Customer segments: students come 2,000 times a year",
        "What is left: nothing",
        "Cost structure: not counted: “Wages”, we forgot",
        "students",
        "👍",
    ],
)
def test_a_line_that_was_added_to_any_of_them_is_parked(
    language: str, line: str, *, is_clean: bool
) -> None:
    guide = load(language)
    canvas = without_notation(coffee_cart(), guide) if is_clean else coffee_cart()
    report = write(canvas, guide)
    for key in OVERVIEW_KEYS:
        heading = f"## {guide.say(key)}\n\n"
        assert heading in report
        added = f"{heading}- {line}\n" + ("\n" if key == "report.reach" else "")
        back = read(report.replace(heading, added)).canvas
        assert parked(back) == (guide.say(key), line)


def test_a_second_line_in_the_form_of_ours_is_parked() -> None:
    report = write(coffee_cart(), ENGLISH)
    sums = "- Cost structure: € 1,900.00/month, € 22,800.00/year"
    assumption = "- Value propositions: A price that fits `@students`\n"
    second_sums = f"{sums.replace('1,', '2,')}\n{sums}"
    second_assumption = f"{assumption}- Value propositions: A price that never fits\n"
    back = read(report.replace(sums, second_sums).replace(assumption, second_assumption)).canvas
    kept = ("Value propositions: A price that never fits", "Cost structure: € 2,900.00/month, ")
    assert [text for text in parked(back) if text.startswith(kept)] == [
        kept[0],
        "Cost structure: € 2,900.00/month, € 22,800.00/year",
    ]


@pytest.mark.parametrize("is_clean", [False, True])
def test_what_was_typed_into_the_table_of_channels_is_parked(*, is_clean: bool) -> None:
    canvas = without_notation(coffee_cart(), ENGLISH) if is_clean else coffee_cart()
    report = write(canvas, ENGLISH)
    awareness = next(line for line in report.splitlines() if line.startswith("| Awareness |"))
    typed = f"{awareness[:-1].rstrip()}; Radio |\n| Later | Posters | TV |"
    back = read(report.replace(awareness, typed)).canvas
    assert parked(back) == ("Channels by segment", "Awareness — Radio", "Later — Posters — TV")


def test_what_is_too_much_to_compare_is_parked(monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = coffee_cart()
    report = edited(write(canvas, ENGLISH), "Pay by phone", "Pay by phone on Tuesdays")
    monkeypatch.setattr("bmc_tui.formats.overviews.words._MAX_COMPARISONS", 0)
    assert parked(read(report).canvas) == (
        "Channels by segment",
        "Purchase — Pay by phone",
    )

"""What is beside a canvas in its document is parked, and in no block."""

import pytest

from bmc_tui.formats.detect import read_text
from bmc_tui.model.blocks import BLOCKS

LABELS = "Customers:\n- a\nValue:\n- b\nCosts:\n- c\n"
LINES = "Customers\na\n\nValue\nb\n\nCosts\nc\n"
ABOVE_BULLETS = "Customers\n- a\n\nValue\n- b\n\nCosts\n- c\n"
HEADINGS = "# Customers\n- a\n# Value\n- b\n# Costs\n- c\n"
OLD_MAILS = [
    "\nBest,\nJo\n\nOn Tue Ed wrote:\n> - x\n> y\n",
    "\nI could do Thursday next week.\n\nCheers\n\nOn 3 Mar Ed wrote:\n> - Channels\n> - Costs\n",
    "\nBest,\nJo\n\n-----Original Message-----\nFrom: Ed\nSubject: hi\n\nPoints:\n- neat\n",
    "\nMvg, Wim\n\nVon: Ed Hahn\nGesendet: Dienstag\nAn: Jo\n\nSchick mir:\n* neat\n",
    "\nGroet\nWim\n\n**Van:** Els\n**Verzonden:** dinsdag\n**Aan:** Wim\n\n1. een\n2. twee\n",
    "\nOp di 3 mrt 2026 om 10:02 schreef Ed <ed@x.nl>:\n> - neat\n> - x\n",
]


def _notes(text: str) -> list[str]:
    """Return the notes of all blocks in a text."""
    canvas = read_text(text).canvas
    return [note.text for block in BLOCKS for note in canvas.notes(block)]


@pytest.mark.parametrize("mail", OLD_MAILS)
@pytest.mark.parametrize("canvas", [LABELS, LINES, ABOVE_BULLETS, HEADINGS])
def test_a_mail_below_the_one_with_the_canvas_is_parked(canvas: str, mail: str) -> None:
    result = read_text(canvas + mail)
    assert sorted(_notes(canvas + mail)) == ["a", "b", "c"]
    assert result.canvas.parked
    assert len([each for each in result.remarks if each.key != "reading.left_out"]) == 1


@pytest.mark.parametrize("canvas", [LABELS, HEADINGS])
@pytest.mark.parametrize("quote", ["", "> "])
def test_a_canvas_in_an_old_mail_alone_is_read(canvas: str, quote: str) -> None:
    quoted = "".join(f"{quote}{line}" for line in canvas.splitlines(keepends=True))
    text = (
        f"Looks good to me!\nJo\n\nOn Tue Ed wrote:\n\n{quoted}{quote}\n{quote}Best,\n{quote}Ed\n"
    )
    assert sorted(_notes(text)) == ["a", "b", "c"]


def test_an_old_mail_with_more_of_the_canvas_is_read() -> None:
    text = f"{LABELS}\nOn Tue Ed wrote:\n> Channels:\n> - d\n> Partners:\n> - e\n"
    assert sorted(_notes(text)) == ["a", "b", "c", "d", "e"]


CLOSINGS = [
    "Let me know if you want more!",
    "\nDoes this help?",
    "Would you like a version for funders?\nYou said:\nthanks",
    "\nSoll ich das kürzen?",
    "\nOverall it looks fine.\n\n# Risks\n- d",
    "\nOverall this model looks strong.\n\nKey takeaways:\n- cheap",
    "\n**Total margin:** 22%\n\n*Note: rough.*\n\n# See also\n- x",
]


@pytest.mark.parametrize("closing", CLOSINGS)
@pytest.mark.parametrize("canvas", [LABELS, ABOVE_BULLETS, HEADINGS])
def test_closing_words_after_a_list_are_parked(canvas: str, closing: str) -> None:
    result = read_text(f"{canvas}{closing}\n")
    assert sorted(_notes(f"{canvas}{closing}\n")) == ["a", "b", "c"]
    assert result.remarks


@pytest.mark.parametrize("closing", CLOSINGS[:4])
def test_closing_words_after_the_last_line_are_parked(closing: str) -> None:
    assert sorted(_notes(f"{LINES}{closing}\n")) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "note", ["Total: € 320 a month", "**Total:** € 320 a month", "Who pays for the licence?"]
)
def test_a_total_and_an_open_question_among_others_are_notes(note: str) -> None:
    text = f"Value\n- b\n- Is it fresh enough?\n\nCosts\n- c\n- {note}\n"
    assert len(_notes(text)) == 4


SIBLINGS = [
    "• Customers\n  ◦ a\n• Value\n  ◦ b\n• Costs\n  ◦ c\n• Risks\n  ◦ d\n",
    "- Customers\n  - a\n- Value\n  - b\n- Costs\n  - c\n- call Roos\n",
    "- [ ] Customers\n  - [ ] a\n- [ ] call Roos\n- [ ] Value\n  - [ ] b\n- [ ] Costs\n  - [ ] c\n",
    "I. Customers\na\nII. Value\nb\nIII. Costs\nc\nIV. Conclusion\nwe are ready\n",
    "VII. Customers\na\nVIII. Value\nb\nIX. Costs\nc\nX. Conclusion\nwe are ready\n",
    "A. Customers\na\nB. Value\nb\nC. Costs\nc\nD. SWOT\nstrong\n",
    "(1) Customers\na\n(2) Value\nb\n(3) Costs\nc\n(4) Outlook\nd\n",
    "--- Customers ---\na\n--- Value ---\nb\n--- Costs ---\nc\n--- Crew ---\nd\n",
    "[Customers]\na\n[Value]\nb\n[Costs]\nc\n[Crew]\nd\n",
    "** Customers **\na\n** Value **\nb\n** Costs **\nc\n** Crew **\nd\n",
    "Customers = a\nValue = b\nCosts = c\nExtra = x\n",
    "🧑 Customers: a\n💡 Value: b\n💸 Costs: c\n⚠️ Risk: d\n🏁 Goal: e\n",
    "🧑 Klanten\na\n💡 Waarde\nb\n💸 Kosten\nc\n⚠️ Risico's\nd\n🏁 Doel\ne\n",
]
OF_TWO_NAMES = [
    "Value:\n- a\n- b\nCosts:\n- c\nTeam:\n- Jo\n",
    "Value\n- a\n- b\n\nCosts\n- c\n\nTeam\n- Jo\n",
    "**Value**\n- a\n- b\n\n**Costs**\n- c\n\n**Team**\n- Jo\n",
]


@pytest.mark.parametrize("text", [*SIBLINGS, *OF_TWO_NAMES])
def test_what_looks_like_the_names_and_names_none_is_parked(text: str) -> None:
    result = read_text(text)
    assert sorted(_notes(text)) == ["a", "b", "c"]
    assert result.canvas.parked
    assert result.remarks


@pytest.mark.parametrize(
    "text",
    [
        "🧑 Customers\n\n🐑 Shepherds\n🐄 Farmers\n\n💡 Value\n🧀 Cheese\n💸 Costs\n🚚 Transport\n",
        "- Customers\n- Shepherds\n- Farmers\n- Value\n- Cheese\n- Costs\n- Transport\n",
        "- Customers: Shepherds\n- Farmers\n- Value: Cheese\n- Costs: Transport\n",
        "[Customers]\nShepherds\nFarmers\n[Value]\nCheese\n[Costs]\nTransport\n",
        "A. Customers\na) Shepherds\nb) Farmers\nB. Value\na) Cheese\nC. Costs\na) Transport\n",
    ],
)
def test_notes_with_signs_of_their_own_stay_notes(text: str) -> None:
    assert len(_notes(text)) == 4


@pytest.mark.parametrize(
    "text",
    [
        "Costs:\nFixed:\n- rent\nVariable:\n- salt\nRevenue:\n- fee\n",
        "**Costs**\n**Fixed**\n- rent\n\n**Variable**\n- salt\n\n**Revenue**\n- fee\n",
        "Costs: rent\nInsurance: 50\nTax: 20\nRevenue: fee\nEntrance: 5\n",
    ],
)
def test_groups_within_one_of_two_blocks_stay_notes_of_it(text: str) -> None:
    assert not read_text(text).canvas.parked


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ('Here is the canvas for "De Wolwinkel" as I promised, Eva', ""),
        ("Absolutely 👍", ""),
        ("Hierbij het canvas van gisteren", ""),
        ("Bien sûr, voici votre modèle", ""),
        ("Absolutely Fabulous", "Absolutely Fabulous"),
        ("Herons on the Pond", "Herons on the Pond"),
    ],
)
def test_a_line_that_hands_a_canvas_over_is_not_a_title(line: str, title: str) -> None:
    result = read_text(f"{line}\n\nCustomers\n- a\nValue\n- b\nCosts\n- c\n")
    assert result.canvas.title == title
    assert [note.text for note in result.canvas.parked] == [line] * (not title)

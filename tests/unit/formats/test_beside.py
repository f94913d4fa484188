"""What stands beside a canvas in its document is parked, and in no block."""

import pytest

from bmc_tui.formats.detect import read_text
from bmc_tui.model.blocks import BLOCKS

LABELS = "Customers:\n- a\nValue:\n- b\nCosts:\n- c\n"
LINES = "Customers\na\n\nValue\nb\n\nCosts\nc\n"
ABOVE_BULLETS = "Customers\n- a\n\nValue\n- b\n\nCosts\n- c\n"
HEADINGS = "# Customers\n- a\n# Value\n- b\n# Costs\n- c\n"
OLD_MAILS = [
    "\nBest,\nJo\n\nOn Tue Ed wrote:\n> - x\n> y\n",
    "\nI could do Thursday next week.\n\nCheers\nJo\n\nOn 3 Mar Ed wrote:\n\n> - Channels\n> - Costs\n",
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

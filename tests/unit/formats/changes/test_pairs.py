"""Two canvases as one picture, neither of which is a later state of the other."""

import io
from html import unescape

import docx
import pytest

from bmc_tui.formats.changes import CHANGES_FORMATS
from bmc_tui.formats.changes.comparison import Comparison, canvas_pair
from bmc_tui.guide import load
from bmc_tui.model.canvas import Particulars
from bmc_tui.render.compared.signs import MarkSigns
from bmc_tui.render.compared.unpictured import unpictured_changes
from tests.unit.formats.changes.canvases import CHANGED, NEWER, OLDER

GUIDE, DUTCH = load("en"), load("nl")
PAIR = canvas_pair(
    OLDER.with_particulars(Particulars(by_whom="Ann", version="1")),
    NEWER.with_particulars(Particulars(by_whom="Ann", date="May")),
    ("Coffee *cart*", "Tea <cart>"),
    GUIDE,
)


def shown(name: str, comparison: Comparison = PAIR) -> str:
    """Return a comparison in a format; of Word, the XML with the text of its paragraphs behind."""
    written = CHANGES_FORMATS[name].write(comparison, GUIDE)
    if isinstance(written, str):
        return unescape(written)
    document = docx.Document(io.BytesIO(written))
    cells = (cell for row in document.tables[0].rows for cell in row.cells)
    paragraphs = [*document.paragraphs, *(each for cell in cells for each in cell.paragraphs)]
    return "\n".join((document.element.xml, *(paragraph.text for paragraph in paragraphs)))


@pytest.mark.parametrize("name", ["markdown", "list", "text", "html", "svg", "docx"])
def test_no_format_takes_the_first_for_an_older_one(name: str) -> None:
    text = shown(name)
    for word in (
        *("was:", "gone from", "from:", "to:", "~~", "<del>", "w:strike", "Changes in"),
        *('class="gone"', "moved", "reworded"),
    ):
        assert word not in text, word
    assert "Coffee" in text
    assert "«" in text
    assert name != "docx" or GUIDE.say("canvas.credit") in text


def test_markdown_says_which_of_the_two_has_a_note() -> None:
    text = shown("markdown")
    for part in (
        r"# Coffee \*cart\* beside Tea <cart>",
        r"- « only in Coffee \*cart\*",
        "- **«** A better cup\n",
        "- **»** Stamp card `@students`\n",
        "- **→** Free refill\n  - in Tea <cart>: 4 Relations\n",
        "- **→** Free refill\n  - in Coffee \\*cart\\*: 2 Value\n",
        "  - Coffee \\*cart\\*: A low price `@students`\n",
        "- **↕** Instagram\n  - in Coffee \\*cart\\*: Awareness\n",
        "- **«** Version\n  - 1\n",
        "- **»** Date\n  - May\n",
    ):
        assert part in text.replace(r"\<", "<").replace(r"\>", ">"), part


def test_a_picture_says_it_in_its_legend_once() -> None:
    text = shown("html")
    assert text.count("Coffee *cart* beside Tea <cart>") == 2  # the window's title, the heading
    assert "« only in Coffee *cart*" in text
    assert "» only in Tea <cart>" in text
    assert "<b>« </b><ins>A better cup</ins>" in text


def test_what_is_the_same_is_said_to_be() -> None:
    same = canvas_pair(OLDER, OLDER.with_title("B"), ("A", "B"), DUTCH)
    for name in ("markdown", "list", "text", "html", "svg"):
        assert "Beide zijn gelijk." in str(CHANGES_FORMATS[name].write(same, DUTCH)), name


def test_a_particular_that_is_new_or_gone_is_not_reworded() -> None:
    newer = CHANGED.newer.with_particulars(Particulars(by_whom="Bo", version="2"))
    older = CHANGED.older.with_particulars(Particulars(by_whom="Ann", date="May"))
    signs = MarkSigns(GUIDE)
    changes = [*unpictured_changes(Comparison(older, newer, "a", "b").marked(), signs)]
    assert {(each.sign, each.label, each.text, each.is_gone, each.detail) for each in changes} >= {
        ("+", "Version", "2", False, ""),
        ("-", "Date", "May", True, ""),
        ("~", "Designed by", "Bo", False, "was: Ann"),
    }

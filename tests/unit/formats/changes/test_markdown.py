"""What changed, as Markdown with all notes."""

import re
from html import unescape

from markdown_it import MarkdownIt

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.changes.markdown import write
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.unit.formats.changes.canvases import CHANGED, NEWER

GUIDE = load("en")


def items(text: str) -> list[str]:
    """Return the items of all lists as a renderer shows them, struck texts between `[` and `]`."""
    html = MarkdownIt("commonmark").enable("strikethrough").render(text)
    html = html.replace("<s>", "[").replace("</s>", "]")
    texts = re.findall(r"<li>(.*?)(?=</?ul>|</li>)", html, re.DOTALL)
    return [unescape(re.sub("<[^>]+>", "", item)).strip() for item in texts]


def test_each_note_has_its_sign_and_what_is_gone_is_struck_through() -> None:
    shown = items(write(CHANGED, GUIDE))
    for item in (
        "Students @students",
        "- [A better cup]",
        "~ A price that is low @students",
        "was: A low price @students",
        "→ [Free refill]",
        "to 4 Relations",
        "← Free refill",
        "from 2 Value",
        "+ Stamp card @students",
        "↕ Instagram",
        "[Ask the baker]",
        "was: Coffee cart",
    ):
        assert item in shown


def test_the_signs_are_explained_and_the_states_are_named() -> None:
    text = write(CHANGED, GUIDE)
    assert text.startswith("# Changes in Coffee and tea cart\n\n- from: “before pricing”")
    assert "\n**+** new, **-** gone, **~** reworded" in text
    assert "Nothing changed." in write(Comparison(NEWER, NEWER, "a", "b"), GUIDE)


def test_what_a_person_typed_is_never_markup() -> None:
    hostile = ["*a", "b*", "~~c", "d~~", "e~", "`f", "[g](h)", "<i>i", "# j", "- k", "**l"]
    older = Canvas("~~x").add(Block.KEY_PARTNERS, *hostile).add(Block.PARKED, *hostile)
    newer = Canvas("y~~*").add(Block.KEY_ACTIVITIES, *(f"{text} anew" for text in hostile))
    shown = items(write(Comparison(older, newer, "*v", "w*"), GUIDE))
    for text in hostile:
        assert f"- [{text}]" in shown
        assert f"[{text}]" in shown
        assert f"+ {text} anew" in shown
    assert "was: ~~x" in shown

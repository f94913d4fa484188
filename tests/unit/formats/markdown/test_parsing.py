"""Markdown is parsed only if that is fast."""

import pytest

from bmc_tui.formats.detect import read_text
from bmc_tui.formats.markdown import parsing
from bmc_tui.formats.result import FormatError
from bmc_tui.model.blocks import Block

LONG = 25_000


@pytest.mark.parametrize("markers", ["- ", "1. ", "> - "])
def test_a_long_line_that_is_nested_too_deep_is_refused_before_it_is_parsed(
    markers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # At each of its levels the parser would read all of the line again.
    monkeypatch.setattr(parsing, "_parser", NotImplemented)
    with pytest.raises(FormatError, match=r"too_deep_at.*line=2"):
        parsing.parse_markdown("Text\n" + markers * LONG + "x")


@pytest.mark.parametrize(
    ("count", "marker", "text", "kind"),
    [(LONG, "- ", "", "hr"), (LONG, "* ", "", "hr"), (60, "- ", "x ", "inline")],
)
def test_a_long_line_that_is_not_nested_too_deep_is_parsed(
    count: int, marker: str, text: str, kind: str
) -> None:
    line = marker * count + text * LONG
    assert kind in [token.type for token in parsing.parse_markdown(line)]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("<rent and heating>\n", ["<rent and heating>"]),
        ("<insert costs here>\n- Malt\n- Hops\n", ["<insert costs here>", "Malt", "Hops"]),
        ("- uses <your own cup> discount\n", ["uses <your own cup> discount"]),
        ("- if a<b then c>d\n", ["if a<b then c>d"]),
        ("<br>\n- Malt\n- Hops\n", ["Malt", "Hops"]),
        ("- <b>Malt</b> and <a href='x'>hops</a>\n", ["Malt and hops"]),
        ("<details open>\n\n- Malt\n\n</details>\n", ["Malt"]),
    ],
)
def test_words_in_angle_brackets_are_text_unless_they_are_html(text: str, notes: list[str]) -> None:
    read = read_text(f"# Plan\n\n## Costs\n{text}\n## Channels\n- Shop\n").canvas
    assert [note.text for note in read.notes(Block.COST_STRUCTURE)] == notes
    assert [note.text for note in read.notes(Block.CHANNELS)] == ["Shop"]


@pytest.mark.parametrize("start", ["<!-- plan -->", '<p align="center"><img src="x.png"></p>'])
def test_markdown_may_begin_with_html(start: str) -> None:
    read = read_text(f"{start}\n\n## Costs\n\n- Rope\n\n## Channels\n\n- Shop\n").canvas
    assert [note.text for note in read.notes(Block.COST_STRUCTURE)] == ["Rope"]
    assert [note.text for note in read.notes(Block.CHANNELS)] == ["Shop"]

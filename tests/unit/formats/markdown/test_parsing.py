"""Markdown is parsed only when that takes no long time."""

import pytest

from bmc_tui.formats.markdown import parsing
from bmc_tui.formats.result import FormatError

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

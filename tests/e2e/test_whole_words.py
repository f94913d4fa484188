"""No word of the very first screen is cut in two, in either language."""

import re
from pathlib import Path

import pytest

from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

DUTCH = ["producten/", "diensten", "geautomati-", "seerd?", "productiemidde-", "len"]
ENGLISH = ["products/", "services", "automated?"]


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [("nl", "Segmenten", DUTCH), ("en", "Segments", ENGLISH)],
)
def test_the_questions_of_an_empty_canvas_have_whole_words(
    tmp_path: Path, language: str, title: str, expected: list[str]
) -> None:
    command = [BMC, "--file", "c.json", "--lang", language]
    with Terminal(command, tmp_path) as terminal:
        terminal.wait_for(title)
        rows = terminal.settle(0.5)
        words = {word for row in rows[1:-1] for word in re.split(r"[ │┃┤├┨┠]+", row)}
        assert words >= set(expected)
        assert "?" not in words
        terminal.keys("q")
        assert terminal.wait() == 0

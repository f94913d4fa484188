"""Org, LaTeX and Mermaid: each note is once in its block, whatever characters it has."""

import shutil
import subprocess

import pytest

from bmc_tui.examples import EXAMPLE_LANGUAGES, load_example
from bmc_tui.formats import FORMATS
from bmc_tui.formats.detect import read_text
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Particulars

NAMES = ("org", "latex", "mermaid")
HOSTILE = (
    "*bold* /slanted/ _under_ =code= ~more~ +gone+",
    "a_b^c x^2 and H_2O",
    "[[link]] [fn:1] [1/2] [50%] <2026-11-26> <<target>>",
    "[ ] a box",
    "term :: description",
    "50% of $5 & 3 {braces} #1 \\alpha ~tilde^",
    'says "so" and `then`',
    "--dashes-- --- ''quotes''",
    "[bracket] first",
    "**two** __two__ //two// ~~two~~ <b>b</b> &amp; #35; #quot;",
    "end\\",
    "&",
    "&lt; and &nbsp;",
    "Save 50 %% of time",
    "two  spaces",
    "semi; colon: (round) {curly}",
    "Thé, crème brûlée € 2,50",
)
CANVAS = Canvas("A *title* & 50%").with_particulars(Particulars(by_whom="Ann & Bo"))
for _place in (Block.CHANNELS, Block.COST_STRUCTURE):
    CANVAS = CANVAS.add(_place, *HOSTILE)
CANVAS = CANVAS.add(Block.KEY_PARTNERS, "Bank")


@pytest.mark.parametrize("name", NAMES)
def test_every_note_is_read_back_as_it_was_typed(name: str) -> None:
    written = str(FORMATS[name].write(CANVAS, load("en")))
    for result in (read_text(written, name), read_text(written)):
        for place in CANVAS.places:
            texts = [note.text for note in CANVAS.notes(place)]
            assert [note.text for note in result.canvas.notes(place)] == texts


@pytest.mark.parametrize("example", EXAMPLE_LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_an_example_comes_back(name: str, example: str) -> None:
    canvas = load_example(example)
    written = str(FORMATS[name].write(canvas, load(EXAMPLE_LANGUAGES[example])))
    back = read_text(written).canvas
    assert back.title == canvas.title
    for place in canvas.places:
        texts = [note.text for note in canvas.notes(place)]
        assert [note.text for note in back.notes(place)] == texts


@pytest.mark.skipif(not shutil.which("pandoc"), reason="needs pandoc")
@pytest.mark.parametrize("name", ["org", "latex"])
def test_pandoc_reads_the_same_notes(name: str) -> None:
    written = str(FORMATS[name].write(CANVAS, load("en")))
    run = subprocess.run(
        ["pandoc", "-f", f"{name}-smart", "-t", "plain", "--wrap=none"],
        input=written.encode(),
        capture_output=True,
        check=True,
    )
    lines = [line[4:].replace("\u200b", "") for line in run.stdout.decode().splitlines()]
    # Pandoc makes two spaces one.
    plain = [text for text in HOSTILE if "''" not in text and "  " not in text]
    assert [text for text in plain if lines.count(text) != 2] == []

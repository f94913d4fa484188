"""The formats for other programs: whatever is in a canvas comes back, and what others write too."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bmc_tui.canvas.blocks import BLOCKS, UNPLACED, Block, Section
from bmc_tui.canvas.canvas import Canvas, Note
from bmc_tui.formats import FORMATS
from bmc_tui.formats.reading import Reading
from bmc_tui.guide import Guide, languages, load
from tests.ui.apps import HOSTILE, coffee_cart, hostile, overfull

ENGLISH, DUTCH = load("en"), load("nl")

TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="#-*+_~`<>[]()|!\\&$=%^@'\":;,. \tab1é漢", max_size=30),
    st.sampled_from(
        (
            *HOSTILE,
            *(guide.title(block) for guide in (ENGLISH, DUTCH) for block in Block),
            *(f"{guide.title(block)}:" for guide in (ENGLISH, DUTCH) for block in Block),
            *(ENGLISH.section_title(block, q) for block in Block for q in block.questions),
            "Awareness: x",
            "**Awareness:** x",
            "**Awareness** x",
            "Notes",
            "# title: x",
            "=1+1",
            "'=1",
            "''@x",
            "@students pay",
            "-5 %",
            "'s avonds open",
            "[[Channels]]",
            "==marked==",
            "%%hidden%%",
            "https://a.nl/?a==b&c=%%20[[d]]",
            "- nested",
            "1. one",
            "x ^name",
            "[-] x",
            '"quoted, with" comma',
            "md:x",
            "image: https://x.nl/y.png",
            'x: | {"a": 1}',
            "C# | F#",
        )
    ),
)


@st.composite
def canvases(draw: st.DrawFn) -> Canvas:
    """Return any canvas at all, with notes in every kind of section."""
    canvas = Canvas().with_title(draw(TEXTS))
    for block in BLOCKS:
        sections = st.sampled_from([*block.sections, UNPLACED, Section("later")])
        notes = st.lists(st.builds(Note, TEXTS, sections), max_size=4)
        canvas = canvas.with_notes(block, draw(notes))
    return canvas


def read_back(name: str, canvas: Canvas, guide: Guide = ENGLISH) -> Reading:
    written = FORMATS[name].write(canvas, guide)
    assert isinstance(written, str)
    return FORMATS[name].read(written)


def kept_by(name: str, canvas: Canvas) -> Canvas:
    """Return what a format has of a canvas: notes of other sections stand with the general ones."""
    for block in BLOCKS:
        kept = block.sections if name == "csv" else block.phases
        notes = [note if note.section in kept else Note(note.text) for note in canvas.notes(block)]
        canvas = canvas.with_notes(block, notes)
    return canvas


# There and back again


@pytest.mark.parametrize("language", languages())
@given(canvas=canvases())
@example(canvas=hostile())
@example(canvas=Canvas())
@settings(deadline=None, max_examples=60)
def test_json_has_all_there_is_of_a_canvas(language: str, canvas: Canvas) -> None:
    assert read_back("json", canvas, load(language)) == Reading(canvas)


@pytest.mark.parametrize("name", ["csv", "jsoncanvas", "obsidian"])
@pytest.mark.parametrize("language", languages())
@given(canvas=canvases())
@example(canvas=hostile())
@example(canvas=overfull().with_title("Channels"))
@example(canvas=Canvas())
@example(canvas=Canvas("=title"))
@settings(deadline=None, max_examples=60)
def test_every_note_comes_back_in_its_block(name: str, language: str, canvas: Canvas) -> None:
    assert read_back(name, canvas, load(language)) == Reading(kept_by(name, canvas))


@pytest.mark.parametrize("language", languages())
def test_textusm_brings_a_canvas_back_in_its_blocks_and_phases(language: str) -> None:
    canvas = coffee_cart().add(Block.KEY_RESOURCES, "C# | F#", "md:x", "#1", 'x: | {"a": 1}')
    assert read_back("textusm", canvas, load(language)) == Reading(canvas)


@given(canvas=canvases())
@example(canvas=hostile())
@settings(deadline=None, max_examples=60)
def test_no_note_gets_lost_in_textusm(canvas: Canvas) -> None:
    notes = {block: len(canvas.notes(block)) for block in BLOCKS}
    back = read_back("textusm", canvas)
    assert {block: len(back.canvas.notes(block)) for block in BLOCKS} == notes
    assert back.remarks == ()

"""What was written is read back: the same notes in the same blocks, whatever is in them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bmc_tui.formats import FORMATS
from bmc_tui.formats.detect import read_text
from bmc_tui.guide import languages, load
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean
from tests.unit.formats.markdown.test_writer import HOSTILE, ORDINARY

GUIDES = [load(language) for language in languages()]
WORDS = [
    word
    for guide in GUIDES
    for block in BLOCKS
    for word in (
        guide.title(block),
        guide.heading(block),
        *guide.hints(block),
        *(guide.section_title(block, section) for section in block.sections),
    )
]
"""The method's own words, which someone may well type as a note."""

PHASES = [guide.section_title(Block.CHANNELS, s) for guide in GUIDES for s in Block.CHANNELS.phases]

BEHIND = [f"{word} The mill" for word in WORDS if word.endswith("?")]
BEHIND += [f"Customer segments: {word}" for word in WORDS if word.endswith("?")]
BEHIND += [f"{name}{mark}The mill" for name in PHASES for mark in (": ", " - ", " – ", " — ")]
"""Notes that start with a question or a phase, or have a question after a name."""

LONGER_FORMS = ["report", "table", "html"]
FORMS = ["markdown", "svg", *LONGER_FORMS]
_MARKUP = st.text(st.sampled_from("ab1 é\u00a0,-+*_#>`~<![](){}&;:\\/$|=.@^\"'?"), max_size=12)
TEXTS = (
    st.one_of(
        _MARKUP,
        st.text(max_size=20),
        st.sampled_from([*HOSTILE, *ORDINARY, *WORDS, "Untitled canvas", "Key partners:", *BEHIND]),
    )
    .map(clean)
    .filter(bool)
)


@st.composite
def canvases(draw: st.DrawFn) -> Canvas:
    canvas = Canvas().with_title(draw(TEXTS))
    for block in draw(st.sets(st.sampled_from(BLOCKS), max_size=4)):
        sections = st.sampled_from([*block.sections, *unplaced_in(block), Section("later")])
        notes = st.lists(st.builds(Note, TEXTS, sections), max_size=4)
        canvas = canvas.with_notes(block, draw(notes))
    return canvas.add(Block.PARKED, *draw(st.lists(TEXTS, max_size=3)))


def unplaced_in(block: Block) -> tuple[Section, ...]:
    """Return the section for unplaced notes; those of the first block are parked instead."""
    return () if block is BLOCKS[0] else (UNPLACED,)


def kept_by(name: str, canvas: Canvas) -> Canvas:
    """Return what a format has of a canvas: some put notes of a section with the general ones."""
    # No XML has a place for these two characters.
    taken = str.maketrans("\ufffe\uffff", "\ufffd\ufffd") if name == "svg" else {}
    kept = Canvas(canvas.title.translate(taken))
    if name in {"markdown", "report"}:
        kept = kept.with_notes(Block.PARKED, canvas.parked)
    for block in BLOCKS:
        sections = block.sections if name == "report" else (*block.phases, UNPLACED)
        kept = kept.with_notes(
            block,
            [
                Note(
                    note.text.translate(taken),
                    note.section if note.section in sections else GENERAL,
                )
                for note in canvas.notes(block)
            ],
        )
    return kept


@pytest.mark.parametrize(
    "name",
    ["markdown", "svg", *(pytest.param(name, marks=pytest.mark.slow) for name in LONGER_FORMS)],
)
@settings(max_examples=50, deadline=None)
@given(canvas=canvases(), language=st.sampled_from(languages()))
@example(canvas=Canvas("Key partners"), language="en")
@example(canvas=Canvas("x").add(Block.REVENUE_STREAMS, "#recurring, \ufffe"), language="nl")
@example(canvas=Canvas("\uffff"), language="en")
@example(canvas=Canvas("x").add(Block.CHANNELS, "x"), language="nl")
@example(canvas=Canvas("0").add(Block.CHANNELS, "1", section=Section("awareness")), language="en")
def test_any_canvas_comes_back(name: str, canvas: Canvas, language: str) -> None:
    guide = load(language)
    written = FORMATS[name].write(canvas, guide)
    assert isinstance(written, str)
    for chosen in (name, "auto"):
        reading = read_text(written, chosen)
        # What is written has the vocabulary's words in its own language.
        expected = kept_by(name, translate_words(canvas, guide))
        if canvas.title in {each.say("canvas.untitled") for each in GUIDES}:
            expected = expected.with_title("")
        assert reading.canvas == expected
        assert reading.remarks == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_hostile_notes_and_questions_come_back_from_every_section(name: str) -> None:
    """Each text is in a third of the sections, in every block, and each section has a third."""
    canvas = Canvas("T")
    sections = [(block, section) for block in BLOCKS for section in block.sections]
    for index, (block, section) in enumerate(sections):
        canvas = canvas.add(block, *[*HOSTILE, *WORDS][index % 3 :: 3], section=section)
    for each in GUIDES:
        assert read_text(str(FORMATS[name].write(canvas, each))).canvas == kept_by(name, canvas)


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMS)
def test_notes_that_start_like_a_question_or_phase_come_back(name: str) -> None:
    canvas = Canvas("T")
    for section in Block.CHANNELS.sections:
        canvas = canvas.add(Block.CHANNELS, *BEHIND, section=section)
    for each in GUIDES:
        assert read_text(str(FORMATS[name].write(canvas, each))).canvas == kept_by(name, canvas)


@pytest.mark.parametrize("name", FORMS)
def test_a_canvas_without_a_title_stays_without_one(name: str) -> None:
    for guide in GUIDES:
        assert read_text(str(FORMATS[name].write(Canvas(), guide))).canvas == Canvas()

"""Answers to the questions on the design in the formats that have a place for them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.formats import FORMATS
from bmc_tui.formats.detect import read_text
from bmc_tui.formats.result import FormatError
from bmc_tui.guide import languages, load
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas, DesignAnswer
from bmc_tui.model.design.answers import QUESTIONS, with_answer
from bmc_tui.render.plain import plain_text
from tests.unit.formats.test_round_trip import TEXTS

GUIDES = [load(language) for language in languages()]
WITH_ANSWERS = ("markdown", "report", "html", "json", "csv")
PLAIN = Canvas("Cart").add(Block.CHANNELS, "Post")
ANSWERED = with_answer(
    with_answer(PLAIN, DesignAnswer("scalability", "A cart a campus", 6)),
    DesignAnswer("protection", "", 0),
)
WORDS = [
    guide.say(f"design.{question}.{part}")
    for guide in GUIDES
    for question in QUESTIONS
    for part in ("question", "title")
] + [guide.say("design.title") for guide in GUIDES]


@st.composite
def answered_canvases(draw: st.DrawFn) -> Canvas:
    canvas = Canvas().with_title(draw(TEXTS | st.sampled_from(WORDS)))
    for block in draw(st.sets(st.sampled_from(BLOCKS), max_size=2)):
        canvas = canvas.add(block, *draw(st.lists(TEXTS | st.sampled_from(WORDS), max_size=2)))
    for question in draw(st.sets(st.sampled_from(QUESTIONS))):
        text = draw(st.just("") | TEXTS | st.sampled_from(WORDS))
        score = draw(st.none() | st.integers(0, 10))
        canvas = with_answer(canvas, DesignAnswer(question, text, score))
    return canvas


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_ANSWERS)
@given(answered_canvases(), st.sampled_from(languages()))
def test_answers_are_read_back(name: str, canvas: Canvas, language: str) -> None:
    text = FORMATS[name].write(canvas, load(language))
    assert isinstance(text, str)
    assert read_text(text, name).canvas.design == canvas.design
    if name == "json":
        assert read_text(text, name).canvas == canvas


@pytest.mark.parametrize("name", WITH_ANSWERS)
def test_a_canvas_can_have_their_heading_as_its_title(name: str) -> None:
    title = load("en").say("design.title")
    canvas = Canvas(title).add(Block.COST_STRUCTURE, "Rent")
    assert read_text(str(FORMATS[name].write(canvas, load("en"))), name).canvas == canvas


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", WITH_ANSWERS)
def test_they_are_only_there_where_they_were_given(name: str, language: str) -> None:
    guide = load(language)
    without, with_ = (str(FORMATS[name].write(canvas, guide)) for canvas in (PLAIN, ANSWERED))
    for words in (guide.say("design.title"), "A cart a campus", "6/10", "design", "scalability"):
        assert words not in without
    assert "A cart a campus" in with_
    result = read_text(with_, name)
    assert result.canvas == ANSWERED
    assert result.remarks == ()


def test_the_report_has_each_answer_under_its_question() -> None:
    report = str(FORMATS["report"].write(ANSWERED, load("en")))
    assert (
        "## Seven questions on the design\n\n"
        "### What stands in the way of ten times as many customers? (6/10)\n\n"
        "- A cart a campus\n\n"
        "### What keeps a rival with more money from doing the same? (0/10)\n" in report
    )


def test_plain_lines_have_the_answers_that_were_given() -> None:
    guide = load("nl")
    assert guide.say("design.title") not in plain_text(PLAIN, guide)
    lines = plain_text(ANSWERED, guide).splitlines()
    assert "- Wat staat tien keer zoveel klanten in de weg? (6/10): A cart a campus" in lines
    assert lines[lines.index(guide.say("design.title")) - 1] == ""


def markdown(*lines: str) -> str:
    """Return a document with a block and these lines below the heading of the answers."""
    head = ("# Cart", "## Channels", "- Post", "## Costs", "## Seven questions on the design")
    return "\n\n".join((*head, *lines))


def test_a_score_that_is_none_is_reported_and_the_text_stays() -> None:
    result = read_text(markdown("### Scalability (11/10)", "- A cart a campus"), "markdown")
    assert result.canvas.design == (DesignAnswer("scalability", "A cart a campus"),)
    (remark,) = result.remarks
    assert (remark.key, remark.line, remark.values["score"]) == ("reading.score", 11, "11")


def test_lines_by_hand_are_one_answer_and_the_rest_is_not_lost() -> None:
    result = read_text(
        markdown(
            "### scalability 7/10",
            "- A cart a campus\n  - and a van",
            "A third line",
            "### Something else",
            "- A note of its own",
            "## Key partners",
            "- Roastery",
        ),
        "markdown",
    )
    assert result.canvas.design == (
        DesignAnswer("scalability", "A cart a campus / and a van / A third line", 7),
    )
    assert result.canvas.texts(Block.KEY_PARTNERS, Block.KEY_PARTNERS.sections[0]) == ("Roastery",)
    assert "A note of its own" in [note.text for _, note in result.canvas]
    assert result.remarks


def test_a_heading_of_that_name_without_questions_is_a_heading_like_any_other() -> None:
    result = read_text(markdown("- A note"), "markdown")
    assert result.canvas.design == ()
    assert "A note" in [note.text for _, note in result.canvas]


def json_with(design: object) -> str:
    blocks: dict[str, object] = {"channels": [{"text": "Post"}]}
    return json.dumps(
        {"format": "bmc-tui", "schema": 1, "title": "Cart", "blocks": blocks, "design": design},
        indent=1,
    )


@pytest.mark.parametrize("score", [11, -1, 7.5, "7", True])
def test_a_score_that_is_none_in_json_is_left_out_and_reported(score: object) -> None:
    result = read_text(json_with({"scalability": {"text": "A cart", "score": score}}), "json")
    assert result.canvas.design == (DesignAnswer("scalability", "A cart"),)
    (remark,) = result.remarks
    assert (remark.key, remark.line) == ("reading.score", 13)


def test_the_text_to_a_question_of_another_program_becomes_a_note() -> None:
    result = read_text(json_with({"later": {"text": "A cart", "score": 3}}), "json")
    assert result.canvas.design == ()
    assert result.canvas.texts(Block.PARKED, GENERAL) == ("A cart",)
    assert [remark.key for remark in result.remarks] == ["reading.key"]


@pytest.mark.parametrize("design", [[], "x", {"scalability": 7}, {"scalability": {"text": 7}}])
def test_json_with_anything_else_as_answers_is_not_a_canvas(design: object) -> None:
    with pytest.raises(FormatError, match=r"reading\.no_canvas"):
        read_text(json_with(design), "json")


def test_too_many_answers_are_refused_as_too_many_notes_are() -> None:
    design = {f"later-{number}": {"score": 1} for number in range(25_001)}
    with pytest.raises(FormatError, match=r"reading\.too_many_notes"):
        read_text(json_with(design), "json")

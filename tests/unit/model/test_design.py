"""Answers to the questions on the design: set, compared, merged, undone and redone."""

from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, DesignAnswer
from bmc_tui.model.design.answers import (
    QUESTIONS,
    DesignQuestion,
    answer_to,
    changed_questions,
    is_score,
    parts_of,
    with_answer,
)
from bmc_tui.model.diff import changes, extent
from bmc_tui.model.history import History
from bmc_tui.model.loss import EXTERNAL_EDIT, takes_much_away
from bmc_tui.model.merge import find_conflicts, merge

SCALE, LEAVE = DesignQuestion.SCALABILITY, DesignQuestion.SWITCHING_COSTS

ANSWERS = st.builds(
    DesignAnswer,
    st.sampled_from([*QUESTIONS, "later"]),
    st.sampled_from(["", "a", "b", "One cart a campus", "a / b"]),
    st.none() | st.integers(0, 10),
)


def answered(*answers: tuple[str, str, int | None]) -> Canvas:
    """Return a canvas with these answers."""
    canvas = Canvas("Cart").add(Block.CHANNELS, "Post")
    for answer in answers:
        canvas = with_answer(canvas, DesignAnswer(*answer))
    return canvas


@st.composite
def canvases(draw: st.DrawFn) -> Canvas:
    canvas = Canvas()
    for answer in draw(st.lists(ANSWERS, max_size=4)):
        canvas = with_answer(canvas, answer)
    return canvas


def test_answers_are_in_the_order_of_the_questions_and_clean() -> None:
    canvas = answered((SCALE, " a\tcart\x1b[1m ", 7), ("later", "x", 3), (LEAVE, "", 0))
    assert canvas.design == (
        DesignAnswer("switching_costs", "", 0),
        DesignAnswer("scalability", "a cart", 7),
        DesignAnswer("later", "x", 3),
    )
    assert answer_to(canvas, SCALE).score == 7
    assert answer_to(canvas, "protection") == DesignAnswer("protection")


def test_an_answer_without_text_and_score_is_none() -> None:
    canvas = answered((SCALE, "x", 7))
    assert with_answer(canvas, DesignAnswer(SCALE, " ", None)) == answered()
    assert with_answer(canvas, DesignAnswer(SCALE, "", 0)).design[0].score == 0


def test_a_score_is_a_whole_number_from_0_to_10() -> None:
    assert all(map(is_score, range(11)))
    assert not any(map(is_score, (-1, 11, 5.0, True, "5", None)))


def test_each_answer_is_merged_by_itself() -> None:
    base = answered((SCALE, "a cart", 5), (LEAVE, "stamps", 3))
    mine = answered((SCALE, "a cart a campus", 5), (LEAVE, "stamps", 3))
    theirs = answered((SCALE, "a cart", 8), ("protection", "the permit", None))
    assert merge(base, mine, theirs) == answered(
        (SCALE, "a cart a campus", 8), ("protection", "the permit", None)
    )
    assert find_conflicts(base, mine, theirs) == []


def test_of_a_text_that_both_changed_both_wordings_stay_and_of_a_score_mine_does() -> None:
    base, mine, theirs = (
        answered((SCALE, text, score))
        for text, score in (("a cart", 5), ("a cart a campus", 6), ("no room", 2))
    )
    merged = merge(base, mine, theirs)
    (answer,) = merged.design
    assert sorted(parts_of(answer.text)) == ["a cart a campus", "no room"]
    assert answer.score == 6
    (conflict,) = find_conflicts(base, mine, theirs)
    assert (conflict.mine, conflict.theirs, conflict.is_title) == (
        "a cart a campus",
        "no room",
        False,
    )


def test_two_that_go_on_typing_do_not_double_each_others_words() -> None:
    first, second = answered((SCALE, "fo", None)), answered((SCALE, "ba", None))
    both = merge(answered(), first, second)
    typed_on = with_answer(first, DesignAnswer(SCALE, "food"))
    merged = merge(first, typed_on, both)
    assert sorted(parts_of(answer_to(merged, SCALE).text)) == ["ba", "food"]


@given(canvases(), canvases(), canvases())
def test_a_merge_has_every_new_text_and_ends_where_both_agree(
    base: Canvas, mine: Canvas, theirs: Canvas
) -> None:
    assert merge(base, mine, base) == mine
    assert merge(base, base, theirs) == theirs
    assert merge(base, mine, mine) == mine
    merged = merge(base, mine, theirs)
    for question in {answer.question for side in (mine, theirs) for answer in side.design}:
        old = parts_of(answer_to(base, question).text)
        for side in (mine, theirs):
            new = set(parts_of(answer_to(side, question).text)) - set(old)
            assert new <= set(parts_of(answer_to(merged, question).text))


def test_an_answer_is_a_step_to_undo_that_leaves_what_others_did_since() -> None:
    history = History(answered()).record(answered((SCALE, "x", 7)))
    history = history.rebase(history.canvas, with_answer(history.canvas, DesignAnswer(LEAVE, "y")))
    assert history.undo().canvas == answered((LEAVE, "y", None))
    assert history.undo().redo().canvas == history.canvas


def test_changed_answers_are_among_the_changes() -> None:
    old, new = answered((SCALE, "x", 7), (LEAVE, "y", 1)), answered((SCALE, "x", 8))
    assert changed_questions(old, new) == (LEAVE, SCALE)
    assert changed_questions(old, old) == ()
    assert bool(changes(old, new))
    assert [change.new for change in changes(old, new).answers] == [
        DesignAnswer(LEAVE),
        DesignAnswer(SCALE, "x", 8),
    ]
    assert extent(old, new).has_other_answers
    assert not extent(old, old).has_other_answers


def test_what_replaces_a_canvas_with_answers_takes_them_away() -> None:
    assert takes_much_away(answered((SCALE, "x", 7)), answered(), EXTERNAL_EDIT)
    assert not takes_much_away(answered(), answered((SCALE, "x", 7)), EXTERNAL_EDIT)

"""Undo takes back one step, redo brings it again, and one visit to the editor is one step."""

from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import MAX_UNDO_STEPS, History

EMPTY = Canvas("Cart")


def typed(*texts: str) -> Canvas:
    return EMPTY.add(Block.CHANNELS, *texts)


def test_undo_and_redo_go_back_and_forth() -> None:
    history = History(EMPTY).record(typed("a")).record(typed("a", "b"))
    assert history.undo().canvas == typed("a")
    assert history.undo().undo().canvas == EMPTY
    assert history.undo().undo().redo().canvas == typed("a")
    assert history.undo().undo().redo().redo().canvas == typed("a", "b")


def test_with_nothing_to_undo_or_redo_nothing_happens() -> None:
    history = History(EMPTY)
    assert history.undo() == history
    assert history.redo() == history


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    history = History(EMPTY).record(typed("a"))
    assert history.record(typed("a")) == history


def test_an_edit_after_undo_forgets_what_was_taken_back() -> None:
    history = History(EMPTY).record(typed("a")).undo().record(typed("b"))
    assert history.redo().canvas == typed("b")
    assert history.undo().canvas == EMPTY


def test_all_that_one_visit_typed_is_one_step() -> None:
    history = History(EMPTY).record(typed("x"))
    for text in ("c", "co", "cof"):
        history = history.record(typed("x", text), step="visit 1")
    history = history.record(typed("x", "cof", "t"), step="visit 2")
    assert history.undo().canvas == typed("x", "cof")
    assert history.undo().undo().canvas == typed("x")
    assert history.undo().undo().undo().canvas == EMPTY


def test_typing_on_after_undo_is_a_new_step() -> None:
    history = History(EMPTY).record(typed("a"), step=1).record(typed("ab"), step=1)
    history = history.undo().redo().record(typed("abc"), step=1)
    assert history.undo().canvas == typed("ab")


def test_the_oldest_steps_are_let_go() -> None:
    history = History(EMPTY)
    for number in range(1, MAX_UNDO_STEPS + 50):
        history = history.record(typed(str(number)))
    for _ in range(MAX_UNDO_STEPS):
        history = history.undo()
    assert history.undo() == history
    assert history.canvas == typed("49")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([None, 1, 2]))))
def test_redo_brings_back_all_that_undo_took(edits: list[tuple[str, int | None]]) -> None:
    history = History(EMPTY)
    for text, step in edits:
        history = history.record(typed(text), step)
    newest = history.canvas
    steps = 0
    while history.undo() != history:
        history = history.undo()
        steps += 1
    assert history.canvas == EMPTY
    for _ in range(steps):
        history = history.redo()
    assert history.canvas == newest


def test_changing_something_and_changing_it_back_in_one_step_leaves_no_step() -> None:
    history = History(Canvas("a")).record(Canvas("b"), "visit").record(Canvas("a"), "visit")
    assert history.canvas == Canvas("a")
    assert not history.past


def test_steps_of_an_earlier_session_come_before_those_of_this_one() -> None:
    earlier = History(EMPTY).record(typed("a")).record(typed("a", "b"))
    history = History(typed("a", "b")).record(typed("a", "b", "c")).continue_from(earlier)
    assert history.canvas == typed("a", "b", "c")
    assert history.undo().undo().canvas == typed("a")
    assert history.undo().undo().undo().canvas == EMPTY


def test_what_an_earlier_session_took_back_can_be_done_again() -> None:
    earlier = History(EMPTY).record(typed("a")).undo()
    assert History(EMPTY).continue_from(earlier).redo().canvas == typed("a")
    assert History(EMPTY).record(typed("b")).continue_from(earlier).redo().canvas == typed("b")


def test_steps_of_an_earlier_session_never_take_back_what_came_in_between() -> None:
    earlier = History(EMPTY).record(typed("a")).record(typed("a", "b"))
    now = typed("a", "b").add(Block.COST_STRUCTURE, "Rent")
    history = History(now).continue_from(earlier)
    assert history.undo().undo().canvas == EMPTY.add(Block.COST_STRUCTURE, "Rent")
    assert history.undo().undo().redo().redo().canvas == now


def test_a_hundred_steps_are_kept_over_two_sessions() -> None:
    earlier = History(EMPTY)
    for number in range(80):
        earlier = earlier.record(typed(str(number)))
    history = History(earlier.canvas)
    for number in range(80, 140):
        history = history.record(typed(str(number)))
    assert len(history.continue_from(earlier).past) == MAX_UNDO_STEPS

"""Undo reverts one step, redo repeats it, and one visit to the editor is one step."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import MAX_UNDO_STEPS, History
from bmc_tui.model.merge import Conflict

EMPTY = Canvas("Cart")


def typed(*texts: str) -> Canvas:
    return EMPTY.add(Block.CHANNELS, *texts)


def test_undo_and_redo_go_back_and_forth() -> None:
    history = History(EMPTY).record(typed("a")).record(typed("a", "b"))
    assert history.undo().canvas == typed("a")
    assert history.undo().undo().canvas == EMPTY
    assert history.undo().undo().redo().canvas == typed("a")
    assert history.undo().undo().redo().redo().canvas == typed("a", "b")


def test_an_earlier_history_returns_also_where_undo_and_redo_came_between() -> None:
    earlier = History(EMPTY).record(typed("a")).record(typed("a", "b")).record(typed("c")).undo()
    later = [
        earlier,
        earlier.redo(),
        earlier.undo(),
        earlier.undo().record(typed("x")),
        earlier.record(typed("x")).undo().undo(),
        earlier.undo().undo().record(typed("x")).record(typed("y")).undo(),
    ]
    for history in later:
        returned = history.return_to(earlier)
        assert returned.canvas == earlier.canvas
        assert [step.id for step in returned.past] == [step.id for step in earlier.past]
        assert returned.redo().canvas == typed("c")


def test_with_nothing_to_undo_or_redo_nothing_happens() -> None:
    history = History(EMPTY)
    assert history.undo() == history
    assert history.redo() == history


def test_an_edit_that_changes_nothing_is_not_a_step() -> None:
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


def texts(history: History) -> set[str]:
    return {note.text for note in history.canvas.notes(Block.CHANNELS)}


def test_a_step_without_effect_is_passed_over() -> None:
    history = History(EMPTY).record(typed("a")).record(typed("a", "b"))
    without_b = history.rebase(history.canvas, typed("a"))  # another session has deleted it
    assert without_b.undo().canvas == EMPTY
    assert without_b.rebase(typed("a"), EMPTY).undo().canvas == EMPTY
    again = History(EMPTY).record(typed("a")).undo().rebase(EMPTY, typed("a"))
    assert again.redo() is again


def test_a_visit_to_the_editor_takes_back_nothing_of_what_came_in_meanwhile() -> None:
    history = History(EMPTY).record(typed("a"), "visit")
    history = history.rebase(typed("a"), typed("a", "theirs")).record(
        typed("ab", "theirs"), "visit"
    )
    assert history.undo().canvas == typed("theirs")
    assert len(history.past) == 1


class Window:
    """One of two windows: its history, and the last state that it shared with the file."""

    def __init__(self, canvas: Canvas) -> None:
        self.history = History(canvas)
        self.base = History(canvas)


class TwoWindows:
    """Two windows on one canvas, with the canvas and the steps in the file."""

    def __init__(self) -> None:
        self.windows = (Window(EMPTY), Window(EMPTY))
        self.canvas = EMPTY
        self.file = History(EMPTY)

    def edit(self, window: Window, history: History) -> None:
        """Change the canvas in a window, and save it; the other one takes it over at once."""
        other = next(each for each in self.windows if each is not window)
        before, window.history = window.history.canvas, history
        self.canvas = history.canvas
        other.history = other.history.rebase(before, self.canvas)

    def archive(self, window: Window) -> None:
        """Write the steps of a window, as `UndoArchive` does."""
        self.file = window.history.to_archive(window.base, self.file)
        window.history = window.history.adopt(window.base, self.file)
        window.base = window.history


actions = st.lists(
    st.tuples(
        st.integers(0, 1), st.sampled_from(["add", "add", "delete", "undo", "redo", "write"])
    ),
    max_size=40,
)


@example([(1, "add"), (1, "delete"), (1, "undo"), (1, "write"), (0, "write"), (0, "redo")])
@example([(1, "add"), (1, "undo"), (1, "write"), (0, "write"), (0, "redo"), (1, "delete")])
@given(actions)
def test_two_windows_lose_no_step_and_have_none_twice(actions: list[tuple[int, str]]) -> None:
    both = TwoWindows()
    own: list[set[str]] = [set(), set()]
    for number, (index, action) in enumerate(actions):
        window = both.windows[index]
        history = window.history
        mine = sorted(texts(history) & own[index])
        if action == "add":
            own[index].add(f"{index} {number}")
            canvas = history.canvas.add(Block.CHANNELS, f"{index} {number}")
            both.edit(window, history.record(canvas))
        elif action == "delete" and mine:
            notes = history.canvas.notes(Block.CHANNELS)
            remaining = [note for note in notes if note.text != mine[0]]
            both.edit(window, history.record(history.canvas.with_notes(Block.CHANNELS, remaining)))
        elif action == "undo" and any(map(history.is_own, history.past)):
            both.edit(window, history.undo())
        elif action == "redo":
            both.edit(window, history.redo())
        elif action == "write":
            both.archive(window)
    for window in (*both.windows, *both.windows):  # they may quit in any order
        both.archive(window)
    ids = [step.id for step in (*both.file.past, *both.file.future)]
    assert len(ids) == len(set(ids))
    for window in both.windows:
        assert {step.id for step in window.history.past} <= {step.id for step in both.file.past}
    later = History(both.canvas).continue_from(both.file)
    while (undone := later.undo()) is not later:
        assert len(texts(undone) ^ texts(later)) == 1  # one step takes back one edit
        later = undone
    assert later.canvas == EMPTY


def test_two_windows_that_write_in_turn_do_not_multiply_steps_and_undo_their_own_first() -> None:
    both = TwoWindows()
    for number in range(10):
        for index, window in enumerate(both.windows):
            canvas = window.history.canvas.add(Block.CHANNELS, f"{index} {number}")
            both.edit(window, window.history.record(canvas))
            both.archive(window)
    both.archive(both.windows[0])
    assert len(both.file.past) == 20
    window = both.windows[0]
    for number in reversed(range(10)):
        before = texts(window.history)
        both.edit(window, window.history.undo())
        assert before - texts(window.history) == {f"0 {number}"}
    before = texts(window.history)
    both.edit(window, window.history.undo())
    assert before - texts(window.history) == {"1 9"}


def test_of_two_windows_with_more_than_a_hundred_steps_each_has_half() -> None:
    both = TwoWindows()
    for number in range(120):
        for index, window in enumerate(both.windows):
            canvas = window.history.canvas.with_title(f"{index} {number}")
            both.edit(window, window.history.record(canvas))
    for window in (*both.windows, *both.windows):
        both.archive(window)
    authors = [step.id.rpartition(".")[0] for step in both.file.past]
    assert [authors.count(window.history.author) for window in both.windows] == [50, 50]
    assert len(both.windows[0].history.past) == MAX_UNDO_STEPS


def test_what_one_window_undoes_of_the_other_is_undone_in_the_file() -> None:
    both = TwoWindows()
    one, other = both.windows
    both.edit(one, one.history.record(typed("a")))
    both.archive(one)
    both.archive(other)
    assert len(other.history.past) == 1
    both.edit(other, other.history.undo())
    both.archive(other)
    both.archive(one)
    assert (len(both.file.past), len(both.file.future)) == (0, 1)
    assert one.history.undo() is one.history
    assert History(EMPTY).continue_from(both.file).redo().canvas == typed("a")


def test_undo_takes_back_a_reorder_although_a_note_came_from_elsewhere() -> None:
    history = History(typed("a", "b")).record(typed("b", "a"))
    history = history.rebase(typed("b", "a"), typed("b", "a", "new"))
    assert history.canvas == typed("b", "a", "new")
    assert history.undo().canvas == typed("a", "b", "new")
    assert history.undo().redo().canvas == typed("b", "a", "new")


def test_undo_takes_back_nothing_of_a_reorder_that_the_other_side_made_too() -> None:
    history = History(typed("a", "b")).record(typed("b", "a"))
    history = history.rebase(typed("b", "a"), typed("a", "b"))  # the other side took it back
    assert history.undo() is history


def test_a_note_that_one_window_deleted_and_the_other_reworded_is_there_once() -> None:
    both = TwoWindows()
    deleting, rewording = both.windows
    both.edit(deleting, deleting.history.record(typed("Bakers in town")))
    start = both.canvas
    deleting.history = deleting.history.record(EMPTY)
    rewording.history = rewording.history.record(typed("Bakers in town and villages"), "visit")
    rewording.history = rewording.history.rebase(start, EMPTY)  # deleted and saved by then
    stays = rewording.history.canvas
    conflict = Conflict(Block.CHANNELS, "", "Bakers in town and villages")
    assert deleting.history.find_conflicts(EMPTY, stays) == [conflict]
    deleting.history = deleting.history.rebase(EMPTY, stays)
    assert deleting.history.find_conflicts(stays, stays) == []
    assert deleting.history.undo() is deleting.history
    assert rewording.history.undo().canvas == typed("Bakers in town")


@pytest.mark.parametrize("other", ["Bakers online", "Bakers in town 2", "Van"])
def test_a_deleted_note_comes_back_beside_one_that_may_be_another(other: str) -> None:
    history = History(typed("Bakers in town 1", "Cart")).record(typed("Cart"))
    history = history.rebase(typed("Cart"), typed("Cart", other))
    assert texts(history.undo()) == {"Bakers in town 1", "Cart", other}


def test_the_title_of_the_other_side_can_be_undone_to_and_is_not_undone_itself() -> None:
    theirs = typed("a").with_title("Tea cart")
    history = History(EMPTY).record(EMPTY.with_title("Coffee cart")).rebase(EMPTY, theirs)
    assert history.canvas == theirs.with_title("Coffee cart")
    assert history.undo().canvas == theirs
    assert history.undo().undo().canvas == theirs
    assert history.undo().redo().canvas == history.canvas
    without_steps = History(EMPTY.with_title("Coffee cart")).rebase(EMPTY, theirs)
    assert without_steps.canvas == history.canvas
    assert without_steps.undo().canvas == theirs


def test_typing_after_another_title_came_in_does_not_join_the_step_to_it() -> None:
    mine = EMPTY.with_title("Coffee cart")
    history = History(EMPTY).record(mine).record(mine.add(Block.CHANNELS, "a"), "visit")
    history = history.rebase(EMPTY, EMPTY.with_title("Tea cart"))
    history = history.record(history.canvas.add(Block.CHANNELS, "b"), "visit")
    assert history.undo().canvas == mine.add(Block.CHANNELS, "a")
    assert history.undo().undo().canvas.title == "Tea cart"


canvases = st.lists(st.sampled_from("abcd"), max_size=4).map(lambda texts: typed(*texts))


@given(st.lists(canvases, max_size=5), st.integers(0, 5), canvases)
def test_after_a_change_from_elsewhere_each_undo_and_redo_changes_something(
    steps: list[Canvas], undone: int, theirs: Canvas
) -> None:
    history = History(EMPTY)
    for step in steps:
        history = history.record(step)
    for _ in range(undone):
        history = history.undo()
    history = history.rebase(history.canvas, theirs)
    assert history.canvas == theirs
    for move in (History.undo, History.redo):
        while (moved := move(history)) is not history:
            assert moved.canvas != history.canvas
            history = moved

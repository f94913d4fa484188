"""A lineage says which state another continues; states that it can't relate are merged."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import ConflictError, Shelf
from bmc_tui.store.lineage import (
    MAX_STATES,
    MAX_WRITERS,
    NO_LINEAGE,
    Ancestry,
    Lineage,
    Save,
    State,
    read_lineage,
    write_lineage,
)
from bmc_tui.store.merging import merge_canvases
from tests.saving import save_over
from tests.ui.apps import HOSTILE_TEXTS, hostile_canvas, shelf_in

ID = "11111111-1111-4111-8111-111111111111"
CART = Canvas("Cart").add(Block.CHANNELS, "Square")

lineages = st.builds(
    lambda counts: Lineage(tuple(Save(f"{n:08x}", count) for n, count in counts.items())),
    st.dictionaries(st.integers(0, 9), st.integers(1, 5), max_size=6),
)


def texts(canvas: Canvas) -> list[str]:
    return [note.text for note in canvas.notes(Block.CHANNELS)]


def copied(shelf: Shelf, folder: Path) -> Shelf:
    """Return a shelf on a copy of the file, as on another computer."""
    folder.mkdir(exist_ok=True)
    copy = shelf_in(folder)
    copy.path.write_bytes(shelf.path.read_bytes())
    return copy


def edit_by_hand(shelf: Shelf, **values: Any) -> None:
    """Change the document as a text editor or an older version of the program does."""
    tables = json.loads(shelf.path.read_text())
    tables["canvases"][ID].update(values)
    shelf.path.write_text(json.dumps(tables))


def forget_lineage(shelf: Shelf) -> None:
    """Make the file one of a version of the program that has no lineages."""
    tables = json.loads(shelf.path.read_text())
    del tables["canvases"][ID]["lineage"]
    shelf.path.write_text(json.dumps(tables))


def ancestry_of(*states: State) -> Ancestry:
    ancestry = Ancestry()
    for state in states:
        ancestry = ancestry.with_state(state)
    return ancestry


@given(lineages, lineages)
def test_a_join_contains_both_and_ends_with_the_writer_of_the_other(
    one: Lineage, other: Lineage
) -> None:
    join = one.join(other)
    assert join.contains(one)
    assert join.contains(other)
    assert not other.saves or join.saves[-1].writer == other.saves[-1].writer
    assert {save.writer for save in join.saves} == {
        save.writer for save in (*one.saves, *other.saves)
    }
    assert {*join.saves} == {*other.join(one).saves}


@given(lineages.filter(lambda lineage: lineage.saves))
def test_a_lineage_is_read_as_it_was_written(lineage: Lineage) -> None:
    canvas = hostile_canvas()
    assert read_lineage(write_lineage(lineage, canvas), canvas) == lineage


@pytest.mark.parametrize(
    "text",
    [None, 3, [], {"a": 1}, "", "0" * 16, "0" * 16 + " 12345678:0", "x", *HOSTILE_TEXTS],
)
def test_anything_else_counts_as_no_lineage(text: object) -> None:
    lineage = read_lineage(text, CART)
    assert lineage == read_lineage(None, CART)
    assert lineage != read_lineage(text, CART.with_title("Other"))
    assert len(lineage.saves) == 1


def test_a_lineage_has_so_many_writers_at_most_and_the_newest_of_both_sides() -> None:
    mine = theirs = NO_LINEAGE
    for number in range(2 * MAX_WRITERS):
        mine = mine.advance(Save(f"{number:08x}", 1))
        theirs = theirs.advance(Save(f"{number + 1000:08x}", 1))
    join = mine.join(theirs)
    assert len(mine.saves) == len(join.saves) == MAX_WRITERS
    assert join.contains(mine)
    assert join.contains(theirs)
    assert {*mine.saves[-10:], *theirs.saves[-10:]} <= {*join.saves}


def test_each_save_continues_the_ones_before_it_of_any_program(tmp_path: Path) -> None:
    shelf, other = shelf_in(tmp_path), shelf_in(tmp_path)
    states = [shelf.create(CART, ID).state]
    for number, writer in enumerate([shelf, shelf, other, other, shelf, shelf_in(tmp_path)]):
        states.append(save_over(writer, ID, CART.add(Block.CHANNELS, f"{number}")).state)
    for index, state in enumerate(states):
        contained = [state.lineage.contains(earlier.lineage) for earlier in states]
        assert contained == [position <= index for position in range(len(states))]
    assert len(states[-1].lineage.saves) == 3


def test_a_shelf_that_saves_over_a_copy_is_a_new_writer(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    first = shelf.create(CART, ID)
    old = shelf.path.read_bytes()
    mine = shelf.save(first, CART.add(Block.CHANNELS, "mine"))
    shelf.path.write_bytes(old)
    renamed = shelf.rename(ID, "Renamed")
    assert not renamed.lineage.contains(mine.lineage)
    assert not mine.lineage.contains(renamed.lineage)
    assert renamed.lineage.contains(first.lineage)


def test_a_save_that_failed_after_writing_has_its_count_to_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = shelf_in(tmp_path)
    first = shelf.create(CART, ID)
    load = Shelf._load

    def failing(*args: Any) -> Any:
        if Shelf._load is failing and shelf._own_saves[ID].count == 2:
            raise BrokenPipeError
        return load(*args)

    monkeypatch.setattr(Shelf, "_load", failing)
    with pytest.raises(BrokenPipeError):
        shelf.save(first, CART.add(Block.CHANNELS, "one"))
    monkeypatch.undo()
    again = shelf.save(first, CART.add(Block.CHANNELS, "two"))
    assert again.lineage.saves[-1] != Save(first.lineage.saves[-1].writer, 2)


def test_a_duplicate_is_a_canvas_of_its_own(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    stored = shelf.create(CART, ID)
    duplicate = shelf.duplicate(ID, "Copy")
    assert not duplicate.lineage.contains(stored.lineage)
    assert len(duplicate.lineage.saves) == 1


def test_the_trash_is_not_a_change_of_the_content(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    stored = shelf.create(CART, ID)
    shelf.delete(ID)
    assert shelf.load(ID).lineage == stored.lineage
    shelf.restore(ID)
    assert shelf.load(ID) == stored


def test_a_save_by_hand_continues_what_it_changed_and_no_other(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    stored = shelf.create(CART, ID)
    edit_by_hand(shelf, title="By hand", rev=9)
    by_hand = shelf.load(ID)
    assert by_hand.lineage.contains(stored.lineage)
    assert not stored.lineage.contains(by_hand.lineage)
    edit_by_hand(shelf, title="Otherwise", rev=10)
    otherwise = shelf.load(ID)
    assert otherwise.lineage.contains(stored.lineage)
    assert not otherwise.lineage.contains(by_hand.lineage)
    saved = shelf.save(otherwise, CART)
    assert saved.lineage.contains(otherwise.lineage)
    assert not saved.lineage.contains(by_hand.lineage)


def test_a_file_without_lineages_opens_and_its_contents_are_its_states(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    shelf.create(CART, ID)
    forget_lineage(shelf)
    old = shelf.load(ID)
    other = copied(shelf, tmp_path / "other")
    edit_by_hand(other, title="Other", rev=40)
    assert not other.load(ID).lineage.contains(old.lineage)
    saved = shelf.save(old, CART.add(Block.CHANNELS, "Phone"))
    assert saved.lineage.contains(old.lineage)
    assert not saved.lineage.contains(other.load(ID).lineage)


def test_a_state_that_was_put_in_between_is_a_conflict_whatever_its_rev(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    first = shelf.create(CART, ID)
    other = copied(shelf, tmp_path / "other")
    theirs = save_over(other, ID, CART.add(Block.CHANNELS, "theirs"))
    mine = shelf.save(first, CART.add(Block.CHANNELS, "mine"))
    assert mine.entry.rev == theirs.entry.rev
    shelf.path.write_bytes(other.path.read_bytes())
    with pytest.raises(ConflictError):
        shelf.save(mine, CART)
    # The same content from another history is another state too.
    same = copied(shelf, tmp_path / "same")
    save_over(same, ID, CART)
    save_over(same, ID, theirs.canvas)
    shelf.path.write_bytes(same.path.read_bytes())
    with pytest.raises(ConflictError):
        shelf.save(theirs, CART)


def test_the_base_is_the_last_state_that_both_contain(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    first = shelf.create(CART, ID)
    second = save_over(shelf, ID, CART.add(Block.CHANNELS, "common"))
    other = copied(shelf, tmp_path / "other")
    mine = save_over(shelf, ID, second.canvas.add(Block.CHANNELS, "mine"))
    theirs = save_over(other, ID, second.canvas.add(Block.CHANNELS, "theirs"))
    ancestry = ancestry_of(first.state, second.state, mine.state)
    base = ancestry.base(theirs.state)
    assert (base.canvas, base.is_continued) == (second.canvas, False)
    assert ancestry_of(second.state).base(theirs.state).is_continued
    assert ancestry_of(mine.state).base(theirs.state) == (Canvas(), False)
    # An older state was restored on purpose.
    assert ancestry.base(first.state) == (Canvas(), False)
    assert ancestry.base(mine.state) == (mine.canvas, True)


def test_a_base_is_there_after_any_number_of_saves(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    ancestry = ancestry_of(shelf.create(CART, ID).state)
    other = copied(shelf, tmp_path / "other")
    theirs = save_over(other, ID, CART.add(Block.CHANNELS, "theirs"))
    stored = shelf.load(ID)
    for number in range(2 * MAX_STATES):
        state = State(
            stored.lineage.advance(Save("12345678", number + 1)),
            CART.add(Block.CHANNELS, f"{number}"),
        )
        ancestry = ancestry.with_state(state)
        assert len(ancestry.states) <= MAX_STATES
    assert ancestry.base(theirs.state) == (CART, False)


def test_two_files_are_merged_by_what_they_have_in_common(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    first = shelf.create(CART.add(Block.CHANNELS, "gone"), ID)
    other = copied(shelf, tmp_path / "other")
    mine = save_over(shelf, ID, CART.add(Block.CHANNELS, "mine"))
    theirs = save_over(other, ID, first.canvas.add(Block.CHANNELS, "theirs"))
    known = merge_canvases(mine, theirs, [first.state])
    assert sorted(texts(known.canvas)) == ["Square", "mine", "theirs"]
    assert known.base == first.canvas
    unknown = merge_canvases(mine, theirs)
    assert sorted(texts(unknown.canvas)) == ["Square", "gone", "mine", "theirs"]
    assert unknown.base == Canvas()
    merged = shelf.save(mine, known.canvas, known.lineage)
    assert merged.lineage.contains(mine.lineage)
    assert merged.lineage.contains(theirs.lineage)
    # What one continues is that one.
    assert merge_canvases(merged, theirs).canvas == merged.canvas
    assert merge_canvases(theirs, merged).canvas == merged.canvas

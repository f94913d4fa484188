"""The undo steps are in small files beside the data file, which may be damaged without harm."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.history import MAX_UNDO_STEPS, History
from bmc_tui.store.undo_log import read_history, remove_history, undo_file, write_history
from tests.ui.apps import HOSTILE_TEXTS, hostile_canvas, shelf_in

CART = Canvas("Cart").add(Block.CHANNELS, "Square", "Phone", "Post")


def file_in(folder: Path) -> Path:
    return undo_file(folder / "canvases.json", "some id")


def three_steps() -> History:
    history = History(CART).record(CART.with_title("Coffee"))
    history = history.record(history.canvas.add(Block.COST_STRUCTURE, "Rent"))
    return history.record(history.canvas.with_section(Block.CHANNELS, GENERAL, ["Square", "Van"]))


def test_what_was_kept_comes_back_whole(tmp_path: Path) -> None:
    for history in (three_steps(), three_steps().undo(), three_steps().undo().undo().undo()):
        write_history(file_in(tmp_path), history)
        assert read_history(file_in(tmp_path)) == history


edits = st.tuples(
    st.sampled_from(BLOCKS),
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "awareness", "x"]))),
)


@given(st.lists(edits, max_size=8), st.integers(0, 4))
def test_any_steps_come_back_whole(
    tmp_path_factory: pytest.TempPathFactory,
    edits: list[tuple[Block, list[tuple[str, str]]]],
    undone: int,
) -> None:
    history = History(Canvas())
    for block, notes in edits:
        canvas = history.canvas.with_notes(block, [Note(text, Section(s)) for text, s in notes])
        history = history.record(canvas)
    for _ in range(undone):
        history = history.undo()
    file = file_in(tmp_path_factory.mktemp("undo"))
    write_history(file, history)
    archived = read_history(file) or History(history.canvas)
    assert (archived.canvas, archived.past, archived.future) == (
        history.canvas,
        history.past,
        history.future,
    )


def test_texts_that_some_program_takes_for_something_else_come_back_the_same(
    tmp_path: Path,
) -> None:
    history = History(hostile_canvas())
    for text in HOSTILE_TEXTS:
        history = history.record(history.canvas.add(Block.CHANNELS, text))
    write_history(file_in(tmp_path), history)
    assert read_history(file_in(tmp_path)) == history


def test_a_hundred_steps_of_a_large_canvas_take_little_more_room_than_the_canvas(
    tmp_path: Path,
) -> None:
    canvas = Canvas()
    for block in BLOCKS:
        canvas = canvas.add(block, *(f"Note {number} of a large canvas" for number in range(33)))
    write_history(file_in(tmp_path), History(canvas).record(canvas.with_title("x")))
    alone = file_in(tmp_path).stat().st_size
    history = History(canvas)
    for number in range(100):
        history = history.record(history.canvas.add(BLOCKS[number % 9], f"One more, {number}"))
    write_history(file_in(tmp_path), history)
    assert file_in(tmp_path).stat().st_size < 2 * alone


def test_the_last_hundred_steps_are_kept_over_sessions(tmp_path: Path) -> None:
    history = History(CART)
    for number in range(60):
        history = history.record(history.canvas.with_title(f"first {number}"))
    write_history(file_in(tmp_path), history)
    earlier = read_history(file_in(tmp_path))
    assert earlier
    history = History(earlier.canvas)
    for number in range(60):
        history = history.record(history.canvas.with_title(f"second {number}"))
    write_history(file_in(tmp_path), history.continue_from(earlier))
    archived = read_history(file_in(tmp_path))
    assert archived
    assert len(archived.past) == MAX_UNDO_STEPS == 100
    for _ in range(100):
        archived = archived.undo()
    assert archived.canvas.title == "first 19"
    assert archived.undo() is archived
    write_history(file_in(tmp_path), archived)
    assert read_history(file_in(tmp_path)) == archived


def test_no_more_than_a_hundred_steps_are_taken_from_a_file(tmp_path: Path) -> None:
    steps = [{"title": f"{number}"} for number in range(150)]
    data = {"canvas": {"title": "", "blocks": {}}, "past": steps, "future": steps}
    file_in(tmp_path).parent.mkdir()
    file_in(tmp_path).write_text(json.dumps(data), encoding="utf-8")
    archived = read_history(file_in(tmp_path))
    assert archived
    assert (len(archived.past), len(archived.future)) == (MAX_UNDO_STEPS, MAX_UNDO_STEPS)
    assert (
        archived.undo().canvas.title == archived.redo().canvas.title == "0"
    )  # the nearest are kept


def test_it_is_for_its_owner_only_and_without_steps_there_is_none(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    write_history(file, three_steps())
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    write_history(file, History(CART))
    assert not file.exists()
    write_history(file, three_steps())
    remove_history(file)
    remove_history(file)
    assert read_history(file) is None


def test_the_id_of_a_canvas_leads_nowhere_else(tmp_path: Path) -> None:
    for id_ in ("../../etc/passwd", "/etc/passwd", "x" * 5000, "\ud800"):
        file = undo_file(tmp_path / "canvases.json", id_)
        assert file.parent == tmp_path / "canvases.json.undo"
        assert file.name.removesuffix(".json").isalnum()


def a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-30])


def from_another_canvas(file: Path) -> None:
    file.write_text(
        '{"canvas":{"title":"","blocks":{}},"past":[{"blocks":{"channels":[3,0,[]]}}],"future":[]}'
    )


def written(text: str) -> Callable[[Path], object]:
    return lambda file: file.write_text(text)


DAMAGES = [
    a_pipe,
    a_folder,
    half,
    from_another_canvas,
    *map(written, ["", "3", "[]", "{}", '{"canvas":3}', "[" * 100_000, "\0"]),
    written('{"canvas":{"title":"","blocks":{}},"past":[{"blocks":3}],"future":[]}'),
    written('{"canvas":{"title":"","blocks":{}},"past":[{"blocks":{"x":[0,0,[]]}}],"future":[]}'),
    written('{"canvas":{"title":"","blocks":{}},"past":3,"future":[]}'),
    written('{"canvas":{"title":"","blocks":{}},"past":[{"title":3}],"future":[]}'),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_means_that_there_is_nothing_to_undo(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    write_history(file_in(tmp_path), three_steps())
    damage(file_in(tmp_path))
    assert read_history(file_in(tmp_path)) is None


def test_the_steps_of_a_canvas_that_is_deleted_for_good_go_with_it(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    id_ = shelf.create(CART).entry.id
    file = undo_file(shelf.path, id_)
    write_history(file, three_steps())
    shelf.delete(id_)
    assert file.exists()
    shelf.purge([id_])
    assert not file.exists()

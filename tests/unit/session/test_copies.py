"""Copies of one file, edited on two computers and copied over each other: no note gets lost."""

import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.session import edit, tasks
from bmc_tui.session.events import ChangedElsewhere, Merged
from bmc_tui.session.session import Session
from bmc_tui.store import Shelf
from tests.saving import save_over
from tests.ui.apps import shelf_in
from tests.unit.session.open_canvas import CART, ID, OpenCanvas


def texts_of(canvas: Canvas) -> list[str]:
    return [note.text for note in canvas.notes(Block.CHANNELS)]


def without(canvas: Canvas, text: str) -> Canvas:
    notes = [note for note in canvas.notes(Block.CHANNELS) if note.text != text]
    return canvas.with_notes(Block.CHANNELS, notes)


@dataclass
class World:
    """What happened to the notes on any computer."""

    count: int = 0
    deleted: set[str] = field(default_factory=set)

    def new_text(self) -> str:
        self.count += 1
        return f"note {self.count}"


class Computer:
    """A computer with a file of its own, and perhaps a session on it.

    Args:
        folder: The folder of the file, which has the canvas.
        world: What happened on any computer.
    """

    def __init__(self, folder: Path, world: World) -> None:
        self.path = folder / "canvases.json"
        self.world = world
        self.session: Session | None = None
        self.shown: set[str] = set()
        """The notes that the session has shown and saved."""
        self.backups = [self.path.read_bytes()]
        self.faults: list[Exception] = []

    def shelf(self) -> Shelf:
        return shelf_in(self.path.parent)

    def texts(self) -> list[str]:
        return texts_of(self.shelf().load(ID).canvas)

    def _spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        return tasks.spawn(work, self.faults.append)

    async def start(self) -> None:
        """Start a session, after the end of the one before it."""
        await self.close()
        shelf = self.shelf()
        self.session = Session(shelf, shelf.load(ID), lambda _: None, self._spawn)
        self.shown = {*texts_of(self.session.canvas)}

    async def close(self) -> None:
        if self.session:
            await self.sync()
            self.session = None

    async def add(self) -> None:
        """Add a note: in the session, to be saved later, or by a command."""
        text = self.world.new_text()
        if self.session:
            self.session.record(self.session.canvas.add(Block.CHANNELS, text))
        else:
            edit.change(self.shelf(), ID, lambda canvas: canvas.add(Block.CHANNELS, text))

    async def add_by_command(self) -> None:
        text = self.world.new_text()
        edit.change(self.shelf(), ID, lambda canvas: canvas.add(Block.CHANNELS, text))

    async def delete(self, number: int) -> None:
        """Delete a note that is shown, or in the file."""
        canvas = self.session.canvas if self.session else self.shelf().load(ID).canvas
        if not (texts := texts_of(canvas)):
            return
        text = texts[number % len(texts)]
        self.world.deleted.add(text)
        if self.session:
            self.session.record(without(self.session.canvas, text))
        else:
            edit.change(self.shelf(), ID, lambda canvas: without(canvas, text))

    async def sync(self) -> None:
        """Save and read; see that nothing is lost that was shown or is in the file."""
        if not self.session:
            return
        expected = {*self.shown, *texts_of(self.session.canvas), *self.texts()}
        if not self.session.unsaved:
            await self.session.pull()
        assert await self.session.flush()
        shown, saved = texts_of(self.session.canvas), self.texts()
        assert sorted(saved) == sorted(shown)
        assert expected - self.world.deleted <= {*shown}
        assert max(Counter(shown).values(), default=1) == 1
        self.shown = {*shown}
        assert not self.faults

    async def add_by_old_program(self) -> None:
        """Add a note as version 0.1 does, which does not change the lineage."""
        tables = json.loads(self.path.read_bytes())
        document = tables["canvases"][ID]
        document["blocks"].setdefault("channels", []).append({"text": self.world.new_text()})
        document["rev"] += 1
        await self.put(json.dumps(tables).encode())

    async def back_up(self) -> None:
        self.backups.append(self.path.read_bytes())

    async def put_back(self, number: int) -> None:
        await self.put(self.backups[number % len(self.backups)])

    async def put(self, content: bytes) -> None:
        """Copy a file over the one of this computer."""
        copy = self.path.with_suffix(".new")
        copy.write_bytes(content)
        copy.replace(self.path)


async def end_tasks() -> None:
    """End the save clocks, which `flush` has left without work."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)


Step = tuple[str, int, int]
"""What is done, on which computer, and a number to choose by."""

STEPS: dict[str, Callable[[Computer, Computer, int], Awaitable[None]]] = {
    "add": lambda computer, _, __: computer.add(),
    "add by a command": lambda computer, _, __: computer.add_by_command(),
    "add by an old program": lambda computer, _, __: computer.add_by_old_program(),
    "delete": lambda computer, _, number: computer.delete(number),
    "sync": lambda computer, _, __: computer.sync(),
    "sync again": lambda computer, _, __: computer.sync(),
    "copy": lambda computer, other, _: computer.put(other.path.read_bytes()),
    "copy again": lambda computer, other, _: computer.put(other.path.read_bytes()),
    "back up": lambda computer, _, __: computer.back_up(),
    "put back": lambda computer, _, number: computer.put_back(number),
    "start": lambda computer, _, __: computer.start(),
    "close": lambda computer, _, __: computer.close(),
}
"""What is done on one computer, given the other one and a number; "again" makes it more likely."""


def steps_of(names: Collection[str], max_size: int) -> st.SearchStrategy[list[Step]]:
    step = st.tuples(st.sampled_from([*names]), st.integers(0, 1), st.integers(0, 9))
    return st.lists(step, max_size=max_size)


def two_computers(folder: Path, canvas: Canvas, world: World) -> tuple[Computer, Computer]:
    """Return two computers that start with copies of the same file."""
    shelf = shelf_in(folder)
    shelf.create(canvas, ID)
    computers = []
    for name in ("desk", "laptop"):
        (folder / name).mkdir()
        (folder / name / "canvases.json").write_bytes(shelf.path.read_bytes())
        computers.append(Computer(folder / name, world))
    return computers[0], computers[1]


async def run(folder: Path, steps: Sequence[Step]) -> None:
    """Do the steps on two computers that start with the same file."""
    computers = two_computers(folder, CART, World())
    for name, index, number in steps:
        await STEPS[name](computers[index], computers[1 - index], number)
    for computer in computers:
        await computer.sync()
    await end_tasks()


def run_in_folder(steps: Sequence[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder), steps))


@settings(max_examples=20, deadline=None)
@given(steps_of(STEPS, 16))
def test_what_an_open_window_showed_or_found_in_its_file_stays(
    steps: list[Step],
) -> None:
    run_in_folder([("start", 0, 0), *steps])


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps_of(STEPS, 40))
def test_what_an_open_window_showed_or_found_in_its_file_stays_over_many_steps(
    steps: list[Step],
) -> None:
    run_in_folder([("start", 0, 0), ("start", 1, 0), *steps])


async def exchange(folder: Path, steps: Sequence[Step]) -> None:
    """Edit in two apps, open since their files were equal, and copy one over the other."""
    world = World()
    first = [f"first {number}" for number in range(6)]
    computers = two_computers(folder, CART.add(Block.CHANNELS, *first), world)
    for computer in computers:
        await computer.start()
    for name, index, number in steps:
        computer, other = computers[index], computers[1 - index]
        if name != "copy":
            await STEPS[name](computer, other, number)
            continue
        await other.add()  # an older state would be restored on purpose, with what was deleted
        await other.sync()
        await computer.sync()  # the window has seen what the copy replaces
        await computer.put(other.path.read_bytes())
        await computer.sync()
        assert not world.deleted & {*computer.texts()}
    for computer, other in (computers, computers[::-1], computers):
        await computer.add()
        await computer.sync()
        await other.sync()
        await other.put(computer.path.read_bytes())
        await other.sync()
    added = {f"note {number + 1}" for number in range(world.count)}
    expected = {*texts_of(CART), *first, *added} - world.deleted
    assert [sorted(computer.texts()) for computer in computers] == [sorted(expected)] * 2
    await end_tasks()


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(steps_of(["add", "delete", "sync", "copy", "add by a command"], 30))
def test_with_a_known_base_both_end_with_all_notes_and_without_what_either_deleted(
    steps: list[Step],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(exchange(Path(folder), steps))


async def test_a_copy_with_more_saves_is_merged_and_not_taken_over(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    (tmp_path / "laptop").mkdir()
    laptop = shelf_in(tmp_path / "laptop")
    laptop.path.write_bytes(opened.shelf.path.read_bytes())
    for number in range(5):
        stored = laptop.load(ID)
        laptop.save(stored, stored.canvas.add(Block.CHANNELS, f"laptop {number}"))
    opened.add("desk")
    await opened.session.wait_until_idle()
    laptop.path.replace(opened.shelf.path)
    await opened.session.pull()
    expected = ["Square", "desk", *(f"laptop {number}" for number in range(5))]
    assert sorted(opened.texts) == sorted(expected)
    assert opened.events[-1] == Merged(())
    await opened.session.wait_until_idle()
    assert sorted(opened.saved_texts) == sorted(expected)
    # u takes back only what was done here.
    await opened.session.undo()
    assert sorted(opened.texts) == sorted({*expected} - {"desk"})


async def test_what_continues_ours_is_taken_over(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    opened.add("desk")
    await opened.session.wait_until_idle()
    save_over(shelf_in(tmp_path), ID, CART)
    await opened.session.pull()
    assert opened.texts == ["Square"]
    assert opened.events[-1] == ChangedElsewhere(())
    assert not opened.session.unsaved


async def test_what_was_read_before_the_last_save_is_not_taken_for_put_back(
    tmp_path: Path,
) -> None:
    opened = OpenCanvas(tmp_path)
    read_earlier = opened.shelf.load(ID)
    opened.session.record(Canvas("Cart").add(Block.CHANNELS, "instead"))
    await opened.session.wait_until_idle()
    await opened.session.accept(read_earlier)
    await opened.session.wait_until_idle()
    assert opened.texts == opened.saved_texts == ["instead"]


async def test_an_older_state_that_is_restored_is_added(tmp_path: Path) -> None:
    opened = OpenCanvas(tmp_path)
    backup = opened.shelf.path.read_bytes()
    opened.session.record(Canvas("Cart").add(Block.CHANNELS, "instead"))
    await opened.session.wait_until_idle()
    for _ in range(2):
        opened.shelf.path.write_bytes(backup)
        await opened.session.pull()
        await opened.session.wait_until_idle()
        assert sorted(opened.texts) == sorted(opened.saved_texts) == ["Square", "instead"]
        opened.session.record(Canvas("Cart").add(Block.CHANNELS, "instead"))
        await opened.session.wait_until_idle()
        assert opened.saved_texts == ["instead"]


async def test_a_copy_of_a_canvas_in_the_trash_comes_out_of_it_with_what_is_here(
    tmp_path: Path,
) -> None:
    opened = OpenCanvas(tmp_path)
    (tmp_path / "laptop").mkdir()
    laptop = shelf_in(tmp_path / "laptop")
    laptop.path.write_bytes(opened.shelf.path.read_bytes())
    save_over(laptop, ID, CART.add(Block.CHANNELS, "laptop"))
    laptop.delete(ID)
    opened.add("desk")
    await opened.session.wait_until_idle()
    laptop.path.replace(opened.shelf.path)
    await opened.session.pull()
    await opened.session.wait_until_idle()
    assert sorted(opened.saved_texts) == ["Square", "desk", "laptop"]
    assert opened.shelf.load(ID).entry.deleted is None


async def test_a_file_without_lineages_with_more_saves_is_merged(tmp_path: Path) -> None:
    def forget_lineage(path: Path, rev: int) -> None:
        tables = json.loads(path.read_bytes())
        del tables["canvases"][ID]["lineage"]
        tables["canvases"][ID]["rev"] = rev
        path.write_text(json.dumps(tables))

    opened = OpenCanvas(tmp_path)
    (tmp_path / "laptop").mkdir()
    laptop = shelf_in(tmp_path / "laptop")
    laptop.path.write_bytes(opened.shelf.path.read_bytes())
    save_over(laptop, ID, CART.add(Block.CHANNELS, "laptop"))
    forget_lineage(laptop.path, 40)
    opened.add("desk")
    await opened.session.wait_until_idle()
    laptop.path.replace(opened.shelf.path)
    await opened.session.pull()
    assert sorted(opened.texts) == ["Square", "desk", "laptop"]

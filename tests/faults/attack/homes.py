"""The data that the attacks start from, and the state in which they leave it."""

import os
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf, StoreError
from tests.e2e.home_folder import DATA_FOLDER
from tests.e2e.terminal import BMC, environment
from tests.e2e.waiting import TIMEOUT_S

CART = (
    Canvas("Cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students @students")
    .add(Block.CHANNELS, "Square @students", "Phone", "Van")
    .add(Block.COST_STRUCTURE, "Rent")
)
"""The canvas that is open; `First` is a version of it with fewer notes."""


class State(NamedTuple):
    """What is stored, without times and ids."""

    canvases: tuple[tuple[bool, Canvas], ...]
    """All canvases, sorted, and whether each is in the trash."""
    versions: tuple[tuple[str, Canvas], ...]
    """All versions, sorted, each with its name."""


def data_file(home: Path) -> Path:
    """Return the data file in a home."""
    return home / DATA_FOLDER / "canvases.json"


def shelf_at(file: Path) -> Shelf:
    """Return the shelf of a data file, with the system's clock."""
    return Shelf(file, lambda: datetime.now(UTC))


def prepare(file: Path) -> None:
    """Write a data file: `CART`, open and with a version, and a canvas in the trash."""
    shelf = shelf_at(file)
    old = shelf.create(Canvas("Old").add(Block.KEY_PARTNERS, "Roastery"))
    shelf.delete(old.entry.id)
    id_ = shelf.create(CART).entry.id
    shelf.versions.add(id_, Canvas("Cart").add(Block.CHANNELS, "Square @students"), "First")


def state_of(file: Path) -> State | None:
    """Return what is stored; None when a file is damaged."""
    shelf = shelf_at(file)
    try:
        entries = [*shelf.entries(), *shelf.trash()]
        canvases = [(entry.deleted is not None, shelf.load(entry.id).canvas) for entry in entries]
        versions = [
            (version.name, version.canvas)
            for entry in entries
            for version in shelf.versions.of(entry.id)
        ]
    except StoreError:
        return None
    return State(tuple(sorted(canvases, key=str)), tuple(sorted(versions, key=str)))


def run_bmc(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the installed program without a terminal, whether or not it succeeds."""
    return subprocess.run(
        [BMC, *arguments],
        cwd=home,
        env=environment(home),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        encoding="utf-8",
        timeout=TIMEOUT_S,
    )


def words_in(file: Path) -> Counter[str] | None:
    """Return the words of all notes outside the trash; None when a file is damaged."""
    shelf = shelf_at(file)
    try:
        canvases = [stored.canvas for stored in shelf.canvases()]
    except StoreError:
        return None
    return Counter(word for canvas in canvases for _, note in canvas for word in note.text.split())


@contextmanager
def variables(changes: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables of this process while the context lasts."""
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value

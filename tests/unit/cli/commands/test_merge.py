"""The question about conflict copies before the app starts, and the list of what was merged."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copy2

import pytest

from bmc_tui.cli.commands import merge
from bmc_tui.cli.commands.merge import prompt_for_merge
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from tests.saving import save_over
from tests.ui.apps import NOON, shelf_in


@contextmanager
def no_terminal() -> Iterator[int]:
    """Stand in for a terminal without line buffering."""
    yield -1


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Give a shelf with a canvas and seven copies that go on from it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(merge, "unbuffered_keys", no_terminal)
    shelf = shelf_in(tmp_path)
    canvas = Canvas("Cart").add(Block.CHANNELS, "Square")
    shelf.create(canvas, "a")
    for number in range(7):
        copy = tmp_path / f"canvases copy {number}.json"
        copy2(shelf.path, copy)
        save_over(Shelf(copy, lambda: NOON), "a", canvas.add(Block.CHANNELS, f"note {number}"))
    return shelf


@pytest.mark.parametrize("language", ["en", "nl"])
def test_all_that_was_merged_is_listed_and_the_message_is_one_sentence(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setattr(merge, "read_key", lambda *_: "1")
    lines: list[str] = []
    message = prompt_for_merge(load(language), shelf, lines.append)
    assert message is not None
    assert message.count(".") == 1
    assert "7" in message
    question = next(index for index, line in enumerate(lines) if "bmc merge" in line)
    assert question == 6  # five copies, and how many more
    assert sum("“Cart”" in line for line in lines[question:]) == 7
    assert sum(".merged" in line for line in lines[question:]) == 7


def test_copies_that_were_declined_are_not_asked_about_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "read_key", lambda *_: "2")
    lines: list[str] = []
    assert prompt_for_merge(load("en"), shelf, lines.append) == ""
    assert lines
    lines.clear()
    assert prompt_for_merge(load("en"), shelf, lines.append) == ""
    assert lines == []

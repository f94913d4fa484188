"""The work that a key in a text area causes, counted, and what is left on the screen by it."""

import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region
from textual.message import Message
from textual.message_pump import MessagePump
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.widgets.bars import TitleBar
from bmc_tui.ui.widgets.note_area import NoteArea
from tests.ui.apps import app_on
from tests.ui.pilots import settle

KEYS = "hello"
NOTES = [f"Students on the way to class {number}, in no hurry at all" for number in range(6)]


def canvas() -> Canvas:
    """Return a canvas whose first block has six notes, each longer than a row of 40 cells."""
    return Canvas("Coffee cart").add(Block.CUSTOMER_SEGMENTS, *NOTES)


def count_calls(monkeypatch: pytest.MonkeyPatch, owner: type, name: str) -> list[Any]:
    """Return a list that gets the object of each call of a method."""
    calls: list[Any] = []
    method: Callable[..., Any] = getattr(owner, name)

    def counted(self: object, *args: Any, **kwargs: Any) -> Any:
        calls.append(self)
        return method(self, *args, **kwargs)

    monkeypatch.setattr(owner, name, counted)
    return calls


def rendered(area: NoteArea) -> list[Strip]:
    """Return the rows of an area as Textual renders them, with no row or colour from a cache."""
    TextArea.notify_style_update(area)  # which leaves the rows that the area caches itself
    area.style_version += 1
    area.refresh()
    width, height = area.outer_size
    return TextArea.render_lines(area, Region(0, 0, width, height))


async def test_a_typed_character_renders_only_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(tmp_path, canvas())
    async with app.run_test() as pilot:
        await pilot.press("1", "enter", "x")
        await settle(pilot)
        rows = count_calls(monkeypatch, TextArea, "render_line")
        lookups = count_calls(monkeypatch, TextAreaTheme, "apply_css")
        for key in KEYS:
            await pilot.press(key)
            await settle(pilot)
    assert 0 < len(rows) <= len(KEYS) + 1  # one more where a change of the save state repaints
    assert not lookups


async def test_a_typed_character_goes_to_the_pane_and_from_there_to_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispatched: Counter[tuple[str, str]] = Counter()
    dispatch = MessagePump._dispatch_message

    async def counted(pump: MessagePump, message: Message) -> None:
        dispatched[type(pump).__name__, type(message).__name__] += 1
        await dispatch(pump, message)

    app = app_on(tmp_path, canvas())
    async with app.run_test() as pilot:
        await pilot.press("1", "enter", "x")
        await settle(pilot)
        monkeypatch.setattr(MessagePump, "_dispatch_message", counted)
        for key in KEYS:
            await pilot.press(key)
            await settle(pilot)
    ways = {
        pump: number
        for (pump, message), number in dispatched.items()
        if message in {"Changed", "SelectionChanged", "NotesChanged"}
    }
    assert ways.keys() == {"EditorPane", "CanvasScreen"}
    assert dispatched["CanvasScreen", "NotesChanged"] == len(KEYS)


@pytest.mark.skipif(
    os.environ.get("BMC_TERMINAL") == "plain", reason="Textual's own screen repaints on a new focus"
)
async def test_the_cursor_enters_another_section_without_repainting_the_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channels = Canvas()
    for section in ("awareness", "evaluation"):
        channels = channels.add(Block.CHANNELS, "A note", section=Section(section))
    app = app_on(tmp_path, channels)
    async with app.run_test() as pilot:
        await pilot.press("3", "enter", "down")
        await settle(pilot)
        titles = count_calls(monkeypatch, TitleBar, "render_lines")
        first = app.focused
        await pilot.press("down")
        await settle(pilot)
        assert app.focused is not first
    assert not titles


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (44, 20)], ids=str)
async def test_rows_are_as_textual_renders_them(tmp_path: Path, size: tuple[int, int]) -> None:
    rng = random.Random(size[0])  # noqa: S311 - no secret
    keys = ["a", "w", " ", "€", "enter", "backspace", "delete", "home", "end", "left", "shift+up"]
    keys += ["up", "down", "alt+up", "alt+down", "ctrl+z", "ctrl+y", "shift+left", "ctrl+g"]
    app = app_on(tmp_path, canvas())
    async with app.run_test(size=size) as pilot:
        await pilot.press("1", "enter")
        for step in range(40):
            if step % 10 == 9:
                await app.action_next_theme()
            await pilot.press(rng.choice(keys), rng.choice(keys))
            await settle(pilot)
            for area in app.screen.query(NoteArea).results(NoteArea):
                if area.display:
                    width, height = area.outer_size
                    shown = area.render_lines(Region(0, 0, width, height))
                    assert shown == rendered(area)
                    part = area.render_lines(Region(3, height // 2, 9, height - height // 2))
                    assert part == [row.crop(3, 12) for row in shown[height // 2 :]]

"""Explains a key that does nothing here: what it does elsewhere, or which key to press instead."""

from functools import partial
from typing import cast

from textual.app import App
from textual.widgets import OptionList

from bmc_tui.ui.key_names import long_name
from bmc_tui.ui.keybindings import effective_bindings, keymap_of
from bmc_tui.ui.screens.base import BaseScreen
from bmc_tui.ui.screens.canvas.notes.keys import NoteKeys
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.terminal.background import start_worker
from bmc_tui.ui.widgets.board import Board

_SAVE_KEY = "ctrl+s"
"""The key that saves in most programs; here everything is saved already."""

_WINDOW_KEYS = frozenset({"f11", "f12"})
"""Keys of the window that the terminal is in, of which it passes on what it has no use for."""

_HABITS = {
    "backspace": "notes.delete",
    "ctrl+f": "canvas.find",
    "ctrl+n": "canvas.interview",
    "ctrl+o": "canvas.canvases",
    "ctrl+q": "canvas.quit",
    "ctrl+w": "canvas.quit",
    "ctrl+x": "notes.cut",
    "ctrl+v": "notes.put",
    "ctrl+y": "canvas.redo",
    "Q": "canvas.quit",
    "f": "canvas.find",
    "insert": "canvas.add",
    "w": "canvas.interview",
    "Z": "canvas.quit",
}
"""The ids of bindings that other programs have on a key, which has none here."""


def explain_dead_key(app: App[int], name: str) -> None:
    """Say which key does what a key may be meant for, if it does nothing on the board.

    Args:
        app: The app.
        name: Textual's name of the key, which has no binding where the focus is.
    """
    screen = app.screen
    if not isinstance(screen, CanvasScreen):
        _report_on_screen(app, name)
        return
    if name == _SAVE_KEY:
        start_worker(screen, partial(_save, screen))
        return
    if name in _WINDOW_KEYS or not isinstance(app.focused, Board | NoteKeys):
        return
    guide, keymap = screen.guide, keymap_of(app)
    bindings = {
        cast("str", binding.id): binding
        for owner in (CanvasScreen, NoteKeys)
        for binding in effective_bindings(owner, keymap)
    }
    of_notes = (id_ for id_, each in bindings.items() if name in each.key.split(","))
    id_ = _HABITS.get(name) or next(of_notes, "")
    if id_ not in bindings or not guide.has_message(f"help.{id_}"):
        screen.show_message("dead_key", key=long_name(name))
        return
    what, key_name = guide.say(f"help.{id_}"), long_name(bindings[id_].key.split(",")[0])
    is_elsewhere = id_.startswith("notes.") and not isinstance(app.focused, NoteKeys)
    screen.show_message("key_on_notes" if is_elsewhere else "other_key", key=key_name, what=what)


def _report_on_screen(app: App[int], name: str) -> None:
    """Say that a key does nothing on a screen with a list or a picture, where no text is typed."""
    screen, focused = app.screen, app.focused
    takes_keys = isinstance(focused, OptionList) or getattr(focused, "takes_commands", not focused)
    if isinstance(screen, BaseScreen) and takes_keys and name not in _WINDOW_KEYS:
        screen.show_message("dead_key", key=long_name(name))


async def _save(screen: CanvasScreen) -> None:
    """Save what is not saved yet, and say that everything is."""
    if await screen.open_canvas.flush():
        screen.show_message("all_saved")

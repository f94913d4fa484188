"""The key contexts, in which bindings are active, and the validation of the keys in the settings.

It imports all screens, so it is imported only after the first frame, or if keys are set.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import OptionList

from bmc_tui.config import Config, ConfigError
from bmc_tui.model.sanitize import clean
from bmc_tui.ui.key_names import character_of, long_name, parse_key
from bmc_tui.ui.keybindings import KeyContext
from bmc_tui.ui.screens.base import GLOBAL_BINDINGS
from bmc_tui.ui.screens.canvas.notes.keys import NoteKeys
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.changes import ChangesScreen
from bmc_tui.ui.screens.design import DesignScreen
from bmc_tui.ui.screens.dialogs import BlockPicker
from bmc_tui.ui.screens.export import ExportScreen
from bmc_tui.ui.screens.help.keys import HelpScreen
from bmc_tui.ui.screens.help.topic import TopicScreen
from bmc_tui.ui.screens.importing import ImportScreen
from bmc_tui.ui.screens.interview.pane import InterviewPane
from bmc_tui.ui.screens.matrix import MatrixScreen, MatrixView
from bmc_tui.ui.screens.pasting.question import PasteQuestion
from bmc_tui.ui.screens.plain_text import PlainTextScreen
from bmc_tui.ui.screens.present import PresentScreen
from bmc_tui.ui.screens.review import ReviewScreen
from bmc_tui.ui.screens.search import SearchScreen
from bmc_tui.ui.screens.shelf.screen import ShelfScreen
from bmc_tui.ui.screens.versions.screen import VersionsScreen
from bmc_tui.ui.screens.versions.view import VersionViewScreen
from bmc_tui.ui.terminal.modified_keys import TEXT_KEYS
from bmc_tui.ui.widgets.board import Board
from bmc_tui.ui.widgets.editor import EditorPane
from bmc_tui.ui.widgets.note_area import NoteArea
from bmc_tui.ui.widgets.path_prompt import PathPrompt
from bmc_tui.ui.widgets.prompt import LineInput, TextPrompt

KEY_CONTEXTS = (
    KeyContext("canvas", (Board, CanvasScreen)),
    KeyContext("notes", (NoteKeys,)),
    KeyContext("editor", (EditorPane,), NoteArea, types_text=True),
    KeyContext("interview", (InterviewPane,), NoteArea, types_text=True),
    KeyContext("send", (BlockPicker,)),
    KeyContext("paste", (PasteQuestion,)),
    KeyContext("ask", (LineInput, TextPrompt, PathPrompt), LineInput, types_text=True),
    KeyContext("shelf", (ShelfScreen,), OptionList),
    KeyContext("search", (SearchScreen,), LineInput, types_text=True),
    KeyContext("versions", (VersionsScreen,), OptionList),
    KeyContext("look", (VersionViewScreen,)),
    KeyContext("picture", (ChangesScreen,)),
    KeyContext("formats", (ExportScreen,), OptionList),
    KeyContext("review", (ReviewScreen,), OptionList),
    KeyContext("design", (DesignScreen,)),
    KeyContext("present", (PresentScreen,)),
    KeyContext("matrix", (MatrixView, MatrixScreen)),
    KeyContext("plain", (PlainTextScreen,)),
    KeyContext("import", (ImportScreen,)),
    KeyContext("help", (HelpScreen,), LineInput, types_text=True),
    KeyContext("topic", (TopicScreen,)),
)
"""All contexts, in the order of the list of keys."""


def contexts_from(node: DOMNode) -> tuple[KeyContext, ...]:
    """Return all contexts, first the one that is active at a widget, or else around it.

    Within a screen the outermost comes first: an editor in the interview has the context of the
    interview before its own.
    """
    here = [
        context
        for owner in node.ancestors_with_self
        if not isinstance(owner, Screen)
        for context in KEY_CONTEXTS
        if isinstance(owner, context.owners)
    ]
    screen = (context for context in KEY_CONTEXTS if isinstance(node.screen, context.owners))
    first = (*reversed(here), *(() if here else screen))
    return tuple(dict.fromkeys((*first, *KEY_CONTEXTS)))


def validate_keys(config: Config) -> Config:
    """Return the configuration without the keys that are invalid, which become problems of it.

    Args:
        config: The configuration as it was read: its keys are lists of strings.
    """
    binding_ids = {binding.id for context in KEY_CONTEXTS for binding in context.bindings({})}
    problems: list[ConfigError] = []
    keymap: dict[str, str] = {}
    for id_, keys in config.settings.keys.items():
        path = ("keys", id_)
        names = [(key, parse_key(key)) for key in keys]
        unknown = next((key for key, name in names if name is None), None)
        if id_ not in binding_ids:
            problems.append(config.error("config.unknown_key_id", path, name=clean(id_)))
        elif unknown is not None:
            problems.append(config.error("config.unknown_key", path, name=id_, key=unknown))
        else:
            keymap[id_] = ",".join(name for _, name in names if name)
    # Once a key falls back to its default, that default may conflict with another setting.
    while conflict := _first_conflict(keymap):
        del keymap[conflict.id]
        values = {"name": conflict.id, "key": long_name(conflict.key), **conflict.values}
        problems.append(config.error(conflict.error, ("keys", conflict.id), **values))
    valid_keys = {id_: tuple(keys.split(",")) for id_, keys in keymap.items()}
    return replace(
        config,
        settings=replace(config.settings, keys=valid_keys),
        problems=(*config.problems, *problems),
    )


class _Conflict(NamedTuple):
    """A key that the settings give to a binding that cannot have it."""

    id: str
    """The binding's id."""
    key: str
    error: str
    """The key of the message that says why."""
    values: Mapping[str, str]
    """Further values of the message."""


def _first_conflict(keymap: Mapping[str, str]) -> _Conflict | None:
    """Return the first key of a keymap that its binding cannot have, if there is one."""
    for context in KEY_CONTEXTS:
        active = {binding.id: binding for binding in (*context.bindings(keymap), *GLOBAL_BINDINGS)}
        defaults = {binding.id: set(binding.key.split(",")) for binding in context.bindings({})}
        owners: dict[str, str] = {}
        for binding in sorted(active.values(), key=lambda binding: _rank(binding, keymap)):
            id_ = binding.id or ""
            for key in keymap.get(id_, binding.key).split(","):
                owner = owners.setdefault(key, id_)
                if id_ not in keymap:
                    continue
                if owner != id_:
                    return _Conflict(id_, key, "config.key_clash", {"other": owner})
                if id_ not in defaults or key in defaults[id_]:
                    continue  # a global binding, or a default key, which may conflict
                if context.types_text and character_of(key):
                    return _Conflict(id_, key, "config.key_types", {})
                if key in context.reserved_keys or (context.types_text and key in TEXT_KEYS):
                    return _Conflict(id_, key, "config.key_taken", {})
    return None


def _rank(binding: Binding, keymap: Mapping[str, str]) -> int:
    """Return the rank of a binding: 0 with its default keys, then by the order of the settings."""
    ids = ["", *keymap]
    return ids.index(binding.id) if binding.id and binding.id in keymap else 0

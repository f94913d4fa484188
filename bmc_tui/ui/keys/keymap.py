"""The key contexts: every screen with its bindings, and whether other keys may act there.

It imports all screens: nothing that is on the way to the first key needs it.
"""

from collections.abc import Mapping
from dataclasses import replace

from textual.binding import Binding
from textual.widgets import OptionList

from bmc_tui.config import Config, ConfigError
from bmc_tui.model.sanitize import clean
from bmc_tui.ui.key_names import KeyContext, character_of, long_name, parsed
from bmc_tui.ui.screens.base import EVERYWHERE
from bmc_tui.ui.screens.block_picker import BlockPicker
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.export import ExportScreen
from bmc_tui.ui.screens.help import HelpScreen
from bmc_tui.ui.screens.import_result import ImportResultScreen
from bmc_tui.ui.screens.matrix import MatrixScreen
from bmc_tui.ui.screens.plain_text import PlainTextScreen
from bmc_tui.ui.screens.present import PresentScreen
from bmc_tui.ui.screens.review import ReviewScreen
from bmc_tui.ui.screens.search import SearchScreen
from bmc_tui.ui.screens.shelf import ShelfScreen
from bmc_tui.ui.screens.version_view import VersionViewScreen
from bmc_tui.ui.screens.versions import VersionsScreen
from bmc_tui.ui.widgets.board import Board
from bmc_tui.ui.widgets.editor import EditorPane
from bmc_tui.ui.widgets.note_area import NoteArea
from bmc_tui.ui.widgets.path_prompt import PathPrompt
from bmc_tui.ui.widgets.prompt import LineInput, TextPrompt

KEY_CONTEXTS = (
    KeyContext("canvas", (Board, CanvasScreen)),
    KeyContext("editor", (EditorPane,), NoteArea, types=True),
    KeyContext("send", (BlockPicker,)),
    KeyContext("ask", (LineInput, TextPrompt, PathPrompt), LineInput, types=True),
    KeyContext("shelf", (ShelfScreen,), OptionList),
    KeyContext("search", (SearchScreen,), LineInput, types=True),
    KeyContext("versions", (VersionsScreen,), OptionList),
    KeyContext("look", (VersionViewScreen,)),
    KeyContext("formats", (ExportScreen,), OptionList),
    KeyContext("review", (ReviewScreen,), OptionList),
    KeyContext("present", (PresentScreen,)),
    KeyContext("matrix", (MatrixScreen,)),
    KeyContext("plain", (PlainTextScreen,)),
    KeyContext("import", (ImportResultScreen,)),
    KeyContext("help", (HelpScreen,), LineInput, types=True),
)
"""All contexts, in the order of the list of keys."""


def checked(config: Config) -> Config:
    """Return the configuration with only those keys that can be had; what is told is added to it.

    Args:
        config: As it was read; of its keys only the form has been looked at.
    """
    known = {binding.id for context in KEY_CONTEXTS for binding in context.bindings({})}
    wrong: list[ConfigError] = []
    keymap: dict[str, str] = {}
    for id_, keys in config.settings.keys.items():
        path = ("keys", id_)
        names = [(key, parsed(key)) for key in keys]
        unknown = next((key for key, name in names if name is None), None)
        if id_ not in known:
            wrong.append(config.error("config.unknown_key_id", path, name=clean(id_)))
        elif unknown is not None:
            wrong.append(config.error("config.unknown_key", path, name=id_, key=unknown))
        else:
            keymap[id_] = ",".join(name for _, name in names if name)
    while clash := _clash(keymap):  # with one key as it comes again, another may clash
        id_, key, error, values = clash
        del keymap[id_]
        values |= {"name": id_, "key": long_name(key)}
        wrong.append(config.error(error, ("keys", id_), **values))
    right = {id_: tuple(keys.split(",")) for id_, keys in keymap.items()}
    return replace(
        config,
        settings=replace(config.settings, keys=right),
        problems=(*config.problems, *wrong),
    )


def _clash(keymap: Mapping[str, str]) -> tuple[str, str, str, dict[str, object]] | None:
    """Return a key that can't be had: whose it would be, the key, and why not."""
    for context in KEY_CONTEXTS:
        here = {binding.id: binding for binding in (*context.bindings(keymap), *EVERYWHERE)}
        usual = {binding.id: set(binding.key.split(",")) for binding in context.bindings({})}
        owners: dict[str, str] = {}
        for binding in sorted(here.values(), key=lambda each: _rank(each, keymap)):
            id_ = binding.id or ""
            for key in keymap.get(id_, binding.key).split(","):
                owner = owners.setdefault(key, id_)
                if id_ not in keymap:
                    continue
                if owner != id_:
                    return id_, key, "config.key_clash", {"other": owner}
                if id_ not in usual or key in usual[id_]:
                    continue
                if context.types and character_of(key):
                    return id_, key, "config.key_types", {}
                if key in context.taken:
                    return id_, key, "config.key_taken", {}
    return None


def _rank(binding: Binding, keymap: Mapping[str, str]) -> int:
    """Return the turn of a binding: as they come first, then in the order of the file."""
    ids = ["", *keymap]
    return ids.index(binding.id) if binding.id and binding.id in keymap else 0

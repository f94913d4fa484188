"""Where keys act: every screen with its bindings, and whether other keys may act there.

It imports all screens: nothing that is on the way to the first key needs it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import OptionList

from bmc_tui.config import Config, ConfigError
from bmc_tui.model.sanitize import clean
from bmc_tui.ui.ask import AskLine, LineInput
from bmc_tui.ui.block_picker import BlockPicker
from bmc_tui.ui.board import Board
from bmc_tui.ui.canvas_screen import CanvasScreen
from bmc_tui.ui.editor import EditorPane
from bmc_tui.ui.formats_screen import FormatsScreen
from bmc_tui.ui.help_screen import HelpScreen
from bmc_tui.ui.import_screen import ImportScreen
from bmc_tui.ui.keys import bindings, character_of, long_name, parsed
from bmc_tui.ui.lean_screen import EVERYWHERE
from bmc_tui.ui.look_screen import LookScreen
from bmc_tui.ui.matrix_screen import MatrixScreen
from bmc_tui.ui.note_area import NoteArea
from bmc_tui.ui.path_line import PathLine
from bmc_tui.ui.plain_view import PlainView
from bmc_tui.ui.present_screen import PresentScreen
from bmc_tui.ui.review_screen import ReviewScreen
from bmc_tui.ui.search_screen import SearchScreen
from bmc_tui.ui.shelf_screen import ShelfScreen
from bmc_tui.ui.versions_screen import VersionsScreen


@dataclass(frozen=True, slots=True)
class Place:
    """A place where keys act."""

    name: str
    """Its name in the catalogue, under `help.place`."""
    nodes: tuple[type[DOMNode], ...]
    """The classes that bind keys there."""
    inside: type[DOMNode] | None = None
    """What has the focus there and takes its own keys first."""
    types: bool = False
    """Whether a character becomes text there."""

    def bindings(self, keymap: Mapping[str, str]) -> Iterator[Binding]:
        """Yield all that is bound here, with the keys that the person has set."""
        for node in self.nodes:
            yield from bindings(node, keymap)

    @property
    def taken(self) -> frozenset[str]:
        """The keys that what has the focus takes."""
        if self.inside is None or self.inside._merged_bindings is None:  # noqa: SLF001 - with those of its bases
            return frozenset()
        return frozenset(self.inside._merged_bindings.key_to_bindings)  # noqa: SLF001


PLACES = (
    Place("canvas", (Board, CanvasScreen)),
    Place("editor", (EditorPane,), NoteArea, types=True),
    Place("send", (BlockPicker,)),
    Place("ask", (LineInput, AskLine, PathLine), LineInput, types=True),
    Place("shelf", (ShelfScreen,), OptionList),
    Place("search", (SearchScreen,), LineInput, types=True),
    Place("versions", (VersionsScreen,), OptionList),
    Place("look", (LookScreen,)),
    Place("formats", (FormatsScreen,), OptionList),
    Place("review", (ReviewScreen,), OptionList),
    Place("present", (PresentScreen,)),
    Place("matrix", (MatrixScreen,)),
    Place("plain", (PlainView,)),
    Place("import", (ImportScreen,)),
    Place("help", (HelpScreen,), LineInput, types=True),
)
"""All places, in the order of the list of keys."""


def checked(config: Config) -> Config:
    """Return the configuration with only those keys that can be had; what is told is added to it.

    Args:
        config: As it was read; of its keys only the form has been looked at.
    """
    known = {binding.id for place in PLACES for binding in place.bindings({})}
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
        complaints=(*config.complaints, *wrong),
    )


def _clash(keymap: Mapping[str, str]) -> tuple[str, str, str, dict[str, object]] | None:
    """Return a key that can't be had: whose it would be, the key, and why not."""
    for place in PLACES:
        here = {binding.id: binding for binding in (*place.bindings(keymap), *EVERYWHERE)}
        usual = {binding.id: set(binding.key.split(",")) for binding in place.bindings({})}
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
                if place.types and character_of(key):
                    return id_, key, "config.key_types", {}
                if key in place.taken:
                    return id_, key, "config.key_taken", {}
    return None


def _rank(binding: Binding, keymap: Mapping[str, str]) -> int:
    """Return the turn of a binding: as they come first, then in the order of the file."""
    ids = ["", *keymap]
    return ids.index(binding.id) if binding.id and binding.id in keymap else 0

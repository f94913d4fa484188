"""Keys by name, as a person writes and reads them, and the bindings with the keys they have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import key_to_character

from bmc_tui.ui.terminal.typed_text import key_of

_MOVING = {"up", "down", "left", "right", "home", "end", "insert", "delete", "pageup", "pagedown"}
_FUNCTIONS = {f"f{number}" for number in range(1, 13)}
_OTHERS = {"enter", "escape", "tab", "space", "backspace"}
_MODIFIERS = {"alt", "ctrl", "shift"}

_CONTROLLED = set("abcdefgjklnopqrstuvwxyz")
"""The letters that ctrl makes something of that is no other key: ctrl+h is Backspace, ctrl+i is
Tab and ctrl+m is Enter in every terminal."""

_NAMES = {
    "esc": "escape",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
    "return": "enter",
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
    "⏎": "enter",
}
"""Other names, such as those that a person sees here."""

_SIGNS = {
    "enter": "Enter",
    "escape": "Esc",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "tab": "Tab",
    "space": "Space",
    "backspace": "Backspace",
    "shift": "Shift",
    "ctrl": "Ctrl",
    "alt": "Alt",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    **{name: name.upper() for name in _FUNCTIONS},
}

_SHORT_SIGNS = {"enter": "⏎"}

_CHARACTERS = {
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
}
"""Those that Textual has a name of its own for."""


def parsed(text: str) -> str | None:
    """Return the name that Textual has for a key.

    Args:
        text: The key as a person writes it, such as `y`, `?`, `F5`, `Ctrl+O` or `alt+up`.

    Returns:
        The name; None when no plain xterm sends such a key, whatever a terminal's extended
        protocol may have.
    """
    if len(text) == 1:
        return _NAMES.get(text) or (key_of(text).key if text.isprintable() else None)
    *before, last = text.replace("^", "ctrl+", 1).split("+")
    modifiers = {part.casefold() for part in before}
    key = last if len(last) == 1 else last.casefold()
    key = _NAMES.get(key, key)
    if not modifiers <= _MODIFIERS or len(modifiers) != len(before):
        return None
    if key in _MOVING | _FUNCTIONS:
        is_sent = True
    elif key == "tab":
        is_sent = modifiers in (set(), {"shift"})
    elif modifiers == {"ctrl"}:
        key = key.casefold()
        is_sent = key in _CONTROLLED
    else:
        key = key_of(key).key if len(key) == 1 else key
        is_known = key in _OTHERS or character_of(key) is not None
        is_sent = is_known and modifiers <= {"alt"}
    return "+".join([*sorted(modifiers), key]) if is_sent else None


def character_of(key: str) -> str | None:
    """Return the character that a key types, if it types one."""
    character = _CHARACTERS.get(key) or key_to_character(key)
    return character if character and character.isprintable() else None


def long_name(key: str) -> str:
    """Return a key as the list of keys has it, such as `Ctrl+B`."""
    *modifiers, last = key.split("+")
    name = _SIGNS.get(last) or character_of(last) or last
    return "+".join(
        [
            *(_SIGNS[part] for part in modifiers),
            name.upper() if modifiers and len(name) == 1 else name,
        ]
    )


def short_name(key: str) -> str:
    """Return a key as the line of keys has it, such as `^b`."""
    *modifiers, last = key.split("+")
    name = _SHORT_SIGNS.get(last) or _SIGNS.get(last) or character_of(last) or last
    if last in _SIGNS and last not in _FUNCTIONS:
        name = name.lower()
    if modifiers == ["ctrl"] and name not in "←→↑↓":
        return f"^{name}"
    return "+".join([*modifiers, name])


def keymap_of(app: App[Any]) -> Mapping[str, str]:
    """Return the keys that the user has set, by the id of their binding; commas between them."""
    keymap: Mapping[str, str] = getattr(app, "keymap", {})
    return keymap


def bindings(node: type[DOMNode], keymap: Mapping[str, str]) -> Iterator[Binding]:
    """Yield the bindings of a class of widgets, with the keys that the person has set.

    Args:
        node: The class.
        keymap: The keys that are set, by the binding's id: Textual's names with commas between.
    """
    for binding in node.BINDINGS:
        if not isinstance(binding, Binding):
            continue
        keys = keymap.get(binding.id or "")
        yield replace(binding, key=keys, key_display=None) if keys else binding


@dataclass(frozen=True, slots=True)
class KeyContext:
    """Where keys act: a screen, or a part of one, with what binds keys there."""

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
        bases = self.inside.__mro__ if self.inside else ()
        return frozenset(
            binding.key
            for base in bases
            for binding in Binding.make_bindings(base.__dict__.get("BINDINGS", ()))
        )


def shortest(binding: Binding) -> str:
    """Return the key of a binding as the line of keys has it: its first."""
    return binding.key_display or short_name(binding.key.split(",")[0])


def all_keys(binding: Binding) -> str:
    """Return all keys of a binding as the list of keys has them."""
    return ", ".join(long_name(key) for key in binding.key.split(","))

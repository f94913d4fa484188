"""The keybindings of a widget or of a part of the app, with the keys that the user has set."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

from bmc_tui.ui.key_names import long_name, short_name

CARRY_UP_KEYS = "alt+up,ctrl+up,f5"
CARRY_KEYS = "alt+down,ctrl+down,f7"
PREVIOUS_KEYS = "ctrl+pageup,alt+left,alt+comma"
NEXT_KEYS = "ctrl+pagedown,alt+right,alt+full_stop"
"""Keys of which each terminal sends at least one: PuTTY keeps Ctrl+PageUp, macOS Ctrl and an arrow,
Emacs has no Alt and an arrow in `ansi-term`."""


def keymap_of(app: App[Any]) -> Mapping[str, str]:
    """Return the keys that the user has set, comma-separated, by the id of their binding."""
    keymap: Mapping[str, str] = getattr(app, "keymap", {})
    return keymap


def effective_bindings(owner: type[DOMNode], keymap: Mapping[str, str]) -> Iterator[Binding]:
    """Yield the bindings of a widget class, with the keys that the user has set.

    Args:
        owner: The class.
        keymap: Textual's names of the keys that are set, comma-separated, by the binding's id.
    """
    for binding in owner.BINDINGS:
        if not isinstance(binding, Binding):
            continue
        keys = keymap.get(binding.id or "")
        yield replace(binding, key=keys, key_display=None) if keys else binding


class KeyContext(NamedTuple):
    """A part of the app in which a set of bindings is active, such as a screen."""

    name: str
    """Its name in the catalogue, under `help.place`."""
    owners: tuple[type[DOMNode], ...]
    """The classes with the bindings."""
    focus: type[DOMNode] | None = None
    """The class of the focused widget, whose own bindings come first."""
    types_text: bool = False
    """Whether characters become text there."""

    def bindings(self, keymap: Mapping[str, str]) -> Iterator[Binding]:
        """Yield all bindings of the context, with the keys that the user has set."""
        for owner in self.owners:
            yield from effective_bindings(owner, keymap)

    @property
    def reserved_keys(self) -> frozenset[str]:
        """The keys that the focused widget binds itself."""
        bases = self.focus.__mro__ if self.focus else ()
        return frozenset(
            binding.key
            for base in bases
            for binding in Binding.make_bindings(base.__dict__.get("BINDINGS", ()))
        )


def footer_name(binding: Binding) -> str:
    """Return the name of a binding's first key in the footer."""
    return binding.key_display or short_name(binding.key.split(",")[0])


def long_names(binding: Binding) -> str:
    """Return the names of all keys of a binding in the list of keys."""
    return ", ".join(long_name(key) for key in binding.key.split(","))

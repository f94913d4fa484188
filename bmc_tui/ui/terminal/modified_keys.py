"""What a key with a modifier means where nothing is bound to it.

A terminal sends Alt and a character as Escape and that character, the same as when these two keys
are pressed together or arrive over a slow line. Which was meant depends on where they arrive.
"""

from collections.abc import Callable

from textual.events import Key

from bmc_tui.ui.terminal.input import ESCAPE
from bmc_tui.ui.terminal.typed_text import key_of

TEXT_KEYS = {
    "alt+b": "ctrl+left",
    "alt+f": "ctrl+right",
    "alt+d": "alt+delete",
    "alt+backspace": "ctrl+w",
    "ctrl+backspace": "ctrl+w",
}
"""The keys that do the same in a text as these do in readline and in other programs: a word back, a
word further, and delete a word."""

_TYPED = {"enter": "\r", "tab": "\t", "backspace": "\x7f", "space": " ", "escape": ESCAPE}
"""The keys that most terminals send alike with Shift, with Ctrl and without, and what they type."""


class AltKey(Key):
    """A character after Escape.

    Args:
        character: The character; a key for itself, such as Enter, too.
    """

    def __init__(self, character: str) -> None:
        self.after = key_of(character)
        super().__init__(f"alt+{self.after.key}", None)


def resolve_key(
    key: Key, *, is_text: bool, is_bound: Callable[[str], bool]
) -> tuple[Key, Key | None]:
    """Return the key that a key stands for, and another one after it, if there is one.

    Args:
        key: Any key.
        is_text: Whether it acts on a text.
        is_bound: Tells whether a key has an action where it acts.
    """
    name = key.key
    if "+" not in name:
        return key, None
    if is_text and name in TEXT_KEYS:
        return _renamed(key, TEXT_KEYS[name]), None
    if is_bound(name):
        return _renamed(key, name), None
    if isinstance(key, AltKey):
        return Key("escape", ESCAPE), key.after
    *modifiers, last = name.split("+")
    if last in _TYPED and "alt" not in modifiers:
        return _renamed(key, "shift+tab" if name == "ctrl+shift+tab" else last), None
    return key, None


def _renamed(key: Key, name: str) -> Key:
    """Return a key that came at the same time."""
    renamed = Key(name, _TYPED.get(name))
    renamed.time = key.time
    return renamed

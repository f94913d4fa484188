"""The names of keys: as users write them in settings, in the list of keys, and in the footer."""

from textual.keys import key_to_character

from bmc_tui.ui.terminal.typed_text import key_of

_CURSOR_KEYS = {
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "insert",
    "delete",
    "pageup",
    "pagedown",
}
_FUNCTION_KEYS = {f"f{number}" for number in range(1, 13)}
_EDITING_KEYS = {"enter", "escape", "tab", "space", "backspace"}
_MODIFIERS = {"alt", "ctrl", "shift"}

_CTRL_LETTERS = set("abcdefgjklnopqrstuvwxyz")
"""The letters that are a distinct key with ctrl: in every terminal ctrl+h is Backspace,
ctrl+i is Tab and ctrl+m is Enter."""

_UNSENT_WITH_ALT = {*"[]OPX^_", "escape"}
"""The keys that with Alt, sent as Escape and the key, are the start of a sequence or Escape itself:
ECMA-48, 5.3."""

_ALIASES = {
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
"""Textual's names by other names that users write, or see on the screen."""

_LONG_NAMES = {
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
    **{name: name.upper() for name in _FUNCTION_KEYS},
}

"""The names in the list of keys, by Textual's names."""

_SHORT_NAMES = {"enter": "⏎"}
"""The names in the footer, where they are not the long names."""

_CHARACTERS = {
    "slash": "/",
    "backslash": "\\",
    "at": "@",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
}
"""The characters of keys with a name that `key_to_character` does not know."""


def parse_key(text: str) -> str | None:
    """Return Textual's name of a key.

    Args:
        text: The key as users write it, such as `y`, `?`, `F5`, `Ctrl+O` or `alt+up`.

    Returns:
        The name; None for a key that a plain xterm cannot send, even if terminals with an
        extended protocol can.
    """
    if len(text) == 1:
        return _ALIASES.get(text) or (key_of(text).key if text.isprintable() else None)
    if text.endswith("++"):
        text = f"{text[:-1]}plus"
    *prefix, last = text.replace("^", "ctrl+", 1).split("+")
    modifiers = {part.casefold() for part in prefix}
    key = last if len(last) == 1 else last.casefold()
    key = _ALIASES.get(key, key)
    if not modifiers <= _MODIFIERS or len(modifiers) != len(prefix):
        return None
    if key in _CURSOR_KEYS | _FUNCTION_KEYS:
        is_sent = True
    elif key == "tab":
        is_sent = modifiers in (set(), {"shift"})
    elif modifiers == {"ctrl"}:
        key = key.casefold()
        is_sent = key in _CTRL_LETTERS
    elif modifiers == {"alt"} and (character_of(key) or key) in _UNSENT_WITH_ALT:
        is_sent = False
    else:
        key = key_of(key).key if len(key) == 1 else key
        is_known = key in _EDITING_KEYS or character_of(key) is not None
        is_sent = is_known and modifiers <= {"alt"}
    return "+".join([*sorted(modifiers), key]) if is_sent else None


def character_of(key: str) -> str | None:
    """Return the character that a key types; None if it types none."""
    character = _CHARACTERS.get(key) or key_to_character(key)
    return character if character and character.isprintable() else None


def long_name(key: str) -> str:
    """Return the name of a key in the list of keys, such as `Ctrl+B`."""
    *modifiers, last = key.split("+")
    name = _LONG_NAMES.get(last) or character_of(last) or last
    return "+".join(
        [
            *(_LONG_NAMES[part] for part in modifiers),
            name.upper() if modifiers and len(name) == 1 else name,
        ]
    )


def short_name(key: str) -> str:
    """Return the name of a key in the footer, such as `^b`."""
    *modifiers, last = key.split("+")
    name = _SHORT_NAMES.get(last) or _LONG_NAMES.get(last) or character_of(last) or last
    if last in _LONG_NAMES and last not in _FUNCTION_KEYS:
        name = name.lower()
    if modifiers == ["ctrl"] and name not in "←→↑↓":
        return f"^{name}"
    return "+".join([*modifiers, name])

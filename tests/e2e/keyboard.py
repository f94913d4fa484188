"""The bytes that xterm sends for a key, by the name that Textual gives the key.

Source: xterm's control sequences, "PC-Style Function Keys" and "VT220-Style Function Keys".
"""

ESCAPE_PAUSE_S = 0.25
"""The pause after Escape: bytes that follow immediately make it the start of a sequence."""

_CURSOR_FINALS = {"up": "A", "down": "B", "right": "C", "left": "D", "end": "F", "home": "H"}
_FUNCTION_FINALS = {"f1": "P", "f2": "Q", "f3": "R", "f4": "S"}
_TILDE_NUMBERS = {"insert": 2, "delete": 3, "pageup": 5, "pagedown": 6}
_TILDE_NUMBERS |= {
    "f5": 15,
    "f6": 17,
    "f7": 18,
    "f8": 19,
    "f9": 20,
    "f10": 21,
    "f11": 23,
    "f12": 24,
}
_FIXED = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "backspace": "\x7f",
    "space": " ",
}
_MODIFIER_BITS = {"shift": 1, "alt": 2, "ctrl": 4}


def bytes_of(name: str) -> bytes:
    """Return the bytes that the terminal sends for a key.

    Args:
        name: A character as it is, or a name such as `enter`, `shift+tab`, `ctrl+b`, `alt+down`.

    Raises:
        ValueError: There is no such key.
    """
    if len(name) == 1 or name in _FIXED:
        return _FIXED.get(name, name).encode()
    *modifiers, key = name.split("+")
    code = 1 + sum(_MODIFIER_BITS[modifier] for modifier in modifiers)
    if key in _TILDE_NUMBERS:
        return f"\x1b[{_TILDE_NUMBERS[key]}{f';{code}' if modifiers else ''}~".encode()
    if letter := _CURSOR_FINALS.get(key) or _FUNCTION_FINALS.get(key):
        if modifiers:
            return f"\x1b[1;{code}{letter}".encode()
        return f"\x1b{'O' if key in _FUNCTION_FINALS else '['}{letter}".encode()
    if modifiers == ["ctrl"] and len(key) == 1 and "`" < key < "{":
        return bytes([ord(key) & 0x1F])
    if modifiers == ["alt"]:
        return b"\x1b" + bytes_of(key)
    raise ValueError(f"no such key: {name}")

"""Alt and a letter, which a terminal sends as Escape and that letter: the keys that words have."""

from textual.events import Key

from bmc_tui.ui.terminal.input import ESCAPE
from bmc_tui.ui.terminal.typed_text import key_of

_WORD_KEYS = {"alt+b": "ctrl+left", "alt+f": "ctrl+right", "alt+d": "alt+delete"}
"""The keys that do the same in a text as these do in readline: a word back, a word further, and
delete a word."""


def split_alt_key(key: Key, *, is_text: bool) -> tuple[Key, Key | None]:
    """Return the keys that Alt and a letter stand for: one in a text, elsewhere two.

    Who presses Escape and then a letter at once sends the same, and means both outside of a text.

    Args:
        key: Any key.
        is_text: Whether it acts on a text.
    """
    if key.key not in _WORD_KEYS:
        return key, None
    if is_text:
        return Key(_WORD_KEYS[key.key], None), None
    return Key("escape", ESCAPE), key_of(key.key[-1])

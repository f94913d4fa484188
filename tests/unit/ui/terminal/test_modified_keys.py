"""Which key a key with a modifier becomes if nothing is bound to it."""

import pytest
from textual.events import Key

from bmc_tui.ui.terminal.modified_keys import AltKey, resolve_key


@pytest.mark.parametrize(
    ("key", "is_text", "bound", "names"),
    [
        (Key("shift+enter", None), False, "", ["enter"]),
        (Key("ctrl+enter", None), True, "", ["enter"]),
        (Key("shift+backspace", None), True, "", ["backspace"]),
        (Key("ctrl+shift+tab", None), True, "", ["shift+tab"]),
        (Key("shift+tab", None), True, "shift+tab", ["shift+tab"]),
        (Key("ctrl+backspace", None), True, "ctrl+backspace", ["ctrl+w"]),
        (AltKey("\x7f"), True, "alt+backspace", ["ctrl+w"]),
        (AltKey("b"), True, "", ["ctrl+left"]),
        (AltKey("b"), False, "", ["escape", "b"]),  # Escape and b, at once
        (AltKey("x"), False, "alt+x", ["alt+x"]),
        (AltKey("\r"), True, "", ["escape", "enter"]),
        (Key("alt+x", None), False, "", ["alt+x"]),  # which does nothing
        (Key("alt+enter", None), False, "", ["alt+enter"]),
    ],
)
def test_a_key_acts_as_it_is_meant(
    key: Key, *, is_text: bool, bound: str, names: list[str]
) -> None:
    found = resolve_key(key, is_text=is_text, is_bound=lambda name: name == bound)
    assert [each.key for each in found if each] == names
    assert type(found[0]) is Key


def test_enter_with_shift_has_the_character_of_enter() -> None:
    assert (
        resolve_key(Key("shift+enter", None), is_text=True, is_bound=lambda _: False)[0].character
        == "\r"
    )

"""Text that arrived at once, as from a paste that the terminal did not mark."""

from textual.events import Key, Paste
from textual.keys import _character_to_key


class Burst(Paste):
    """Text for whoever takes text; anybody else gets it key by key.

    It stands for the keys: where it is taken, it is taken as typed.

    Args:
        text: What arrived.
        keys: How many of its keys were given already to widgets that take no text.
    """

    def __init__(self, text: str, keys: int = 0) -> None:
        super().__init__(text)
        self.keys = keys

    def split(self) -> tuple[Key, "Burst | None"]:
        """Return its first key and the rest, if there is one."""
        first, rest = self.text[0], self.text[1:]
        if (first, rest[:1]) == ("\r", "\n"):
            rest = rest[1:]
        name = {"\r": "enter", "\n": "ctrl+j", "\t": "tab"}.get(first) or _character_to_key(first)
        return Key(name, first), Burst(rest, self.keys + 1) if rest else None

"""Messages that are fitted on one row by shortening what they quote, if that is enough."""

from rich.cells import cell_len

from bmc_tui.guide import Guide
from bmc_tui.render.wrap import truncate, truncate_title

_QUOTED = ("text", "now", "title", "name", "section")
"""The placeholders that stand for a text of the user, which may be long."""

_MIN_QUOTED_CELLS = 12
"""Minimum number of cells of such a text that are shown."""

MARGIN_CELLS = 2
"""Cells of a row beside a message."""


def fitted_message(guide: Guide, key: str, width: int, /, **values: object) -> str:
    """Return a message, with what it quotes truncated if that makes it fit on one row.

    Args:
        guide: The language.
        key: Its key in the catalogue.
        width: The columns of the screen.
        values: The values of its placeholders.
    """
    message, shorter = guide.say(key, **values), dict(values)
    for name in _QUOTED:
        over = cell_len(message) - (width - MARGIN_CELLS)
        if over > 0 and isinstance(text := values.get(name), str):
            cells = cell_len(text)
            shorten = truncate_title if name == "title" else truncate
            shorter[name] = shorten(text, max(min(cells, _MIN_QUOTED_CELLS), cells - over))
            message = guide.say(key, **shorter)
    has_room = cell_len(message) <= width - MARGIN_CELLS
    return message if has_room else guide.say(key, **values)

"""The title of a copy of a canvas, which no other canvas has."""

from collections.abc import Collection
from itertools import count

from bmc_tui.guide import Guide


def copy_title(title: str, taken: Collection[str], guide: Guide) -> str:
    """Return the title of a copy: `Bakery (copy)`, and for the next ones `Bakery (copy 2)`.

    Args:
        title: The title of the canvas that is copied.
        taken: The existing titles.
        guide: The language.
    """
    shown = guide.canvas_title(title)
    first = guide.say("shelf.copy_of", title=shown)
    if first not in taken:
        return first
    titles = (guide.say("shelf.nth_copy_of", title=shown, n=n) for n in count(2))
    return next(each for each in titles if each not in taken)

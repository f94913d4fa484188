"""Where the canvases are kept, told once to whoever makes use of them: with the first copy."""

from contextlib import suppress

from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store.errors import StoreError
from bmc_tui.store.shelf import Shelf


def where_it_lives(shelf: Shelf, guide: Guide) -> str:
    """Return what is told of the file, on a line of its own, the first time; after that nothing."""
    # A file that can't be written is told when there is something to be written.
    with suppress(StoreError):
        if shelf.tell_once("data"):
            return "\n" + guide.say("clipboard.data", file=clean(str(shelf.path)))
    return ""

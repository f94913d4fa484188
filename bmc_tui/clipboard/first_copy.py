"""Builds the notice of where the data file is, which the first copy shows once."""

from contextlib import suppress

from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store.errors import StoreError
from bmc_tui.store.shelf import Shelf


def first_copy_notice(shelf: Shelf, guide: Guide) -> str:
    """Return where the data file is, on a line of its own, at the first copy; "" after that.

    Args:
        shelf: The shelf, which records that the notice was shown.
        guide: The language.
    """
    # An unwritable file is reported when there is something to write.
    with suppress(StoreError):
        if shelf.claim_notice("data"):
            return "\n" + guide.say("clipboard.data", file=clean(str(shelf.path)))
    return ""

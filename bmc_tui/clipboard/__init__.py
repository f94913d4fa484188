"""A text on its way to a clipboard: the routes, what is known of it afterwards, and how to tell it.

The app and the command line share it; it needs no screen. pyperclip stays in `desktop`.
"""

from bmc_tui.clipboard.copy import copy
from bmc_tui.clipboard.outcome import Outcome, Reason, outcome_message

__all__ = ["Outcome", "Reason", "copy", "outcome_message"]

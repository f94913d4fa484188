"""Copies a text to the clipboard by the routes of the environment, and reports how certain it is.

The app and the command line share it; it needs no screen. Only `desktop` imports pyperclip.
"""

from bmc_tui.clipboard.copy import copy
from bmc_tui.clipboard.outcome import Outcome, Reason, outcome_message, rich_message
from bmc_tui.clipboard.rich import copy_rich

__all__ = ["Outcome", "Reason", "copy", "copy_rich", "outcome_message", "rich_message"]

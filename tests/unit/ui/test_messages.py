"""Messages are shortened to one row if a shorter quotation is enough."""

import pytest
from rich.cells import cell_len

from bmc_tui.guide import load
from bmc_tui.ui.messages import fitted_message

NOTE = "A long note about what we do for whom, and why they would ever pay for it at all"


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("key", ["note_deleted", "note_cut", "added", "not_added", "deleted"])
def test_a_long_note_is_cut_so_that_the_message_has_one_row(language: str, key: str) -> None:
    guide = load(language)
    message = fitted_message(guide, f"message.{key}", 80, text=NOTE, title=NOTE)
    assert cell_len(message) <= 78
    assert "…" in message
    assert "A long note" in message


def test_a_message_that_has_no_room_on_one_row_anyway_quotes_all() -> None:
    guide = load("en")
    message = fitted_message(guide, "message.note_missed", 60, text=NOTE, now="Short")
    assert NOTE in message

"""The amount of a note, in the editor of the installed program."""

import re
from pathlib import Path

import pytest

from tests.bench.sessions import BMC_READY
from tests.bench.timed_terminal import TimedTerminal
from tests.e2e.home_folder import run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

TYPED = "of the cart at school "
REVERSE = b"\x1b[7m"
"""How the cursor's cell is written."""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("language", "amount", "reason"),
    [
        ("en", "= € 15,000/year", "not counted: two numbers"),
        ("nl", "= € 15.000/jaar", "telt niet mee: twee getallen"),
    ],
)
def test_the_title_line_says_what_the_note_with_the_cursor_comes_to(
    tmp_path: Path, size: tuple[int, int], language: str, amount: str, reason: str
) -> None:
    run_bmc(tmp_path, "new", "Campuskoffiekar de Bakfiets")
    run_bmc(tmp_path, "add", "9", "Huur van de kar #vast € 1.250/mnd")
    run_bmc(tmp_path, "add", "9", "Zegels")
    with Terminal([BMC, "--lang", language], tmp_path, size=size) as terminal:
        terminal.wait_for("Campuskoffiekar")
        terminal.keys("9", "enter", "up")
        rows = terminal.wait_for("Zegels")
        assert amount not in rows[0]
        terminal.keys("up")
        terminal.wait_for(lambda rows: amount in rows[0])
        terminal.keys(" ", "2")
        terminal.wait_for(lambda rows: reason in rows[0] and amount not in rows[0])
        terminal.keys("backspace", "down")
        terminal.wait_for(lambda rows: reason not in rows[0] and amount not in rows[0])
        terminal.keys("up")
        terminal.wait_for(lambda rows: amount in rows[0] and "Campus" in rows[0])
        terminal.keys("escape", "q")
        assert terminal.wait() == 0


def test_a_character_in_a_note_with_an_amount_does_not_write_the_amount_again(
    tmp_path: Path,
) -> None:
    run_bmc(tmp_path, "new", "Campuskoffiekar de Bakfiets")
    run_bmc(tmp_path, "add", "9", "Rent € 400/month")
    with TimedTerminal([BMC, "--lang", "en"], tmp_path, size=(80, 24)) as terminal:

        def wait_for(row: int, text: str) -> str:
            def is_shown(_: list[str]) -> bool:
                terminal.show()
                return text in terminal.screen[row]

            terminal.wait_for(is_shown)
            return terminal.screen[0]

        terminal.start(BMC_READY)
        terminal.keys("9", "enter", "up", "home")
        wait_for(0, "= € 4,800/year")
        terminal.keys(TYPED[0])
        column = wait_for(0, "saved").index("=")  # it has moved aside for "saved"
        first = len(terminal.chunks)
        for count in range(2, len(TYPED) + 1):
            terminal.keys(TYPED[count - 1])
            assert wait_for(2, f"{TYPED[:count]}Rent").index("= € 4,800/year") == column
        written = b"".join(chunk.data for chunk in terminal.chunks[first:])
    # "Saved" appears in the title line for a time; the amount next to it stays.
    assert written.count(REVERSE) >= len(TYPED) - 1
    assert not re.search(rb"= |4,8|800|/year", written)

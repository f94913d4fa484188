"""What a note comes to, in the editor of the installed program."""

from pathlib import Path

import pytest

from tests.bench.homes import make_home
from tests.bench.sessions import BMC_READY
from tests.bench.timed_terminal import TimedTerminal
from tests.e2e.home_folder import run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

ANOTHER_KEY_S = 0.15
"""Silence after which a typed character has had its effect."""


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


def test_a_character_in_a_note_with_an_amount_takes_no_more_bytes_than_in_another(
    tmp_path: Path,
) -> None:
    home = make_home(tmp_path)
    run_bmc(home, "add", "8", "Rent € 400/month")
    run_bmc(home, "add", "9", "Rent € 400/month")
    sizes = {}
    for block in "89":
        with TimedTerminal([BMC], home, size=(80, 24)) as terminal:
            terminal.start(BMC_READY)
            terminal.settle(0.5)
            for key in (block, "enter", "up", "home"):
                terminal.press(key, ANOTHER_KEY_S)
            typed = "of the cart at school "
            samples = [terminal.press(key, ANOTHER_KEY_S).bytes for key in typed]
            sizes[block] = min(sample for sample in samples if sample)  # 0: it came too late
    # The least: some characters come with "saved" in the title line, at whatever pace.
    # A row or column may have a digit more; the amount itself takes twenty bytes.
    assert 0 < sizes["9"] <= sizes["8"] + 4

"""The finding below the editor of the installed program: typed at, stepped over, and back."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block
from tests.e2e.home_folder import canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("size", "language"), [((80, 24), "en"), ((120, 40), "nl")], ids=["80x24-en", "120x40-nl"]
)
def test_the_reason_stays_while_findings_are_resolved_one_after_the_other(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    ideas, mended, good = {
        "en": ("several ideas", "no longer found", "A good answer:"),
        "nl": ("meer dan één idee", "niet meer gevonden", "Een goed antwoord:"),
    }[language]
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    for note in ("Wash; dry", "Sweep; mop", "Fill; fetch"):
        run_bmc(tmp_path, "add", "7", note)

    def bar_has(*texts: str) -> bool:
        """Tell whether the rows below the line have these texts, whatever their line breaks."""
        rows = terminal.settle()
        start = next((y for y in range(size[1] - 1, 0, -1) if "─" * 30 in rows[y][-31:]), 0)
        below = " ".join(" ".join(row[row.rfind("┃") + 1 :] for row in rows[start + 1 :]).split())
        return start > size[1] // 2 and all(text in below for text in texts)

    with Terminal([BMC, "--lang", language], tmp_path, size=size) as terminal:
        terminal.wait_for("? keys" if language == "en" else "? hulp")
        terminal.keys("r")
        while not any("“Wash; dry”" in row for row in terminal.settle()):
            terminal.keys("down")
        terminal.keys("enter")
        terminal.wait_for(lambda _: bar_has(ideas, good))
        terminal.keys(*["backspace"] * 5)
        terminal.wait_for(lambda _: bar_has(mended, good))
        terminal.keys("f8")
        terminal.wait_for(lambda _: bar_has(ideas) and not bar_has(mended))
        terminal.keys(*["backspace"] * 5)
        terminal.wait_for(lambda _: bar_has(mended))
        terminal.keys("f8")
        terminal.wait_for(lambda _: bar_has(ideas) and not bar_has(mended))
        terminal.keys("f8", "ctrl+f8")
        terminal.wait_for(lambda _: bar_has(ideas))
        terminal.keys("escape")
        rows = terminal.wait_for(lambda rows: "Review" in rows[0])
        assert any("“Fill; fetch”" in row for row in terminal.settle())
        assert not any("“Wash" in row or "“Sweep" in row for row in rows)
        terminal.keys("escape", "q")
        assert terminal.wait() == 0
    texts = canvas_in(tmp_path).texts(Block.KEY_ACTIVITIES, GENERAL)
    assert texts[-3:] == ("Wash", "Sweep", "Fill; fetch")

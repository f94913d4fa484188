"""The review of a canvas as people write it, and the ways back from its editor, as installed."""

from pathlib import Path

import pytest

from tests.e2e.home_folder import run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

MARKET = """# Market
## Customer segments
- Cafés
- Restaurants
- 25-45 years old
### Who pays?
- Restaurants
## Value propositions
- Waterproof, light, foldable
- Fresh bread at six @CAFES
## Channels
- Van @cafes
## Revenue streams
- Bread € 100/month
- Tasting € 0 per month x 300
## Cost structure
- Flour € 400/month
- Van € 9000
- Total: € 400/month
"""


def test_a_first_canvas_gets_what_is_true_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "market.md").write_text(MARKET, encoding="utf-8")
    report = run_bmc(tmp_path, "review", "market.md")
    for true in (
        "This says how customers differ",
        "“Waterproof, light, foldable”",
        "This value proposition names no segment.",
        "its price or its number is zero",
        "€ 4,800 a year goes out and € 1,200 comes in",
    ):
        assert true in report
    for untrue in (
        "Who pays, and who",
        "has no value",
        "@years-old",
        "no segment @caf",
    ):
        assert untrue not in report


def test_escape_leads_back_to_the_matrix_and_the_keys_are_those_of_the_screen(
    tmp_path: Path,
) -> None:
    (tmp_path / "market.md").write_text(MARKET, encoding="utf-8")
    run_bmc(tmp_path, "import", "market.md")
    with Terminal([BMC], tmp_path, size=(80, 24)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("C")
        terminal.wait_for("No phase yet")
        terminal.keys("?")
        rows = terminal.wait_for("In the matrix of channels")
        assert any("To the segment on the left" in row for row in rows)
        terminal.keys("escape")
        terminal.wait_for("No phase yet")
        terminal.keys("enter")
        terminal.wait_for("3 Channels")
        terminal.keys("escape")
        terminal.wait_for("No phase yet")
        terminal.keys("L")
        terminal.wait_for("Nog geen fase")
        terminal.keys("escape", "q")
        assert terminal.wait() == 0

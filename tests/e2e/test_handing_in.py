"""A canvas is said to be for whom and by whom in a real terminal, and handed in without tokens."""

from pathlib import Path

import pytest

from tests.e2e.home_folder import run_bmc
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.test_app_in_terminal import READY

pytestmark = pytest.mark.slow


def test_particulars_are_typed_with_the_title_and_are_on_what_is_handed_in(
    tmp_path: Path,
) -> None:
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("t")
        terminal.wait_for("Title (↓ by whom, date):")
        terminal.send(" 2")
        terminal.wait_for("Campus coffee cart 2")
        terminal.keys("down")
        terminal.wait_for("Designed for (↑↓):")
        terminal.send("The bank")
        terminal.wait_for("Designed for (↑↓): The bank")
        terminal.keys("down")
        terminal.wait_for("Designed by (↑↓):")
        terminal.send("Ann & Bo\r")
        terminal.wait_for(READY)
        terminal.keys("q")
        assert terminal.wait() == 0
    written = run_bmc(tmp_path, "export", "--clean")
    assert written.startswith(
        "# Campus coffee cart 2\n\n- Designed for: The bank\n- Designed by: Ann & Bo\n\n"
    )
    assert "- A better cup than the machine gives (for staff)\n" in written
    assert "@" not in written
    assert "#direct" not in written
    run_bmc(tmp_path, "export", "-o", "plan.docx", "--force")
    run_bmc(tmp_path, "import", "plan.docx")
    assert "- Designed by: Ann & Bo\n" in run_bmc(tmp_path, "export")

"""`bmc help`, with commands and with topics of the manual."""

from bmc_tui.cli.arguments import COMMAND_NAMES
from bmc_tui.manual import TOPICS
from tests.unit.cli.invoke import Bmc


def test_help_shows_a_command_a_topic_both_or_what_there_is(bmc: Bmc) -> None:
    assert bmc("help", "list").out == bmc("list", "--help").out
    assert bmc("help", "Settings").out.startswith("Settings\n\n")
    both = bmc("help", "import").out
    assert both.startswith("usage: bmc import")
    assert "\nImport and paste\n" in both
    all_ = bmc("help").out
    assert [name for name in (*COMMAND_NAMES, *TOPICS) if f" {name} " not in all_] == []
    code, out, err = bmc("help", "money\x1b[2J")
    assert (code, out) == (2, "")
    assert "no command or topic “money" in err
    assert "\x1b" not in err

"""`bmc help`, with commands and with topics of the manual."""

from bmc_tui.cli.arguments import COMMAND_NAMES
from bmc_tui.cli.help.topics import printed
from bmc_tui.manual import TOPICS
from bmc_tui.manual.lines import line_text, topic_lines
from bmc_tui.manual.markup import parse
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


def test_keys_are_bold_on_a_terminal_and_plain_in_a_pipe() -> None:
    (line,) = topic_lines("", parse("Press `a` now"), 40)
    assert printed(line, has_bold=True) == "  Press \x1b[1ma\x1b[22m now"
    assert printed(line, has_bold=False) == line_text(line) == "  Press a now"

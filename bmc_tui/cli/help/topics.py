"""`bmc help`: the help of a command, a topic of the manual, or what there is of both."""

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from bmc_tui.cli.arguments import COMMAND_NAMES
from bmc_tui.cli.errors import UsageError
from bmc_tui.cli.overview import overview, terminal_columns
from bmc_tui.cli.parsers import build_parser
from bmc_tui.cli.suggestions import meant
from bmc_tui.guide import Guide
from bmc_tui.manual import TOPICS, read_topic
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf

if TYPE_CHECKING:
    from bmc_tui.render.roles import Line

_BOLD, _PLAIN = "\x1b[1m", "\x1b[22m"
"""What begins and ends bold text on a terminal."""

_MAX_COLUMNS = 100
"""The most cells of a line, which the eye still follows back."""


def help_command(args: Namespace, guide: Guide, _shelf: Shelf) -> str:
    """Return the help of a command and the topic of that name, whichever there are.

    Raises:
        UsageError: There is neither.
    """
    if not args.topic:
        return f"{overview(guide.say)}\n{topic_list(guide)}"
    name = args.topic.casefold()
    help_ = [build_parser(name, guide).format_help()] if name in COMMAND_NAMES else []
    text = [topic(name, guide)] if name in TOPICS else []
    if help_ or text:
        return "\n".join(help_ + text)
    near = meant(name, (*COMMAND_NAMES, *TOPICS))
    key = "cli.near_topic" if near else "cli.unknown_topic"
    raise UsageError(key, text=clean(args.topic), name=near, topics=TOPICS)


def topic(name: str, guide: Guide) -> str:
    """Return a topic laid out for the terminal."""
    from bmc_tui.manual.lines import topic_lines

    width = min(terminal_columns(), _MAX_COLUMNS)
    has_bold = sys.stdout is not None and sys.stdout.isatty()
    lines = topic_lines(*read_topic(name, guide.language), width)
    return "".join(f"{printed(line, has_bold=has_bold)}\n" for line in lines)


def printed(line: "Line", *, has_bold: bool) -> str:
    """Return a line of a topic as it is printed: on a terminal with keys and commands in bold."""
    from bmc_tui.render.roles import Role

    return "".join(
        f"{_BOLD}{run.text}{_PLAIN}" if has_bold and run.role is not Role.NOTE else run.text
        for run in line
    ).rstrip()


def topic_list(guide: Guide) -> str:
    """Return the topics with their titles."""
    cells = max(map(len, TOPICS))
    titles = (f"  {name:<{cells}}  {read_topic(name, guide.language)[0]}" for name in TOPICS)
    return "\n".join((guide.say("cli.topics"), *titles)) + "\n"

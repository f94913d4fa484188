"""`bmc help`: the help of a command, a topic of the manual, or what there is of both."""

from argparse import Namespace

from bmc_tui.cli.arguments import COMMAND_NAMES
from bmc_tui.cli.errors import UsageError
from bmc_tui.cli.overview import overview, terminal_columns
from bmc_tui.cli.parsers import build_parser
from bmc_tui.cli.suggestions import meant
from bmc_tui.guide import Guide
from bmc_tui.manual import TOPICS, read_topic
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf

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
    from bmc_tui.manual.lines import line_text, topic_lines

    width = min(terminal_columns(), _MAX_COLUMNS)
    lines = topic_lines(*read_topic(name, guide.language), width)
    return "".join(f"{line_text(line).rstrip()}\n" for line in lines)


def topic_list(guide: Guide) -> str:
    """Return the topics with their titles."""
    cells = max(map(len, TOPICS))
    titles = (f"  {name:<{cells}}  {read_topic(name, guide.language)[0]}" for name in TOPICS)
    return "\n".join((guide.say("cli.topics"), *titles)) + "\n"

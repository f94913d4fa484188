"""The manual page: the help of every command and the topics of the manual, as one page for `man`.

It uses the macros of man(7) and only ASCII: other characters are written as their Unicode names,
which groff and mandoc both understand.
"""

from argparse import Namespace
from collections.abc import Iterator

from bmc_tui import __version__
from bmc_tui.cli.arguments import ARGUMENTS, COMMAND_NAMES, COMMON_OPTIONS, Argument
from bmc_tui.cli.parsers import usage_line
from bmc_tui.guide import Guide
from bmc_tui.manual import TOPICS, read_topic
from bmc_tui.manual.markup import (
    TopicBlock,
    TopicCode,
    TopicHeading,
    TopicParagraph,
    TopicTable,
    TopicText,
)
from bmc_tui.store import Shelf

_ROFF_ESCAPES = {
    "\\": r"\[rs]",
    "-": r"\-",
    "'": r"\[aq]",
    "`": r"\[ga]",
    "^": r"\[ha]",
    "~": r"\[ti]",
    '"': r"\[dq]",
}
"""The ASCII characters that roff interprets or prints as other characters."""

_ENVIRONMENT_VARIABLES = ("BMC_FILE", "BMC_CONFIG", "VISUAL", "LC_ALL", "NO_COLOR")
_EXIT_CODES = (0, 1, 2)


def man_command(_args: Namespace, guide: Guide, _shelf: Shelf) -> str:
    """Return the manual page in the user's language."""
    return page(guide)


def page(guide: Guide) -> str:
    """Return the manual page in a language."""
    return "".join(f"{line}\n" for line in _lines(guide))


def _lines(guide: Guide) -> Iterator[str]:
    """Yield the lines of the page."""
    say = guide.say
    about = say("cli.about.bmc")
    yield f'.TH BMC 1 "" "bmc {__version__}" "{_escape(say("manual.book"))}"'
    yield ".ad l"  # or a long usage is stretched to the margin, and a search for it fails
    yield from _section("name", guide)
    yield rf"bmc \- {_escape(about.partition('.')[0])}"
    yield from _section("synopsis", guide)
    yield rf"\fBbmc\fR [{_escape(say('cli.name.command'))}] \[u2026]"
    yield from _section("description", guide)
    yield _text_line(say("manual.about"))
    yield from _section("commands", guide)
    for name in COMMAND_NAMES:
        yield from _command(name, guide)
    yield from _section("options", guide)
    for argument in COMMON_OPTIONS:
        yield from _argument(argument, guide)
    for name, help_key in (("-V, --version", "cli.help.version"), ("-h, --help", "argparse.help")):
        yield from (".TP", rf"\fB{_escape(name)}\fR", _text_line(say(help_key)))
    yield from _section("environment", guide)
    for name in _ENVIRONMENT_VARIABLES:
        yield from (".TP", rf"\fB{name}\fR", _text_line(say(f"manual.variable.{name}")))
    yield from _section("status", guide)
    for code in _EXIT_CODES:
        yield from (".TP", rf"\fB{code}\fR", _text_line(say(f"manual.code.{code}")))
    for name in TOPICS:
        title, blocks = read_topic(name, guide.language)
        yield f".SH {_escape(title)}"
        for block in blocks:
            yield from _block(block)


def _section(name: str, guide: Guide) -> Iterator[str]:
    """Yield the heading of a section."""
    yield f".SH {_escape(guide.say(f'manual.section.{name}'))}"


def _command(name: str, guide: Guide) -> Iterator[str]:
    """Yield the usage, the purpose, the arguments and the examples of a command."""
    # A long line is justified: the space in the command's name stays one.
    usage = _escape(usage_line(name, guide)).replace(" ", r"\ ", 1)
    yield f'.SS "{usage}"'
    about = guide.say(f"cli.about.{name}")
    yield _text_line(f"{about[0].upper()}{about[1:]}.")
    for argument in ARGUMENTS[name]:
        yield from _argument(argument, guide)
    yield ".PP"
    yield ".EX"
    yield from (_text_line(line) for line in guide.say(f"cli.example.{name}").splitlines())
    yield ".EE"


def _argument(argument: Argument, guide: Guide) -> Iterator[str]:
    """Yield an argument as an item of a list."""
    value = guide.say(f"cli.name.{argument.metavar_key}") if argument.metavar_key else ""
    choices = tuple(argument.choices(guide)) if argument.choices else ()
    if not argument.name.startswith("-"):
        name = rf"\fI{_escape(value)}\fR"
    else:
        names = ", ".join(filter(None, (argument.short_name, argument.name)))
        value = value or "|".join(choices)
        name = rf"\fB{_escape(names)}\fR" + (rf" \fI{_escape(value)}\fR" if value else "")
    yield from (".TP", name, _text_line(guide.say(f"cli.help.{argument.help_key}", names=choices)))


def _block(block: TopicBlock) -> Iterator[str]:
    """Yield a block of a topic."""
    match block:
        case TopicHeading(text):
            yield f".SS {_escape(text)}"
        case TopicCode(lines):
            yield from (".PP", ".EX", *map(_text_line, lines), ".EE")
        case TopicParagraph(spans, is_item):
            yield r".IP \[bu] 2" if is_item else ".PP"
            yield _styled(spans)
        case TopicTable():
            for name, spans in block.pairs():
                yield from (".TP", _styled(name), _styled(spans))


def _styled(spans: TopicText) -> str:
    """Return a line of text with code and bold words in bold."""
    line = "".join(
        rf"\fB{_escape(span.text)}\fR" if span.style else _escape(span.text) for span in spans
    )
    return rf"\&{line}"


def _text_line(text: str) -> str:
    """Return a line of text, escaped so that a leading dot does not make it a request."""
    escaped = _escape(text)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def _escape(text: str) -> str:
    """Return text escaped as ASCII, from which roff prints the original."""
    return "".join(
        _ROFF_ESCAPES.get(character)
        or (character if character.isascii() else rf"\[u{ord(character):04X}]")
        for character in text
    )

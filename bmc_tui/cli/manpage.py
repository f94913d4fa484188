"""The manual page: what the help tells, as one page for `man`.

It is written with the macros of man(7), and with nothing but ASCII in it: other characters by their
Unicode names, as groff and mandoc both read them.
"""

import re
from argparse import Namespace
from collections.abc import Iterator

from bmc_tui import __version__
from bmc_tui.cli.arguments import ARGUMENTS, GENERAL, NAMES, Argument
from bmc_tui.cli.parsers import usage
from bmc_tui.guide import Guide
from bmc_tui.store import Shelf

_SPECIAL = {"\\": r"\[rs]", "-": r"\-", "'": r"\[aq]", "`": r"\[ga]", "^": r"\[ha]", "~": r"\[ti]"}
"""Characters that roff sets as others, or reads as its own."""

_VARIABLES = ("BMC_FILE", "BMC_CONFIG", "VISUAL", "LC_ALL", "NO_COLOR")
_STATUSES = (0, 1, 2)


def man(_args: Namespace, guide: Guide, _shelf: Shelf) -> str:
    """Return the manual page in the person's language."""
    return page(guide)


def page(guide: Guide) -> str:
    """Return the manual page in a language."""
    return "".join(f"{line}\n" for line in _page(guide))


def _page(guide: Guide) -> Iterator[str]:
    """Yield the lines of the page."""
    say = guide.say
    about = say("cli.about.bmc")
    yield f'.TH BMC 1 "" "bmc {__version__}" "{_text(say("manual.book"))}"'
    yield from _section("name", guide)
    yield rf"bmc \- {_text(about.partition('.')[0])}"
    yield from _section("synopsis", guide)
    yield rf"\fBbmc\fR [{_text(say('cli.name.command'))}] \[u2026]"
    yield from _section("description", guide)
    yield _line(say("manual.about"))
    yield from _section("commands", guide)
    for name in NAMES:
        yield from _command(name, guide)
    yield from _section("options", guide)
    for argument in GENERAL:
        yield from _argument(argument, guide)
    for name, words in (("--version", "cli.help.version"), ("--help", "argparse.help")):
        yield from (".TP", rf"\fB{_text(name)}\fR", _line(say(words)))
    yield from _section("environment", guide)
    for name in _VARIABLES:
        yield from (".TP", rf"\fB{name}\fR", _line(say(f"manual.variable.{name}")))
    yield from _section("status", guide)
    for code in _STATUSES:
        yield from (".TP", rf"\fB{code}\fR", _line(say(f"manual.code.{code}")))


def _section(name: str, guide: Guide) -> Iterator[str]:
    """Yield the heading of a section."""
    yield f".SH {_text(guide.say(f'manual.section.{name}'))}"


def _command(name: str, guide: Guide) -> Iterator[str]:
    """Yield what there is to know of a command."""
    yield f'.SS "{_text(usage(name, guide))}"'
    about = guide.say(f"cli.about.{name}")
    yield _line(f"{about[0].upper()}{about[1:]}.")
    for argument in ARGUMENTS[name]:
        yield from _argument(argument, guide)
    yield ".PP"
    yield ".EX"
    yield from (_line(line) for line in guide.say(f"cli.example.{name}").splitlines())
    yield ".EE"


def _argument(argument: Argument, guide: Guide) -> Iterator[str]:
    """Yield what a command takes, as an item of a list."""
    value = guide.say(f"cli.name.{argument.metavar}") if argument.metavar else ""
    choices = tuple(argument.choices(guide)) if argument.choices else ()
    if not argument.name.startswith("-"):
        name = rf"\fI{_text(value)}\fR"
    else:
        names = ", ".join(filter(None, (argument.short, argument.name)))
        value = value or "|".join(choices)
        name = rf"\fB{_text(names)}\fR" + (rf" \fI{_text(value)}\fR" if value else "")
    yield from (".TP", name, _line(guide.say(f"cli.help.{argument.words}", names=choices)))


def _line(text: str) -> str:
    """Return a line of text: one that starts as a request does is none."""
    escaped = _text(text)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped


def _text(text: str) -> str:
    """Return text with every character as it is to be read."""
    text = re.sub(r"[\\'`^~-]", lambda found: _SPECIAL[found[0]], text).replace('"', r"\[dq]")
    return "".join(
        character if character.isascii() else rf"\[u{ord(character):04X}]" for character in text
    )

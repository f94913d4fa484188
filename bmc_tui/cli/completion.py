"""Completion in bash, zsh and fish: the script for each, and what could come next in a line.

The scripts, the reading of the line and the quoting are argcomplete's: on each Tab the shell runs
`bmc` with `_ARGCOMPLETE` and the line in its environment. A title is data to all of them.
"""

import os
from argparse import Action, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

from argcomplete.completers import SuppressCompleter
from argcomplete.finders import ExclusiveCompletionFinder
from argcomplete.lexers import split_line
from argcomplete.shell_integration import shellcode

from bmc_tui.cli.arguments import Argument
from bmc_tui.cli.parsers import tree, value_of
from bmc_tui.config import Config
from bmc_tui.guide import Guide, TellableError, find_block, languages, load
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import handles
from bmc_tui.store import SHORT_ID, Entry, Shelf, data_file
from bmc_tui.store.lookup import SHORTEST_ID

_LONGEST = 60
"""Characters of a title that is offered; a longer one is offered by its id."""

Offers = Mapping[str, str]
"""What could be typed, each with what it is."""


def completion(args: Namespace, _guide: Guide, _shelf: Shelf) -> str:
    """Return the script that makes a shell complete what follows `bmc`."""
    script = shellcode(
        ["bmc", "bmc-tui"],
        shell=args.shell,
        # Nothing of the shell's own where there is nothing to offer: a title is no file's name.
        complete_arguments=("-o", "nospace"),
    )
    return script.lstrip()


def typed() -> Sequence[str]:
    """Return the words of the line before the one that is completed, without the program."""
    line, point = os.environ.get("COMP_LINE", ""), os.environ.get("COMP_POINT", "")
    *_, words, _at = split_line(line, int(point) if point.isdecimal() else len(line))
    return words[1:]


def answer(guide: Guide, config: Config, words: Sequence[str]) -> NoReturn:
    """Tell the shell what could come next, and end.

    Args:
        guide: The language to speak.
        config: What is set.
        words: What was typed before, see `typed`.
    """
    file = data_file(value_of(words, "--file") or None, os.environ, config.settings.file)
    shelf = Shelf(file, lambda: datetime.now(UTC))

    def offer(action: Action, argument: Argument) -> None:
        offers = OFFERS.get(argument.completed)
        if offers is None:
            return

        def complete(prefix: str, parsed_args: Namespace, **_: Any) -> Offers:
            try:
                return dict(offers(_Asked(prefix, parsed_args, guide, shelf)))
            except TellableError:  # a file that can't be read: the command itself will tell
                return {}

        action.completer = complete  # type: ignore[attr-defined] # where argcomplete looks for it

    parser = tree(guide, offer)
    _Finder()(
        parser,
        always_complete_options=False,
        default_completer=SuppressCompleter(),
        validator=_fits,
    )
    raise SystemExit(1)  # argcomplete has ended the process


class _Finder(ExclusiveCompletionFinder):
    """Argcomplete's finder, but that quotes what it leaves unquoted at the start of a word."""

    def quote_completions(
        self, completions: list[str], cword_prequote: str, last_wordbreak_pos: int | None
    ) -> list[str]:
        """Return the completions as the shell is to have them in the line."""
        quoted = super().quote_completions(completions, cword_prequote, last_wordbreak_pos)
        if cword_prequote or os.environ.get("_ARGCOMPLETE_SHELL") == "fish":
            return quoted
        # A comment, somebody's home, a command's path, a former command.
        return [f"\\{each}" if each[:1] in {"#", "~", "=", "^"} else each for each in quoted]


class _Asked:
    """What is known when an offer is asked for.

    Args:
        prefix: What was typed of the word.
        args: What was typed before it.
        guide: The language.
        shelf: The canvases.
    """

    def __init__(self, prefix: str, args: Namespace, guide: Guide, shelf: Shelf) -> None:
        self.prefix = prefix
        self.args = args
        self.guide = guide
        self.shelf = shelf


def _fits(offered: str, prefix: str) -> bool:
    """Tell whether something goes on as it was begun; capitals do not matter."""
    return offered.casefold().startswith(prefix.casefold())


def _canvases(asked: _Asked) -> Iterator[tuple[str, str]]:
    """Yield the canvases by title, and by id where the title does not do."""
    return _named(asked.shelf.entries(), asked)


def _deleted(asked: _Asked) -> Iterator[tuple[str, str]]:
    """Yield the canvases in the trash so."""
    return _named(asked.shelf.trash(), asked)


def _named(entries: Sequence[Entry], asked: _Asked) -> Iterator[tuple[str, str]]:
    """Yield canvases by what names each of them alone."""
    titles = [entry.title.casefold() for entry in entries]
    for entry, title in zip(entries, titles, strict=True):
        id_, notes = entry.id[:SHORT_ID], asked.guide.count("count.note", entry.count)
        is_plain = titles.count(title) == 1 and _can_be_offered(title)
        if is_plain:
            yield entry.title, notes
        if not is_plain or (len(asked.prefix) >= SHORTEST_ID and id_.startswith(asked.prefix)):
            yield id_, f"{entry.title[:_LONGEST]} ({notes})"


def _can_be_offered(name: str) -> bool:
    """Tell whether a name is the same once it is in the line: no option, and for fish no home."""
    return 0 < len(name) <= _LONGEST and not name.startswith(("-", "~"))


def _blocks(asked: _Asked) -> Iterator[tuple[str, str]]:
    """Yield the blocks: by title, or by short name where only that goes on as it was begun."""

    def names(guide: Guide) -> Iterator[tuple[str, str]]:
        for block in BLOCKS:
            slugs = [_slug(guide.title(block)), _slug(guide.short(block))]
            name = next((each for each in slugs if _fits(each, asked.prefix)), slugs[0])
            yield name, f"{block.number} {asked.guide.title(block)}"

    return _in_a_language(names, asked)


def _sections(asked: _Asked) -> Iterator[tuple[str, str]]:
    """Yield the blocks, and the sections of the one that was typed."""
    name, slash, _ = asked.prefix.partition("/")
    blocks = [] if slash else [*_blocks(asked)]
    yield from blocks
    if not name:
        return
    try:
        block = find_block(name)
    except TellableError:
        return
    start = blocks[0][0] if blocks else name

    def names(guide: Guide) -> Iterator[tuple[str, str]]:
        for section in block.sections[1:]:
            title = guide.section_title(block, section)
            is_phase = section in block.phases
            yield f"{start}/{_slug(title) if is_phase else section.partition('.')[2]}", title

    yield from _in_a_language(names, asked)


def _in_a_language(
    names: Callable[[Guide], Iterable[tuple[str, str]]], asked: _Asked
) -> Iterator[tuple[str, str]]:
    """Yield what goes on as it was begun, in the person's language, or else in another one."""
    others = (load(each) for each in languages() if each != asked.guide.language)
    found = (
        [each for each in names(guide) if _fits(each[0], asked.prefix)]
        for guide in chain([asked.guide], others)
    )
    yield from next(filter(None, found), [])


def _versions(asked: _Asked) -> Iterator[tuple[str, str]]:
    """Yield the versions of the canvas by number, and by name where they have one."""
    name = getattr(asked.args, "canvas", None)
    id_ = asked.shelf.find(name).id if name else asked.shelf.last()
    for version in asked.shelf.versions.of(id_) if id_ else ():
        made = f"{version.made.astimezone():%Y-%m-%d %H:%M}"
        yield str(version.number), f"{made}  {version.name}".rstrip()
        if _can_be_offered(version.name):
            yield version.name, f"{version.number}  {made}"


def _segments(asked: _Asked) -> Iterator[tuple[str, str]]:
    """Yield the segments of the canvas by handle."""
    canvas = _canvas(asked)
    for segment in handles(canvas) if canvas else ():
        yield segment.handle, segment.note_text[:_LONGEST]


def _canvas(asked: _Asked) -> Canvas | None:
    """Return the canvas that the command is about."""
    name = getattr(asked.args, "canvas", None)
    id_ = asked.shelf.find(name).id if name else asked.shelf.last()
    return asked.shelf.load(id_).canvas if id_ else None


def _files(asked: _Asked) -> Iterator[tuple[str, str]]:
    """Yield the files and folders that go on as it was begun."""
    folder, start = os.path.split(asked.prefix)
    try:
        found = sorted(os.scandir(Path(folder or ".").expanduser()), key=lambda each: each.name)
    except OSError:
        return
    for each in found:
        if each.name.startswith(start) and (start or not each.name.startswith(".")):
            yield os.path.join(folder, each.name) + "/" * each.is_dir(), ""  # noqa: PTH118 - as typed


def _formats(asked: _Asked) -> Iterator[tuple[str, str]]:
    """Yield the formats that a canvas can be written in."""
    from bmc_tui.formats import FORMATS

    for name in FORMATS:
        yield name, asked.guide.say(f"formats.{name}")


OFFERS: Mapping[str, Callable[[_Asked], Iterable[tuple[str, str]]]] = {
    "canvas": _canvases,
    "deleted": _deleted,
    "block": _blocks,
    "section": _sections,
    "segment": _segments,
    "version": _versions,
    "file": _files,
    "format": _formats,
}
"""What a shell offers, by the names that `Argument.completed` has."""


def _slug(title: str) -> str:
    """Return a title as it can be typed without quotes."""
    return title.lower().replace(" ", "-")

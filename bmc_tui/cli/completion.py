"""Shell completion for bash, zsh and fish: the script of each, and the candidates for a Tab.

The scripts, splitting the line and quoting the completions are argcomplete's: on each Tab the shell
runs `bmc` with `_ARGCOMPLETE` and the line in its environment.
"""

import os
from argparse import Action, Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any, NamedTuple, NoReturn

from argcomplete.completers import SuppressCompleter
from argcomplete.finders import ExclusiveCompletionFinder
from argcomplete.lexers import split_line
from argcomplete.shell_integration import shellcode

from bmc_tui.cli.arguments import Argument, option_value
from bmc_tui.cli.parsers import build_completion_parser
from bmc_tui.cli.shelf import open_shelf
from bmc_tui.config import Config
from bmc_tui.files import paths
from bmc_tui.guide import Guide, ReportableError, find_block, languages, load
from bmc_tui.guide.dates import local_time
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import PLACES
from bmc_tui.model.sanitize import folded
from bmc_tui.store import SHORT_ID_LENGTH, Entry, Shelf
from bmc_tui.store.lookup import MIN_ID_PREFIX_LENGTH

_MAX_TITLE_CHARACTERS = 60
"""A longer title is not completed: its canvas is completed by its id. Descriptions are cut here."""

Candidate = tuple[str, str]
"""A completion, and the description that the shell shows beside it."""


def completion_command(args: Namespace, _guide: Guide, _shelf: Shelf) -> str:
    """Return the script that makes a shell complete the arguments of `bmc`."""
    script = shellcode(
        ["bmc", "bmc-tui"],
        shell=args.shell,
        # Without `-o default`, which offers file names wherever there is no candidate.
        complete_arguments=("-o", "nospace"),
    )
    return script.lstrip()


def typed_words() -> Sequence[str]:
    """Return the words of the line before the one being completed, without the program."""
    line, point = os.environ.get("COMP_LINE", ""), os.environ.get("COMP_POINT", "")
    *_, words, _wordbreak = split_line(line, int(point) if point.isdecimal() else len(line))
    return words[1:]


def complete(guide: Guide, config: Config, words: Sequence[str]) -> NoReturn:
    """Write the completions to where argcomplete's script reads them, and end the process.

    Args:
        guide: The language of the descriptions.
        config: The settings.
        words: The earlier words of the line, see `typed_words`.
    """
    shelf = open_shelf(option_value(words, "--file") or None, config)

    def add_completer(action: Action, argument: Argument) -> None:
        completer = COMPLETERS.get(argument.completer)
        if completer is None:
            return

        def candidates(prefix: str, parsed_args: Namespace, **_: Any) -> Mapping[str, str]:
            try:
                return dict(completer(_Request(prefix, parsed_args, guide, shelf)))
            except ReportableError:  # an unreadable file: the command itself reports it
                return {}

        action.completer = candidates  # type: ignore[attr-defined] # where argcomplete looks for it

    parser = build_completion_parser(guide, add_completer)
    _QuotingFinder()(
        parser,
        always_complete_options=False,
        default_completer=SuppressCompleter(),
        validator=_matches_prefix,
    )
    raise SystemExit(1)  # not reached: argcomplete ends the process


class _QuotingFinder(ExclusiveCompletionFinder):
    """Argcomplete's finder that also escapes what is special only at the start of a word."""

    def quote_completions(
        self, completions: list[str], cword_prequote: str, last_wordbreak_pos: int | None
    ) -> list[str]:
        """Return the completions quoted for the shell's line."""
        quoted = super().quote_completions(completions, cword_prequote, last_wordbreak_pos)
        if cword_prequote or os.environ.get("_ARGCOMPLETE_SHELL") == "fish":
            return quoted
        # Else `#` starts a comment, `~` a home, `=` the path of a command, `^` a history search.
        return [f"\\{word}" if word[:1] in {"#", "~", "=", "^"} else word for word in quoted]


class _Request(NamedTuple):
    """The word to complete and the state to complete it from; given to each completer."""

    prefix: str
    """What is typed of the word."""
    args: Namespace
    """The parsed earlier words of the line."""
    guide: Guide
    shelf: Shelf

    def canvas_id(self) -> str | None:
        """Return the id of the canvas that the line names, else of the last one used, if any."""
        names = getattr(self.args, "names", None) or [getattr(self.args, "canvas", None)]
        name = names[0]
        return self.shelf.find(name).id if name else self.shelf.last_used()


def _matches_prefix(candidate: str, prefix: str) -> bool:
    """Return whether a candidate starts with the prefix; case and typography do not matter."""
    return folded(candidate).startswith(folded(prefix))


def _canvases(request: _Request) -> Iterator[Candidate]:
    """Yield the canvases by title, or by id where the title is ambiguous or unfit."""
    return _canvas_candidates(request.shelf.entries(), request)


def _deleted_canvases(request: _Request) -> Iterator[Candidate]:
    """Yield the canvases in the trash, as `_canvases`."""
    return _canvas_candidates(request.shelf.trash(), request)


def _canvas_candidates(entries: Sequence[Entry], request: _Request) -> Iterator[Candidate]:
    """Yield each canvas by its title, or by its id if the title is ambiguous or unfit.

    An id of which enough is typed is a candidate in any case.
    """
    titles = [folded(entry.title) for entry in entries]
    for entry, title in zip(entries, titles, strict=True):
        short_id = entry.id[:SHORT_ID_LENGTH]
        notes = request.guide.pluralize("count.note", entry.note_count)
        has_usable_title = titles.count(title) == 1 and _is_completable(title)
        if has_usable_title:
            yield entry.title, notes
        if not has_usable_title or (
            len(request.prefix) >= MIN_ID_PREFIX_LENGTH and short_id.startswith(request.prefix)
        ):
            yield short_id, f"{entry.title[:_MAX_TITLE_CHARACTERS]} ({notes})"


def _is_completable(name: str) -> bool:
    """Return whether a name can be completed: short, and not read as an option or as a home."""
    return 0 < len(name) <= _MAX_TITLE_CHARACTERS and not name.startswith(("-", "~"))


def _blocks(request: _Request) -> Iterator[Candidate]:
    """Yield the blocks by title, or by short name where only that matches the prefix."""

    def block_names(guide: Guide) -> Iterator[Candidate]:
        for block in PLACES:
            slugs = [_slug(guide.title(block)), _slug(guide.short_title(block))]
            matching = (slug for slug in slugs if _matches_prefix(slug, request.prefix))
            yield next(matching, slugs[0]), f"{block.number} {request.guide.title(block)}"

    return _in_first_matching_language(block_names, request)


def _sections(request: _Request) -> Iterator[Candidate]:
    """Yield the blocks, and the sections of the typed block."""
    name, slash, _ = request.prefix.partition("/")
    blocks = [] if slash else [*_blocks(request)]
    yield from blocks
    if not name:
        return
    try:
        block = find_block(name)
    except ReportableError:
        return
    block_name = blocks[0][0] if blocks else name

    def section_names(guide: Guide) -> Iterator[Candidate]:
        for section in block.sections[1:]:
            title = guide.section_title(block, section)
            is_phase = section in block.phases
            section_name = _slug(title) if is_phase else section.partition(".")[2]
            yield f"{block_name}/{section_name}", title

    yield from _in_first_matching_language(section_names, request)


def _notes(request: _Request) -> Iterator[Candidate]:
    """Yield the notes of the canvas by number."""
    if id_ := request.canvas_id():
        canvas = request.shelf.load(id_).canvas
        for block in canvas.places:
            for number, note in enumerate(canvas.notes(block), start=1):
                yield f"{block.number}.{number}", note.text[:_MAX_TITLE_CHARACTERS]


def _in_first_matching_language(
    names: Callable[[Guide], Iterable[Candidate]], request: _Request
) -> Iterator[Candidate]:
    """Yield the names that match the prefix in the user's language, else in another language."""
    other_guides = (load(code) for code in languages() if code != request.guide.language)
    candidates_by_language = (
        [candidate for candidate in names(guide) if _matches_prefix(candidate[0], request.prefix)]
        for guide in chain([request.guide], other_guides)
    )
    yield from next(filter(None, candidates_by_language), [])


def _versions(request: _Request) -> Iterator[Candidate]:
    """Yield the versions of the canvas by number, and each with a name also by its name."""
    id_ = request.canvas_id()
    for version in request.shelf.versions.of(id_) if id_ else ():
        made_at = local_time(version.made)
        yield str(version.number), f"{made_at}  {version.name}".rstrip()
        if _is_completable(version.name):
            yield version.name, f"{version.number}  {made_at}"


def _segments(request: _Request) -> Iterator[Candidate]:
    """Yield the segments of the canvas by handle."""
    if id_ := request.canvas_id():
        for segment in segments_of(request.shelf.load(id_).canvas):
            yield segment.handle, segment.note_text[:_MAX_TITLE_CHARACTERS]


def _files(request: _Request) -> Iterator[Candidate]:
    """Yield the files and folders that match the prefix; hidden ones only for a typed dot."""
    folder, name_prefix = os.path.split(request.prefix)
    try:
        entries = sorted(os.scandir(paths.expand(folder or ".")), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(name_prefix) and (name_prefix or not entry.name.startswith(".")):
            yield os.path.join(folder, entry.name) + "/" * entry.is_dir(), ""  # noqa: PTH118 - as typed


def _canvases_and_files(request: _Request) -> Iterator[Candidate]:
    """Yield the canvases, then the files, that match the prefix."""
    with suppress(ReportableError):  # an unreadable data file: files can still be completed
        yield from _canvases(request)
    yield from _files(request)


def _formats(request: _Request) -> Iterator[Candidate]:
    """Yield the formats that a canvas can be exported in."""
    from bmc_tui.cli.arguments import PROGRESS
    from bmc_tui.formats import FORMATS

    for name in FORMATS:
        yield name, request.guide.say(f"formats.{name}")
    if hasattr(request.args, "automatic"):  # an export, not a copy
        yield PROGRESS, request.guide.say(f"formats.{PROGRESS}")


def _settings(_: _Request) -> Iterator[Candidate]:
    """Yield the settings, but for the keybindings, whose names only the app knows."""
    from bmc_tui.config.config import KEY_PREFIX, SETTING_NAMES

    for name in SETTING_NAMES:
        yield (KEY_PREFIX if f"{name}." == KEY_PREFIX else name), ""


def _setting_values(request: _Request) -> Iterator[Candidate]:
    """Yield the values that the typed setting can have, if it cannot have any text."""
    from bmc_tui.config.config import choices

    for value in choices(getattr(request.args, "setting", None) or ""):
        yield value, ""


def _findings(request: _Request) -> Iterator[Candidate]:
    """Yield the rows of the canvas's review by their rules, or by number where one is typed."""
    from bmc_tui.review import review
    from bmc_tui.review.messages import group_text

    id_ = request.canvas_id()
    groups = review(request.shelf.load(id_).canvas).groups if id_ else ()
    for number, group in enumerate(groups, 1):
        what = group_text(group, request.guide).what
        yield str(number) if request.prefix.isdecimal() else group.rule, f"{number} {what}"


def _topics(request: _Request) -> Iterator[Candidate]:
    """Yield the commands, and the topics of the manual whose names are not commands."""
    from bmc_tui.cli.arguments import COMMAND_NAMES
    from bmc_tui.manual import TOPICS, read_topic

    for name in COMMAND_NAMES:
        yield name, request.guide.say(f"cli.short.{name}")
    for name in TOPICS:
        if name not in COMMAND_NAMES:
            yield name, read_topic(name, request.guide.language)[0]


COMPLETERS: Mapping[str, Callable[[_Request], Iterable[Candidate]]] = {
    "canvas": _canvases,
    "canvas_or_file": _canvases_and_files,
    "deleted": _deleted_canvases,
    "block": _blocks,
    "section": _sections,
    "note": _notes,
    "segment": _segments,
    "version": _versions,
    "finding": _findings,
    "setting": _settings,
    "value": _setting_values,
    "file": _files,
    "format": _formats,
    "topic": _topics,
}
"""The completers by the name that `Argument.completer` gives."""


def _slug(title: str) -> str:
    """Return a title in a form that needs no quotes in a shell, such as `key-partners`."""
    return title.lower().replace(" ", "-")

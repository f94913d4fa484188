"""The command that merges another file into ours, and the question about a conflict copy."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bmc_tui.cli.commands.recover import read_key, unbuffered_keys
from bmc_tui.cli.errors import CommandError
from bmc_tui.cli.output import display_title
from bmc_tui.files import paths
from bmc_tui.files.conflict_names import is_conflict_name
from bmc_tui.files.declined_copies import decline
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf
from bmc_tui.store.conflict_copies import (
    MERGED_NAME,
    ConflictCopy,
    find_conflict_copies,
    read_canvases,
    set_merged_aside,
)

if TYPE_CHECKING:
    from bmc_tui.session.file_merge import CopyMerge

_MERGE_KEY, _LATER_KEY = "1", "2"

_MAX_LISTED_COPIES = 5
"""Maximum number of conflict copies that the question names, so that it fits on the screen."""


def merge_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Merge the canvases of a file into the data file, and report what that changed.

    A file with the name that a sync tool gives is renamed; another one may be in use.

    Raises:
        CommandError: The file is the data file, or contains no canvases.
        StoreError: The data file can't be written.
    """
    from bmc_tui.session.file_merge import CopyMerge, merge_canvases_of

    shelf.entries()  # refuses a data file that is damaged or gone
    source = Path(args.source)
    real, data = paths.real(source), paths.real(shelf.path)
    file = clean(str(source))
    if real == data:
        raise CommandError("merge.same", file=file)
    theirs = read_canvases(real)
    if not theirs:
        raise CommandError("merge.not_read", file=file)
    merges = merge_canvases_of(shelf, theirs)
    is_copy = real.parent == data.parent and is_conflict_name(real.name, data)
    path = set_merged_aside(real) if is_copy else real
    lines = [] if merges else [guide.say("merge.nothing", file=file)]
    return "\n".join([*lines, *merge_report([CopyMerge(path, merges)], guide)]) + "\n"


def merge_report(merges: "Sequence[CopyMerge]", guide: Guide) -> list[str]:
    """Return all that merges did: a line for each canvas, conflict and renamed copy."""
    lines = []
    for canvas in (canvas for merge in merges for canvas in merge.canvases):
        title = display_title(canvas.title, guide)
        if canvas.is_new:
            lines.append(guide.say("merge.added", title=title))
        else:
            count = guide.pluralize("count.note", canvas.changed_note_count)
            lines.append(guide.say("merge.changed", title=title, notes=count))
        titles = [pair for pair in canvas.conflicts if pair.is_title]
        notes = [pair for pair in canvas.conflicts if not pair.is_title]
        lines += (
            "  " + guide.say("merge.both_titles", mine=pair.mine, theirs=pair.theirs)
            for pair in titles
        )
        if notes:
            wordings = tuple(f"{pair.mine} / {pair.theirs}" for pair in notes)
            lines.append("  " + guide.say("merge.both_wordings", notes=wordings))
    renamed = [merge.copy for merge in merges if MERGED_NAME.fullmatch(merge.copy.name)]
    lines += (guide.say("merge.renamed", file=clean(path.name)) for path in renamed)
    return lines


def conflict_report(guide: Guide, shelf: Shelf) -> list[str]:
    """Return a message about each conflict copy beside the data file."""
    from shlex import join

    return [
        guide.say(
            "merge.found",
            file=clean(copy.path.name),
            canvases=guide.pluralize("count.canvas", copy.canvas_count),
            remedy=clean(join(["bmc", "merge", str(copy.path), "--file", str(shelf.path)])),
        )
        for copy in find_conflict_copies(shelf.path, with_declined=True)
    ]


def prompt_for_merge(guide: Guide, shelf: Shelf, write_line: Callable[[str], None]) -> str | None:
    """Ask in the terminal whether to merge the conflict copies beside the data file.

    Args:
        guide: The language.
        shelf: The canvases of the data file.
        write_line: Writes a line to the terminal.

    Returns:
        What was merged, for the app's first message; None when the user wants to quit.

    Raises:
        StoreError: The data file can't be written.
    """
    copies = find_conflict_copies(shelf.path)
    if not copies:
        return ""
    with unbuffered_keys() as terminal:
        for copy in copies[:_MAX_LISTED_COPIES]:
            write_line(_description(copy, guide))
        if len(copies) > _MAX_LISTED_COPIES:
            rest = len(copies) - _MAX_LISTED_COPIES
            write_line(guide.say("merge.more", copies=guide.pluralize("count.copy", rest)))
        write_line(guide.say("merge.ask", merge=_MERGE_KEY, later=_LATER_KEY))
        key = read_key(terminal, (_MERGE_KEY, _LATER_KEY))
    if not key:
        return None
    if key == _LATER_KEY:
        decline(paths.real(shelf.path), [copy.path.name for copy in copies])
        return ""
    from bmc_tui.session.file_merge import merge_copies, merge_summary

    shelf.entries()  # refuses a data file that is damaged or gone
    merges = merge_copies(shelf, copies)
    for line in merge_report(merges, guide):
        write_line(line)  # the terminal shows them again when the app has ended
    return merge_summary(merges, guide)


def _description(copy: ConflictCopy, guide: Guide) -> str:
    """Return what is in a conflict copy."""
    canvases = guide.pluralize("count.canvas", copy.canvas_count)
    return guide.say("merge.copy", file=clean(copy.path.name), canvases=canvases)

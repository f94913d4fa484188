"""The command that merges another file into ours, and the question about a conflict copy."""

import os
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from bmc_tui.cli.commands.recover import read_key, unbuffered_keys
from bmc_tui.cli.errors import CommandError
from bmc_tui.cli.output import display_title
from bmc_tui.files.conflict_names import find_conflict_names
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import Shelf
from bmc_tui.store.conflict_copies import (
    ConflictCopy,
    find_conflict_copies,
    read_canvases,
    set_merged_aside,
)

_MERGE_KEY, _LATER_KEY = "1", "2"


def merge_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Merge the canvases of a file into the data file, and report what that changed.

    Raises:
        CommandError: The file is the data file, or is no file with canvases.
    """
    return "\n".join(_merge(Path(args.source), guide, shelf)) + "\n"


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
        for copy in find_conflict_copies(shelf.path)
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
        for copy in copies:
            write_line(_description(copy, guide))
        write_line(guide.say("merge.ask", merge=_MERGE_KEY, later=_LATER_KEY))
        key = read_key(terminal, (_MERGE_KEY, _LATER_KEY))
    if not key:
        return None
    if key == _LATER_KEY:
        return ""
    return " ".join(line.strip() for copy in copies for line in _merge(copy.path, guide, shelf))


def _description(copy: ConflictCopy, guide: Guide) -> str:
    """Return what a conflict copy has."""
    canvases = guide.pluralize("count.canvas", copy.canvas_count)
    return guide.say("merge.copy", file=clean(copy.path.name), canvases=canvases)


def _merge(path: Path, guide: Guide, shelf: Shelf) -> list[str]:
    """Merge a file, and rename it if it is a conflict copy; return the lines of the report.

    Raises:
        CommandError: The file is the data file, or is no file with canvases.
        StoreError: The data file can't be written.
    """
    from bmc_tui.session.file_merge import merge_canvases_of

    shelf.entries()  # refuses a data file that is damaged or gone
    real, data = Path(os.path.realpath(path)), Path(os.path.realpath(shelf.path))
    file = clean(str(path))
    if real == data:
        raise CommandError("merge.same", file=file)
    theirs = read_canvases(real)
    if not theirs:
        raise CommandError("merge.not_read", file=file)
    merges = merge_canvases_of(shelf, theirs)
    lines = []
    for merge in merges:
        title = display_title(merge.title, guide)
        if merge.is_new:
            lines.append(guide.say("merge.added", title=title))
        else:
            count = guide.pluralize("count.note", merge.changed_note_count)
            lines.append(guide.say("merge.changed", title=title, notes=count))
        titles = [pair for pair in merge.conflicts if pair.block is None]
        notes = [pair for pair in merge.conflicts if pair.block is not None]
        lines += (
            "  " + guide.say("merge.both_titles", mine=pair.mine, theirs=pair.theirs)
            for pair in titles
        )
        if notes:
            wordings = tuple(f"{pair.mine} / {pair.theirs}" for pair in notes)
            lines.append("  " + guide.say("merge.both_wordings", notes=wordings))
    if not merges:
        lines.append(guide.say("merge.nothing", file=file))
    if real in find_conflict_names(data):
        lines.append(guide.say("merge.renamed", file=clean(set_merged_aside(real).name)))
    return lines

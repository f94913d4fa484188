"""Recovery of a damaged data file: the command, and the question before the app starts."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from bmc_tui.cli.draft_report import recover_drafts
from bmc_tui.cli.errors import CommandError
from bmc_tui.cli.journal_report import recover_canvases, recover_waiting
from bmc_tui.cli.shelf import utc_now
from bmc_tui.guide import Guide
from bmc_tui.guide.dates import local_time
from bmc_tui.model.sanitize import clean
from bmc_tui.store import RefusedError, Shelf
from bmc_tui.store.errors import repair_command
from bmc_tui.store.repair import Repair, Source, apply_repair, available_repairs, find_damage

_CANCEL_KEYS = b"qQ\x1b\x04"
"""The bytes of q, Escape and Ctrl+D, which leave the file as it is. Ctrl+C interrupts."""

_SOURCE_KEYS = {Source.BACKUP: "1", Source.RESCUED: "2", Source.JOURNAL: "1"}
"""The key that picks each source at the prompt; a journal is only offered alone."""


def recover_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the sources that a damaged file can be restored from; or restore it from one.

    A sound file needs no source: what killed sessions and editors have left behind is merged into
    it.

    Raises:
        RefusedError: There is nothing to restore it from.
        CommandError: The file is sound, or the named source is not available.
    """
    error = find_damage(shelf)
    file = clean(str(shelf.path))
    if error is None:
        if args.source == Source.JOURNAL and (report := recover_waiting(guide, shelf)):
            return report + "\n"
        if args.source:
            raise CommandError("damaged.sound", file=file)
        recovered = (recover_canvases(guide, shelf), recover_drafts(guide, shelf))
        lines = [*filter(None, recovered), guide.say("damaged.sound", file=file)]
        return "\n".join(lines) + "\n"
    available = available_repairs(shelf.path, error, utc_now)
    if not available:
        raise error
    if args.source is None:
        choices = [f"{repair.source:<8} {_description(repair, guide)}" for repair in available]
        is_new = all(repair.source is Source.JOURNAL for repair in available)
        how = "damaged.how_new" if is_new else "damaged.how"
        choices += _waiting(shelf, guide, is_new=is_new)
        remedy = guide.say(how, remedy=repair_command(shelf.path))
        return "\n".join([guide.error_message(error), *choices, remedy]) + "\n"
    for repair in available:
        if repair.source == args.source:
            reports = (_restore(shelf, repair, guide), recover_canvases(guide, shelf))
            return "\n".join(filter(None, reports)) + "\n"
    raise CommandError(
        "damaged.not_there", source=args.source, file=file, remedy=repair_command(shelf.path)
    )


def prompt_for_recovery(
    error: RefusedError, guide: Guide, shelf: Shelf, write_line: Callable[[str], None]
) -> bool:
    """Ask in the terminal what to restore a damaged file from, and restore it.

    Args:
        error: Why the file is refused.
        guide: The language.
        shelf: The canvases of the file.
        write_line: Writes a line to the terminal.

    Returns:
        Whether the file was restored; if not, the user chose to leave it as it is.

    Raises:
        RefusedError: There is nothing to restore it from.
        StoreError: Restoring it failed.
    """
    repairs_by_key = {
        _SOURCE_KEYS[repair.source]: repair
        for repair in available_repairs(shelf.path, error, utc_now)
    }
    if not repairs_by_key:
        raise error
    with unbuffered_keys() as terminal:
        write_line(guide.error_message(error))
        for key, repair in repairs_by_key.items():
            write_line(f"[{key}] {_description(repair, guide)}")
        is_new = all(repair.source is Source.JOURNAL for repair in repairs_by_key.values())
        for line in _waiting(shelf, guide, is_new=is_new):
            write_line(line)
        ask = "damaged.ask_new" if is_new else "damaged.ask"
        write_line(guide.say(ask, keys="/".join(repairs_by_key)))
        chosen = repairs_by_key.get(read_key(terminal, repairs_by_key))
    if chosen is None:
        return False
    write_line(_restore(shelf, chosen, guide))
    return True


def _restore(shelf: Shelf, repair: Repair, guide: Guide) -> str:
    """Restore the file; return the report, with the copies that were kept of the damaged files."""
    kept_files = tuple(clean(str(path)) for path in apply_repair(shelf, repair, utc_now))
    if repair.source is Source.JOURNAL:
        from bmc_tui.store.journal_recovery import recover_journals

        recover_journals(shelf)  # removes those whose content is all in the file now
    return guide.say(
        "damaged.kept" if kept_files else "damaged.done",
        file=clean(str(shelf.path)),
        canvases=guide.pluralize("count.canvas", repair.canvas_count),
        notes=guide.pluralize("count.note", repair.note_count),
        kept=kept_files,
    )


def _waiting(shelf: Shelf, guide: Guide, *, is_new: bool) -> list[str]:
    """Return a line about the journals that wait for the file; none if they are what is restored.

    Args:
        shelf: The canvases of the file.
        guide: The language.
        is_new: Whether the file is made of journals.
    """
    from bmc_tui.store.journal_recovery import has_abandoned_journals

    waits = not is_new and has_abandoned_journals(shelf.path)
    return [guide.say("damaged.waits")] if waits else []


def _description(repair: Repair, guide: Guide) -> str:
    """Return when a source was written and how much is in it."""
    return guide.say(
        f"damaged.{repair.source}",
        written=local_time(repair.modified),
        canvases=guide.pluralize("count.canvas", repair.canvas_count),
        notes=guide.pluralize("count.note", repair.note_count),
    )


def read_key(terminal: int, accepted: Collection[str]) -> str:
    """Wait for one of the accepted keys and return it; "" for one of `_CANCEL_KEYS`."""
    while True:
        pressed = os.read(terminal, 1)
        if not pressed or pressed in _CANCEL_KEYS:
            return ""
        if (key := pressed.decode("latin-1")) in accepted:
            return key


@contextmanager
def unbuffered_keys() -> Iterator[int]:
    """Turn off the terminal's line buffering and echo; give its file descriptor."""
    import termios
    import tty

    terminal = sys.stdin.fileno()
    attributes = termios.tcgetattr(terminal)
    try:
        # Drops what was typed before the question: it is not an answer.
        tty.setcbreak(terminal, termios.TCSAFLUSH)
        yield terminal
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, attributes)

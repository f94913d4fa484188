"""Recovery of a damaged data file: the command, and the question before the app starts."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from bmc_tui.cli.errors import CommandError
from bmc_tui.cli.shelf import utc_now
from bmc_tui.guide import Guide
from bmc_tui.guide.dates import local_time
from bmc_tui.model.sanitize import clean
from bmc_tui.store import RefusedError, Shelf
from bmc_tui.store.errors import repair_command
from bmc_tui.store.repair import Repair, Source, apply_repair, available_repairs, find_damage

_LEAVING_KEYS = b"qQ\x1b\x04"
"""The keys that leave the file alone: q, Escape and Ctrl+D. Ctrl+C interrupts."""

_KEYS = {Source.BACKUP: "1", Source.RESCUED: "2"}


def recover_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return what a damaged file can be restored from; or restore it from one of these.

    Raises:
        RefusedError: It can be restored from nothing.
        CommandError: The file is sound, or cannot be restored from what was named.
    """
    error = find_damage(shelf)
    file = clean(str(shelf.path))
    if error is None:
        if args.source:
            raise CommandError("damaged.sound", file=file)
        return guide.say("damaged.sound", file=file) + "\n"
    available = available_repairs(shelf.path, error, utc_now)
    if not available:
        raise error
    if args.source is None:
        choices = [f"{offer.source:<8} {_description(offer, guide)}" for offer in available]
        remedy = guide.say("damaged.how", remedy=repair_command(shelf.path))
        return "\n".join([guide.error_message(error), *choices, remedy]) + "\n"
    for offer in available:
        if offer.source == args.source:
            return _restore(shelf, offer, guide) + "\n"
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
        Whether the file was restored; if not, the user wants it left alone.

    Raises:
        RefusedError: It can be restored from nothing.
        StoreError: Restoring it failed.
    """
    offers_by_key = {
        _KEYS[offer.source]: offer for offer in available_repairs(shelf.path, error, utc_now)
    }
    if not offers_by_key:
        raise error
    with _unbuffered_keys() as terminal:
        write_line(guide.error_message(error))
        for key, offer in offers_by_key.items():
            write_line(f"[{key}] {_description(offer, guide)}")
        write_line(guide.say("damaged.ask", keys="/".join(offers_by_key)))
        chosen = offers_by_key.get(_read_key(terminal, offers_by_key))
    if chosen is None:
        return False
    write_line(_restore(shelf, chosen, guide))
    return True


def _restore(shelf: Shelf, offer: Repair, guide: Guide) -> str:
    """Restore the file, and return the report with the names of the files that were kept."""
    kept_files = tuple(clean(str(path)) for path in apply_repair(shelf, offer, utc_now))
    return guide.say(
        "damaged.kept" if kept_files else "damaged.done",
        file=clean(str(shelf.path)),
        canvases=guide.pluralize("count.canvas", offer.canvas_count),
        notes=guide.pluralize("count.note", offer.note_count),
        kept=kept_files,
    )


def _description(offer: Repair, guide: Guide) -> str:
    """Return when an offer was written and how much is in it."""
    return guide.say(
        f"damaged.{offer.source}",
        written=local_time(offer.modified),
        canvases=guide.pluralize("count.canvas", offer.canvas_count),
        notes=guide.pluralize("count.note", offer.note_count),
    )


def _read_key(terminal: int, accepted: Collection[str]) -> str:
    """Wait for one of the accepted keys and return it; "" for a key that leaves."""
    while True:
        pressed = os.read(terminal, 1)
        if not pressed or pressed in _LEAVING_KEYS:
            return ""
        if (key := pressed.decode("latin-1")) in accepted:
            return key


@contextmanager
def _unbuffered_keys() -> Iterator[int]:
    """Turn off line buffering and echo of the terminal; gives its file descriptor."""
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

"""A damaged file: what a person is told of it, is asked, and what becomes of it."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from bmc_tui.cli.output import CommandError
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store import RefusedError, Shelf
from bmc_tui.store.errors import recovery
from bmc_tui.store.repair import Offer, Source, offers, put_back, trouble

_LEAVE = b"qQ\x1b\x04"
"""The keys that leave everything as it is: q, Escape and Ctrl+D; Ctrl+C interrupts."""

_KEYS = {Source.BACKUP: "1", Source.RESCUED: "2"}


def recover(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return what can be had of a damaged file; or put back what is named, and say so.

    Raises:
        RefusedError: Nothing can be had of it.
        CommandError: There is nothing to put right, or not what was named.
    """
    error = trouble(shelf)
    file = clean(str(shelf.path))
    if error is None:
        if args.source:
            raise CommandError("damaged.sound", file=file)
        return guide.say("damaged.sound", file=file) + "\n"
    found = offers(shelf.path, error, _now)
    if not found:
        raise error
    if args.source is None:
        commands = [f"{offer.source:<8} {_offered(offer, guide)}" for offer in found]
        how = guide.say("damaged.how", remedy=recovery(shelf.path))
        return "\n".join([guide.tell(error), *commands, how]) + "\n"
    chosen = [offer for offer in found if offer.source == args.source]
    if not chosen:
        raise CommandError(
            "damaged.not_there", source=args.source, file=file, remedy=recovery(shelf.path)
        )
    return _put_back(shelf, chosen[0], guide) + "\n"


def ask(error: RefusedError, guide: Guide, shelf: Shelf, tell: Callable[[str], None]) -> bool:
    """Ask in the terminal what is to become of a damaged file, and do it.

    Args:
        error: Why the file is refused.
        guide: The language to speak.
        shelf: The canvases of the file.
        tell: Writes a line to the terminal.

    Returns:
        Whether something was put back; if not, the person wants everything as it is.

    Raises:
        RefusedError: There is nothing to choose from: the file is refused as it is.
        StoreError: It can't be put back.
    """
    found = {_KEYS[offer.source]: offer for offer in offers(shelf.path, error, _now)}
    if not found or sys.platform == "win32":
        raise error
    with _single_keys() as terminal:
        tell(guide.tell(error))
        for key, offer in found.items():
            tell(f"[{key}] {_offered(offer, guide)}")
        tell(guide.say("damaged.ask", keys="/".join(found)))
        chosen = found.get(_key(terminal, found))
    if chosen is None:
        return False
    tell(_put_back(shelf, chosen, guide))
    return True


def _put_back(shelf: Shelf, offer: Offer, guide: Guide) -> str:
    """Put something back, and return what is to be told of it."""
    kept = put_back(shelf, offer, _now)
    names = tuple(clean(str(path)) for path in kept)
    return guide.say(
        "damaged.kept" if names else "damaged.done",
        file=clean(str(shelf.path)),
        canvases=guide.count("count.canvas", offer.canvases),
        notes=guide.count("count.note", offer.notes),
        kept=names,
    )


def _offered(offer: Offer, guide: Guide) -> str:
    """Return what a person reads of what can be put back."""
    return guide.say(
        f"damaged.{offer.source}",
        written=f"{offer.written.astimezone():%Y-%m-%d %H:%M}",
        canvases=guide.count("count.canvas", offer.canvases),
        notes=guide.count("count.note", offer.notes),
    )


def _key(terminal: int, wanted: Collection[str]) -> str:
    """Wait for one of the keys that are wanted, and return it; nothing for one that leaves."""
    while True:
        typed = os.read(terminal, 1)
        if not typed or typed in _LEAVE:
            return ""
        if (key := typed.decode("latin-1")) in wanted:
            return key


@contextmanager
def _single_keys() -> Iterator[int]:
    """Have each key given at once and not shown; gives the terminal to read from."""
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        # What was typed before the question was there is no answer to it.
        tty.setcbreak(terminal, termios.TCSAFLUSH)
        yield terminal
    finally:
        termios.tcsetattr(terminal, termios.TCSAFLUSH, before)


def _now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)

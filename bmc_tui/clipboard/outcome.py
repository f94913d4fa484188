"""What is known of a text that was to be copied, and what a person is told of it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.store.errors import StoreError
from bmc_tui.store.shelf import Shelf


class Reason(StrEnum):
    """Why a text is not known to be in the clipboard."""

    REMOTE = "remote"
    """Over SSH the clipboard that matters is on another machine."""
    MISSING = "missing"
    """There is no display, or no program that reaches its clipboard."""
    REFUSED = "refused"
    """What was read back is something else, or nothing could be read."""
    SLOW = "slow"
    """It did not answer in time."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text, as far as it is known."""

    reason: Reason | None = None
    """Why it is not in the desktop's clipboard; None when it was read back from there."""
    buffered: bool = False
    """Whether it was read back from tmux's buffer."""
    sent: bool = False
    """Whether it was sent to the terminal, which never confirms."""
    too_large: bool = False
    """Whether it was not sent because no terminal can be trusted to take as much."""
    path: Path | None = None
    """The file that it was to be saved in; None when that was not needed."""
    save_error: OSError | None = None
    """Why the file could not be written; None when it holds the text."""

    @property
    def copied(self) -> bool:
        """Whether the text is in the desktop's clipboard for certain."""
        return self.reason is None

    @property
    def lost(self) -> bool:
        """Whether the text is nowhere."""
        is_saved = self.path is not None and self.save_error is None
        return not (self.copied or self.buffered or self.sent or is_saved)


def outcome_message(outcome: Outcome, guide: Guide, key: str = "") -> str:
    """Return what a person reads of `outcome`: what happened, and what to do next.

    Args:
        outcome: What is known.
        guide: The language.
        key: What shows the text by itself, to be selected with the mouse; told where the
            clipboard is not certain to have it. Empty where there is no such key.
    """
    return " ".join(_sentences(outcome, guide, key))


def _sentences(outcome: Outcome, guide: Guide, key: str) -> Iterator[str]:
    """Yield the sentences of it: where the text is by certainty, and where it is besides."""
    say = guide.say
    # Where the clipboard of this desktop is not surely the person's own, there is more to tell.
    if outcome.copied:
        yield say("clipboard.copied_here" if outcome.path else "clipboard.copied")
    elif not outcome.buffered:
        yield say(f"clipboard.why.{outcome.reason}")
    if outcome.buffered:
        yield say("clipboard.buffered")
    if outcome.sent:
        yield say("clipboard.sent")
    if outcome.too_large:
        yield say("clipboard.too_large")
    is_anywhere = outcome.copied or outcome.buffered or outcome.sent
    if not is_anywhere:
        yield say("clipboard.not_copied")
    if key and not outcome.copied:
        yield say("clipboard.by_hand", key=key)
    if outcome.path and outcome.save_error:
        yield say("clipboard.not_saved", path=outcome.path, trouble=outcome.save_error)
    elif outcome.path:
        yield say("clipboard.saved_too" if is_anywhere else "clipboard.saved", path=outcome.path)


def first_copy_notice(shelf: Shelf, guide: Guide) -> str:
    """Return what is told of the file, on a line of its own, the first time; after that nothing."""
    # A file that can't be written is told when there is something to be written.
    with suppress(StoreError):
        if shelf.tell_once("data"):
            return "\n" + guide.say("clipboard.data", file=clean(str(shelf.path)))
    return ""

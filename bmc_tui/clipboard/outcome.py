"""The outcome of a copy, and the key of the message about it, which is in `guide/en.toml`."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bmc_tui.guide import Guide


class Reason(StrEnum):
    """Why a text is not certain to be in the clipboard."""

    REMOTE = "remote"
    """Over SSH the clipboard that matters is on another machine."""
    MISSING = "missing"
    """There is no display, or no program that reaches its clipboard."""
    REFUSED = "refused"
    """A different text was read back, or none could be read."""
    SLOW = "slow"
    """It did not answer in time."""


class Unsent(StrEnum):
    """Why a text is not sent to the terminal, where that could not or might not arrive."""

    TOO_LARGE = "too_large"
    """Not every terminal takes that much."""
    TOO_LARGE_FOR_MOSH = "too_large_for_mosh"
    """mosh cuts off what is more."""
    OLD_MOSH = "old_mosh"
    """mosh passes a clipboard on from version 1.4."""
    TMUX_IN_MOSH = "tmux_in_mosh"
    """tmux sends a form of the sequence that mosh drops."""
    SCREEN_AROUND_TMUX = "screen_around_tmux"
    """GNU screen drops what tmux sends."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a copy, as far as it is known."""

    reason: Reason | None = None
    """Why the text is not in the desktop's clipboard; None when it was read back from there."""
    buffered: bool = False
    """Whether it was read back from tmux's buffer."""
    sent: bool = False
    """Whether it was sent to the terminal, which never confirms."""
    unsent: Unsent | None = None
    """Why it was not sent to the terminal, where there is more to say than that it has none."""
    path: Path | None = None
    """The file to save the text in; None when that was not needed."""
    save_error: OSError | None = None
    """Why the file could not be written; None when the text is in it."""

    @property
    def copied(self) -> bool:
        """Whether the text is in the desktop's clipboard for certain."""
        return self.reason is None

    @property
    def lost(self) -> bool:
        """Whether no route has the text, and no file."""
        is_saved = self.path is not None and self.save_error is None
        return not (self.copied or self.buffered or self.sent or is_saved)


def outcome_message(outcome: Outcome, guide: Guide, key: str = "") -> str:
    """Return the message about `outcome`: what happened, and what to do next.

    The texts are in the catalogue's `clipboard`.

    Args:
        outcome: The outcome of the copy.
        guide: The language.
        key: The key for a plain view of the text, to select it with the mouse, which the message
            mentions unless the text was copied for certain; "" where there is no such key.
    """
    return " ".join(_sentences(outcome, guide, key))


def _sentences(outcome: Outcome, guide: Guide, key: str) -> Iterator[str]:
    """Yield the sentences of the message: where the text is for certain, then where it may be."""
    say = guide.say
    # With a path, this desktop may not be the user's: GNU screen may be attached from another.
    if outcome.copied:
        yield say("clipboard.copied_here" if outcome.path else "clipboard.copied")
    elif not outcome.buffered:
        yield say(f"clipboard.why.{outcome.reason}")
    if outcome.buffered:
        yield say("clipboard.buffered")
    if outcome.sent:
        yield say("clipboard.sent")
    if outcome.unsent:
        yield say(f"clipboard.unsent.{outcome.unsent}")
    is_anywhere = outcome.copied or outcome.buffered or outcome.sent
    if not is_anywhere:
        yield say("clipboard.not_copied")
    if key and not outcome.copied:
        yield say("clipboard.by_hand", key=key)
    if outcome.path and outcome.save_error:
        yield say("clipboard.not_saved", path=outcome.path, trouble=outcome.save_error)
    elif outcome.path:
        yield say("clipboard.saved_too" if is_anywhere else "clipboard.saved", path=outcome.path)


def rich_message(outcome: Outcome, guide: Guide) -> str:
    """Return the message about a copy of rich text: what happened, and what to do next.

    Args:
        outcome: The outcome of `copy_rich`.
        guide: The language.
    """
    return " ".join(_rich_sentences(outcome, guide))


def _rich_sentences(outcome: Outcome, guide: Guide) -> Iterator[str]:
    """Yield the sentences of the message about rich text."""
    say = guide.say
    if outcome.copied:
        yield say("clipboard.rich.copied_here" if outcome.path else "clipboard.rich.copied")
    else:
        yield say(f"clipboard.rich.why.{outcome.reason}")
        yield say("clipboard.not_copied")
    if outcome.path and outcome.save_error:
        yield say("clipboard.rich.not_saved", path=outcome.path, trouble=outcome.save_error)
    elif outcome.path:
        yield say("clipboard.rich.saved", path=outcome.path)

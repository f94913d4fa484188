"""What changed between two canvases, by block and note: added, gone, changed and moved.

Notes have no identity of their own: a note that is there in both with the same text is the same
one, and of what is left, two that are much alike in one block are one note in two wordings.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto

from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas, Note

ALIKE = 0.6
"""The least likeness (difflib's ratio) at which two texts are wordings of one note; difflib's own
measure of a close match."""

_NEAR = 12
"""How many notes before and behind a note's own place are looked at for its former wording: so the
time taken grows with the number of notes, not with its square."""

_COMPARED = 400
"""How many characters of a note are compared with another wording."""

_SHARED = 0.25
"""The least part of the shorter one's pieces of three characters that two wordings share. It is
far faster to know than the likeness, and says of nearly all notes that they are not alike."""

_TELLING = 4
"""How many characters tell a note at least, to be known again inside a longer one."""


class ChangeKind(Enum):
    """What became of a note."""

    ADDED = auto()
    CHANGED = auto()
    MOVED = auto()
    REMOVED = auto()


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note in its block."""

    block: Block
    note: Note


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one note."""

    before: PlacedNote | None
    """The note as it was; None for one that was added."""
    after: PlacedNote | None
    """The note as it is; None for one that is gone."""

    @property
    def kind(self) -> ChangeKind:
        """What became of it; one that is both changed and moved is changed."""
        if self.before is None:
            return ChangeKind.ADDED
        if self.after is None:
            return ChangeKind.REMOVED
        return (
            ChangeKind.MOVED
            if self.before.note.text == self.after.note.text
            else ChangeKind.CHANGED
        )

    @property
    def subject(self) -> PlacedNote:
        """The note where one would look for it: where it is, or was."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change of no note")
        return found


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed between two canvases."""

    title: tuple[str, str] | None
    """The title before and after, when it is another."""
    notes: tuple[Change, ...]
    """In filling order of their blocks; in a block what was added, changed, moved and is gone."""

    def __bool__(self) -> bool:
        return bool(self.title or self.notes)

    def of(self, block: Block) -> tuple[Change, ...]:
        """Return what changed in one block; a note that moved counts where it is now."""
        return tuple(change for change in self.notes if change.subject.block is block)


def changes(before: Canvas, after: Canvas) -> Changes:
    """Return what changed from one canvas to another.

    Args:
        before: The canvas as it was.
        after: The canvas as it is.
    """
    title = None if before.title == after.title else (before.title, after.title)
    left, came = _not_in_both(before, after)
    found: list[Change] = []
    for key in _SAME:
        left, came, pairs = _paired(left, came, key)
        found += pairs
    for block in BLOCKS:
        olds = [old for old in left if old.block is block]
        news = [new for new in came if new.block is block]
        found += _reworded(olds, news)
    order = {placed: at for canvas in (before, after) for at, placed in enumerate(_all(canvas))}
    found.sort(key=lambda one: (one.subject.block.number, one.kind.value, order[one.subject]))
    return Changes(title, tuple(found))


_SAME: tuple[Callable[[PlacedNote], Hashable], ...] = (
    lambda placed: placed,
    lambda placed: (placed.block, placed.note.text),
    lambda placed: placed.note.text,
)
"""What notes that moved have in common, the nearest first: all but their place in the section,
block and text, and text alone."""


def _all(canvas: Canvas) -> Iterator[PlacedNote]:
    """Yield the notes of a canvas with their blocks."""
    return (PlacedNote(block, note) for block, note in canvas)


def _not_in_both(before: Canvas, after: Canvas) -> tuple[list[PlacedNote], list[PlacedNote]]:
    """Return the notes that are not in their place any more, and those that came in their place."""
    left: list[PlacedNote] = []
    came: list[PlacedNote] = []
    for block in BLOCKS:
        was, now = before.notes(block), after.notes(block)
        if was == now:
            continue
        for tag, start, end, there, until in SequenceMatcher(
            None, was, now, autojunk=False
        ).get_opcodes():
            if tag != "equal":
                left += (PlacedNote(block, note) for note in was[start:end])
                came += (PlacedNote(block, note) for note in now[there:until])
    return left, came


def _paired(
    left: Iterable[PlacedNote], came: Iterable[PlacedNote], key: Callable[[PlacedNote], Hashable]
) -> tuple[list[PlacedNote], list[PlacedNote], list[Change]]:
    """Return what is left of both, and the pairs of notes that have the same key."""
    waiting: dict[Hashable, list[PlacedNote]] = {}
    for old in left:
        waiting.setdefault(key(old), []).append(old)
    alone, pairs = [], []
    for new in came:
        if olds := waiting.get(key(new)):
            pairs.append(Change(olds.pop(0), new))
        else:
            alone.append(new)
    return [old for olds in waiting.values() for old in olds], alone, pairs


def _reworded(olds: Sequence[PlacedNote], news: Sequence[PlacedNote]) -> Iterator[Change]:
    """Yield the notes of one block in their two wordings, the likest first; then all others."""
    was = [_pieces(old.note.text) for old in olds]
    now = [_pieces(new.note.text) for new in news]
    candidates = [
        (-likeness, old.note.section != new.note.section, i, j)
        for i, old in enumerate(olds)
        for j, new in enumerate(news[max(0, i - _NEAR) : i + _NEAR + 1], max(0, i - _NEAR))
        if len(was[i] & now[j]) >= _SHARED * min(len(was[i]), len(now[j]))
        and (likeness := _likeness(old.note.text, new.note.text)) >= ALIKE
    ]
    paired_olds: set[int] = set()
    paired_news: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in paired_olds and j not in paired_news:
            paired_olds.add(i)
            paired_news.add(j)
            yield Change(olds[i], news[j])
    yield from (Change(None, new) for j, new in enumerate(news) if j not in paired_news)
    yield from (Change(old, None) for i, old in enumerate(olds) if i not in paired_olds)


def _pieces(text: str) -> frozenset[str]:
    """Return the pieces of three characters that a text is made of."""
    text = f" {text[:_COMPARED].casefold()} "
    return frozenset(text[at : at + 3] for at in range(len(text) - 2))


def _likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1; one that was only added to is the same note."""
    one, other = one.casefold()[:_COMPARED], other.casefold()[:_COMPARED]
    short, long = sorted((one, other), key=len)
    if len(short) >= _TELLING and short in long:
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

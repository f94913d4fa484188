"""Compares two canvases: which notes were added, changed, moved and removed.

Notes have no ids. Notes with the same text are the same note; of the remaining ones, two similar
notes in one block are one note whose wording changed.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto
from operator import itemgetter
from typing import NamedTuple

from bmc_tui.model.blocks import PLACES, Block
from bmc_tui.model.canvas import Canvas, DesignAnswer, Note, Notes
from bmc_tui.model.design.answers import answer_to, changed_questions
from bmc_tui.model.lists.matching import equal_ends
from bmc_tui.model.lists.wordings import Wording, wordings

_MAX_COMPARED_NOTES = 500
"""Notes between the first and the last one that differ up to which `few_changes` compares them."""


class ChangeKind(Enum):
    """What happened to a note; the order in which changes are listed."""

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
    """What happened to one note."""

    old: PlacedNote | None
    """The old note; None for an added one."""
    new: PlacedNote | None
    """The new note; None for a removed one."""

    @property
    def kind(self) -> ChangeKind:
        """What happened; a note that was both changed and moved counts as changed."""
        if self.old is None:
            return ChangeKind.ADDED
        if self.new is None:
            return ChangeKind.REMOVED
        return ChangeKind.MOVED if self.old.note.text == self.new.note.text else ChangeKind.CHANGED

    @property
    def subject(self) -> PlacedNote:
        """The new note, or the old one if it was removed."""
        subject = self.new or self.old
        if subject is None:
            raise ValueError("a change without a note")
        return subject


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """What happened to the answer to a question on the design; one side may be empty."""

    old: DesignAnswer
    new: DesignAnswer


@dataclass(frozen=True, slots=True)
class ParticularChange:
    """What happened to a particular; one side may be empty."""

    name: str
    """Its id, the name of a field of `Particulars`."""
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Changes:
    """The differences between two canvases."""

    title: tuple[str, str] | None
    """The old and the new title; None if it did not change."""
    notes: tuple[Change, ...]
    """In filling order of the blocks; within a block by the kind of change, and then by position.
    A note that moved to another block is in its new block."""
    answers: tuple[AnswerChange, ...] = ()
    """The answers to the questions on the design, in the order of these."""
    particulars: tuple[ParticularChange, ...] = ()
    """The particulars, in their order."""

    def __len__(self) -> int:
        return bool(self.title) + sum(map(len, (self.notes, self.answers, self.particulars)))

    def of(self, block: Block) -> tuple[Change, ...]:
        """Return the changes in one block."""
        return tuple(change for change in self.notes if change.subject.block is block)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much two canvases differ, as counts, which take far less time than `changes`."""

    note_count: int
    """How many notes were added, removed, reworded or moved to another section or block."""
    blocks: tuple[Block, ...]
    """The blocks with these notes; if there are none, those with notes in another order."""
    text: str
    """The text of the note, the new one if it was reworded, if it is only one; else ""."""
    kind: ChangeKind
    """What happened to all of these notes; `CHANGED` where it was not the same."""
    title: str | None
    """The new title; None if it did not change."""
    has_other_findings: bool
    """Whether a finding of the review was dismissed, or was restored."""
    has_other_answers: bool = False
    """Whether an answer to a question on the design changed."""
    particulars: tuple[str, ...] = ()
    """The ids of the particulars that changed."""


_MOVE_KEYS: tuple[Callable[[PlacedNote], Hashable], ...] = (
    lambda placed: placed,
    lambda placed: (placed.block, placed.note.text),
    lambda placed: placed.note.text,
)
"""What the old and the new note of a move have in common, the closest match first: everything but
the position in the section; block and text; text alone."""


def changes(old: Canvas, new: Canvas) -> Changes:
    """Return the differences between two canvases.

    Args:
        old: The earlier canvas.
        new: The later canvas.
    """
    title = None if old.title == new.title else (old.title, new.title)
    removed, added, gaps = _unmatched_notes(old, new)
    note_changes: list[Change] = []
    for key in _MOVE_KEYS:
        removed, added, moves = _match_moves(removed, added, key)
        note_changes += moves
    for block in PLACES:
        olds = [placed for placed in removed if placed.block is block]
        news = [placed for placed in added if placed.block is block]
        note_changes += _match_rewordings(olds, news, gaps)
    positions = {
        placed: position
        for canvas in (old, new)
        for position, placed in enumerate(_placed_notes(canvas))
    }
    note_changes.sort(
        key=lambda change: (
            PLACES.index(change.subject.block),
            change.kind.value,
            positions[change.subject],
        )
    )
    answers = (
        AnswerChange(answer_to(old, question), answer_to(new, question))
        for question in changed_questions(old, new)
    )
    particulars = (
        ParticularChange(name, getattr(old.particulars, name), getattr(new.particulars, name))
        for name in new.particulars.differing_from(old.particulars)
    )
    return Changes(title, tuple(note_changes), tuple(answers), tuple(particulars))


def extent(old: Canvas, new: Canvas) -> Extent:
    """Return how much two canvases differ.

    Args:
        old: The earlier canvas.
        new: The later canvas.
    """
    removed: dict[Block, Counter[Note]] = {}
    added: dict[Block, Counter[Note]] = {}
    reordered = []
    for block in PLACES:
        olds, news = old.notes(block), new.notes(block)
        if olds == news:
            continue
        old_counts, new_counts = Counter(olds), Counter(news)
        if old_counts == new_counts:
            reordered.append(block)
        else:
            removed[block], added[block] = old_counts - new_counts, new_counts - old_counts
    moved = _count_texts(removed.values()) & _count_texts(added.values())
    note_count = moved.total()
    for block in removed:
        unmoved = [(_count_texts([counts[block]]) - moved).total() for counts in (removed, added)]
        note_count += max(unmoved)
    texts = [note.text for counts in (*added.values(), *removed.values()) for note in counts]
    kinds = {
        ChangeKind.MOVED: moved.total() == note_count,
        ChangeKind.REMOVED: not any(added.values()),
        ChangeKind.ADDED: not any(removed.values()),
    }
    kind = next((kind for kind, is_so in kinds.items() if note_count and is_so), ChangeKind.CHANGED)
    return Extent(
        note_count,
        tuple(removed or reordered),
        texts[0] if note_count == 1 else "",
        kind,
        None if old.title == new.title else new.title,
        old.dismissed != new.dismissed,
        old.design != new.design,
        new.particulars.differing_from(old.particulars),
    )


def few_changes(old: Canvas, new: Canvas, at_most: int) -> tuple[Change, ...]:
    """Return what happened to the notes that differ; () if there are more, or the title differs.

    Args:
        old: The earlier canvas.
        new: The later canvas.
        at_most: How many changes there may be.
    """
    if old.title != new.title or extent(old, new).note_count > at_most:
        return ()
    for block in PLACES:  # the equal parts of long lists left out
        olds, news = old.notes(block), new.notes(block)
        head, tail = equal_ends(olds, news)
        if max(len(olds), len(news)) - head - tail > _MAX_COMPARED_NOTES:
            return ()
        old = old.with_sorted_notes(block, olds[head : len(olds) - tail])
        new = new.with_sorted_notes(block, news[head : len(news) - tail])
    found = changes(old, new).notes
    return found if len(found) <= at_most else ()


class ChangedPlace(NamedTuple):
    """Where a block has changed."""

    block: Block
    note: int
    """The index in the block of the first note that is new there, or was moved; where notes are
    only gone, of the one after them, which there may not be."""


def changed_place(
    old: Canvas, new: Canvas, block: Block, index: int | None = None
) -> ChangedPlace | None:
    """Return the place of a change to lead the user to; None where no note has changed.

    A place with new notes comes first, such as the one that a note was moved to, then one with
    reordered notes; among several, the place where the user is.

    Args:
        old: The earlier canvas.
        new: The later canvas.
        block: The block where the user is.
        index: The index in it of the note that has the cursor, if one has it.
    """
    places = []
    for each in PLACES:
        olds, news = old.notes(each), new.notes(each)
        if olds != news:
            kind, indices = _changed_indices(olds, news)
            is_here = each is block
            at = index if is_here and index in indices else indices[0]
            places.append(((kind, not is_here), ChangedPlace(each, at)))
    return min(places, key=itemgetter(0))[1] if places else None


def _changed_indices(olds: Notes, news: Notes) -> tuple[int, list[int]]:
    """Return where notes of a block have changed, and how: 0 added, 1 moved, 2 gone."""
    head, tail = equal_ends(olds, news)
    old_inner, inner = olds[head : len(olds) - tail], news[head : len(news) - tail]
    added = Counter(inner) - Counter(old_inner)
    if added:
        return 0, [i for i, note in enumerate(inner, head) if note in added]
    if len(old_inner) > len(inner):
        return 2, [head]
    last = len(inner) - 1
    ends = [0] * (old_inner[:-1] == inner[1:]) + [last] * (old_inner[1:] == inner[:-1])
    return 1, [head + i for i in ends or range(len(inner))]


def _count_texts(counts: Iterable[Counter[Note]]) -> Counter[str]:
    """Return how often each text is in the counted notes."""
    texts: Counter[str] = Counter()
    for each in counts:
        for note, count in each.items():
            texts[note.text] += count
    return texts


def _placed_notes(canvas: Canvas) -> Iterator[PlacedNote]:
    """Yield the notes of a canvas with their blocks."""
    return (PlacedNote(block, note) for block, note in canvas)


class _Gaps(NamedTuple):
    """The numbers of the gaps between unchanged notes in which notes differ."""

    olds: dict[PlacedNote, int]
    news: dict[PlacedNote, int]


def _unmatched_notes(old: Canvas, new: Canvas) -> tuple[list[PlacedNote], list[PlacedNote], _Gaps]:
    """Return the old notes that differ from what is now in their position, and the new notes.

    Each block is compared separately, so that a moved note is in both lists.
    """
    removed: list[PlacedNote] = []
    added: list[PlacedNote] = []
    gaps = _Gaps({}, {})
    for block in PLACES:
        olds, news = old.notes(block), new.notes(block)
        if olds == news:
            continue
        matcher = SequenceMatcher(None, olds, news, autojunk=False)
        for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
            if tag != "equal":
                old_gap = [PlacedNote(block, note) for note in olds[old_start:old_end]]
                new_gap = [PlacedNote(block, note) for note in news[new_start:new_end]]
                gaps.olds.update(dict.fromkeys(old_gap, len(removed) + len(added)))
                gaps.news.update(dict.fromkeys(new_gap, len(removed) + len(added)))
                removed += old_gap
                added += new_gap
    return removed, added, gaps


def _match_moves(
    removed: Iterable[PlacedNote],
    added: Iterable[PlacedNote],
    key: Callable[[PlacedNote], Hashable],
) -> tuple[list[PlacedNote], list[PlacedNote], list[Change]]:
    """Return the removed and the added notes without a counterpart, and the pairs with one key."""
    candidates: dict[Hashable, list[PlacedNote]] = {}
    for old in removed:
        candidates.setdefault(key(old), []).append(old)
    unmatched, pairs = [], []
    for new in added:
        if olds := candidates.get(key(new)):
            pairs.append(Change(olds.pop(0), new))
        else:
            unmatched.append(new)
    return [old for olds in candidates.values() for old in olds], unmatched, pairs


def _match_rewordings(
    olds: Sequence[PlacedNote], news: Sequence[PlacedNote], gaps: _Gaps
) -> Iterator[Change]:
    """Yield the reworded notes of one block, the most similar first; then the added and removed.

    Args:
        olds: The old notes that are not among the new ones.
        news: The new notes that are not among the old ones.
        gaps: The gaps that they are in.
    """
    pairs = wordings(
        [Wording(old.note.text, old.note.section, gaps.olds[old]) for old in olds],
        [Wording(new.note.text, new.note.section, gaps.news[new]) for new in news],
    )
    yield from (Change(olds[i], news[j]) for i, j in pairs.items())
    reworded = set(pairs.values())
    yield from (Change(None, new) for j, new in enumerate(news) if j not in reworded)
    yield from (Change(old, None) for i, old in enumerate(olds) if i not in pairs)

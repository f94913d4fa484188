"""The lineage of a stored canvas: which saves it contains, and thereby which states it continues.

A lineage is a version vector, as in distributed databases (Parker et al., “Detection of Mutual
Inconsistency in Distributed Systems”, 1983): for each writer, how many of its saves the state
contains. A writer is one session, or one command that saves; its saves form a chain, each of which
contains the one before it. So one state continues another exactly if its vector has the last save
of that other one. A number of saves alone can't tell that: a copy that was edited on another
computer may have more of them and yet lack what was saved here.

A document has its lineage as one line of text, the digest of the content and the saves, the last
of which wrote it:

    "lineage": "3a7bd3e2360a3d29 5e6f7a8b:12 1a2b3c4d:3"

A content with another digest was edited by hand or by a program without lineages: its state counts
as one more save, on top of the others, by a writer that is derived from both. A document without a
lineage has that save alone. So equal contents have equal lineages there, and different contents
never continue each other.
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from bmc_tui.files.hashing import sha256_hex
from bmc_tui.model.blocks import BLOCKS, UNPLACED
from bmc_tui.model.canvas import Canvas

MAX_WRITERS = 64
"""How many writers a lineage has, the most recent ones: some 750 bytes in the file, and two months
with a session per day. A state whose writer is no longer in it counts as not contained, and is
merged note by note, which loses nothing but may bring back what was deleted."""

MAX_STATES = 128
"""How many states a session remembers; see `Ancestry`."""

_DIGEST_LENGTH = 16
_WRITER_LENGTH = 8
"""Hexadecimal digits."""

_SAVE = re.compile(rf"([0-9a-f]{{{_WRITER_LENGTH}}}):([1-9][0-9]{{0,14}})")
_LINEAGE = re.compile(rf"([0-9a-f]{{{_DIGEST_LENGTH}}})((?: {_SAVE.pattern})+)")


@dataclass(frozen=True, slots=True)
class Save:
    """One save of a canvas."""

    writer: str
    """The session or command that saved it: eight random hexadecimal digits."""
    count: int
    """How many saves of the canvas it has made with this one."""

    def __str__(self) -> str:
        """Return it in the format of a document."""
        return f"{self.writer}:{self.count}"


@dataclass(frozen=True, slots=True)
class Lineage:
    """The saves that a state contains: the last one of each writer."""

    saves: tuple[Save, ...] = ()
    """The least recent writer first, the writer of the state itself last; each writer once."""

    def count(self, writer: str) -> int:
        """Return how many saves of a writer the state contains."""
        return next((save.count for save in self.saves if save.writer == writer), 0)

    def contains(self, other: "Lineage") -> bool:
        """Tell whether a state with this lineage is or continues the state with `other`.

        An empty lineage, that of a canvas that was never saved, is contained in each.
        """
        if not other.saves:
            return True
        last = other.saves[-1]
        return self.count(last.writer) >= last.count

    def join(self, other: "Lineage") -> "Lineage":
        """Return the lineage of all that either contains, with the last writer of `other` last."""
        counts: dict[str, int] = {}
        ages: dict[str, int] = {}
        for lineage in (self, other):
            for age, save in enumerate(reversed(lineage.saves)):
                counts[save.writer] = max(save.count, counts.get(save.writer, 0))
                ages[save.writer] = min(age, ages.get(save.writer, age))
        last = [save.writer for save in other.saves[-1:]]
        writers = sorted(counts, key=lambda writer: (-ages[writer], writer in last))
        return Lineage(tuple(Save(writer, counts[writer]) for writer in writers[-MAX_WRITERS:]))

    def advance(self, save: Save) -> "Lineage":
        """Return the lineage of a state that continues this one, written by `save`."""
        earlier = [other for other in self.saves if other.writer != save.writer]
        return Lineage((*earlier, save)[-MAX_WRITERS:])


NO_LINEAGE = Lineage()
"""The lineage of a canvas that was never saved."""


class State(NamedTuple):
    """A canvas as a file had it at one time."""

    lineage: Lineage
    canvas: Canvas


class Base(NamedTuple):
    """What another state is merged with a session's canvas from."""

    canvas: Canvas
    """The last state that both contain; an empty canvas when there is none or it is not known, so
    that the merge has all notes of both."""
    is_continued: bool
    """Whether the other state continues what the session had in the file, or is equal to it."""


@dataclass(frozen=True, slots=True)
class Ancestry:
    """What a canvas that is being edited contains: the states that were read, merged or written.

    The states are the possible bases of merges. There are at most `MAX_STATES`; if there are more,
    every second one of the older half is dropped: a base that is a little too old still has the
    notes that both sides have had for long.
    """

    lineage: Lineage = NO_LINEAGE
    """All saves that the canvas contains."""
    states: tuple[State, ...] = ()
    """The last one is what the file has, as far as is known."""

    def with_state(self, state: State) -> "Ancestry":
        """Return the ancestry of a canvas into which a state was merged, or that was saved as it.

        Args:
            state: What the file has now.
        """
        states = (*self.states, state)
        if len(states) > MAX_STATES:
            half = len(states) // 2
            states = (*states[:half:2], *states[half:])
        return Ancestry(self.lineage.join(state.lineage), states)

    def base(self, theirs: State) -> Base:
        """Return the base of a merge with a state that was found in the file.

        An older state that the canvas already contains was restored on purpose: as the base it
        would have no effect, so there is no base, and the merge has its notes too.

        Args:
            theirs: The state.
        """
        latest = self.states[-1] if self.states else None
        if latest and (theirs.canvas == latest.canvas or theirs.lineage.contains(latest.lineage)):
            return Base(latest.canvas, is_continued=True)
        if self.lineage.contains(theirs.lineage):
            return Base(Canvas(), is_continued=False)
        common = [state for state in self.states if theirs.lineage.contains(state.lineage)]
        return Base(_merge_all(_latest(common)), is_continued=False)


def _latest(states: Iterable[State]) -> list[State]:
    """Return the states that no other of them continues, the newest first."""
    latest: list[State] = []
    for state in reversed([*states]):
        if not any(other.lineage.contains(state.lineage) for other in latest):
            latest = [other for other in latest if not state.lineage.contains(other.lineage)]
            latest.append(state)
    return latest


def _merge_all(states: Iterable[State]) -> Canvas:
    """Return a canvas with the notes of all states.

    Both sides of a merge contain all of these states. If a side lacks a note of one, it was deleted
    there.
    """
    from bmc_tui.model.merge import merge

    merged = Canvas()
    for state in states:
        merged = merge(Canvas(), merged, state.canvas)
    return merged


def new_writer() -> str:
    """Return the name of a new writer, at random."""
    return os.urandom(_WRITER_LENGTH // 2).hex()


def read_lineage(text: object, canvas: Canvas) -> Lineage:
    """Return the lineage of a canvas in a document.

    Args:
        text: The document's `lineage`; anything that `write_lineage` does not return counts as
            none.
        canvas: The canvas in the document.
    """
    digest = _digest(canvas)
    match = _LINEAGE.fullmatch(text) if isinstance(text, str) else None
    saves = [Save(writer, int(count)) for writer, count in _SAVE.findall(match[2] if match else "")]
    lineage = Lineage(tuple({save.writer: save for save in saves}.values())[-MAX_WRITERS:])
    if match and match[1] == digest:
        return lineage
    parent = " ".join(map(str, lineage.saves[-1:]))
    return lineage.advance(Save(_hash(f"{parent} {digest}", _WRITER_LENGTH), 1))


def write_lineage(lineage: Lineage, canvas: Canvas) -> str:
    """Return the text of a lineage for a document.

    Args:
        lineage: The lineage, not empty.
        canvas: The canvas in the document.
    """
    return " ".join([_digest(canvas), *map(str, lineage.saves)])


def _digest(canvas: Canvas) -> str:
    """Return a digest of all that is in a canvas.

    Parked notes are digested as the unplaced notes of the first block that they were in files of
    schema 1: that they are parked when such a file is read counts as no change of its content.
    """
    lines = [canvas.title]
    for block in BLOCKS:
        lines.append(f"\n{block}")
        lines.extend(f"{note.section}\t{note.text}" for note in canvas.notes(block))
        if block is BLOCKS[0]:
            lines.extend(f"{note.section or UNPLACED}\t{note.text}" for note in canvas.parked)
    lines.append("\n")
    lines.extend(f"{item.rule}\t{item.block}\t{item.text}" for item in canvas.dismissed)
    if canvas.design:
        lines.append("\n")
        lines.extend(f"{item.question}\t{item.score}\t{item.text}" for item in canvas.design)
    if any(canvas.particulars):
        lines.append("\n")
        lines.extend(f"{name}\t{text}" for name, text in canvas.particulars._asdict().items())
    return _hash("\n".join(lines), _DIGEST_LENGTH)  # clean texts have neither tabs nor line ends


def _hash(text: str, length: int) -> str:
    """Return the first digits of the SHA-256 of a text."""
    return sha256_hex(text.encode("utf-8", "surrogatepass"))[:length]

"""What changed outside the nine blocks: title, particulars, parked notes, and design answers."""

from collections.abc import Iterator
from typing import NamedTuple

from bmc_tui.guide import Guide
from bmc_tui.guide.answers import answer_line, question_title
from bmc_tui.model.blocks import Block
from bmc_tui.model.compared.marked import MarkedCanvas, MarkKind, NoteMark
from bmc_tui.model.diff import AnswerChange, ParticularChange
from bmc_tui.render.compared.signs import MarkSigns


class UnpicturedChange(NamedTuple):
    """A change of something that no block shows."""

    sign: str
    """One of `render.compared.signs`."""
    label: str
    """What it is about, such as the title; a text of the program's own."""
    text: str
    """As it is now; for a note that is gone, as it was."""
    is_gone: bool = False
    detail: str = ""
    """What it was before, or where it came from or went."""


def unpictured_changes(marked: MarkedCanvas, signs: MarkSigns) -> Iterator[UnpicturedChange]:
    """Yield the changes that the nine blocks do not show.

    These are the title, the particulars, the parked notes, and the answers to the questions on the
    design.

    Args:
        marked: The two canvases.
        signs: What the signs say.
    """
    guide = signs.guide
    if marked.changes.title:
        old, new = (guide.canvas_title(title) for title in marked.changes.title)
        yield _change(guide.say("changes.title"), old, new, signs)
    for particular in marked.changes.particulars:
        label, _, old = particular_texts(particular, guide)
        yield _change(label, old, particular.new, signs)
    for note, mark in marked.marked_notes(Block.PARKED):
        if sign := signs.of_mark(mark):
            words = signs.detail(mark, Block.PARKED)
            parked = guide.title(Block.PARKED)
            yield UnpicturedChange(sign, parked, note.text, signs.is_gone(mark), words)
    for answer in marked.changes.answers:
        label, _, old = answer_texts(answer, guide)
        yield _change(label, old, answer_line(answer.new), signs)


def _change(label: str, old: str, new: str, signs: MarkSigns) -> UnpicturedChange:
    """Return the change of a text that may be empty before or after it.

    Args:
        label: What it is about.
        old: The text before; "" if there was none.
        new: The text now; "" if there is none.
        signs: What the signs say.
    """
    if not new:
        mark = NoteMark(MarkKind.REMOVED)
        return UnpicturedChange(signs.of_mark(mark), label, old, signs.is_gone(mark))
    kind = MarkKind.REWORDED if old else MarkKind.ADDED
    return UnpicturedChange(signs.of(kind), label, new, detail=signs.former(old) if old else "")


def answer_texts(change: AnswerChange, guide: Guide) -> tuple[str, str, str]:
    """Return the title of the question, the new answer, and the previous one, "" if it was empty.

    Args:
        change: The change of an answer on the design.
        guide: The language.
    """
    new = answer_line(change.new) or guide.say("changes.no_answer")
    return question_title(change.new.question, guide), new, answer_line(change.old)


def particular_texts(change: ParticularChange, guide: Guide) -> tuple[str, str, str]:
    """Return the name of a particular, its new text, and the previous one, "" if it was empty.

    Args:
        change: The change of the particular.
        guide: The language.
    """
    new = change.new or guide.say("changes.not_given")
    return guide.say(f"particulars.{change.name}"), new, change.old

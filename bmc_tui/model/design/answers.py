"""The seven questions on the design of a business model, and how their answers change and merge.

The questions are those of Alexander Osterwalder, “7 Questions to Assess Your Business Model Design”
(Strategyzer, 2012), after Osterwalder and Pigneur, “Business Model Generation” (2010), in words of
our own. They ask what a canvas does not show: not whether its blocks fit, but how strong the model
is as a design. All are optional.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from bmc_tui.model.canvas import Canvas, DesignAnswer
from bmc_tui.model.sanitize import clean

MIN_SCORE, MAX_SCORE = 0, 10
"""The weakest and the strongest design."""

SEPARATOR = " / "
"""Between texts that became one line: those of both sides of a merge, or of several lines."""


class DesignQuestion(StrEnum):
    """A question, in the order of the screen; its value is its id. Saved answers refer to it."""

    SWITCHING_COSTS = "switching_costs"
    RECURRING_REVENUE = "recurring_revenue"
    EARNING_FIRST = "earning_first"
    COST_STRUCTURE = "cost_structure"
    WORK_BY_OTHERS = "work_by_others"
    SCALABILITY = "scalability"
    PROTECTION = "protection"


QUESTIONS: tuple[DesignQuestion, ...] = tuple(DesignQuestion)

_ORDER = {question.value: index for index, question in enumerate(QUESTIONS)}


def is_score(value: object) -> bool:
    """Tell whether a value that was read is a score."""
    return type(value) is int and MIN_SCORE <= value <= MAX_SCORE


def answer_to(canvas: Canvas, question: str) -> DesignAnswer:
    """Return the answer to a question; one without text and score if there is none."""
    answers = (answer for answer in canvas.design if answer.question == question)
    return next(answers, DesignAnswer(question))


def with_answer(canvas: Canvas, answer: DesignAnswer) -> Canvas:
    """Return the canvas with an answer instead of the one to the same question.

    Args:
        canvas: The canvas.
        answer: The answer; its text is cleaned. One without text and score removes the old one.
    """
    others = (other for other in canvas.design if other.question != answer.question)
    return replace(canvas, design=in_order((*others, answer)))


def in_order(answers: Iterable[DesignAnswer]) -> tuple[DesignAnswer, ...]:
    """Return answers cleaned and in the order of the questions, without empty ones.

    Those to questions that only a newer version of the program has are preserved, after the others.
    """
    cleaned = (DesignAnswer(str(each.question), clean(each.text), each.score) for each in answers)
    given = (answer for answer in cleaned if answer.text or answer.score is not None)
    return tuple(sorted(given, key=lambda answer: _ORDER.get(answer.question, len(_ORDER))))


def joined(texts: Sequence[str]) -> str:
    """Return several texts as the one line of an answer."""
    return SEPARATOR.join(filter(None, texts))


def parts_of(text: str) -> tuple[str, ...]:
    """Return the texts that `joined` made one line of."""
    return tuple(filter(None, text.split(SEPARATOR)))


def changed_questions(old: Canvas, new: Canvas) -> tuple[str, ...]:
    """Return the questions whose answers differ, in order.

    Args:
        old: The earlier canvas.
        new: The later canvas.
    """
    if old.design == new.design:
        return ()
    both = in_order((*old.design, *new.design))
    questions = dict.fromkeys(answer.question for answer in both)
    return tuple(each for each in questions if answer_to(old, each) != answer_to(new, each))

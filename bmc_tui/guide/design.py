"""Recognizes the questions on the design of a model as headings of imported documents.

As in `aliases`, the words of every language count, and case and punctuation do not matter.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from bmc_tui.guide.catalog import languages, load
from bmc_tui.model.design.answers import MAX_SCORE, QUESTIONS, DesignQuestion, is_score

_SCORE = re.compile(rf"\(?(\d{{1,6}})/{MAX_SCORE}\)?$")
"""A score at the end of a heading."""

_WORD = re.compile(r"\w+")

_MAX_CHARACTERS = 300
"""Characters of a heading that can be one of these; the longest has a third of that."""


class DesignHeading(NamedTuple):
    """The heading of an answer."""

    question: DesignQuestion
    score: int | None
    """None where there is none, or no valid one."""
    invalid_score: str
    """A score that is none, such as `11`; else ""."""


def is_design_title(text: str) -> bool:
    """Tell whether a heading is the title of the answers on the design."""
    return len(text) <= _MAX_CHARACTERS and _words(text) in _titles()


def design_heading(text: str) -> DesignHeading | None:
    """Return the question that a heading names, with its score; None if it names none.

    Args:
        text: The question or its short title, with or without a score after it: `… (7/10)`.
    """
    plain = text.strip()
    if len(plain) > _MAX_CHARACTERS:
        return None
    match = _SCORE.search(plain)
    question = _questions().get(_words(plain[: match.start()] if match else plain))
    if question is None:
        return None
    if match is None:
        return DesignHeading(question, None, "")
    score = int(match[1])
    return (
        DesignHeading(question, score, "")
        if is_score(score)
        else DesignHeading(question, None, match[1])
    )


def _words(text: str) -> str:
    """Return the words of a text, case-folded and without punctuation."""
    return " ".join(_WORD.findall(text.casefold()))


@cache
def _titles() -> frozenset[str]:
    """Return the title of the answers, in every language, in the form of `_words`."""
    return frozenset(_words(load(language).say("design.title")) for language in languages())


@cache
def _questions() -> Mapping[str, DesignQuestion]:
    """Return each question by its words, its short title and its id, in the form of `_words`."""
    return {
        _words(name): question
        for question in QUESTIONS
        for name in (
            question.value,
            *(
                load(language).say(f"design.{question}.{part}")
                for language in languages()
                for part in ("question", "title")
            ),
        )
    }

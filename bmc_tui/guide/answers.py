"""The questions on the design of a model and their answers as text: headings, and one line each."""

from bmc_tui.guide.catalog import Guide
from bmc_tui.model.canvas import DesignAnswer
from bmc_tui.model.design.answers import MAX_SCORE


def question_title(question: str, guide: Guide) -> str:
    """Return the short title of a question; for an unknown one, its id."""
    key = f"design.{question}.title"
    return guide.say(key) if guide.has_message(key) else question


def question_text(question: str, guide: Guide) -> str:
    """Return the words of a question; for an unknown one, its id."""
    key = f"design.{question}.question"
    return guide.say(key) if guide.has_message(key) else question


def score_text(score: int | None) -> str:
    """Return a score out of the highest one, such as `7/10`; "" without one."""
    return "" if score is None else f"{score}/{MAX_SCORE}"


def answer_heading(answer: DesignAnswer, guide: Guide) -> str:
    """Return the heading of an answer in a document: the question, followed by the score."""
    score = score_text(answer.score)
    question = question_text(answer.question, guide)
    return f"{question} ({score})" if score else question


def answer_line(answer: DesignAnswer) -> str:
    """Return an answer on one line: its score and its text; "" for an empty one."""
    return "  ".join(filter(None, (score_text(answer.score), answer.text)))

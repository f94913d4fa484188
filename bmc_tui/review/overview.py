"""The figures of a reviewed canvas: notes, findings by severity, answers, and yearly sums."""

from collections import Counter
from dataclasses import dataclass

from bmc_tui.guide.lexicon import lexicon
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.money.sums import Sums, money_totals
from bmc_tui.model.questions import unanswered
from bmc_tui.review.finding import Severity
from bmc_tui.review.review import Review


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures by which canvases are compared: a row of a table with one row per canvas."""

    notes: int
    problems: int
    checks: int
    hints: int
    dismissed: int
    """The findings that the user dismissed, of any severity; the three counts above lack them."""
    answers: int
    """The questions of the method that have an answer."""
    questions: int
    """All questions of the method."""
    revenue: Sums
    """The revenue of a year in each currency, as far as its notes have an amount."""
    costs: Sums
    """The costs of a year, likewise."""
    balance: Sums
    """Revenue minus costs; empty unless both sides have amounts."""
    uncounted: int
    """The notes of revenue and costs with digits that have no part in the sums. Unless this is 0,
    the balance is only that of what could be counted."""


def overview(canvas: Canvas, review: Review) -> Overview:
    """Return the figures of a canvas.

    Args:
        canvas: The canvas.
        review: Its review.
    """
    counts = Counter(finding.severity for finding in review.findings)
    questions = sum(len(block.questions) for block in BLOCKS)
    totals = money_totals(canvas, lexicon())
    return Overview(
        notes=canvas.block_note_count,
        problems=counts[Severity.PROBLEM],
        checks=counts[Severity.CHECK],
        hints=counts[Severity.HINT],
        dismissed=len(review.dismissed),
        answers=questions - sum(len(unanswered(canvas, block)) for block in BLOCKS),
        questions=questions,
        revenue=totals.blocks[Block.REVENUE_STREAMS].sums,
        costs=totals.blocks[Block.COST_STRUCTURE].sums,
        balance=totals.balance if totals.has_both_sides else {},
        uncounted=sum(
            len(total.uncounted) for total in totals.blocks.values() if not total.is_complete
        ),
    )

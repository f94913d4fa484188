"""Reads notes by the words of every language: the lexicon, and the segments of a canvas."""

from functools import cache

from bmc_tui.guide.catalog import recognized
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.handles import read_segments
from bmc_tui.model.lexicon import CURRENCY_SIGNS, PERIODS_PER_YEAR, Lexicon
from bmc_tui.model.segments import Segments


@cache
def lexicon() -> Lexicon:
    """Return the words of all languages by which notes are read.

    All languages together, whatever language the program speaks: a canvas may be in another one,
    and its handles and sums must not depend on a setting of whoever opens it.
    """
    return Lexicon(
        before_names=recognized("before_names"),
        after_names=recognized("after_names"),
        per=recognized("per"),
        periods={period: recognized(f"periods.{period}") for period in PERIODS_PER_YEAR},
        currencies={code: recognized(f"currencies.{code}") for code in CURRENCY_SIGNS},
    )


def segments_of(canvas: Canvas) -> Segments:
    """Return the customer segments of a canvas; cached for the canvases used last."""
    return read_segments(canvas.notes(Block.CUSTOMER_SEGMENTS), lexicon())

"""The table of `bmc review --csv`, one row per canvas, and the same figures for `--json`.

The names of the columns are English in every language, so that scripts can refer to them.
"""

import csv
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO

from bmc_tui.cli.reviews.canvases import NamedCanvas
from bmc_tui.formats.data.csv import guard_formula
from bmc_tui.model.money.sums import Sums
from bmc_tui.review.overview import Overview

COLUMNS = (
    "file",
    "id",
    "title",
    "notes",
    "problems",
    "checks",
    "hints",
    "dismissed",
    "answers",
    "questions",
    "revenue_year",
    "costs_year",
    "balance_year",
    "currency",
    "uncounted",
)
"""The columns of the table, in order. Only add to them, at the end: scripts refer to them."""

_NO_CURRENCY = "¤"
"""The sign for an unspecified currency (Unicode U+00A4), beside amounts in known ones."""

_MAX_EXACT = 10**13
"""Below this a float has every cent."""


def figures(overview: Overview) -> dict[str, object]:
    """Return the figures of a canvas for JSON: sums as numbers by the sign of their currency."""
    return {
        "notes": overview.notes,
        "problems": overview.problems,
        "checks": overview.checks,
        "hints": overview.hints,
        "dismissed": overview.dismissed,
        "answers": overview.answers,
        "questions": overview.questions,
        "revenue_year": _numbers(overview.revenue),
        "costs_year": _numbers(overview.costs),
        "balance_year": _numbers(overview.balance),
        "uncounted": overview.uncounted,
    }


def review_csv(reviewed: Iterable[tuple[NamedCanvas, Overview]]) -> str:
    """Return the table as CSV (RFC 4180): a line with the columns, then one for each canvas.

    Cells with a text that the user wrote are guarded as those of a canvas exported as CSV. Sums are
    plain numbers, `-120.50`, in the currency of the column `currency`. A canvas with amounts in
    several currencies has all of them in each cell: `€ 1200.00 + $ 80.00`; `¤` is the currency of
    the amounts that name none.

    Args:
        reviewed: Each canvas with its figures.
    """
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for named, overview in reviewed:
        sums = (overview.revenue, overview.costs, overview.balance)
        currencies = tuple({currency: None for side in sums for currency in side})
        cells = [_cell(side, currencies) for side in sums]
        writer.writerow(
            (
                guard_formula(named.file),
                named.id,
                guard_formula(named.canvas.title),
                overview.notes,
                overview.problems,
                overview.checks,
                overview.hints,
                overview.dismissed,
                overview.answers,
                overview.questions,
                *cells,
                _names(currencies),
                overview.uncounted,
            )
        )
    return file.getvalue()


def _names(currencies: tuple[str, ...]) -> str:
    """Return the currencies of a canvas as a cell; "" where no amount names one."""
    return " ".join(currency or _NO_CURRENCY for currency in currencies if any(currencies))


def _cell(sums: Sums, currencies: tuple[str, ...]) -> str:
    """Return sums as a cell: a number where the canvas has one currency, "" without amounts."""
    if len(currencies) == 1:
        return "".join(f"{amount:.2f}" for amount in sums.values())
    parts = (f"{currency or _NO_CURRENCY} {amount:.2f}" for currency, amount in sums.items())
    return guard_formula(" + ".join(parts))


def _numbers(sums: Sums) -> dict[str, float]:
    """Return sums as numbers, rounded to cents; whole where a float can't have cents."""
    return {
        currency: float(amount) if abs(amount) < _MAX_EXACT else int(amount)
        for currency, amount in ((c, Decimal(f"{a:.2f}")) for c, a in sums.items())
    }

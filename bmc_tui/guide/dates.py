"""Dates and times as the user reads them."""

from datetime import datetime


def local_time(moment: datetime) -> str:
    """Return a moment in the local time zone, to the minute, such as `2026-01-31 09:05`.

    The format is ISO 8601's, the same in every language, so that columns of it sort and align.

    Args:
        moment: The moment; aware.
    """
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"

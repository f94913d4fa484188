"""Dates and times as the user reads them."""

from datetime import datetime


def local_time(moment: datetime) -> str:
    """Return a moment in the local time zone, to the minute, such as `2026-01-31 09:05`.

    The format is that of ISO 8601 with a space, the same in every language, so that columns sort
    and align.

    Args:
        moment: A time with a time zone.
    """
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"

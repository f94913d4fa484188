"""Dates and times as the user reads them."""

from contextlib import suppress
from datetime import UTC, datetime

_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
"""The first and the last time of all."""


def local_time(moment: datetime) -> str:
    """Return a moment in the local time zone, to the minute, such as `2026-01-31 09:05`.

    The format is that of ISO 8601 with a space, the same in every language, so that columns sort
    and align. In the first and last hours that Python knows, a local time may not exist.

    Args:
        moment: A time with a time zone.
    """
    with suppress(OverflowError, ValueError):
        moment = moment.astimezone()
    return moment.replace(tzinfo=None).isoformat(" ", "minutes")


def time_of(timestamp: float) -> datetime:
    """Return the time of a timestamp, such as that of a file, in UTC.

    Args:
        timestamp: Seconds since 1970; one out of range, as a file system without a clock may give,
            becomes the first or last possible time.
    """
    try:
        return datetime.fromtimestamp(timestamp, UTC)
    except (OverflowError, ValueError, OSError):
        return _LAST if timestamp > 0 else _FIRST

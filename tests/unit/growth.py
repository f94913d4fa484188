"""Checks that the time of a function grows linearly, by processor time at two sizes in one run."""

from collections.abc import Callable
from time import process_time

SIZE_RATIO = 8
"""The ratio of the two sizes."""


def cpu_seconds(function: Callable[[], object], calls: int = 1) -> float:
    """Return the processor time of some calls in seconds: other programs do not count."""
    started = process_time()
    for _ in range(calls):
        function()
    return process_time() - started


def is_linear(make_function: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Return whether one call at a size takes about as long as eight calls at an eighth of it.

    The limit is three times as long: of a quadratic function it would be eight times.

    Args:
        make_function: Returns the function to call, with its input of a given size.
        size: The larger size.
    """
    small, large = make_function(size // SIZE_RATIO), make_function(size)
    small()  # imports and caches of the first call do not count
    return cpu_seconds(large) < 3 * cpu_seconds(small, SIZE_RATIO)

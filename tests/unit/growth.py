"""How work grows with its size: in seconds of a processor, both of one and the same run."""

from collections.abc import Callable
from time import process_time

SIZE_RATIO = 8
"""How much larger the larger one is."""


def cpu_seconds(do: Callable[[], object], times: int = 1) -> float:
    """Return how many seconds of a processor something takes; what else runs does not count."""
    started = process_time()
    for _ in range(times):
        do()
    return process_time() - started


def is_linear(work: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Tell whether work takes about as long as eight times an eighth of it, and not eightfold.

    Args:
        work: Returns what does the work at a size.
        size: The larger one.
    """
    small, large = work(size // SIZE_RATIO), work(size)
    small()  # what is made at the first call only is made now
    return cpu_seconds(large) < 3 * cpu_seconds(small, SIZE_RATIO)

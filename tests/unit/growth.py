"""Checks that the time of a function grows linearly, by processor time at two sizes in one run."""

import gc
from collections.abc import Callable
from functools import partial
from time import process_time
from typing import TypeVar

_Input = TypeVar("_Input")

SIZE_RATIO = 8
"""The ratio of the two sizes."""

SMALLEST_SIZE, HUGE_SIZE, LARGEST_SIZE = 2**10, 2**16, 2**22
"""The first size that `slow_growth` tries, the least one that it has to reach, and the last: 1 KB,
64 KB, and the 4 MB that an import reads."""

_RETRIES = 2
"""How often a suspicious pair of sizes is measured again: other programs empty the caches."""

_MEASURABLE_S = 0.06
"""Processor time from which the noise of the machine no longer matters."""


_CACHED_S = 0.005
"""Processor time up to which the smaller size may have come from the caches of short texts."""


def cpu_seconds(function: Callable[[], object]) -> float:
    """Return the processor time of a call in seconds: other programs do not count.

    Neither does the collection of what other tests left, which falls into the larger calls.
    """
    gc.disable()
    try:
        started = process_time()
        function()
        return process_time() - started
    finally:
        gc.enable()


def is_linear(make_function: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Return whether one call at a size takes about eight times as long as one at an eighth of it.

    The limit is three times as long: of a quadratic function it would be eight times. The best of
    some comparisons counts, because the machine's caches and other programs slow down single ones.

    Args:
        make_function: Returns the function to call, with its input of a given size.
        size: The larger size.
    """
    small, large = make_function(size // SIZE_RATIO), make_function(size)
    small()  # imports and caches of the first call do not count
    return any(
        cpu_seconds(large) < 3 * SIZE_RATIO * mean_cpu_seconds(small)
        for _ in range(1 + 2 * _RETRIES)
    )


def mean_cpu_seconds(function: Callable[[], object]) -> float:
    """Return the mean processor time of as many calls as can be measured, of eight at most."""
    seconds, calls = cpu_seconds(function), 1
    while seconds < _MEASURABLE_S and calls < SIZE_RATIO:
        seconds, calls = seconds + cpu_seconds(function), calls + 1
    return seconds / calls


def slow_growth(
    function: Callable[[_Input], object],
    make_input: Callable[[int], _Input],
    largest_size: int = LARGEST_SIZE,
) -> str:
    """Return at which sizes a function takes more than linear time; "" if it is linear.

    Each size is eight times the one before. The last is the first one of at least `HUGE_SIZE` at
    which a call takes long enough to be measured: a costly function need not get 4 MB to show how
    its time grows, and a quick one is not taken for linear because nothing could be measured.

    Args:
        function: The function.
        make_input: Returns its input of a given size.
        largest_size: The size to stop at.
    """
    size = SMALLEST_SIZE
    smaller = make_input(size)
    function(smaller)  # imports and caches of the first call do not count
    previous = cpu_seconds(partial(function, smaller))
    while size < HUGE_SIZE or (size < largest_size and previous < _MEASURABLE_S):
        size *= SIZE_RATIO
        larger = make_input(size)
        current = cpu_seconds(partial(function, larger))
        for _ in range(_RETRIES):
            is_noise = current < _MEASURABLE_S or previous < _CACHED_S
            if is_noise or current < 3 * SIZE_RATIO * previous:
                break
            previous = max(previous, cpu_seconds(partial(function, smaller)))
            current = min(current, cpu_seconds(partial(function, larger)))
        else:
            return f"{previous:.3f} s for {size // SIZE_RATIO}, {current:.3f} s for {size}"
        smaller, previous = larger, current
    return ""

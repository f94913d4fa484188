"""A loop with its own clock, which advances only when there is nothing left to do."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any


class _Jumping(selectors.DefaultSelector):
    """Waits for nothing: where a loop would sleep, its clock moves on instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise RuntimeError("nothing is ever going to happen any more")
        found = super().select(0)
        if not found:
            self.now += max(timeout, 0)
        return found


class OwnClock(asyncio.SelectorEventLoop):
    """A loop whose seconds last as long as what is done in them; no threads."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


def run(work: Coroutine[Any, Any, None]) -> None:
    """Do some work in a loop with a clock of its own."""
    with asyncio.Runner(loop_factory=OwnClock) as runner:
        runner.run(work)

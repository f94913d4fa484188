"""How soon a program has ended after it was asked to, wherever it hangs."""

from collections.abc import Callable
from typing import Any

import pytest

from bmc_tui.ui.terminal import shutdown

IN_TIME = 3.0
"""Seconds; a system that shuts down gives no program much more."""


class App:
    """What is ended; it never ends by itself."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def finish(self, code: int) -> None:
        self.done.append(f"finish {code}")

    def rescue(self) -> None:
        self.done.append("rescue")

    def release_terminal(self) -> None:
        self.done.append("give back")


def test_what_does_not_end_is_rescued_and_left_within_three_seconds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app, due = App(), list[tuple[float, Callable[..., None], tuple[Any, ...]]]()
    monkeypatch.setattr(
        shutdown,
        "_call_later",
        lambda seconds, act, *arguments: due.append((seconds, act, arguments)),
    )
    monkeypatch.setattr("os._exit", lambda code: app.done.append(f"exit {code}"))
    watching = shutdown.ShutdownGuard(terminal=0)
    watching._guarded = app
    watching.end(143)
    watching.end(129)  # a second signal changes nothing
    assert app.done == ["finish 143"]
    assert max(seconds for seconds, *_ in due) < IN_TIME
    for _, act, arguments in sorted(due, key=lambda each: each[0]):
        act(*arguments)
    assert app.done == ["finish 143", "rescue", "give back", "exit 143"]

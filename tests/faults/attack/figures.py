"""What an attack has done and found, in several runs at a time."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import ceil
from random import Random
from threading import Lock


@dataclass(slots=True)
class Figures:
    """The figures of one kind of attack."""

    subject: str
    """What was attacked."""
    counts: dict[str, float] = field(default_factory=dict)
    """What was done and measured, by its name."""
    problems: list[str] = field(default_factory=list)
    """Each broken promise: what was lost or damaged, and how."""
    _lock: Lock = field(default_factory=Lock)

    def add(self, name: str, value: float = 1) -> None:
        """Add to a count; from any thread."""
        with self._lock:
            self.counts[name] = self.counts.get(name, 0) + value

    def raise_to(self, name: str, value: float) -> None:
        """Set a measure to the largest value so far; from any thread."""
        with self._lock:
            self.counts[name] = max(self.counts.get(name, 0), value)

    def run_all(self, runs: Sequence[Callable[[], None]], jobs: int) -> None:
        """Do runs, so many at a time; one that fails is a problem, and the others go on."""

        def attempt(run: Callable[[], None]) -> None:
            try:
                run()
            except (AssertionError, OSError) as error:
                self.problems.append(f"a run failed: {error}")

        with ThreadPoolExecutor(jobs) as pool:
            for _ in pool.map(attempt, runs):
                pass

    def lines(self) -> list[str]:
        """Return the figures as lines of text."""
        rows = [f"  {value:>10,.2f}  {name}" for name, value in self.counts.items()]
        rows = [row.replace(".00  ", "     ") for row in rows]
        return [self.subject, *rows, *(f"  BROKEN: {problem}" for problem in self.problems)]


def repeats(count: int, scale: float) -> int:
    """Return how often to do what is done `count` times at scale 1; once at least."""
    return max(1, ceil(count * scale))


def fork(random: Random) -> Random:
    """Return a generator for one run, so that the order of the runs does not matter."""
    return Random(random.random())  # noqa: S311

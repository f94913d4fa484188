"""Kills the app while the user types, in one window or in two that edit the same block.

Words are numbered, so that what is missing afterwards is known, and when it was typed. A word is
acknowledged once the screen shows it and "saved", at two looks.
"""

import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random

from tests.e2e.terminal import BMC, Terminal
from tests.faults.attack.figures import Figures, fork, repeats
from tests.faults.attack.homes import data_file, prepare, run_bmc, words_in

_ONE_WINDOW, _TWO_WINDOWS = 90, 100
"""Runs at scale 1."""

_KEY_PAUSES_S = {"by hand": 0.03, "fast": 0.0}
"""The time between two keys."""

_WORDS_BETWEEN_PAUSES = (4, 30)
"""The least and the most words between two pauses, in which the screen is looked at."""

_WATCH_EVERY_S = 0.1
_LOOK_AFTER_S = 0.45
"""A pause in typing, long enough for a save, and half of it between two looks at the screen."""

_TYPE_FOR_S = (0.5, 30.0)
"""The least and the most time that is typed before a kill; the most at scale 1."""


class Typist:
    """Types numbered words into the editor of a block, until it is stopped.

    Args:
        terminal: The app, with the editor open.
        prefix: The letter that its words start with.
        key_pause_s: The time between two keys.
        random: Picks when to pause.
    """

    def __init__(self, terminal: Terminal, prefix: str, key_pause_s: float, random: Random) -> None:
        self.terminal = terminal
        self.prefix = prefix
        self.sent: list[tuple[str, float]] = []
        """The words, and when the last key of each was sent."""
        self.seen: dict[str, float] = {}
        """When each word was first on the screen: a busy machine reads keys late."""
        self.acknowledged = 0
        """How many of them were acknowledged."""
        self._key_pause_s = key_pause_s
        self._random = random
        self._threads = [threading.Thread(target=work) for work in (self._type, self._watch)]
        self._is_stopped = threading.Event()

    def start(self) -> None:
        """Start typing and watching the screen, in threads."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop typing and watching."""
        self._is_stopped.set()
        for thread in self._threads:
            thread.join()

    def _watch(self) -> None:
        """Note when words appear on the screen."""
        while not self._is_stopped.wait(_WATCH_EVERY_S):
            rows = "\n".join(self.terminal.screen)
            now = time.monotonic()
            for word, _ in self.sent[-2 * _WORDS_BETWEEN_PAUSES[1] :]:
                if word not in self.seen and word in rows:
                    self.seen[word] = now

    def _type(self) -> None:
        """Type words and look at the screen in turns."""
        while not self._is_stopped.is_set():
            for _ in range(self._random.randint(*_WORDS_BETWEEN_PAUSES)):
                self._type_word()
            if self._is_stopped.wait(_LOOK_AFTER_S):
                return
            shown = self._shown_as_saved()
            # At a single look, a word may be there whose change the title does not reflect yet.
            if not self._is_stopped.wait(_LOOK_AFTER_S / 2) and self._shown_as_saved():
                self.acknowledged = max(self.acknowledged, shown)

    def _type_word(self) -> None:
        """Type a word, and after every fifth a new note."""
        number = len(self.sent) + 1
        word = f"{self.prefix}{number:04d}"
        for key in word + ("\r" if number % 5 == 0 else " "):
            if self._is_stopped.is_set():
                return
            try:
                self.terminal.send(key)
            except OSError:  # it was killed
                return
            time.sleep(self._key_pause_s)
        self.sent.append((word, time.monotonic()))

    def _shown_as_saved(self) -> int:
        """Return the number of the last word on the screen if all there is saved, else 0."""
        rows = self.terminal.screen
        if not rows[0].endswith(" saved"):
            return 0
        text = "\n".join(rows)
        shown = (index for index, (word, _) in enumerate(self.sent, 1) if word in text)
        return max(shown, default=0)


class Writer:
    """Adds numbered notes by `bmc add`, one after another, until it is stopped."""

    def __init__(self, home: Path, prefix: str = "c") -> None:
        self.acknowledged: list[str] = []
        """The words of the commands that reported success."""
        self._home = home
        self._prefix = prefix
        self._thread = threading.Thread(target=self._write)
        self._is_stopped = threading.Event()

    def start(self) -> None:
        """Start adding, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the running command."""
        self._is_stopped.set()
        self._thread.join()

    def _write(self) -> None:
        number = 0
        while not self._is_stopped.is_set():
            number += 1
            word = f"{self._prefix}{number:04d}"
            if run_bmc(self._home, "add", "channels", word).returncode == 0:
                self.acknowledged.append(word)


def kill_while_typing(scratch: Path, scale: float, random: Random, jobs: int) -> Figures:
    """Kill the app in one window after another; return what was lost.

    Args:
        scratch: An empty folder.
        scale: 1 for 90 runs in one window and 100 in two.
        random: Picks the moments.
        jobs: How many runs go on at a time.
    """
    figures = Figures("the app, killed while the user types")
    shortest_s, longest_s = _TYPE_FOR_S
    longest_s *= min(1.0, scale) ** 0.5
    kinds = (("one", ["a"], _ONE_WINDOW), ("two", ["a", "b"], _TWO_WINDOWS))
    runs = [
        partial(
            _run,
            scratch / f"{name}{index}",
            prefixes,
            index,
            random.uniform(shortest_s, longest_s),
            fork(random),
            figures,
        )
        for name, prefixes, count in kinds
        for index in range(repeats(count, scale))
    ]
    figures.run_all(runs, jobs)
    return figures


def _run(
    home: Path,
    prefixes: Sequence[str],
    index: int,
    type_for_s: float,
    random: Random,
    figures: Figures,
) -> None:
    """Type in so many windows, kill them all, and count what is missing after a recovery."""
    prepare(data_file(home))
    pauses = list(_KEY_PAUSES_S.values())
    writer = Writer(home)
    typists = []
    with ExitStack() as stack:
        for prefix in prefixes:
            terminal = stack.enter_context(Terminal([BMC], home, size=(120, 40)))
            terminal.wait_for("? keys")
            # In two windows of three in the same block, at its end.
            block = "3" if prefix == "a" or index % 3 else "9"
            terminal.keys(block, "enter")
            terminal.wait_for(
                lambda rows: any("1 Awareness" in row or "fixed" in row for row in rows)
            )
            terminal.send("\x1b[F\r")
            typists.append(Typist(terminal, prefix, pauses[index % len(pauses)], fork(random)))
        if len(prefixes) > 1:
            writer.start()
        for typist in typists:
            typist.start()
        time.sleep(type_for_s)
        killed_at = {}
        for typist in random.sample(typists, len(typists)):
            typist.terminal.close()
            killed_at[typist.prefix] = time.monotonic()
            figures.add("kills")
        for typist in typists:
            typist.stop()
        if len(prefixes) > 1:
            writer.stop()
    recovery = run_bmc(home, "recover")
    where = f"run {home.name}"
    words = words_in(data_file(home))
    if recovery.returncode or words is None:
        figures.problems.append(f"{where}: {recovery.stderr or 'the file is damaged'}")
        return
    for typist in typists:
        _count(typist, killed_at[typist.prefix], words, figures, where)
    figures.add("acknowledged notes of commands", len(writer.acknowledged))
    if missing := [word for word in writer.acknowledged if not words[word]]:
        figures.problems.append(f"{where}: acknowledged notes of commands are missing: {missing}")


def _count(
    typist: Typist, killed_at: float, words: Counter[str], figures: Figures, where: str
) -> None:
    """Count what is there of what the user typed."""
    sent = [(word, at) for word, at in typist.sent if at < killed_at]
    figures.add("words typed", len(sent))
    acknowledged = min(typist.acknowledged, len(sent))
    figures.add("acknowledged words", acknowledged)
    missing = [(word, at) for word, at in sent if not words[word]]
    typed_s = max((killed_at - at for _, at in missing), default=0.0)
    seen_s = max((killed_at - typist.seen.get(word, killed_at) for word, _ in missing), default=0.0)
    figures.raise_to("worst loss, seconds since it was on the screen", seen_s)
    figures.raise_to(
        "worst loss, seconds since it was typed, a busy machine's delay included", typed_s
    )
    if lost := [word for word, _ in sent[:acknowledged] if not words[word]]:
        figures.problems.append(f"{where}: acknowledged words are missing: {lost}")
    if missing and [word for word, _ in sent[-len(missing) :]] != [word for word, _ in missing]:
        figures.problems.append(f"{where}: words are missing before others: {missing}")
    own = re.compile(rf"{typist.prefix}\d")
    known = {word for word, _ in sent}
    others = [word for word in words if own.match(word) and word not in known]
    # Of the word that was being typed at the last save, or at the kill, the start may be there.
    first_missing = missing[0][0] if missing else f"{typist.prefix}{len(sent) + 1:04d}"
    if torn := [word for word in others if not first_missing.startswith(word)]:
        figures.problems.append(f"{where}: words are torn: {torn}")
    figures.add("words that stand twice", sum(words[word] > 1 for word in known))

"""The interview on plain stdin and stdout: the questions of the method, one at a time."""

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace

from bmc_tui.cli.errors import CommandError, UsageError
from bmc_tui.cli.output import display_title, wrapped, write_errors, write_output
from bmc_tui.cli.shelf import resolve_canvas
from bmc_tui.config.config import with_author
from bmc_tui.files.decoding import UndecodableError, decode
from bmc_tui.guide import Guide, find_block
from bmc_tui.guide.interview import asked_hints, asked_text, progress
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.questions import ASKED, unfilled
from bmc_tui.model.sanitize import pasted_notes
from bmc_tui.model.ties.sheet import bearing_blocks
from bmc_tui.store import Shelf, StoreError

BACK, STOP, REFILE = "<", ".", ">"
"""The lines that are not answers: back to the question before this one, the end, and that the last
answer is a note of its block instead, or an answer again."""

MAX_LINE_BYTES = 1_000_000
"""Maximum number of bytes of one line of stdin."""

_MAX_NOTES = 12
"""Maximum number of notes of a block that are said before a question."""

_PROMPT = "> "
"""Where a line can be typed in a terminal."""


def ask_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Ask the questions without an answer, each until an empty line, and add each line as a note.

    If there is no canvas yet, the first answer creates one.

    Returns:
        How many answers were added, and how many questions are left.

    Raises:
        UsageError: Stdin is closed.
        CommandError: Stdin cannot be read, or has a line that is too long; or the block has no
            questions, as what is parked.
        StoreError: What was answered last cannot be saved.
        UnknownNameError: There is no such block.
    """
    if sys.stdin is None:
        raise UsageError("cli.ask_no_input")
    block = find_block(args.block) if args.block else None
    asked = [Spot(*pair, 0) for pair in ASKED if block in (None, pair[0])]
    if not asked:
        raise CommandError("cli.ask_no_questions", block=block)
    has_canvas = args.canvas is not None or shelf.last_used() is not None
    id_ = resolve_canvas(args.canvas, shelf) if has_canvas else None
    answers = _Answers(shelf, id_, with_author(Canvas(), args.config))
    interview = _Interview(answers, guide, asked)
    try:
        interview.run()
    finally:
        answers.save()  # which may have failed before
    return interview.summary()


class _Answers:
    """The canvas that answers are added to, and the answers that are not saved yet.

    Args:
        shelf: The canvases.
        id_: The canvas's id; None to create one for the first answer.
        new: What a new canvas starts from.
    """

    def __init__(self, shelf: Shelf, id_: str | None, new: Canvas) -> None:
        self._new = new
        self._shelf = shelf
        self._id = id_
        self._unsaved: list[tuple[Spot, tuple[str, ...]]] = []
        self.count = 0
        """How many answers were given."""

    @property
    def canvas(self) -> Canvas:
        """The canvas as it is in the file now, with what could not be saved yet."""
        return self._with_unsaved(self._shelf.load(self._id).canvas if self._id else self._new)

    def add(self, spot: Spot, texts: tuple[str, ...]) -> None:
        """Add answers to a question, for `save`."""
        self._unsaved.append((spot, texts))
        self.count += len(texts)

    def move(self, spot: Spot, text: str, section: Section) -> bool:
        """Move the last note with a text to another section, as an undo step; tell if it moved.

        Args:
            spot: The block and the section of the note.
            text: Its text.
            section: The section to move it to.

        Raises:
            StoreError: It cannot be saved.
        """
        if self._id is None or self._unsaved:
            return False
        from bmc_tui.session.edit import change

        def moved(canvas: Canvas) -> Canvas:
            texts = canvas.texts(spot.block, spot.section)
            if text not in texts:
                return canvas
            index = len(texts) - 1 - texts[::-1].index(text)
            return canvas.move_to_section(Spot(spot.block, spot.section, index), section)[0]

        with _interrupted_afterwards():
            return change(self._shelf, self._id, moved).is_changed

    def save(self) -> None:
        """Save what was added since the last save, as one undo step.

        Raises:
            StoreError: It cannot be saved; the next call tries it again.
        """
        if self._unsaved:
            with _interrupted_afterwards():
                self._write()

    def _write(self) -> None:
        """Write the answers that are not saved yet to the file."""
        if self._id is None:
            self._id = self._shelf.create(self._with_unsaved(self._new)).entry.id
        else:
            from bmc_tui.session.edit import change

            saved = change(self._shelf, self._id, self._with_unsaved).stored.entry
            if saved.deleted:  # by another program meanwhile: the user has just answered
                self._shelf.restore(saved.id)
        self._unsaved.clear()

    def _with_unsaved(self, canvas: Canvas) -> Canvas:
        """Return a canvas with the answers that are not saved yet."""
        for spot, texts in self._unsaved:
            canvas = canvas.add(spot.block, *texts, section=spot.section)
        return canvas


@contextmanager
def _interrupted_afterwards() -> Iterator[None]:
    """Delay Ctrl+C until a save has ended: before that the answer may or may not be saved."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


class _Interview:
    """Asks the questions, one at a time.

    Args:
        answers: What is answered.
        guide: The language.
        asked: The questions and phases to ask, in order.
    """

    def __init__(self, answers: _Answers, guide: Guide, asked: list[Spot]) -> None:
        self._answers = answers
        self._guide = guide
        self._asked = asked
        self._is_terminal = sys.stdin.isatty()
        self._lines = 0
        """How many lines were read."""
        self._is_guess_told = False

    def run(self) -> None:
        """Ask until the last question, the end of the input, or a line that stops.

        Raises:
            CommandError: Stdin cannot be read, or has a line that is too long.
        """
        index = self._next_unanswered(0)
        if index is None:
            return
        self._write(self._guide.say("cli.ask_how", back=BACK, stop=STOP, refile=REFILE))
        while index is not None:
            self._show(self._asked[index])
            line = self._read_answers(self._asked[index])
            if line in (None, STOP):
                return
            index = max(0, index - 1) if line == BACK else self._next_unanswered(index + 1)

    def summary(self) -> str:
        """Return how many answers were added, and how many questions have none yet."""
        guide, canvas = self._guide, self._answers.canvas
        lines = []
        if count := self._answers.count:
            answers = guide.pluralize("count.answer", count)
            title = display_title(canvas.title, guide)
            lines.append(guide.say("cli.ask_added", answers=answers, title=title))
        left = sum(self._is_open(canvas, spot) for spot in self._asked)
        lines.append(guide.pluralize("cli.ask_left", left) if left else guide.say("cli.ask_done"))
        return "\n".join(lines) + "\n"

    def _next_unanswered(self, index: int) -> int | None:
        """Return the index of the next question without an answer; None after the last one."""
        canvas = self._answers.canvas
        spots = enumerate(self._asked[index:], index)
        return next((number for number, spot in spots if self._is_open(canvas, spot)), None)

    def _is_open(self, canvas: Canvas, spot: Spot) -> bool:
        """Tell whether a question has no answer."""
        return spot.section in unfilled(canvas, spot.block)

    def _read_answers(self, spot: Spot) -> str | None:
        """Add the lines of stdin as answers to a question, and save each.

        Returns:
            The line after them that is not an answer: `BACK`, `STOP` or ""; None at the end of the
            input.
        """
        section, last = spot.section, ""
        while (line := self._read_line()) is not None:
            texts = pasted_notes(line)
            if line.strip() in (BACK, STOP):
                return line.strip()
            if line.strip() == REFILE:
                section = self._refile(replace(spot, section=section), last, spot.section)
                continue
            if not texts:
                return ""
            self._answers.add(spot, texts)
            self._save()
            section, last = spot.section, texts[-1]
        return None

    def _refile(self, spot: Spot, text: str, asked: Section) -> Section:
        """Move the last answer to the notes of its block, or back; report where it is.

        Args:
            spot: The block and the section that it is in.
            text: The answer; "" before the first one to a question.
            asked: The section of the answers.

        Returns:
            The section that it is in now.
        """
        target = GENERAL if spot.section == asked else asked
        is_moved = False
        try:
            is_moved = bool(text) and self._answers.move(spot, text, target)
        except StoreError as error:
            write_errors(self._guide.error_message(error))
            return spot.section
        key = ("ask_in_answers" if target == asked else "ask_in_notes") if is_moved else "ask_none"
        self._write(self._guide.say(f"cli.{key}", text=text, refile=REFILE))
        return target if is_moved else spot.section

    def _save(self) -> None:
        """Save the answers, or report why that failed: it is tried again with the next answer."""
        try:
            self._answers.save()
        except StoreError as error:
            write_errors(self._guide.error_message(error))

    def _read_line(self) -> str | None:
        """Return the next line of stdin; None at its end.

        Raises:
            CommandError: It cannot be read, or is too long.
        """
        if self._is_terminal:
            write_output(_PROMPT)
        try:
            raw = sys.stdin.buffer.readline(MAX_LINE_BYTES + 1)
        except OSError as error:
            raise CommandError("cli.not_read", reason=error) from error
        if len(raw) > MAX_LINE_BYTES:
            raise CommandError("cli.ask_long_line", size=MAX_LINE_BYTES // 1_000_000)
        if not raw:
            if self._is_terminal:
                write_output("\n")
            return None
        try:
            text, guessed_at = decode(raw)
        except UndecodableError as error:
            raise CommandError("cli.no_text_on_stdin") from error
        self._lines += 1
        if guessed_at and not self._is_guess_told:
            self._is_guess_told = True
            remark = self._guide.say("reading.windows")
            write_errors(self._guide.say("import.line", line=self._lines, remark=remark))
        return text

    def _write(self, *lines: str) -> None:
        """Write lines, wrapped at words if stdout is a terminal."""
        rows = lines
        with suppress(OSError):  # not a terminal
            columns = os.get_terminal_size(sys.stdout.fileno()).columns
            rows = tuple(row for line in lines for row in wrapped(line, columns or sys.maxsize))
        write_output("".join(f"{row}\n" for row in rows))

    def _show(self, spot: Spot) -> None:
        """Write a question, its hint, and what the canvas already says about it, one per line."""
        guide, canvas = self._guide, self._answers.canvas
        block, section = spot.block, spot.section
        lines = [
            "",
            f"{progress(guide, block, section)}. {guide.title(block)}",
            asked_text(guide, block, section),
            *asked_hints(guide, block, section),
        ]
        groups: list[tuple[str, Block, Section | None]]
        groups = [(guide.title(other), other, None) for other in bearing_blocks(block, section)]
        groups += [
            (guide.section_title(block, GENERAL), block, GENERAL),
            (guide.say("interview.answers"), block, section),
        ]
        for title, place, only in groups:
            notes = [*_notes_in_words(canvas, place, guide, only)]
            lines += [_listed(title, notes)] if notes else []
        self._write(*lines)


def _notes_in_words(
    canvas: Canvas, block: Block, guide: Guide, only: Section | None = None
) -> Iterator[str]:
    """Yield the notes of a block, or of one of its sections, with their tokens in words."""
    from bmc_tui.render.plain import note_in_words

    for spot, note in canvas.spots(block):
        if only is None or note.section == only:
            yield note_in_words(note, segments_of(canvas).at(spot), guide)


def _listed(title: str, notes: Sequence[str]) -> str:
    """Return notes after their label, on one line; only the first of many."""
    rest = f"; +{len(notes) - _MAX_NOTES}" if len(notes) > _MAX_NOTES else ""
    return f"{title}: {'; '.join(notes[:_MAX_NOTES])}{rest}"

"""Reads the nine-block picture back: from a file, a mail or a terminal.

Lines are split where the borders above them are, so that notes may contain any character; a line
that was edited by hand is split at its own borders. What a picture does not show:

- whether a space followed a line that one word fills to the last cell: the word is joined to the
  next one, because `wrap` breaks a word wider than a line, unless a token starts there;
- how many spaces there were at the end of a line: one is assumed;
- whether `1 ` to `5 ` or `? ` before a note was typed or is the sign of a phase or of Unplaced,
  if it is among notes with such a sign;
- which notes answer a question: they become general ones.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len, split_graphemes

from bmc_tui.formats.outline.particulars import particular_in_line, particulars_of
from bmc_tui.formats.outline.reports import refuse_report
from bmc_tui.formats.result import FormatError, ImportResult, Remark, build_canvas
from bmc_tui.formats.text.boxes import BLANK, ParsedBox, ParsedPicture, TextLine, parse_picture
from bmc_tui.formats.text.writer import INDENT
from bmc_tui.guide import Guide, languages, load
from bmc_tui.model.blocks import BLOCKS, GENERAL, PLACES, UNPLACED, Block, Section
from bmc_tui.model.canvas import Note, Particulars
from bmc_tui.model.sanitize import clean

_BULLET = re.compile(r"· (?=\S)")
"""Before a note."""

_BULLET_OR_LETTER = re.compile(r"(?:· |(?P<letter>[A-Z])(?:(?P=letter){0,2}|[1-9][0-9]*) )(?=\S)")
"""Before a note of the customer segments."""

_SIGN = re.compile("([1-5?]) ")
"""Before a note in a phase of Channels, its number; before an unplaced note, a question mark."""

_MIN_NAMED_BLOCKS = 2
"""The picture of another program may contain a single block's name."""


@dataclass(slots=True)
class _WrappedNote:
    """A note as it is in the picture, wrapped."""

    indent: int
    """Cells before its text; 0 for a line without a bullet."""
    rows: list[TextLine]


def read(text: str) -> ImportResult:
    """Return the canvas in a picture.

    Args:
        text: Lines with the picture among them, possibly quoted as in mails.

    Raises:
        FormatError: No picture in it has the titles of blocks in its borders, or it is one of
            changes.
    """
    picture = parse_picture(text)
    named_blocks = {box.block for box in picture.boxes if box.block}
    if len(named_blocks) < _MIN_NAMED_BLOCKS:
        raise FormatError("reading.no_canvas")
    return _Reader(picture).result()


class _Reader:
    """Reads the notes from the boxes of a picture, and remarks on what was not understood."""

    def __init__(self, picture: ParsedPicture) -> None:
        self._picture = picture
        self._guides = [load(language) for language in languages()]
        self._notes: dict[Block, list[Note]] = {block: [] for block in PLACES}
        self._remarks: list[Remark] = []
        self._doubtful_lines: list[int] = []
        """Lines that may or may not have ended with a space."""

    def result(self) -> ImportResult:
        """Return the canvas, and the remarks.

        Raises:
            FormatError: It is a picture of the changes in a canvas.
        """
        title = self._read_title()
        refuse_report([title])
        particulars = self._read_particulars()
        phase_numbers = self._read_phase_numbers()
        for box in self._picture.boxes:
            if box.block:
                texts = [*self._read_texts(box, box.block)]
                self._notes[box.block] += _notes_in_sections(box.block, texts, phase_numbers)
            else:
                self._park([TextLine(box.line, box.name), *box.rows])
        for paragraph in _paragraphs(self._picture.outside):
            self._park(paragraph)
        if self._doubtful_lines:
            values = {"lines": tuple(map(str, sorted(self._doubtful_lines)))}
            self._remarks.append(Remark(min(self._doubtful_lines), "reading.joined", values))
        remarks = sorted(self._remarks, key=lambda remark: remark.line)
        canvas = build_canvas(title, self._notes).with_particulars(particulars)
        return ImportResult(canvas, tuple(remarks))

    def _read_title(self) -> str:
        """Return the canvas's title: the text of the first title box."""
        title, *_ = [*map(self._box_text, self._picture.titles), ""]
        for box in self._picture.titles[1:]:
            self._park(box.rows)
        return title

    def _read_particulars(self) -> Particulars:
        """Return the particulars: the lines of the box below the title, if it has such lines."""
        pairs: list[tuple[str, str]] = []
        for box in self._picture.legends[:1]:
            entries: list[list[TextLine]] = []
            for line, text in box.rows:
                row = TextLine(line, text.removeprefix(" ").rstrip(" "))
                if entries and row.text.startswith(INDENT):
                    entries[-1].append(TextLine(line, row.text.lstrip(" ")))
                elif row.text:
                    entries.append([row])
            room = box.room - 2 - len(INDENT)
            texts = [particular_in_line(self._unwrap(rows, room)) for rows in entries]
            if texts and all(texts):
                pairs += filter(None, texts)
                del self._picture.legends[0]
        return particulars_of(pairs)

    def _read_phase_numbers(self) -> Collection[str]:
        """Return the numbers of the phases that have notes, from the legend."""
        channels = Block.CHANNELS
        numbers: set[str] = set()
        legend_starts = tuple(
            f"{guide.title(block)}: " for guide in self._guides for block in (BLOCKS[0], channels)
        )
        for box in self._picture.legends:
            text = " ".join(row.text.strip(" ") for row in box.rows)
            if not text.startswith(legend_starts):
                self._park(box.rows)
            for guide in self._guides:
                _, separator, phases = text.rpartition(f"{guide.title(channels)}: ")
                for number, phase in enumerate(channels.phases, 1):
                    entry = f"{number} {guide.section_title(channels, phase)}"
                    if separator and entry in phases:
                        numbers.add(str(number))
        # From a part of a picture the legend may have been cut off: then any phase is possible.
        return numbers if self._picture.titles and self._picture.is_whole else "12345"

    def _read_texts(self, box: ParsedBox, block: Block) -> Iterator[str]:
        """Yield the notes of a block, in order."""
        bullet = _BULLET_OR_LETTER if block is BLOCKS[0] else _BULLET
        notes = [*_wrapped_notes(box, bullet)]
        loose_texts = [row.text for note in notes if not note.indent for row in note.rows]
        if _is_question(loose_texts, block, self._guides):
            notes = [note for note in notes if note.indent]
        for note in notes:
            text = self._unwrap(note.rows, box.room - note.indent)
            if not note.indent:
                is_count = _is_hidden_count(text, self._guides)
                key = "reading.hidden" if is_count else "reading.no_bullet"
                self._remarks.append(Remark(note.rows[0].line, key, {"text": text, "block": block}))
                if is_count:
                    continue
            yield text

    def _box_text(self, box: ParsedBox) -> str:
        """Return the text of a box with one text."""
        rows = [TextLine(line, text.removeprefix(" ").rstrip(" ")) for line, text in box.rows]
        return self._unwrap([row for row in rows if row.text], box.room - 2)

    def _unwrap(self, rows: Sequence[TextLine], room: int) -> str:
        """Return the text that was wrapped into lines, and record the lines where that is a guess.

        Args:
            rows: The lines.
            room: Cells that each of them could take.
        """
        parts = [row.text for row in rows[:1]]
        for row, following in pairwise(rows):
            is_broken = _is_broken_word(row.text, following.text, room)
            if is_broken and cell_len(row.text) == len(row.text):
                self._doubtful_lines.append(row.line)
            parts += [following.text] if is_broken else [" ", following.text]
        return clean("".join(parts))

    def _park(self, rows: Sequence[TextLine]) -> None:
        """Park lines that are in no block, with a remark on the first."""
        texts = [(row.line, clean(row.text)) for row in rows if clean(row.text)]
        for line, text in texts[:1]:
            values = {"text": text}
            self._remarks.append(Remark(line, "reading.no_heading", values))
        self._notes[Block.PARKED] += [Note(text) for _, text in texts]


def _wrapped_notes(box: ParsedBox, bullet: re.Pattern[str]) -> Iterator[_WrappedNote]:
    """Yield the notes in a box.

    Args:
        box: The box.
        bullet: What its notes start with. A line that neither starts a note nor continues one is
            a note too.
    """
    note: _WrappedNote | None = None
    for line, raw in box.rows:
        text = raw.rstrip(" ")
        if not text:
            continue
        if start := bullet.match(text):
            indent = start.end()
        elif text[0] == " " and note and note.indent:
            note.rows.append(TextLine(line, text.lstrip(" ")))
            continue
        else:
            indent = 0
        if note:
            yield note
        note = _WrappedNote(indent, [TextLine(line, text[indent:].lstrip(" "))])
    if note:
        yield note


def _is_broken_word(line: str, following: str, room: int) -> bool:
    """Tell whether a line ends within a word that continues in the following one; see `wrap`."""
    (_, _, first_cells), *_ = split_graphemes(following)[0]
    if cell_len(line) + first_cells <= room:
        return False
    word = line.rpartition(" ")[2] + following.partition(" ")[0]
    is_wide = cell_len(word) > max(room, len(word))
    # A word that is not wide starts a line of its own before it is broken.
    return is_wide or (" " not in line and following[0] not in "@#")


def _is_question(lines: Sequence[str], block: Block, guides: Sequence[Guide]) -> bool:
    """Tell whether lines are the question of an empty block, possibly truncated."""
    text = "".join(lines).replace(" ", "")
    start = text.removesuffix("…")
    questions = [
        guide.section_title(block, block.questions[0]).replace(" ", "") for guide in guides
    ]
    return bool(start) and any(
        question == text or (start != text and question.startswith(start)) for question in questions
    )


def _is_hidden_count(text: str, guides: Sequence[Guide]) -> bool:
    """Tell whether a line counts the notes that are out of sight."""
    counts = {guide.say(f"grid.{key}", n=0) for guide in guides for key in ("more", "above")}
    return re.sub("[0-9]+", "0", text) in counts


def _notes_in_sections(
    block: Block, texts: Sequence[str], phase_numbers: Collection[str]
) -> Iterator[Note]:
    """Yield the notes of a block in the sections that their signs stand for.

    Args:
        block: The block.
        texts: The notes as shown, with their signs.
        phase_numbers: The numbers of the phases that have notes.
    """
    signs = [match[1] if (match := _SIGN.match(text)) else "" for text in texts]
    unplaced_start = len(signs)
    while unplaced_start and signs[unplaced_start - 1] == "?":
        unplaced_start -= 1
    in_phases = _indices_in_phases(signs[:unplaced_start], phase_numbers) if block.phases else ()
    for index, text in enumerate(texts):
        section = UNPLACED if index >= unplaced_start else GENERAL
        if index in in_phases:
            section = block.phases[int(signs[index]) - 1]
        yield Note(text if section == GENERAL else _SIGN.sub("", text, count=1), Section(section))


def _indices_in_phases(signs: Sequence[str], phase_numbers: Collection[str]) -> Collection[int]:
    """Return the indices of the notes in phases.

    Notes in phases are consecutive, in the order of the phases, and every phase of the legend has
    some: the longest such run is taken. Without one, all notes with a number of the legend are.
    """
    runs: list[list[int]] = [[]]
    for index, sign in enumerate(signs):
        if sign not in phase_numbers or not sign:
            runs.append([])
        elif runs[-1] and sign < signs[runs[-1][-1]]:
            runs.append([index])
        else:
            runs[-1].append(index)
    complete_runs = [
        run for run in runs if run and {signs[index] for index in run} == set(phase_numbers)
    ]
    if complete_runs:
        return max(complete_runs, key=len)
    return {index for run in runs for index in run}


def _paragraphs(rows: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Yield groups of consecutive lines, separated by the lines without content."""
    paragraph: list[TextLine] = []
    for row in rows:
        if BLANK.search(row.text):
            continue
        if paragraph and row.line != paragraph[-1].line + 1:
            yield paragraph
            paragraph = []
        paragraph.append(row)
    if paragraph:
        yield paragraph

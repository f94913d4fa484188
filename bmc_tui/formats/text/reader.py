"""The nine-block picture read back: from a file, a mail or a terminal.

Lines are cut where the borders above them are, so that what is typed may hold any character; a
line that was edited by hand is cut at its own borders. What a picture does not tell:

- whether a space stood where a line is full to its last cell with one word: it is joined to the
  next one, as a word wider than a line was broken (`wrap`), unless a token starts there;
- how many spaces stood at the end of a line: one is put there;
- whether `1 ` to `5 ` or `? ` before a note was typed or is the sign of a phase or of Unplaced,
  where it stands with those that have one;
- which notes answer a question: they are general ones.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len, split_graphemes

from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.formats.text.boxes import BLANK, ParsedBox, ParsedPicture, TextLine, parse_picture
from bmc_tui.guide import Guide, languages, load
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean

_BULLET = re.compile(r"· (?=\S)")
_LETTER = re.compile(r"(?:· |(?P<letter>[A-Z])(?P=letter)* )(?=\S)")
"""What stands before a note, and before one of block 1."""

_SIGN = re.compile("([1-5?]) ")
"""What a note has before it that stands in a phase of Channels or in no place."""

_LEAST_BLOCKS = 2
"""One could be a word in common with another program's picture."""


@dataclass(slots=True)
class _Item:
    """A note as it stands in the picture."""

    hang: int
    """Cells before its text; 0 for a line without anything before it."""
    rows: list[TextLine]


def read(text: str) -> ImportResult:
    """Return the canvas that a picture shows.

    Args:
        text: Lines with the picture among them, be it quoted as mails do.

    Raises:
        FormatError: There is no picture in it with titles of blocks in its borders.
    """
    picture = parse_picture(text)
    named = {box.block for box in picture.boxes if box.block}
    if len(named) < _LEAST_BLOCKS:
        raise FormatError("reading.no_canvas")
    return _Reader(picture).reading()


class _Reader:
    """A picture on its way into a canvas."""

    def __init__(self, picture: ParsedPicture) -> None:
        self._picture = picture
        self._guides = [load(language) for language in languages()]
        self._notes: dict[Block, list[Note]] = {block: [] for block in BLOCKS}
        self._remarks: list[Remark] = []
        self._doubtful: list[int] = []
        """Lines behind which a space may have stood, or not."""

    def reading(self) -> ImportResult:
        """Return the canvas, and what was not understood."""
        title = self._title()
        phases = self._phases()
        for box in self._picture.boxes:
            if box.block:
                texts = [*self._texts(box, box.block)]
                self._notes[box.block] += _placed(box.block, texts, phases)
            else:
                self._unplaced([TextLine(box.line, box.name), *box.rows])
        for run in _runs(self._picture.others):
            self._unplaced(run)
        if self._doubtful:
            lines = tuple(map(str, sorted(self._doubtful)))
            self._remarks.append(Remark(min(self._doubtful), "reading.joined", {"lines": lines}))
        canvas = Canvas().with_title(title)
        for block, notes in self._notes.items():
            # Those without a place come after all others, wherever in the text they stood.
            canvas = canvas.with_notes(block, sorted(notes, key=lambda n: n.section == UNPLACED))
        return ImportResult(canvas, tuple(sorted(self._remarks, key=lambda remark: remark.line)))

    def _title(self) -> str:
        """Return the canvas's title."""
        title, *_ = [*map(self._paragraph, self._picture.titles), ""]
        for more in self._picture.titles[1:]:
            self._unplaced(more.rows)
        return "" if title in {guide.say("canvas.untitled") for guide in self._guides} else title

    def _phases(self) -> Collection[str]:
        """Return the numbers of the phases that notes stand in, as the legend says."""
        channels = Block.CHANNELS
        used: set[str] = set()
        for box in self._picture.legends:
            text = " ".join(row.text.strip(" ") for row in box.rows)
            names = [f"{g.title(each)}: " for g in self._guides for each in (BLOCKS[0], channels)]
            if not text.startswith(tuple(names)):
                self._unplaced(box.rows)
            for guide in self._guides:
                _, known, said = text.rpartition(f"{guide.title(channels)}: ")
                numbered = enumerate(channels.phases, 1)
                titles = {f"{n} {guide.section_title(channels, each)}": n for n, each in numbered}
                used |= {str(n) for entry, n in titles.items() if known and entry in said}
        # A picture that ends with its legend, or has none, is known to name no other phase.
        return used if self._picture.titles and self._picture.is_whole else "12345"

    def _texts(self, box: ParsedBox, block: Block) -> Iterator[str]:
        """Yield the notes of a block, in order."""
        items = [*_items(box, _LETTER if block is BLOCKS[0] else _BULLET)]
        loose = [row.text for item in items if not item.hang for row in item.rows]
        if _asks(loose, block, self._guides):
            items = [item for item in items if item.hang]
        for item in items:
            text = self._unwrapped(item.rows, box.room - item.hang)
            if not item.hang:
                key = "reading.hidden" if _is_hidden(text, self._guides) else "reading.no_bullet"
                self._remarks.append(Remark(item.rows[0].line, key, {"text": text, "block": block}))
                if key == "reading.hidden":
                    continue
            yield text

    def _paragraph(self, box: ParsedBox) -> str:
        """Return the text of a box that has but one."""
        rows = [TextLine(at, text.removeprefix(" ").rstrip(" ")) for at, text in box.rows]
        return self._unwrapped([row for row in rows if row.text], box.room - 2)

    def _unwrapped(self, rows: Sequence[TextLine], room: int) -> str:
        """Return lines as the text that was wrapped into them, and note where that is a guess."""
        parts = [row.text for row in rows[:1]]
        for row, following in pairwise(rows):
            is_broken = _is_broken(row.text, following.text, room)
            if is_broken and cell_len(row.text) == len(row.text):
                self._doubtful.append(row.line)
            parts += [following.text] if is_broken else [" ", following.text]
        return clean("".join(parts))

    def _unplaced(self, rows: Sequence[TextLine]) -> None:
        """Take lines that stand in no block, and tell of the first."""
        found = [(row.line, clean(row.text)) for row in rows if clean(row.text)]
        for line, text in found[:1]:
            values = {"text": text, "block": BLOCKS[0]}
            self._remarks.append(Remark(line, "reading.no_heading", values))
        self._notes[BLOCKS[0]] += [Note(text, UNPLACED) for _, text in found]


def _items(box: ParsedBox, before: re.Pattern[str]) -> Iterator[_Item]:
    """Yield the notes in a box; a line that neither starts one nor goes on with it is one too."""
    item: _Item | None = None
    for line, text in box.rows:
        inside = text.rstrip(" ")
        if not inside:
            continue
        if start := before.match(inside):
            hang = start.end()
        elif inside[0] == " " and item and item.hang:
            item.rows.append(TextLine(line, inside.lstrip(" ")))
            continue
        else:
            hang = 0
        if item:
            yield item
        item = _Item(hang, [TextLine(line, inside[hang:].lstrip(" "))])
    if item:
        yield item


def _is_broken(line: str, following: str, room: int) -> bool:
    """Tell whether a line ends within a word that goes on in the following one; see `wrap`."""
    (_, _, first), *_ = split_graphemes(following)[0]
    if cell_len(line) + first <= room:
        return False
    word = line.rpartition(" ")[2] + following.partition(" ")[0]
    is_wide = cell_len(word) > max(room, len(word))
    # A word that is not wide starts a line of its own before it is broken.
    return is_wide or (" " not in line and following[0] not in "@#")


def _asks(lines: Sequence[str], block: Block, guides: Sequence[Guide]) -> bool:
    """Tell whether lines are what an empty block asks, be it cut."""
    said = "".join(lines).replace(" ", "")
    start = said.removesuffix("…")
    asked = [guide.section_title(block, block.questions[0]).replace(" ", "") for guide in guides]
    return bool(start) and any(
        each == said or (start != said and each.startswith(start)) for each in asked
    )


def _is_hidden(text: str, guides: Sequence[Guide]) -> bool:
    """Tell whether a line says how many notes are out of sight."""
    says = {g.say(f"grid.{key}", n=0) for g in guides for key in ("more", "above")}
    return re.sub("[0-9]+", "0", text) in says


def _placed(block: Block, texts: Sequence[str], phases: Collection[str]) -> Iterator[Note]:
    """Yield the notes of a block in the sections that their signs say."""
    signs = [found[1] if (found := _SIGN.match(text)) else "" for text in texts]
    end = len(signs)
    while end and signs[end - 1] == "?":
        end -= 1
    in_phases = _phased(signs[:end], phases) if block.phases else ()
    for at, text in enumerate(texts):
        section = UNPLACED if at >= end else GENERAL
        if at in in_phases:
            section = block.phases[int(signs[at]) - 1]
        yield Note(text if section == GENERAL else _SIGN.sub("", text, count=1), Section(section))


def _phased(signs: Sequence[str], phases: Collection[str]) -> Collection[int]:
    """Return which notes stand in phases: together, in the order of those, in each that is used."""
    runs: list[list[int]] = [[]]
    for at, sign in enumerate(signs):
        if sign not in phases or not sign:
            runs.append([])
        elif runs[-1] and sign < signs[runs[-1][-1]]:
            runs.append([at])
        else:
            runs[-1].append(at)
    whole = [run for run in runs if run and {signs[at] for at in run} == set(phases)]
    return max(whole, key=len) if whole else {at for run in runs for at in run}


def _runs(rows: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Yield lines that stand together, without those that say nothing."""
    run: list[TextLine] = []
    for row in rows:
        if BLANK.search(row.text):
            continue
        if run and row.line != run[-1].line + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run

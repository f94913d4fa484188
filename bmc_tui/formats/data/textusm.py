"""A canvas as the text that TextUSM (github.com/harehare/textusm) draws one from.

A line that is not indented is a block, and its place among those says which one: so all nine are
always there. What is indented by four is a note. `#` starts a comment and `|` settings, and some
words with a colon make a line something else than text. Nothing escapes them; where they would
mean something they become the full-width sign that looks the same, and reading takes them back.
"""

import re
from collections.abc import Sequence

from bmc_tui.formats.outline import OutlineItem, canvas_from_outline
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide import Guide
from bmc_tui.guide.aliases import block_of_heading, phase_of_heading
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.sanitize import clean

BLOCK_ORDER = (
    Block.KEY_PARTNERS,
    Block.CUSTOMER_SEGMENTS,
    Block.VALUE_PROPOSITIONS,
    Block.KEY_ACTIVITIES,
    Block.CHANNELS,
    Block.REVENUE_STREAMS,
    Block.COST_STRUCTURE,
    Block.KEY_RESOURCES,
    Block.CUSTOMER_RELATIONSHIPS,
)
"""The blocks as TextUSM counts them (its `Diagram/BusinessModelCanvas/Types.elm`)."""

_INDENT = "    "

_SIGNS = str.maketrans("#|", "＃｜")
_SIGNS_BACK = str.maketrans("＃｜", "#|")

_KIND = re.compile("^(md|image|data):", re.IGNORECASE)
_KIND_BACK = re.compile("^(md|image|data)：", re.IGNORECASE)
"""What a line that is no text starts with."""

_SETTINGS = re.compile(r"\s*(?:: )?\|\s*\{.*\}\s*$")
"""What TextUSM puts behind a card that was coloured or moved."""

_OTHER = re.compile(r"[-*+>|<{]|\d+[.)]\s")
"""How a line of Markdown, HTML or JSON starts."""

_TITLE = re.compile(r"\s*#\s*title\s*:\s*(.*)")


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the canvas as TextUSM's text.

    Args:
        canvas: What to write; a note in a phase has the phase's name and a colon before it.
        guide: The language of the blocks and phases.
    """
    lines = [f"# title: {_plain(canvas.title)}"] if canvas.title else []
    for block in BLOCK_ORDER:
        lines.append(guide.title(block))
        for note in canvas.notes(block):
            phase = note.section if note.section in block.phases else ""
            before = f"{guide.section_title(block, note.section)}: " if phase else ""
            lines.append(f"{_INDENT}{_plain(before + note.text)}")
    return "\n".join(lines) + "\n"


def read(text: str) -> ImportResult:
    """Return the canvas that a text of TextUSM describes.

    Args:
        text: Its blocks go by their titles; where none is known, by their places.

    Raises:
        FormatError: It has neither the titles nor the nine places.
    """
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    heads = [_back(line) for _, line in lines if _is_head(line)]
    if not _is_textusm(heads, len(lines)):
        raise FormatError("reading.no_canvas")
    places = iter(BLOCK_ORDER)
    pieces, remarks = [OutlineItem(1, "", 1)], []
    block: Block | None = None
    for number, line in lines:
        shown = _back(line)
        if title := _TITLE.match(line):
            pieces[0].text = _back(title[1])
        elif _is_head(line):
            there = next(places, None)
            block = block_of_heading(shown)
            if block is None and there:
                block = there
                remarks.append(Remark(number, "reading.by_place", {"text": shown, "block": block}))
                shown = block.value
            pieces.append(OutlineItem(number, shown, 2))
        elif not line.lstrip().startswith("#"):
            lead = _phase(shown) if block and block.phases else ""
            pieces.append(OutlineItem(number, shown, lead=lead, literal=True))
    return canvas_from_outline(pieces, remarks=remarks)


def _is_textusm(heads: Sequence[str], lines: int) -> bool:
    """Tell whether a text is not another kind of text, by its lines that are not indented."""
    if any(map(_OTHER.match, heads)):
        return False
    named = sum(block_of_heading(head) is not None for head in heads)
    return named == len(heads) > 1 or (
        lines > len(heads) and (named > 1 or len(heads) == len(BLOCK_ORDER))
    )


def _is_head(line: str) -> bool:
    """Tell whether a line stands for a block."""
    return not line.startswith((" ", "\t", "#"))


def _plain(text: str) -> str:
    """Return a text with nothing in it that TextUSM takes for its own."""
    return _KIND.sub(r"\1：", text).translate(_SIGNS)


def _back(line: str) -> str:
    """Return the text of a line: without settings, and as it was before `_plain`."""
    text = clean(_SETTINGS.sub("", line))
    return _KIND_BACK.sub(r"\1:", text).translate(_SIGNS_BACK)


def _phase(text: str) -> str:
    """Return the phase that stands before a note, with its colon, if there is one."""
    name, colon, _ = text.partition(": ")
    return f"{name}:" if colon and phase_of_heading(name) else ""

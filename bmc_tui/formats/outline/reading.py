"""Turns an outline, the headings, notes and tables of any document, into a canvas.

The readers of Markdown, HTML and other formats make the items; `placement` puts them into blocks.
The first heading may be the title, see `_title_index`, and so may the first line of a plain text.
Every bullet, nested or not, is a note of its own, in order. A heading that names nothing of the
canvas is a note too: in the block whose heading it is below, else parked, with the notes below it,
as is everything that has no heading above it. The method's own questions and hints are not notes:
the notes below a question are its answers.
"""

from collections.abc import Iterator, Sequence

from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.outline.beside.ending import end_of_canvas
from bmc_tui.formats.outline.beside.junk import is_particular
from bmc_tui.formats.outline.beside.mails import without_old_mails
from bmc_tui.formats.outline.beside.marking import Beside, mark
from bmc_tui.formats.outline.beside.phrases import hands_over
from bmc_tui.formats.outline.dealing import deal_out
from bmc_tui.formats.outline.items import OutlineItem, count_notes
from bmc_tui.formats.outline.names import BlockNames
from bmc_tui.formats.outline.placement import Placement
from bmc_tui.formats.outline.spelling import with_names_corrected
from bmc_tui.formats.outline.tables import blocks_of_table
from bmc_tui.formats.outline.texts import texts_of
from bmc_tui.formats.parking import parked_or_none
from bmc_tui.formats.result import ImportResult, Remark, build_canvas, no_canvas, placeholder_titles
from bmc_tui.guide.aliases import SEPARATOR, is_no_title, is_parked_heading
from bmc_tui.guide.method_lines import lean_line
from bmc_tui.guide.named_lines import block_of_heading, split_name
from bmc_tui.model.blocks import Block
from bmc_tui.model.sanitize import clean

_MIN_LEAN_HEADINGS = 2
"""Minimum number of headings of a Lean Canvas in one: `Problem` alone can be a heading of
anything."""

_MAX_TITLE_CHARACTERS = 80
"""Characters of the first line of a plain text that can be its title."""

_WORKSHEET_LEVEL = 2
"""The level of the blocks' headings in a worksheet."""

_SENTENCE_ENDS = tuple(".:;,!?…")
"""What a line ends with that is not a title."""


def canvas_from_outline(
    items: Sequence[OutlineItem],
    title: str = "",
    remarks: Sequence[Remark] = (),
    *,
    is_worksheet: bool = False,
) -> ImportResult:
    """Return the canvas that a document describes.

    Args:
        items: The document.
        title: The title for a document without a title heading, such as that in front matter.
        remarks: The remarks of the format's reader; those of this function are added.
        is_worksheet: Whether it is a worksheet of ours, in which the user has typed: blocks are
            headings of its second level, and nothing is left out.

    Raises:
        FormatError: The document is not a canvas: it names no block; or only one, by a common word,
            and has notes that are not below it.
    """
    check_notes(count_notes(items))
    lines = tuple(texts_of(items))
    if not is_worksheet:
        items, misspelt = with_names_corrected(items)
        remarks = [*remarks, *misspelt]
    heading, body = _without_title(items)
    body, old_mails = (body, ()) if is_worksheet else without_old_mails(body)
    body, dealing_remarks = deal_out(body)
    names = BlockNames(body, _WORKSHEET_LEVEL if is_worksheet else None)
    is_lean = not is_worksheet and _is_lean(body)
    beside = Beside() if is_worksheet else mark(body, names)
    placement = Placement(names, leaves_out=not is_worksheet, is_lean=is_lean, beside=beside)
    end = len(body) if is_worksheet else end_of_canvas(body, names, beside.labels)
    for item in body[:end]:
        placement.add(item)
    if end < len(body):
        placement.leave_blocks()
    for item in body[end:]:
        placement.add(item)
    placement.park(old_mails)
    placement.leave_blocks()
    if not (placement.is_canvas or (is_worksheet and placement.named_blocks)):
        parked = parked_or_none(lines, heading or title, remarks)
        raise no_canvas(_seen(items), parked=parked)
    if heading and clean(heading) not in ("", clean(placement.title)) and placement.title_item:
        item = placement.title_item
        remarks = [Remark(item.line, "reading.left_out", {"text": clean(item.text)}), *remarks]
    heading = heading or placement.title
    canvas = build_canvas(heading, placement.notes)
    if title and not is_no_title(title) and title not in placeholder_titles():
        if not heading:
            canvas = canvas.with_title(title)
        elif clean(heading) != clean(title):
            remarks = [Remark(1, "reading.left_out", {"text": clean(title)}), *remarks]
    if placement.lean_headings:
        headings = ", ".join(placement.lean_headings)
        values = {"text": headings, "block": Block.VALUE_PROPOSITIONS}
        remarks = [Remark(0, "reading.lean", values), *remarks]
    all_remarks = sorted(
        [*remarks, *dealing_remarks, *placement.remarks], key=lambda remark: remark.line
    )
    return ImportResult(
        canvas,
        tuple(all_remarks),
        tuple(_seen(items)),
        named=placement.named_blocks,
        lines=lines,
    )


def _is_lean(items: Sequence[OutlineItem]) -> bool:
    """Tell whether a document is a Lean Canvas: it has two of the headings that only those have."""
    in_tables = (
        cell.items[0]
        for item in items
        if item.table
        for row in item.table.rows
        for cell in row
        if cell.items
    )
    lines = [
        line
        for item in (*items, *in_tables)
        if (item.level or item.plain or item.lead) and (line := lean_line(item.text, item.lead))
    ]
    questions = {line.question for line in lines}
    return len(questions) >= _MIN_LEAN_HEADINGS


def _seen(items: Sequence[OutlineItem]) -> Iterator[str]:
    """Yield the headings of a document, or, if it has none, its lines."""
    headings = [item for item in items if item.level]
    yield from (clean(item.text) for item in headings or items if clean(item.text))


def _without_title(items: Sequence[OutlineItem]) -> tuple[str, Sequence[OutlineItem]]:
    """Return the title of a document, "" if it has none, and the document without it."""
    title = ""
    while not title and (index := _title_index(items)) is not None:
        title = clean(items[index].text)
        title = "" if is_no_title(title) else title
        items = [*items[:index], *items[index + 1 :]]
        if not title and not (items[index : index + 1] and items[index].level):
            break
    start = int(bool(items) and items[0].plain and is_no_title(items[0].text))
    if not title and _starts_with_title(items[start:]):
        title = _behind_canvas(clean(items[start].text))
        items = [*items[:start], *items[start + 1 :]]
    return "" if is_no_title(title) else title, items


def _behind_canvas(text: str) -> str:
    """Return the title in a line such as `Business Model Canvas - Ferry`."""
    rest = text
    while (separator := SEPARATOR.search(rest)) and is_no_title(rest[: separator.start()] or "bmc"):
        rest = clean(rest[separator.end() :].rstrip(")]"))
    return rest or text


def _starts_with_title(items: Sequence[OutlineItem]) -> bool:
    """Tell whether the first item is a line that is the title of a plain text.

    It is short, not a sentence, and directly before an item that names a block.
    """
    following = next((item for item in items[1:] if not is_particular(item.text)), None)
    if not (items and following):
        return False
    first = items[0]
    text = clean(first.text)
    return (
        first.plain
        and not first.writer
        and first.quotes <= following.quotes  # a callout is beside the canvas
        and 0 < len(text) <= _MAX_TITLE_CHARACTERS
        and not text.endswith(_SENTENCE_ENDS)
        and not (is_particular(text) or hands_over(text))
        and not (first.children or first.table or split_name(text) or lean_line(text))
        and any((split_name(following.text), following.table, lean_line(following.text)))
    )


def _title_index(items: Sequence[OutlineItem]) -> int | None:
    """Return the index of the item that is the document's title, if there is one.

    That is the first heading, if the headings that name blocks are all deeper; else, if it does not
    name a block itself, when no heading does or another heading follows immediately.
    """
    first = next((index for index, item in enumerate(items) if item.level), None)
    if first is None or any(map(_is_name, items[:first])):
        return None
    block_levels = [
        item.level
        for item in items[first + 1 :]
        if item.level and (item.block or _names_place(item.text))
    ]
    if block_levels and min(block_levels) > items[first].level:
        return None if _heads_notes(items, first) else first
    following = items[first + 1] if first + 1 < len(items) else None
    if _names_place(items[first].text):
        # A title can have a block's name in our own tables: its blocks are not headings.
        is_table = following and following.table and len(blocks_of_table(following.table)) > 1
        return first if is_table and not block_levels else None
    return first if not block_levels or (following and following.level) else None


def _is_name(item: OutlineItem) -> bool:
    """Tell whether an item is only the name of a block, in a line or a bullet."""
    named = split_name(item.text)
    return named is not None and not named.rest


def _heads_notes(items: Sequence[OutlineItem], index: int) -> bool:
    """Tell whether a heading names a block with notes, though deeper ones name blocks too."""
    named = split_name(items[index].text)
    following = items[index + 1 : index + 2]
    if named is None or not following or following[0].level or following[0].table:
        return False
    others = (split_name(item.text) for item in items[index + 1 :] if item.level)
    return all(other is None or other.named is not named.named for other in others)


def _names_place(heading: str) -> bool:
    """Tell whether a heading names a block or the parked notes."""
    return block_of_heading(heading) is not None or is_parked_heading(heading)

"""The items of an outline: the headings, notes and tables of a document, in its order.

The readers of Markdown, HTML and other formats make them; `reading` makes a canvas from them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bmc_tui.model.blocks import Block
from bmc_tui.model.sanitize import clean

BOLD_LEVEL = 7
"""The level of a line in bold that acts as a heading: below every heading."""

PLAIN_LEVEL = 8
"""The level of a plain line that acts as a heading."""

BULLET_LEVEL = 9
"""The level of a bullet that acts as a heading; that of one below it is one more."""


@dataclass(slots=True)
class OutlineItem:
    """A heading, a note with those below it, or a table."""

    line: int
    """The line of the document, from 1."""
    text: str
    """The text as a reader sees it: without markup, on one line."""
    level: int = 0
    """The level of a heading, from 1; 0 for a note."""
    lead: str = ""
    """The words in bold at its start; "" if there are none."""
    literal: bool = False
    """Whether it is a note also if it reads like a prompt of the method: a character in it is
    escaped, or its format has no prompts."""
    is_paragraph: bool = False
    """Whether its words count as bold only because they are a paragraph of a page."""
    plain: bool = False
    """Whether it is a line of its own, not a bullet."""
    aside: bool = False
    """Whether all of it is set apart, in bold, italics, quotes or as a quotation."""
    ends_list: bool = False
    """Whether it is the next line of the text after a list, by its margin."""
    starts_part: bool = False
    """Whether a rule is before it."""
    number: int = 0
    """The number before it, if it is a bullet with one."""
    margin: int = 0
    """The blanks before it, as far as its format has them."""
    has_sign: bool = False
    """Whether a bullet is before it though it is a line of its own by its format's rules."""
    quotes: int = 0
    """The quotations around it, as those in a mail that is answered."""
    writer: str = ""
    """Who wrote the message of a chat that starts with it; "" if none does."""
    starts_ending: bool = False
    """Whether the signature of a mail or the foot of a page starts with it."""
    children: list["OutlineItem"] = field(default_factory=list)
    """The notes below a note."""
    block: Block | None = None
    """The block that a heading stands for, where its format says so; its text does not count."""
    table: "Table | None" = None
    """The table that it is; it has no text then."""

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.lead) and not behind_lead(self)

    @property
    def stands_out(self) -> bool:
        """Whether all of it is bold, and it is not just a paragraph of a page."""
        return self.is_bold and not self.is_paragraph


@dataclass(slots=True)
class Cell:
    """A cell of a table."""

    line: int
    """The line of the document, from 1."""
    items: list[OutlineItem] = field(default_factory=list)
    """What is in it."""
    columns: int = 1
    """The columns that it spans."""
    rows: int = 1
    """The rows that it spans."""


@dataclass(slots=True)
class Table:
    """A table of a document."""

    rows: list[list[Cell]] = field(default_factory=list)
    has_titles: bool = False
    """Whether its first row is marked as the titles of its columns."""


def behind_lead(item: OutlineItem) -> str:
    """Return the text after the words in bold, without the separator between them."""
    rest = item.text[len(item.lead) :]
    return clean(rest if item.lead.rstrip().endswith(":") else rest.lstrip(" :–—-"))


def plain_notes(line: int, texts: Sequence[str]) -> Iterator[OutlineItem]:
    """Yield each line of text that is not empty as a note.

    Args:
        line: The line of the document that the first text is on.
        texts: The lines.
    """
    for offset, text in enumerate(texts):
        if clean(text):
            yield OutlineItem(line + offset, clean(text), plain=True)


def last_line(item: OutlineItem) -> int:
    """Return the line that an item and those below it end on, as far as it is known."""
    return max([item.line, *map(last_line, item.children)])


def count_notes(items: Sequence[OutlineItem]) -> int:
    """Return the number of notes among items, with all below them and in tables."""
    return sum(
        (not item.level)
        + count_notes(item.children)
        + (sum(count_notes(c.items) for row in item.table.rows for c in row) if item.table else 0)
        for item in items
    )

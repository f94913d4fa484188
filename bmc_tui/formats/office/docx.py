"""Reads a document of Word as a canvas: its headings, lists, paragraphs and tables, in its order.

Python-docx opens it; `word_text` gives the text of its paragraphs. A heading is a paragraph with
the style of one or an outline level, in any language. Text boxes come after the paragraph that they
are anchored to. What was deleted while changes were tracked is not read.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from bmc_tui.formats.documents import canvases_from_document
from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.office.beside_text import words_beside_text
from bmc_tui.formats.office.word_text import WordStyles, WordText, local_name, value_of
from bmc_tui.formats.outline.items import Cell, OutlineItem, Table
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.model.sanitize import clean

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_MAX_PARTS = 2_000
"""Maximum number of files in the archive."""

_MAX_XML_BYTES = 10_000_000
"""Maximum number of bytes of its XML, unpacked: that of a book of some hundred pages."""

_MAX_UNPACKED_BYTES = 80_000_000
"""Maximum number of bytes of all of it, unpacked: a small archive can unpack to fill any memory."""

_MAX_DEPTH = 100
"""Levels of tables and text boxes within one another."""

_MAX_COLUMNS = 200
"""Columns of a table whose cells are joined with those below them."""

_REMOVED = {"del", "moveFrom", "sectPr", "pPr", "tblPr", "tblGrid", "Fallback"}
"""The elements without text of the document as it is now. `Fallback` repeats a text box for older
versions of Word."""


def read(raw: bytes) -> ImportResult:
    """Return the canvas in a document.

    Args:
        raw: The content of the file.

    Raises:
        FormatError: It is not a document, is damaged or too large, or describes no canvas.
    """
    _check_size(raw)
    document = _open(raw)
    reader = _Reader(WordStyles(document), document)
    try:
        items = list(reader.blocks(document.element.body, 0))
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error
    shown = frozenset(clean(item.text) for item in items)
    remarks = [*words_beside_text(document, shown)]
    if not remarks:  # there is nothing to quote
        remarks = [Remark(0, f"reading.{name}") for name in reader.skipped]
    return canvases_from_document(items, remarks=remarks)


def _check_size(raw: bytes) -> None:
    """Check how much an archive unpacks to, by the sizes in its directory, which bound that.

    Raises:
        FormatError: It is too much, or the archive is damaged.
    """
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FormatError("reading.archive_damaged") from error
    xml_size = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    size = sum(part.file_size for part in parts)
    if xml_size > _MAX_XML_BYTES or size > _MAX_UNPACKED_BYTES or len(parts) > _MAX_PARTS:
        raise FormatError("reading.archive_too_large")


def _open(raw: bytes) -> "Document":
    """Return the document in a file of Word, also of a template or one with macros.

    Raises:
        FormatError: It cannot be opened.
    """
    from docx.opc.constants import CONTENT_TYPE
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart

    macros = "application/vnd.ms-word.{}.macroEnabled{}.main+xml"
    for content_type in (
        CONTENT_TYPE.WML_DOCUMENT_MAIN.replace("document.main", "template.main"),
        macros.format("document", ""),
        macros.format("template", "Template"),
    ):
        PartFactory.part_type_for[content_type] = DocumentPart
    try:
        part = Package.open(BytesIO(raw)).main_document_part
    # Python-docx checks little: what is missing or damaged shows as any of its errors or lxml's.
    except Exception as error:
        raise FormatError("reading.archive_damaged") from error
    document: Document | None = part.document if isinstance(part, DocumentPart) else None
    if document is None or document.element.find("{*}body") is None:
        raise FormatError("reading.archive_damaged")
    return document


class _Reader:
    """Yields what is in a document as items of an outline.

    Args:
        styles: The styles of its paragraphs.
        document: The document.
    """

    def __init__(self, styles: WordStyles, document: "Document") -> None:
        self._text = WordText(styles, document)
        self._styles = styles
        self._count = 0
        self.skipped: list[str] = []
        """What the document has beside its text: the keys of the remarks on that."""

    def blocks(self, parent: "_Element", depth: int) -> Iterator[OutlineItem]:
        """Yield the paragraphs, lists and tables in an element.

        Args:
            parent: The body, a cell, a text box, or an element around some of its paragraphs.
            depth: The levels around it.

        Raises:
            FormatError: There are too many, or they are nested too deep.
        """
        if depth > _MAX_DEPTH:
            raise FormatError("reading.too_deep")
        bullets: list[tuple[int, OutlineItem]] = []
        """The bullets that the next one may be below, with their levels."""
        for item, level in self._leaves(parent, depth):
            if level is None:
                bullets = []
                yield item
                continue
            while bullets and bullets[-1][0] >= level:
                bullets.pop()
            if bullets:
                bullets[-1][1].children.append(item)
            else:
                yield item
            bullets.append((level, item))

    def _leaves(self, parent: "_Element", depth: int) -> Iterator[tuple[OutlineItem, int | None]]:
        """Yield the items in an element, and the level of each that is a bullet."""
        for child in parent:
            name = local_name(child)
            if name == "p":
                yield from self._paragraph(child, depth)
            elif name == "tbl":
                yield OutlineItem(0, "", table=self._table(child, depth + 1)), None
            elif name and name not in _REMOVED:
                yield from self._leaves(child, depth + 1)

    def _paragraph(
        self, paragraph: "_Element", depth: int
    ) -> Iterator[tuple[OutlineItem, int | None]]:
        """Yield the lines of a paragraph, and what is in text boxes at it."""
        content = self._text.of_paragraph(paragraph)
        for name in content.skipped:
            if name not in self.skipped:
                self.skipped.append(name)
        level = self._styles.heading_level(paragraph)
        bullet = None if level else self._styles.list_level(paragraph)
        for index, line in enumerate(content.lines):
            self._count += 1
            check_notes(self._count)
            lead = content.lead if not index else ""
            is_bullet = bullet is not None or line.has_bullet
            if level and not index:
                yield OutlineItem(0, line.text, level, literal=content.is_literal), None
            elif index and bullet is not None:
                item = OutlineItem(0, line.text, lead=lead, literal=content.is_literal)
                yield item, bullet
            else:
                item = OutlineItem(
                    0, line.text, lead=lead, literal=content.is_literal, plain=not is_bullet
                )
                yield item, (bullet or 0) if is_bullet else None
        for box in content.boxes:
            yield from self._leaves(box, depth + 1)

    def _table(self, element: "_Element", depth: int) -> Table:
        """Return a table."""
        table = Table()
        open_cells: dict[int, Cell] = {}
        """The cells that continue in the next row, by their first column."""
        for row in (child for child in element.iter() if _is_row_of(child, element)):
            cells: list[Cell] = []
            continued: dict[int, Cell] = {}
            column = _number(row, "trPr", "gridBefore")
            cells += [Cell(0) for _ in range(min(column, _MAX_COLUMNS))]
            for child in row.iter():
                if not _is_cell_of(child, row):
                    continue
                span = max(1, _number(child, "tcPr", "gridSpan"))
                merge = child.find("{*}tcPr/{*}vMerge")
                if merge is not None and value_of(merge) != "restart" and column in open_cells:
                    open_cells[column].rows += 1
                    continued[column] = open_cells[column]
                else:
                    cell = Cell(0, list(self.blocks(child, depth)), min(span, _MAX_COLUMNS))
                    cells.append(cell)
                    if merge is not None:
                        continued[column] = cell
                column += span
            open_cells = continued
            table.rows.append(cells)
            if row.find("{*}trPr/{*}tblHeader") is not None:
                table.has_titles = table.has_titles or len(table.rows) == 1
        table.has_titles = table.has_titles or _has_bold_titles(table)
        return table


def _is_row_of(element: "_Element", table: "_Element") -> bool:
    """Tell whether an element is a row of a table, and not of a table within it."""
    return local_name(element) == "tr" and next(element.iterancestors("{*}tbl")) is table


def _is_cell_of(element: "_Element", row: "_Element") -> bool:
    """Tell whether an element is a cell of a row, and not of a table within it."""
    return local_name(element) == "tc" and next(element.iterancestors("{*}tr")) is row


def _number(element: "_Element", properties: str, name: str) -> int:
    """Return a number among the properties of an element; 0 if it is not there."""
    found = element.find(f"{{*}}{properties}/{{*}}{name}")
    text = "" if found is None else value_of(found)
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000") else 0


def _has_bold_titles(table: Table) -> bool:
    """Tell whether the cells of the first row are bold and those of the second are not."""
    first, *others = table.rows
    filled = [cell for cell in first if cell.items]
    return (
        len(filled) > 1
        and all(len(cell.items) == 1 and cell.items[0].is_bold for cell in filled)
        and bool(others)
        and not all(item.is_bold for cell in others[0] for item in cell.items)
    )

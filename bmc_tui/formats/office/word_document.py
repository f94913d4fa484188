"""Builds a document of Word: paragraphs of formatted runs in its styles, tables with spans, pages.

Python-docx brings an empty document with the styles of Word, and saves it; the elements (ECMA-376,
part 1, 17) are made here, since a canvas can have thousands of notes. All formatting that a house
style may want to change is in styles, of which those for the nine boxes are our own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from bmc_tui.formats.page.escaping import xml_text

if TYPE_CHECKING:
    from lxml.etree import _Element

LITERAL_STYLE = "Canvas Text"
"""The name of the style of characters that marks what a person typed: nothing in it is a heading,
a bullet or a question of the method, whatever it reads like. It looks like the text around it."""

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NAMESPACE}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_TWIPS_PER_MM = 1440 / 25.4
"""Word's unit of length is a twentieth of a point."""

_COMPATIBILITY_MODE = "15"
"""Word 2013 and later; an older mode is said in the title of the window."""

_PROPERTIES = ("author", "comments", "keywords", "last_modified_by", "subject")
"""The properties that python-docx fills in, or might."""

_REGIONS = {"en": "GB"}
"""The region of a language where its code is not that of the language in capitals."""


class Style(Enum):
    """The styles of paragraphs, by their ids: first those of Word, then our own."""

    TITLE = "Title"
    NORMAL = "Normal"
    BLOCK = "Heading1"
    SECTION = "Heading2"
    NOTE = "ListBullet"
    BOX_TITLE = "CanvasBlock"
    BOX_PHASE = "CanvasPhase"
    BOX_NOTE = "CanvasNote"
    BOX_CHANGE = "CanvasChange"
    BOX_DETAIL = "CanvasDetail"
    CELL = "CanvasCell"
    PARTICULAR = "CanvasParticular"
    SMALL_PRINT = "CanvasSmallPrint"


class WordRun(NamedTuple):
    """A part of a paragraph with one format."""

    text: str
    is_literal: bool = False
    """Whether a person typed it; see `LITERAL_STYLE`."""
    is_bold: bool = False
    is_italic: bool = False
    is_struck: bool = False
    colour: str = ""
    """Six hexadecimal digits; "" for the colour of the style."""


@dataclass(frozen=True, slots=True)
class StyledParagraph:
    """A paragraph to write."""

    style: Style
    runs: Sequence[WordRun] = ()
    stays_with_next: bool = False
    """Whether it is on the page of the paragraph below it."""


@dataclass(frozen=True, slots=True)
class BoxCell:
    """A cell of a table to write."""

    paragraphs: Sequence[StyledParagraph]
    columns: int = 1
    """The columns that it spans."""
    starts_span: bool = False
    """Whether it spans the row below it too."""
    is_continued: bool = False
    """Whether it is the lower part of a cell that spans rows; it has no paragraphs then."""


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A page: its measures in millimetres."""

    width: float
    height: float
    margin: float

    @property
    def inner_width(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def inner_height(self) -> float:
        """The height between the margins."""
        return self.height - 2 * self.margin


LANDSCAPE = PageFormat(297, 210, 12)
PORTRAIT = PageFormat(210, 297, 25)


class WordDocument:
    """A document that is being written.

    Args:
        title: Its title, among its properties.
        language: The code of the language of its words, by which they are spelled and hyphenated.
        note_size: The size of the notes in the nine boxes, in points.
    """

    def __init__(self, title: str, language: str, note_size: float) -> None:
        import docx

        self._document = docx.Document()
        self._body = self._document.element.body
        self._last_section = self._body[-1]
        properties = self._document.core_properties
        for name in _PROPERTIES:
            setattr(properties, name, "")
        properties.title = xml_text(title)
        tag = f"{language}-{_REGIONS.get(language, language.upper())}"
        properties.language = tag
        self._prepare(tag)
        self._add_styles(note_size)

    def add(self, *paragraphs: StyledParagraph) -> None:
        """Add paragraphs at the end; of a list no single item is on a page of its own."""
        for paragraph in _kept_together(paragraphs):
            self._last_section.addprevious(_paragraph(paragraph))

    def add_table(
        self,
        rows: Sequence[Sequence[BoxCell]],
        widths: Sequence[float],
        heights: Sequence[float],
        *,
        has_titles: bool = False,
    ) -> None:
        """Add a table with borders.

        Args:
            rows: Its rows.
            widths: The width of each column, in millimetres.
            heights: The minimum height of each row, in millimetres.
            has_titles: Whether its first row has the titles of its columns.
        """
        table = _element("tbl")
        properties = _add(table, "tblPr")
        _add(properties, "tblStyle", val="TableGrid")
        _add(properties, "tblW", w=str(_twips(sum(widths))), type="dxa")
        _add(properties, "tblLayout", type="fixed")
        grid = _add(table, "tblGrid")
        for width in widths:
            _add(grid, "gridCol", w=str(_twips(width)))
        for y, (cells, height) in enumerate(zip(rows, heights, strict=True)):
            row = _add(table, "tr")
            row_properties = _add(row, "trPr")
            _add(row_properties, "trHeight", val=str(_twips(height)), hRule="atLeast")
            if has_titles and not y:
                _add(row_properties, "tblHeader")
            column = 0
            for cell in cells:
                width = sum(widths[column : column + cell.columns])
                row.append(_cell(cell, width))
                column += cell.columns
        self._last_section.addprevious(table)

    def end_pages(self, page: PageFormat, last: StyledParagraph) -> None:
        """End the pages of one format: what is added next is on further pages.

        Args:
            page: The format.
            last: The last paragraph on them.
        """
        paragraph = _paragraph(last)
        _fill_section(_add(paragraph[0], "sectPr"), page)
        self._last_section.addprevious(paragraph)

    def saved(self, page: PageFormat) -> bytes:
        """Return the file of the document.

        Args:
            page: The format of the pages since `end_pages`.
        """
        for child in [*self._last_section]:
            self._last_section.remove(child)
        _fill_section(self._last_section, page)
        stream = BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def _prepare(self, tag: str) -> None:
        """Set the language and the mode, and remove what is about the empty document.

        Args:
            tag: The language by BCP 47, with a region, without which Word checks no spelling.
        """
        from docx.opc.constants import RELATIONSHIP_TYPE

        package = self._document.part.package
        core = package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element
        for element in core.xpath("dcterms:created | dcterms:modified"):
            core.remove(element)
        relations = package.rels
        for name in [n for n, r in relations.items() if r.reltype.endswith("/thumbnail")]:
            del relations[name]
        for element in self._document.styles.element.iter(f"{_W}lang"):
            element.set(f"{_W}val", tag)
        settings = self._document.settings.element
        for element in settings.iter(f"{_W}compatSetting"):
            if element.get(f"{_W}name") == "compatibilityMode":
                element.set(f"{_W}val", _COMPATIBILITY_MODE)
        for element in settings.findall(f"{_W}defaultTabStop"):
            element.addnext(_element("autoHyphenation"))

    def _add_styles(self, note_size: float) -> None:
        """Add our own styles."""
        from lxml.etree import fromstring

        styles = self._document.styles
        styles["Normal"].font.name = "Calibri"
        half_points = int(note_size * 2)
        for style in _OWN_STYLES.format(
            w=_NAMESPACE,
            size=half_points,
            gap=int(half_points * 2.5),
            indent=half_points * 8,
            text=LITERAL_STYLE,
        ).split("\n\n"):
            styles.element.append(fromstring(style))
        # Words are hyphenated in the boxes and cells alone, which are narrow.
        normal = styles["Normal"].element.get_or_add_pPr()
        _add(normal, "suppressAutoHyphens")


_OWN_STYLES = """
<w:style xmlns:w="{w}" w:type="character" w:customStyle="1" w:styleId="CanvasText">
<w:name w:val="{text}"/><w:uiPriority w:val="99"/></w:style>

<w:style xmlns:w="{w}" w:type="paragraph" w:customStyle="1" w:styleId="CanvasBlock">
<w:name w:val="Canvas Block"/><w:basedOn w:val="Heading4"/><w:next w:val="CanvasNote"/>
<w:pPr><w:keepNext w:val="0"/>
<w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:i w:val="0"/><w:iCs w:val="0"/><w:color w:val="1C1C1C"/><w:sz w:val="20"/>
<w:szCs w:val="20"/></w:rPr></w:style>

<w:style xmlns:w="{w}" w:type="paragraph" w:customStyle="1" w:styleId="CanvasPhase">
<w:name w:val="Canvas Phase"/><w:basedOn w:val="Normal"/><w:next w:val="CanvasNote"/>
<w:pPr><w:keepNext/><w:spacing w:before="{gap}" w:after="{gap}" w:line="240" w:lineRule="auto"/>
</w:pPr><w:rPr><w:i/><w:iCs/><w:color w:val="555555"/><w:sz w:val="{size}"/>
<w:szCs w:val="{size}"/></w:rPr></w:style>

<w:style xmlns:w="{w}" w:type="paragraph" w:customStyle="1" w:styleId="CanvasNote">
<w:name w:val="Canvas Note"/><w:basedOn w:val="ListBullet"/>
<w:pPr><w:tabs><w:tab w:val="clear" w:pos="360"/></w:tabs><w:suppressAutoHyphens w:val="0"/>
<w:spacing w:before="0" w:after="{gap}" w:line="240" w:lineRule="auto"/>
<w:ind w:left="{indent}" w:hanging="{indent}"/><w:contextualSpacing w:val="0"/></w:pPr>
<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>

<w:style xmlns:w="{w}" w:type="paragraph" w:customStyle="1" w:styleId="CanvasChange">
<w:name w:val="Canvas Change"/><w:basedOn w:val="Normal"/>
<w:pPr><w:suppressAutoHyphens w:val="0"/>
<w:spacing w:before="0" w:after="{gap}" w:line="240" w:lineRule="auto"/>
<w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>
<w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>

<w:style xmlns:w="{w}" w:type="paragraph" w:customStyle="1" w:styleId="CanvasDetail">
<w:name w:val="Canvas Detail"/><w:basedOn w:val="CanvasChange"/>
<w:pPr><w:ind w:left="{indent}" w:firstLine="0"/></w:pPr>
<w:rPr><w:color w:val="555555"/></w:rPr></w:style>

<w:style xmlns:w="{w}" w:type="paragraph" w:customStyle="1" w:styleId="CanvasCell">
<w:name w:val="Canvas Cell"/><w:basedOn w:val="Normal"/>
<w:pPr><w:suppressAutoHyphens w:val="0"/>
<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>

<w:style xmlns:w="{w}" w:type="paragraph" w:customStyle="1" w:styleId="CanvasParticular">
<w:name w:val="Canvas Particular"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:before="0" w:after="20" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:color w:val="555555"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr></w:style>

<w:style xmlns:w="{w}" w:type="paragraph" w:customStyle="1" w:styleId="CanvasSmallPrint">
<w:name w:val="Canvas Small Print"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:before="40" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
<w:rPr><w:color w:val="555555"/><w:sz w:val="14"/><w:szCs w:val="14"/></w:rPr></w:style>
""".strip()
"""Our own styles, each an element."""


def _element(name: str, **attributes: str) -> "_Element":
    """Return a new element.

    Args:
        name: Its name, without the namespace.
        attributes: Its attributes by their names without it.
    """
    from lxml.etree import Element

    return Element(
        f"{_W}{name}",
        {f"{_W}{key}": value for key, value in attributes.items()},
        nsmap={"w": _NAMESPACE},
    )


def _add(parent: "_Element", name: str, **attributes: str) -> "_Element":
    """Append a new element to another one, and return it; see `_element`."""
    from lxml.etree import SubElement

    return SubElement(
        parent, f"{_W}{name}", {f"{_W}{key}": value for key, value in attributes.items()}
    )


def _kept_together(paragraphs: Sequence[StyledParagraph]) -> Iterator[StyledParagraph]:
    """Yield paragraphs; of each list the first item stays with the next, and the last but one."""
    is_item = [False, *(each.style is Style.NOTE for each in paragraphs), False, False]
    for index, each in enumerate(paragraphs, 1):
        before, own, behind, beyond = is_item[index - 1 : index + 3]
        stays = own and behind and not (before and beyond)
        yield replace(each, stays_with_next=True) if stays else each


def _paragraph(paragraph: StyledParagraph) -> "_Element":
    """Return the element of a paragraph."""
    element = _element("p")
    properties = _add(element, "pPr")
    _add(properties, "pStyle", val=paragraph.style.value)
    if paragraph.stays_with_next:
        _add(properties, "keepNext")
    for run in paragraph.runs:
        _add_run(element, run)
    return element


def _add_run(paragraph: "_Element", run: WordRun) -> None:
    """Append a run to a paragraph."""
    element = _add(paragraph, "r")
    properties = _add(element, "rPr")
    if run.is_literal:
        _add(properties, "rStyle", val=LITERAL_STYLE.replace(" ", ""))
    for is_set, names in (
        (run.is_bold, ("b", "bCs")),
        (run.is_italic, ("i", "iCs")),
        (run.is_struck, ("strike",)),
    ):
        for name in names if is_set else ():
            _add(properties, name)
    if run.colour:
        _add(properties, "color", val=run.colour)
    text = _add(element, "t")
    text.text = xml_text(run.text)
    text.set(_SPACE, "preserve")


def _cell(cell: BoxCell, width: float) -> "_Element":
    """Return the element of a cell of some width, in millimetres."""
    element = _element("tc")
    properties = _add(element, "tcPr")
    _add(properties, "tcW", w=str(_twips(width)), type="dxa")
    if cell.columns > 1:
        _add(properties, "gridSpan", val=str(cell.columns))
    if cell.starts_span or cell.is_continued:
        _add(properties, "vMerge", val="restart" if cell.starts_span else "continue")
    # A cell ends in a paragraph (17.4.66).
    paragraphs = cell.paragraphs or (StyledParagraph(Style.SMALL_PRINT),)
    element.extend(map(_paragraph, paragraphs))
    return element


def _fill_section(section: "_Element", page: PageFormat) -> None:
    """Set the measures of the pages of a section."""
    orientation = {"orient": "landscape"} if page.width > page.height else {}
    _add(section, "type", val="nextPage")
    _add(section, "pgSz", w=str(_twips(page.width)), h=str(_twips(page.height)), **orientation)
    sides = dict.fromkeys(("top", "right", "bottom", "left"), str(_twips(page.margin)))
    rest = {"header": "340", "footer": "340", "gutter": "0"}
    _add(section, "pgMar", **sides, **rest)


def _twips(length: float) -> int:
    """Return a length in millimetres in the unit of Word."""
    return round(length * _TWIPS_PER_MM)

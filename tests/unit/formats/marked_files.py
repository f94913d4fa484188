"""Documents of Word made of marker words, in every part of the file that takes words."""

from collections.abc import Callable, Sequence

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from tests.unit.formats.marked_words import Words
from tests.unit.formats.office.words import saved

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"

WordPiece = Callable[[Document, Words], object]
"""Adds to a document."""


def _table(document: Document, words: Words, style: str = "") -> None:
    """Add a table of records."""
    table = document.add_table(rows=3, cols=2)
    for row in table.rows:
        for cell in row.cells:
            cell.text = words()
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = bool(style)


def _comment(document: Document, words: Words) -> None:
    """Add a note with a comment on it."""
    run = document.add_paragraph(words()).runs[0]
    document.add_comment(run, text=words(), author="Ann")


def _footnotes(document: Document, words: Words) -> None:
    """Add a file of footnotes and one of endnotes."""
    for kind, relation in (
        ("footnote", RELATIONSHIP_TYPE.FOOTNOTES),
        ("endnote", RELATIONSHIP_TYPE.ENDNOTES),
    ):
        entries = "".join(
            f'<w:{kind} w:id="{number}"><w:p><w:r><w:t>{words()}</w:t></w:r></w:p></w:{kind}>'
            for number in range(2)
        )
        xml = f'<w:{kind}s xmlns:w="{_W}">{entries}</w:{kind}s>'
        content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        name = PackURI(f"/word/{kind}s{len(words.given)}.xml")
        part = Part(name, content, xml.encode(), document.part.package)
        document.part.relate_to(part, relation)


def _picture(document: Document, words: Words) -> None:
    """Add a picture with a description."""
    run = document.add_paragraph().add_run()
    attributes = f'id="1" name="Picture 1" descr="{words()}" title="{words()}"'
    run._r.append(parse_xml(f'<wp:docPr xmlns:wp="{_DRAWING}" {attributes}/>'))


def _head_and_foot(document: Document, words: Words) -> None:
    """Add a header and a footer."""
    document.sections[0].header.paragraphs[0].text = words()
    document.sections[0].footer.paragraphs[0].text = words()


def _properties(document: Document, words: Words) -> None:
    """Set the properties of the document."""
    document.core_properties.title = words()
    document.core_properties.subject = words()


def _bold(document: Document, words: Words) -> None:
    """Add a label in bold with a note after it."""
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{words()}:").bold = True
    paragraph.add_run(f" {words()}\n{words()}\t{words()}")


WORD_HEADS: Sequence[WordPiece] = [
    lambda document, words: document.add_heading(words(), 0),
    lambda document, words: document.add_paragraph(words()),
    _head_and_foot,
    _properties,
]
WORD_PARTS: Sequence[WordPiece] = [
    lambda document, words: document.add_paragraph(words(), style="List Bullet"),
    lambda document, words: document.add_paragraph(words(), style="List Bullet 2"),
    lambda document, words: document.add_paragraph(words()),
    lambda document, words: document.add_heading(words(), 2),
    _bold,
    _table,
    lambda document, words: _table(document, words, "titles"),
    _comment,
    _footnotes,
    _picture,
]


def word_file(
    heads: Sequence[WordPiece], blocks: Sequence[tuple[str, Sequence[WordPiece]]], words: Words
) -> bytes:
    """Return a document of Word: what is above the blocks, and each block with its pieces."""
    document = docx.Document()
    for head in heads:
        head(document, words)
    for name, pieces in blocks:
        document.add_heading(name, 1)
        for piece in pieces:
            piece(document, words)
    return saved(document)

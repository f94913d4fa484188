"""Documents of Word for tests, as people fill them in."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document


def saved(document: Document) -> bytes:
    """Return the file of a document."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def headings_and_lists() -> Document:
    """Return a plan with one heading per block, lists of two levels, and a link to a phase."""
    document = docx.Document()
    document.add_heading("Fietsenmaker De Spaak", 0)
    document.add_heading("1. Kernpartners", 1)
    paragraph = document.add_paragraph(style="List Bullet")
    paragraph.add_run("Groothandel:").bold = True
    paragraph.add_run(" onderdelen")
    document.add_paragraph("velgen", style="List Bullet 2")
    document.add_heading("Kanalen", 1)
    document.add_heading("Bekendheid", 2)
    document.add_paragraph("Krant\nRadio")
    document.add_paragraph("•\tWinkel")
    return document


def canvas_as_table() -> Document:
    """Return the nine blocks as a table: names in bold above notes, in German."""
    document = docx.Document()
    table = document.add_table(rows=4, cols=5)
    names = ("Schlüsselpartner", "Schlüsselaktivitäten", "Wertangebot", "Kanäle", "Kundensegmente")
    notes = ("Imkerverein", "Schleudern", "Honig aus dem Tal", "Markttag", "Familien")
    for column, (name, note) in enumerate(zip(names, notes, strict=True)):
        table.cell(0, column).paragraphs[0].add_run(name).bold = True
        table.cell(1, column).text = note
    table.cell(1, 0).add_paragraph("Bauer Huber")
    for column, name, note in ((0, "Kosten", "Gläser"), (2, "Einnahmequellen", "Verkauf")):
        table.cell(2, column).merge(table.cell(2, column + 1)).text = name
        table.cell(3, column).merge(table.cell(3, column + 1)).text = note
    return document


def names_and_notes_in_cells() -> Document:
    """Return a template with merged cells, each with a name and notes below it."""
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Key Partners"
    table.cell(0, 0).add_paragraph("Ferry line")
    table.cell(0, 1).text = "Key Activities\nGuided tours"
    table.cell(1, 1).text = "Key Resources"
    table.cell(1, 1).add_paragraph("Kayaks", style="List Bullet")
    table.cell(0, 2).merge(table.cell(1, 2)).text = "Value Propositions"
    table.cell(1, 2).add_paragraph("Sunrise on the lake")
    return document


def with_body(xml: str) -> bytes:
    """Return a document whose body is of some XML, with `w` for the namespace of Word."""
    return with_part(
        "word/document.xml",
        lambda _: (
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
            ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            f"<w:body>{xml}</w:body></w:document>"
        ).encode(),
    )


def with_part(name: str, change: Callable[[bytes], bytes], **arguments: Any) -> bytes:
    """Return a document with one of the files in its archive changed or added."""
    source = BytesIO(saved(headings_and_lists()))
    target = BytesIO()
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED, **arguments) as new:
        parts = {each: old.read(each) for each in old.namelist()}
        parts[name] = change(parts.get(name, b""))
        for each, content in parts.items():
            new.writestr(each, content)
    return target.getvalue()


def paragraph_xml(text: str) -> str:
    """Return the XML of a paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

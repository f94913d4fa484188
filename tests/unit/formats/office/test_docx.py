"""Documents of Word are read whole: headings, lists, tables; hostile ones within bounds."""

from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document

from bmc_tui.formats.importer import ImportFileError, import_bytes
from bmc_tui.formats.result import FormatError, ImportResult
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from tests.unit.formats.office.words import (
    canvas_as_table,
    headings_and_lists,
    names_and_notes_in_cells,
    paragraph_xml,
    saved,
    with_body,
    with_part,
)


def read(raw: bytes) -> ImportResult:
    return import_bytes(raw, "plan.docx", load("en"))


def notes(raw: bytes) -> dict[str, list[str]]:
    """Return the notes by block."""
    canvas = read(raw).canvas
    texts = {block.value: [note.text for note in canvas.notes(block)] for block in Block}
    return {block: each for block, each in texts.items() if each}


def refusal(raw: bytes) -> str:
    """Return the key of the reason for which a file is refused."""
    with pytest.raises(ImportFileError) as caught:
        read(raw)
    cause = caught.value.__cause__
    assert isinstance(cause, FormatError)
    return cause.key


@pytest.mark.parametrize(
    ("make", "title", "expected"),
    [
        (
            headings_and_lists,
            "Fietsenmaker De Spaak",
            {
                "channels": ["Krant", "Radio", "Winkel"],
                "key_partners": ["Groothandel: onderdelen", "velgen"],
            },
        ),
        (
            canvas_as_table,
            "",
            {
                "customer_segments": ["Familien"],
                "value_propositions": ["Honig aus dem Tal"],
                "channels": ["Markttag"],
                "revenue_streams": ["Verkauf"],
                "key_activities": ["Schleudern"],
                "key_partners": ["Imkerverein", "Bauer Huber"],
                "cost_structure": ["Gläser"],
            },
        ),
        (
            names_and_notes_in_cells,
            "",
            {
                "value_propositions": ["Sunrise on the lake"],
                "key_resources": ["Kayaks"],
                "key_activities": ["Guided tours"],
                "key_partners": ["Ferry line"],
            },
        ),
    ],
)
def test_each_note_is_in_its_block(
    make: Callable[[], Document], title: str, expected: dict[str, list[str]]
) -> None:
    raw = saved(make())
    assert (read(raw).canvas.title, notes(raw)) == (title, expected)


def test_a_heading_names_the_phase() -> None:
    canvas = read(saved(headings_and_lists())).canvas
    assert [note.section for note in canvas.notes(Block.CHANNELS)] == ["awareness"] * 3


def test_what_is_shown_is_read_and_what_was_deleted_is_not() -> None:
    body = (
        paragraph_xml("Key Partners:")
        + "<w:sdt><w:sdtContent>"
        + "<w:p><w:ins><w:r><w:t>Mill</w:t></w:r></w:ins>"
        + "<w:del><w:r><w:delText>Baker</w:delText></w:r></w:del></w:p>"
        + "</w:sdtContent></w:sdt>"
        + "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
        + paragraph_xml("Channels:")
        + paragraph_xml("Shop")
        + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:txbxContent>"
        + paragraph_xml("Shop")
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert notes(with_body(body)) == {"key_partners": ["Mill"], "channels": ["Shop"]}


def test_footnotes_and_comments_are_left_out_with_a_word() -> None:
    body = (
        paragraph_xml("Key Partners:")
        + "<w:p><w:r><w:t>Mill</w:t><w:footnoteReference/></w:r>"
        + "<w:r><w:commentReference/></w:r></w:p>"
        + paragraph_xml("Channels:")
        + paragraph_xml("Shop")
    )
    keys = [remark.key for remark in read(with_body(body)).remarks]
    assert keys == ["reading.footnotes", "reading.comments"]


@pytest.mark.parametrize("kind", ["document.macroEnabled", "template"])
def test_templates_and_documents_with_macros_are_read(kind: str) -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    other = (
        main.replace("document.main", "template.main")
        if kind == "template"
        else "application/vnd.ms-word.document.macroEnabled.main+xml"
    )
    raw = with_part("[Content_Types].xml", lambda xml: xml.replace(main.encode(), other.encode()))
    assert notes(raw) == notes(saved(headings_and_lists()))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    raw = with_part("word/document.xml", lambda _: b"<a>" + b" " * 50_000_000)
    assert len(raw) < 100_000
    assert refusal(raw) == "reading.archive_too_large"
    raw = with_part("word/media/a.bin", lambda _: b"\0" * 90_000_000)
    assert refusal(raw) == "reading.archive_too_large"


@pytest.mark.parametrize("value", ["'secret'", "SYSTEM 'file:///etc/passwd'"])
def test_entities_are_not_expanded(value: str) -> None:
    raw = with_part("word/document.xml", lambda xml: with_entities(xml, f"<!ENTITY a {value}>"))
    assert notes(raw)["key_partners"][0] == "Groothandel:"


def test_entities_that_would_fill_the_memory_are_refused() -> None:
    bomb = "".join(f"<!ENTITY b{n} '{f'&b{n - 1};' * 20}'>" for n in range(1, 9))
    entities = f"<!ENTITY b0 'x'>{bomb}<!ENTITY a '&b8;'>"
    raw = with_part("word/document.xml", lambda xml: with_entities(xml, entities))
    assert refusal(raw) == "reading.archive_damaged"


def with_entities(xml: bytes, entities: str) -> bytes:
    """Return a document with entities, and `a` among them in the place of a word."""
    declared = f"<!DOCTYPE d [{entities}]><w:document".encode()
    return xml.replace(b"<w:document", declared, 1).replace(b"onderdelen", b"&a;")


@pytest.mark.parametrize("tags", ["p", "tbl tr tc", "sdt sdtContent"])
def test_what_is_nested_deep_is_read_or_refused(tags: str) -> None:
    names = tags.split()
    start = "".join(f"<w:{name}>" for name in names)
    end = "".join(f"</w:{name}>" for name in reversed(names))
    depth = 230 // len(names)
    body = start * depth + paragraph_xml("Channels: Shop") + end * depth
    assert notes(with_body(body)) == {"channels": ["Shop"]}
    assert refusal(with_body(start * 100_000 + end * 100_000)) == "reading.archive_damaged"


def test_what_is_broken_is_said_to_be_damaged() -> None:
    whole = saved(headings_and_lists())
    assert refusal(whole[: len(whole) // 2]) == "reading.archive_damaged"
    assert refusal(b"PK\x03\x04" + b"x" * 100) == "reading.archive_damaged"
    for name in ("word/document.xml", "[Content_Types].xml", "_rels/.rels", "word/styles.xml"):
        assert refusal(with_part(name, lambda _: b"<a")) == "reading.archive_damaged"


@pytest.mark.parametrize("position", range(0, 100, 7))
def test_any_damage_is_a_refusal_or_a_canvas(position: int) -> None:
    whole = bytearray(saved(headings_and_lists()))
    at = len(whole) * position // 100
    whole[at : at + 40] = b"\xff" * 40
    with suppress(ImportFileError):
        assert read(bytes(whole)).canvas.note_count


def archive(name: str, content: bytes = b"") -> bytes:
    """Return a zip archive with one file."""
    stream = BytesIO()
    with ZipFile(stream, "w") as new:
        new.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("raw", "kind", "way"),
    [
        (archive("xl/workbook.xml"), "spreadsheet", "CSV"),
        (archive("ppt/presentation.xml"), "presentation", "text"),
        (archive("mimetype", b"application/vnd.oasis.opendocument.text"), "odt", ".docx"),
        (
            archive("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            "spreadsheet",
            "CSV",
        ),
        (archive("Index/Document.iwa"), "iwork", "Word"),
        (archive("canvas.md", b"# a"), "archive", "Unpack"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf", ".docx"),
        (rb"{\rtf1\ansi Key Partners}", "rtf", ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "old_office", ".docx"),
        (b"\x89PNG\r\n\x1a\n\0", "picture", "Retype"),
    ],
    ids=["xlsx", "pptx", "odt", "ods", "pages", "zip", "pdf", "rtf", "doc", "png"],
)
def test_what_is_not_text_is_named_with_the_way_in(raw: bytes, kind: str, way: str) -> None:
    assert refusal(raw) == f"reading.is_{kind}"
    for language, word in (("en", way), ("nl", "importeer")):
        with pytest.raises(ImportFileError) as caught:
            import_bytes(raw, "plan", load(language))
        assert word in load(language).error_message(caught.value)


def test_a_subtitle_below_no_title_is_the_title() -> None:
    document = docx.Document()
    document.add_paragraph("Business Model Canvas", style="Title")
    document.add_paragraph("De Gouden Lepel", style="Subtitle")
    document.add_heading("Kosten", 1)
    document.add_paragraph("Huur", style="List Bullet")
    document.add_heading("Kanalen", 1)
    document.add_paragraph("Markt", style="List Bullet")
    canvas = read(saved(document)).canvas
    assert canvas.title == "De Gouden Lepel"
    assert not canvas.parked


def test_what_is_struck_through_reads_as_in_markdown() -> None:
    document = docx.Document()
    document.add_heading("Channels", 1)
    struck = document.add_paragraph()
    for text in ("Radio", " ads"):
        struck.add_run(text).font.strike = True
    partly = document.add_paragraph("New ")
    partly.add_run("old").font.strike = True
    document.add_paragraph().add_run("Mail").font.strike = False
    assert notes(saved(document)) == {"channels": ["~~Radio ads~~", "New ~~old~~", "Mail"]}

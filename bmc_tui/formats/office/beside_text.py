"""Finds the words of a Word document that are not in its text: footnotes, comments, descriptions.

These are in files of their own in the archive, or in attributes (ECMA-376, part 1, 17.11, 17.13.4
and 20.4.2.5). The headers and footers of its pages and its properties are not in its text either.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from bmc_tui.formats.office.word_text import local_name, value_of
from bmc_tui.formats.result import Remark
from bmc_tui.model.sanitize import clean

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.rel import _Relationship
    from lxml.etree import _Element

_PARTS = ("footnotes", "endnotes", "comments", "header", "footer")
"""The kinds of the files with such text."""

_PROPERTIES = ("title", "subject", "keywords")
"""What the properties of a document say of it in a person's words."""

_ENTRIES = ("footnote", "endnote", "comment")
"""The elements that are one text; in headers and footers each paragraph is one."""


def words_beside_text(document: "Document", shown: frozenset[str]) -> Iterator[Remark]:
    """Yield a remark that quotes each text which is not in the text of a document.

    Args:
        document: The document.
        shown: What is in its text, which is not quoted again.
    """
    texts = dict.fromkeys((*_in_parts(document), *_descriptions(document), *_properties(document)))
    for text in texts:
        if text and text not in shown:
            yield Remark(0, "reading.left_out", {"text": text})


def _in_parts(document: "Document") -> Iterator[str]:
    """Yield the texts in the other files of a document."""
    for root in _roots(document.part.rels.values(), _PARTS):
        entries = [each for each in root.iter() if local_name(each) in _ENTRIES]
        for entry in entries or [each for each in root.iter() if local_name(each) == "p"]:
            if not value_of(entry, "type").lower().endswith("separator"):
                yield _text_of(entry)


def _roots(relations: Iterable["_Relationship"], kinds: Sequence[str]) -> "Iterator[_Element]":
    """Yield the elements at the root of the files of some kinds, as far as they are sound."""
    from docx.oxml.parser import parse_xml

    for relation in relations:
        if relation.is_external or relation.reltype.rpartition("/")[2] not in kinds:
            continue
        with suppress(ValueError, SyntaxError):  # lxml's error is a SyntaxError
            yield parse_xml(relation.target_part.blob)


def _text_of(element: "_Element") -> str:
    """Return the text in an element on one line."""
    parts = []
    for each in element.iter():
        name = local_name(each)
        if name == "t":
            parts.append(each.text or "")
        elif name in ("p", "tab", "br", "cr"):
            parts.append(" ")
    return clean(" ".join("".join(parts).split()))


def _descriptions(document: "Document") -> Iterator[str]:
    """Yield the descriptions of pictures."""
    for element in document.element.body.iter("{*}docPr"):
        for name in ("title", "descr"):
            yield clean(element.get(name, ""))


def _properties(document: "Document") -> Iterator[str]:
    """Yield what the properties of a document say.

    Python-docx misses those that LibreOffice writes under another address, and makes some up.
    """
    package = document.part.package
    relations = package.rels.values() if package else ()
    for root in _roots(relations, ("core-properties",)):
        for element in root:
            if local_name(element) in _PROPERTIES:
                yield clean(element.text or "")

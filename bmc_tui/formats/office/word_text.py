"""The text and the styles of the paragraphs in a document of Word (ECMA-376, part 1, 17)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from bmc_tui.formats.inline_lists import split_list
from bmc_tui.formats.office.word_document import LITERAL_STYLE
from bmc_tui.model.sanitize import BULLET_SIGNS, TABBED_BULLET, clean
from bmc_tui.model.tokens import STRIKE

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_BULLET = re.compile(rf"(?:{TABBED_BULLET}|[-*+{BULLET_SIGNS}]\s+)")
"""A bullet that was typed at the start of a line, or pasted from a symbol font."""

_HEADING_STYLE = re.compile(r"heading ([1-9])", re.IGNORECASE)
"""The name of the style of a heading: in the file it is English in every language of Word."""

_MAX_LEVEL = 6
"""The level of the deepest heading; those below it have the same."""

_MAX_STYLES_ABOVE = 20
"""The styles that a style is based on, one on another, that are followed."""

_SKIPPED = {"del", "moveFrom", "pPr", "rPr", "instrText", "delText", "Fallback"}
"""The elements in a paragraph whose text is not shown."""

_REFERENCES = {
    "footnoteReference": "footnotes",
    "endnoteReference": "footnotes",
    "commentReference": "comments",
}
"""The keys of the remarks on what is not in the text itself, by the element that refers to it."""

_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
"""The characters that elements stand for."""


def local_name(element: "_Element") -> str:
    """Return the name of an element without its namespace; "" for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: "_Element", name: str = "val") -> str:
    """Return an attribute of an element, whatever its namespace; "" if it has none."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), ""
    )


class WordStyles:
    """The styles of a document: which of them are of headings, lists and bold text.

    Args:
        document: The document.
    """

    def __init__(self, document: "Document") -> None:
        self._styles: dict[str, _Element] = {}
        # The first one that exists: a default that python-docx makes up belongs to no document.
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/styles") and not relation.is_external:
                element = getattr(relation.target_part, "element", None)
                for style in () if element is None else element.findall("{*}style"):
                    self._styles.setdefault(value_of(style, "styleId"), style)

    def heading_level(self, paragraph: "_Element") -> int:
        """Return the level of a heading, from 1; 0 for another paragraph."""
        for element in self._chain(paragraph):
            if (level := element.find("{*}pPr/{*}outlineLvl")) is not None:
                number = value_of(level)
                return min(int(number) + 2, _MAX_LEVEL) if number in set("012345678") else 0
            name = _style_name(element)
            if match := _HEADING_STYLE.fullmatch(name):
                return min(int(match[1]) + 1, _MAX_LEVEL)
            if name.lower() in ("title", "subtitle"):
                return 1
        return 0

    def list_level(self, paragraph: "_Element") -> int | None:
        """Return the level of a bullet or a numbered paragraph, from 0; None for another."""
        for element in self._chain(paragraph):
            if (numbering := element.find("{*}pPr/{*}numPr")) is not None:
                number, level = numbering.find("{*}numId"), numbering.find("{*}ilvl")
                if number is not None and value_of(number) == "0":  # "no list" in a list's style
                    return None
                text = "" if level is None else value_of(level)
                return int(text) if text in set("012345678") else 0
        return None

    def is_bold(self, run: "_Element") -> bool:
        """Tell whether a run, or the style of its characters or paragraph, is bold."""
        for element in (run, *self._based_on(_style_id(run, "rPr/{*}rStyle"))):
            if (bold := element.find("{*}rPr/{*}b")) is not None:
                return value_of(bold) not in ("0", "false", "off")
        paragraph = next(run.iterancestors("{*}p"), None)
        return any(
            value_of(bold) not in ("0", "false", "off")
            for element in self._based_on(_style_id(paragraph, "pPr/{*}pStyle"))
            if (bold := element.find("{*}rPr/{*}b")) is not None
        )

    def is_literal(self, run: "_Element") -> bool:
        """Tell whether a run has our style for what a person typed."""
        style = self._styles.get(_style_id(run, "rPr/{*}rStyle"))
        return style is not None and _style_name(style) == LITERAL_STYLE

    def _chain(self, paragraph: "_Element") -> "Iterator[_Element]":
        """Yield a paragraph, its style, and those that it is based on."""
        yield paragraph
        yield from self._based_on(_style_id(paragraph, "pPr/{*}pStyle"))

    def _based_on(self, style_id: str) -> "Iterator[_Element]":
        """Yield a style and those that it is based on."""
        for _ in range(_MAX_STYLES_ABOVE):
            if (style := self._styles.get(style_id)) is None:
                return
            yield style
            parent = style.find("{*}basedOn")
            style_id = "" if parent is None else value_of(parent)


def _style_id(element: "_Element | None", path: str) -> str:
    """Return the id of the style that the properties of an element name; "" if none."""
    found = None if element is None else element.find(f"{{*}}{path}")
    return "" if found is None else value_of(found)


def _style_name(element: "_Element") -> str:
    """Return the name of a style; "" if it is not a style."""
    name = element.find("{*}name")
    return "" if name is None else value_of(name)


@dataclass(frozen=True, slots=True)
class WordLine:
    """A line of a paragraph."""

    text: str
    has_bullet: bool
    """Whether a typed bullet was before it."""


@dataclass(slots=True)
class WordParagraph:
    """What is in a paragraph."""

    lines: list[WordLine] = field(default_factory=list)
    """Its lines that are not empty, as the user broke them."""
    lead: str = ""
    """The words in bold at its start; "" if there are none."""
    is_literal: bool = False
    """Whether it is our own, and so a note whatever it reads like."""
    boxes: "list[_Element]" = field(default_factory=list)
    """The contents of the text boxes at it."""
    skipped: list[str] = field(default_factory=list)
    """The keys of remarks on what it refers to."""


class WordText:
    """Reads the text of paragraphs.

    Args:
        styles: The styles of the document.
        document: The document.
    """

    def __init__(self, styles: WordStyles, document: "Document") -> None:
        self._styles = styles
        self._addresses = {
            name: relation.target_ref
            for name, relation in document.part.rels.items()
            if relation.is_external and relation.reltype.endswith("/hyperlink")
        }

    def of_paragraph(self, paragraph: "_Element") -> WordParagraph:
        """Return what is in a paragraph."""
        content = WordParagraph()
        parts: list[_Part] = []
        self._collect(paragraph, content, parts)
        lead: list[str] = []
        for part in parts:
            if part.text.strip() and (part.is_struck or not part.is_bold):
                break
            lead.append(part.text)
        for line in _text_with_strikes(parts).split("\n"):
            bullet = None if content.is_literal else _BULLET.match(line.lstrip(" "))
            text = clean(line.lstrip(" ")[bullet.end() :] if bullet else line)
            if not content.is_literal and (listed := split_list(line.strip())):
                content.lines += (WordLine(text, not is_heading) for text, is_heading in listed)
            elif text:
                content.lines.append(WordLine(text, bullet is not None))
        first = content.lines[0].text if content.lines else ""
        bold = clean("".join(lead).split("\n")[0])
        content.lead = bold if bold and first.startswith(bold) else ""
        return content

    def _collect(self, parent: "_Element", content: WordParagraph, parts: list["_Part"]) -> None:
        """Add the text in an element, and the text boxes in it."""
        for child in parent:
            name = local_name(child)
            if name in _SKIPPED or not name:
                continue
            if name == "txbxContent":
                content.boxes.append(child)
            elif name in _REFERENCES:
                content.skipped.append(_REFERENCES[name])
            elif name in ("t", *_CHARACTERS, "sym"):
                is_bold = self._styles.is_bold(parent)
                content.is_literal = content.is_literal or self._styles.is_literal(parent)
                parts.append(_Part(_text_of(child, name), is_bold, _is_struck(parent)))
            else:
                self._collect(child, content, parts)
                if name == "hyperlink":
                    self._add_address(child, parts)

    def _add_address(self, link: "_Element", parts: list["_Part"]) -> None:
        """Add the address of a link after its text, unless the text is the address."""
        address = self._addresses.get(value_of(link, "id"), "").removeprefix("mailto:")
        if address and address.rstrip("/") not in "".join(part.text for part in parts[-20:]):
            parts.append(_Part(f" ({address})", is_bold=False, is_struck=False))


class _Part(NamedTuple):
    """The text of a run, or a part of it."""

    text: str
    is_bold: bool
    is_struck: bool


def _is_struck(run: "_Element") -> bool:
    """Tell whether a run is struck through."""
    strike = run.find("{*}rPr/{*}strike")
    return strike is not None and value_of(strike) not in ("0", "false", "off")


def _text_with_strikes(parts: Iterable[_Part]) -> str:
    """Return the text of runs, with the signs of Markdown around what is struck through."""
    texts: list[str] = []
    for is_struck, group in groupby(parts, key=attrgetter("is_struck")):
        text = "".join(part.text for part in group)
        texts.append(f"{STRIKE}{text}{STRIKE}" if is_struck and text.strip() else text)
    return "".join(texts)


def _text_of(element: "_Element", name: str) -> str:
    """Return the characters of an element of a run."""
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = value_of(element, "char")
        return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""
    return _CHARACTERS[name]

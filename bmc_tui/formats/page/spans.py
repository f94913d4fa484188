"""Tells where adjacent spans of HTML are lines of their own.

The pages of boards draw the name of a block and each of its notes as a span in a box. In the text
of a word processor spans are parts of one line. So they are lines if the first of them is the name
of a block, or has the class of one that is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.sanitize import clean

DIVIDER = "\ufdd0"
"""Stands where a line may end; it is not a character (Unicode 23.7), and in no text."""

_CONTINUATIONS = tuple(" \u00a0:;,.!?)]/–—-")
"""What a span starts with that goes on with the line before it: `<span>: mill</span>`."""

_FORM_PARTS = {"label", "input"}
"""The elements that start a line, unless they are within a paragraph."""

_BOXES = {"div", "section", "article", "td", "th", "li", "main", "aside", "figure"}
"""The elements that a span can be a line in."""

_MAX_DEPTH = 1_000
"""Maximum number of elements around a span that are told apart."""

_MAX_NAME_CHARACTERS = 200


@dataclass(slots=True)
class _Element:
    """An element around the current position."""

    tag: str
    css_class: str
    has_name: bool = False
    """Whether a span in it is the name of a block."""


class Spans:
    """Follows the spans of a page."""

    def __init__(self) -> None:
        self.is_adjacent = False
        """Whether a span ended directly before the current position."""
        self.is_name = False
        """Whether that span is a name, or has the class of one."""
        self._open: list[_Element] = []
        self._are_names: list[bool] = []
        """Whether each part before a divider in the line is a name."""
        self._name_classes: set[str] = set()
        """The classes of the spans that are the name of a block."""
        self._last_class = ""

    def divides(self, tag: str, attributes: Mapping[str, str], line: str) -> bool:
        """Enter an element, and tell whether a line may end before it.

        Args:
            tag: Its tag.
            attributes: Its attributes.
            line: The text of the line so far, with its dividers.
        """
        line = line.rpartition(DIVIDER)[2]
        around = self._open[-1] if self._open else None
        divides = False
        if tag == "span" and self.is_adjacent and around and around.tag in _BOXES:
            named = split_name(clean(line)) if len(line) <= _MAX_NAME_CHARACTERS else None
            if named and not named.rest and self._last_class:
                self._name_classes.add(self._last_class)
            self.is_name = self._last_class in self._name_classes
            around.has_name = around.has_name or self.is_name
            divides = around.has_name
            self._are_names += [self.is_name] if divides else []
        if len(self._open) < _MAX_DEPTH:
            self._open.append(_Element(tag, attributes.get("class", "")))
        self.is_adjacent = False
        return divides

    def lines(self, text: str) -> Iterator[tuple[str, bool]]:
        """Yield the lines of a text with dividers, and whether each is a name of a block.

        Args:
            text: The text; it is one line if a part of it continues the one before.
        """
        parts = text.split(DIVIDER)
        are_names, self._are_names = [*self._are_names, False], []
        if any(part.startswith(_CONTINUATIONS) for part in parts[1:]):
            yield "".join(parts), False
        else:
            yield from zip(parts, are_names, strict=False)

    def is_in_paragraph(self, tag: str) -> bool:
        """Tell whether an element of a form is within a paragraph."""
        return tag in _FORM_PARTS and any(each.tag == "p" for each in self._open[-_MAX_NESTED:])

    def end(self, tag: str, *, has_text: bool) -> None:
        """Leave an element.

        Args:
            tag: Its tag.
            has_text: Whether the line has text so far.
        """
        last: _Element | None = None
        if any(each.tag == tag for each in self._open[-_MAX_NESTED:]):
            while self._open and (last := self._open.pop()).tag != tag:
                pass
        self.is_adjacent = tag == "span" and has_text
        self._last_class = last.css_class if last else ""


_MAX_NESTED = 20
"""The innermost elements among which that of an end tag is looked for."""

"""Recognizes the footnotes and comments of a page of HTML by the links between mark and text.

Word processors, pandoc and wikis all write them alike: the mark in the text is a link to the
footnote, whose text has a link back, or the id that the mark names.
"""

import re
from collections.abc import Mapping

_MARK = re.compile(r"[\W_]*(?:\d{1,3}|[a-z]{1,3}\d{0,2}|[ivxlc]{1,5})?[\W_]*", re.IGNORECASE)
"""The text of a mark: a number, a letter or a sign, possibly in brackets."""

_TARGET = re.compile(r"fn|ftn|note|cmnt|com_|comment|sym", re.IGNORECASE)
"""What the id of a footnote or comment has in it; that of a chapter, which a table of contents
refers to by its number, has not."""

_TEXT_ELEMENTS = {"li", "p", "dd", "aside", "div", "td"}
"""The elements that can have the text of a footnote, by their id."""

_NAMES = ("id", "name")
"""The attributes by which a link names its target."""


class Footnotes:
    """The footnotes of a page, as far as it was read."""

    def __init__(self) -> None:
        self._targets: set[str] = set()
        """The ids of the texts that marks refer to."""
        self._anchors: set[str] = set()
        """The ids of these marks."""
        self._enclosing_id = ""
        """The id of the element that a link is in, such as that of a superscript."""
        self._link: Mapping[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Take the start of an element, and tell whether it is the text of a footnote."""
        names = _names(attributes)
        if tag == "a":
            self._link = attributes
        elif names:
            self._enclosing_id = names[0]
        return tag in _TEXT_ELEMENTS and not self._targets.isdisjoint(names)

    @property
    def is_back(self) -> bool:
        """Whether the link that is open leads back to a mark, as the text of a footnote has it."""
        target = _target(self._link)
        return bool(target) and target in self._anchors

    def is_mark(self, text: str) -> bool:
        """Tell whether the link that ends here, with a text, is a mark or another sign."""
        target = _target(self._link)
        if not target or not text.strip() or not _MARK.fullmatch(text):
            return False
        if _TARGET.search(target):
            self._targets.add(target)
            self._anchors.update((*_names(self._link), self._enclosing_id))
        return True


def _names(attributes: Mapping[str, str]) -> list[str]:
    """Return the names by which links refer to an element."""
    return [attributes[name] for name in _NAMES if attributes.get(name)]


def _target(link: Mapping[str, str]) -> str:
    """Return the name of the target of a link on the same page; "" for any other link."""
    address = link.get("href", "")
    return address[1:] if address.startswith("#") else ""

"""Reads the text of a paragraph, heading or cell of Markdown without its markup."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bmc_tui.model.sanitize import clean
from bmc_tui.model.tokens import STRIKE

if TYPE_CHECKING:
    from markdown_it.token import Token

_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_HTML_BREAK = re.compile(r"<(?:br\s*/?|/?(?:ul|ol|li|p|div)\b[^<>]*)>", re.IGNORECASE)
"""What ends a line: a break, or as in the cells of a table, a paragraph or an item of a list."""


_ATTRIBUTES = re.compile(r"(?<=\S)[ \t]*\{(?=[#.])[^{}\n]{1,200}\}[ \t]*$")
"""The attributes after a heading, as Google Docs and Pandoc write them: `{#costs .unnumbered}`."""

_ADDRESS_WINDOW = 2_000
"""Characters before a link in which its address is not repeated."""


@dataclass(frozen=True, slots=True)
class Inline:
    """The text of a paragraph, heading or cell without its markup."""

    lines: tuple[str, ...]
    """Its lines, as they are broken in the document."""
    has_hard_break: bool
    """Whether one of the breaks between them is a hard line break (CommonMark 6.7) or `<br>`."""
    leads: tuple[str, ...]
    """The words in bold at the start of each line; "" if there are none."""
    asides: tuple[bool, ...]
    """Whether all of each line is in bold or italics."""
    literal: bool
    """Whether a character in it is escaped."""

    @property
    def text(self) -> str:
        """The text on one line."""
        return clean(" ".join(self.lines))

    @property
    def lead(self) -> str:
        """The words in bold at the start of its first line."""
        return self.leads[0]

    def part(self, start: int, end: int | None = None) -> Self:
        """Return some of its lines."""
        lines, leads = self.lines[start:end], self.leads[start:end]
        return type(self)(lines, self.has_hard_break, leads, self.asides[start:end], self.literal)


def read_inline(token: "Token") -> Inline:
    """Return the text of a token of type `inline` without its markup."""
    lines: list[list[str]] = [[]]
    leads: list[list[str]] = [[]]
    asides = [True]
    bold_depth, emphasis_depth, has_hard_break = 0, 0, False
    is_lead = True  # whether all text of the line so far is bold
    recent = ""
    addresses: list[str] = []
    for child in token.children or ():
        text = ""
        if child.type in ("text", "code_inline", "text_special"):
            text = child.content
        elif child.type == "image":
            text = _with_address(child.content, str(child.attrs.get("src", "")))
        elif child.type == "link_open":
            addresses.append("" if child.info == "auto" else str(child.attrs.get("href", "")))
        elif child.type == "link_close":
            address = addresses.pop()
            text = f" ({address})" if address and address not in recent else ""
        elif child.type in ("softbreak", "hardbreak") or _HTML_BREAK.fullmatch(child.content):
            has_hard_break = has_hard_break or child.type != "softbreak"
            lines.append([])
            leads.append([])
            asides.append(True)
            is_lead, recent = True, ""
        elif child.type == "strong_open":
            bold_depth += 1
        elif child.type == "strong_close":
            bold_depth -= 1
        elif child.type in ("s_open", "s_close"):
            text = STRIKE  # struck-out text no longer applies: it must not read as if it did
        elif child.type in ("em_open", "em_close"):
            emphasis_depth += 1 if child.type == "em_open" else -1
        if text:
            is_lead = is_lead and bold_depth > 0
            is_aside = bool(bold_depth or emphasis_depth) or not text.strip()
            asides[-1] = asides[-1] and is_aside
            if is_lead:
                leads[-1].append(text)
            lines[-1].append(text)
            recent = (recent + text)[-_ADDRESS_WINDOW:]
    is_escaped = bool(_ESCAPE.search(token.content))
    texts = tuple(map("".join, lines))
    return Inline(texts, has_hard_break, tuple(map("".join, leads)), tuple(asides), is_escaped)


def without_attributes(heading: str) -> str:
    """Return a heading without the attributes after it (pandoc.org/MANUAL, "Heading identifiers").

    Args:
        heading: Such as `Costs {#costs}`.
    """
    return _ATTRIBUTES.sub("", heading) if heading.rstrip().endswith("}") else heading


def line_text(token: "Token") -> str:
    """Return the text of a token of type `inline` on one line, without its markup."""
    return read_inline(token).text


def _with_address(text: str, address: str) -> str:
    """Return a picture's text, followed by its address."""
    return f"{text} ({address})" if address else text

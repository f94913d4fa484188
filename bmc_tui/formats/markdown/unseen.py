"""Finds the words in Markdown that no renderer shows: comments, and the titles of links.

The same goes for descriptions in embedded HTML, link definitions that nothing refers to, the text
after the language of a block of code, and the queries of a note program.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bmc_tui.formats.page.html_reader import unseen_texts

if TYPE_CHECKING:
    from markdown_it.token import Token

_QUERY_LANGUAGES = ("dataview", "dataviewjs", "tasks", "query", "bases")
"""The languages of blocks of code that a note program shows the result of."""

_MAY_HAVE_WORDS = re.compile(
    r"<!--|\w=|\w\s+=|<(?:template|noscript|title|caption)\b", re.IGNORECASE
)
"""What HTML has that says more than it shows."""


def unseen_words(
    tokens: "Sequence[Token]", lines: Sequence[str], references: Mapping[str, Any]
) -> Iterator[tuple[int, str]]:
    """Yield each text of a document that is not shown, with its line.

    Args:
        tokens: The tokens of the document.
        lines: Its lines.
        references: What the parser says of its link definitions.
    """
    used = set()
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.type == "html_block":
            yield from _in_html(token.content, line)
        elif is_query(token):
            yield from enumerate(token.content.splitlines(), line + 1)
        elif token.type == "fence" and " " in token.info.strip():
            yield line, token.info.strip().split(maxsplit=1)[1]
        for child in token.children or ():
            if child.type == "html_inline":
                yield from _in_html(child.content, line)
            elif title := child.attrs.get("title"):
                yield line, str(title)
            used.add(child.meta.get("label"))
    definitions = [
        *references.get("references", {}).items(),
        *((each["label"], each) for each in references.get("duplicate_refs", ())),
    ]
    for label, definition in definitions:
        if label not in used:
            start, end = definition["map"]
            yield start + 1, " ".join(lines[start:end])


def is_query(token: "Token") -> bool:
    """Tell whether a token is a query of a note program, whose words are not notes."""
    language = token.info.split(maxsplit=1)[:1] if token.type == "fence" else []
    return bool(language) and language[0].lower() in _QUERY_LANGUAGES


def _in_html(html: str, line: int) -> Iterator[tuple[int, str]]:
    """Yield each text in HTML that is not shown, with its line."""
    if _MAY_HAVE_WORDS.search(html):
        yield from unseen_texts(html, line)

"""Takes the markup of note programs such as Obsidian out of a paragraph of Markdown.

Links `[[note|name]]` and highlights give their text; the ids of paragraphs, references to footnotes
and the kinds of callouts go. Comments, embedded files, pictures without a text, footnotes and what
Logseq and Obsidian record about a paragraph (`collapsed:: true`) are left out, and reported.
Escaped text stays.
"""

import re

_COMMENT = re.compile(r"[ \t]?(?<!\\)%%(.*?)(?<!\\)%%", re.DOTALL)
_EMBED = re.compile(r"(?<!\\)!\[\[[^\[\]\n]*\]\]")
_PICTURE = re.compile(r"(?<!\\)!\[\]\([^()\n]*\)")
_FOOTNOTE = re.compile(r"^\[\^[^\[\]\s]+\]:.*$", re.MULTILINE)
_LINK = re.compile(r"(?<![\\!])\[\[([^\[\]\n|\\]*)(?:\\?\|([^\[\]\n]*))?\]\]")
_HIGHLIGHT = re.compile(r"(?<!\\)==(?=[^\s=])([^=\n]+)(?<=[^\s=\\])==")
_ID = re.compile(r"(?<![ \t])[ \t]+\^[\w-]+$", re.MULTILINE)
_REFERENCE = re.compile(r"(?<!\\)\[\^[^\[\]\s]+\]")
_PROPERTY = re.compile(
    r"^[ \t]*(?:id|collapsed|heading|tags?|alias(?:es)?|template|icon|public|type|background-color|"
    r"(?:created|updated)(?:-at)?|card-[\w-]+|query-[\w-]+|logseq\.[\w.-]+|exclude-[\w-]+)::.*$",
    re.MULTILINE | re.IGNORECASE,
)
"""What Logseq notes about a paragraph."""

_FIELD = re.compile(r"^([ \t]*[^\W\d_][^\n:`]{0,60})(?<!\\)::[ \t]+(?=\S)", re.MULTILINE)
"""A field of a note in Obsidian and Logseq, before its value: `Rent:: 900`."""

_BLOCK_REFERENCE = re.compile(r"(?:(?<![ \t])[ \t]+)?(?<!\\)\(\([0-9a-f-]{4,36}\)\)")
_ADDRESS = re.compile(r"://[^\s()]*(?:%%|\[\[|==|\^)")
"""A web address with one of the signs in it."""

_CALLOUT = re.compile(r"\[![\w-]+\][+-]?[ \t]*")


def plain_markdown(text: str) -> tuple[str, list[str]]:
    """Return a paragraph of Markdown without the markup of note programs.

    Args:
        text: The paragraph, a heading or a cell; its line breaks stay.

    Returns:
        The Markdown, and the texts that were left out.
    """
    if not any(sign in text for sign in ("%%", "[[", "==", "^", "[!", "![]", "::", "((")):
        return text, []
    left_out: list[str] = []

    def leave_out(match: re.Match[str]) -> str:
        left_out.append(match[0].strip())
        return "\n" * match[0].count("\n")

    if _ADDRESS.search(text):  # which may contain any of the signs
        return text, []
    for pattern in (_COMMENT, _EMBED, _PICTURE, _FOOTNOTE, _PROPERTY, _BLOCK_REFERENCE):
        text = pattern.sub(leave_out, text)
    text = _LINK.sub(lambda match: match[2] or match[1], text)
    text = _HIGHLIGHT.sub(r"\1", text)
    text = _FIELD.sub(r"\1: ", _REFERENCE.sub("", _ID.sub("", text)))
    return _CALLOUT.sub("", text, count=1) if _CALLOUT.match(text) else text, left_out

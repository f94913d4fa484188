"""The texts in diagrams, without the markup around and in them."""

import re
from collections.abc import Iterator
from html import unescape

from bmc_tui.formats.result import Remark
from bmc_tui.model.sanitize import clean

_BREAK = re.compile(r"<br\s*/?>|\\n", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|u|s|em|strong|code|small|font|span|color|size|back)\b[^<>]{0,200}>")
_ENTITY = re.compile(r"#(\w{1,10});")
"""An entity of Mermaid, which has no ampersand."""
_EMPHASIS = re.compile(r"(\*\*|__|//|~~)(?=\S)(.{1,100}?)(?<=\S)\1")

_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_COMMENT = re.compile(r"((?:\"[^\"]*\"|[^%]|%(?!%))*+)%%(.*)")
"""A line with a comment: what is before it, and the comment. In quotes there is none."""

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_SETTING = re.compile(r"\s|config:|theme:|layout:|displayMode:")
"""The start of a line of settings."""
_TITLE = re.compile(r"^title:[ \t]*(.*)$", re.MULTILINE)


def label_text(label: str) -> str:
    """Return the text of a label: one line, without quotes, tags and emphasis.

    Args:
        label: The label, such as `"Mill<br/>in the village"`.
    """
    text = label.strip().strip('"').strip("`")
    text = _TAG.sub("", _BREAK.sub(" ", text))
    text = _EMPHASIS.sub(r"\2", text)
    text = _SPACES.sub(" ", text.replace("&nbsp;", " ")).strip(" ")
    return clean(unescape(_ENTITY.sub(_entity, text)))


def split_comment(line: str) -> tuple[str, str]:
    """Return a line of a diagram without its comment, and the comment; "" without one."""
    match = _COMMENT.match(line)
    return (match[1], match[2]) if match else (line, "")


def _entity(match: re.Match[str]) -> str:
    """Return an entity of Mermaid as one of HTML."""
    return f"&#{match[1]};" if match[1].isdigit() else f"&{match[1]};"


def left_out(line: int, text: str) -> Iterator[Remark]:
    """Yield a remark on a text that is not a note, if it has words."""
    if text := label_text(text):
        yield Remark(line, "reading.left_out", {"text": text})


def without_front_matter(text: str) -> tuple[str, list[Remark], str]:
    """Split the front matter from a diagram.

    Returns:
        The title in it; remarks on its other lines; and the diagram, on the same lines.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return "", [], text
    title = _TITLE.search(match[1])
    body = "\n" * match[0].count("\n") + text[match.end() :]
    start = text.count("\n", 0, match.start(1)) + 1
    remarks = [
        remark
        for offset, line in enumerate(match[1].split("\n"))
        if not _TITLE.match(line) and not _SETTING.match(line)
        for remark in left_out(start + offset, line)
    ]
    return label_text(title[1].strip("'")) if title else "", remarks, body

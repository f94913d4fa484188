"""Splits the front matter from a document: fields of YAML, TOML, JSON or Logseq above the text.

Only its title is read; its other fields are told, as they stand there.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from bmc_tui.formats.result import Remark
from bmc_tui.model.sanitize import clean

_FRONT_MATTER = re.compile(
    r"\ufeff?(?:---[ \t]*\n(.*?\n)?(?:---|\.\.\.)|\+\+\+[ \t]*\n(.*?\n)?\+\+\+)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
"""Between lines of dashes, or for TOML of plus signs."""

_FIELD = re.compile(r"([\w-]+)[ \t]*[:=](?:[ \t]+(.*))?$")
"""A line of front matter: the name of a field, and its value."""

_PROPERTIES = re.compile(r"\ufeff?(?:[\w-]+::[^\n]*(?:\n|\Z))+")
"""The properties of a page of Logseq: lines such as `title:: Ferry` at its start."""

_TITLE_NAMES = ("title", "titel", "titre", "título", "titolo")


def split_front_matter(text: str) -> tuple[str, list[Remark], str]:
    """Split the front matter from a document.

    Args:
        text: The document.

    Returns:
        The title in it; a remark on its other fields; and the rest, with an empty line for each
        line of the front matter, so that line numbers stay.
    """
    match = _FRONT_MATTER.match(text)
    body = (match[1] or match[2] or "") if match else ""
    if properties := _PROPERTIES.match(text):
        match, body = properties, properties[0].replace("::", ":")
    if not match or not (_FIELD.match(body.lstrip().partition("\n")[0]) or _json_fields(body)):
        return "", [], text
    title = ""
    others: list[str] = []
    for name, value in _fields(body):
        if name.lower() in _TITLE_NAMES and not title:
            title = clean(value.strip("\"'"))
        else:
            others.append(f"{name}: {value}" if value else name)
    remarks = [Remark(1, "reading.front_matter", {"names": tuple(others)})] if others else []
    return title, remarks, "\n" * match[0].count("\n") + text[match.end() :]


def _fields(body: str) -> Iterator[tuple[str, str]]:
    """Yield the names and the values of the fields of front matter."""
    if fields := _json_fields(body):
        for name, value in fields.items():
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield clean(name), clean(text)
        return
    for line in body.splitlines():
        if field := _FIELD.match(line):
            yield field[1], clean(field[2] or "")
        elif clean(line):
            yield clean(line), ""


def _json_fields(body: str) -> dict[str, Any]:
    """Return the fields of front matter in JSON; {} for any other."""
    if not body.lstrip().startswith("{"):
        return {}
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}

"""Splits the front matter from a document: fields of YAML, TOML, JSON or Logseq above the text.

Its title and the particulars are read; its other fields are reported as written.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from bmc_tui.formats.outline.particulars import particular_in_line
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

_LIST = re.compile(r"\[(.*)\]")
"""The value of a field that is a list."""

_TITLE_NAMES = ("title", "titel", "titre", "título", "titolo")


class FrontMatter(NamedTuple):
    """The front matter of a document, and the rest of the document."""

    title: str
    """The title in it; "" without one."""
    particulars: list[str]
    """The particulars in it as lines, such as `author: Ann`."""
    remarks: list[Remark]
    """A remark on its other fields."""
    body: str
    """The document, with an empty line for each line of the front matter: line numbers stay."""


def split_front_matter(text: str) -> FrontMatter:
    """Split the front matter from a document.

    Args:
        text: The document.
    """
    match = _FRONT_MATTER.match(text)
    body = (match[1] or match[2] or "") if match else ""
    if properties := _PROPERTIES.match(text):
        match, body = properties, properties[0].replace("::", ":")
    if not match or not (_FIELD.match(body.lstrip().partition("\n")[0]) or _json_fields(body)):
        return FrontMatter("", [], [], text)
    title = ""
    particulars: list[str] = []
    others: list[str] = []
    for name, value in _with_lists(_fields(body)):
        line = f"{name}: {_plain_value(value)}"
        if name.lower() in _TITLE_NAMES and not title:
            title = clean(value.strip("\"'"))
        elif particular_in_line(line):
            particulars.append(line)
        else:
            others.append(f"{name}: {value}" if value else name)
    remarks = [Remark(1, "reading.front_matter", {"names": tuple(others)})] if others else []
    rest = "\n" * match[0].count("\n") + text[match.end() :]
    return FrontMatter(title, particulars, remarks, rest)


def _with_lists(fields: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield fields, with the items of a list on the lines below a particular as its value."""
    pending: tuple[str, list[str]] | None = None
    for name, value in fields:
        if pending and name.startswith("- ") and not value:
            pending[1].append(name)
            continue
        if pending:
            yield from _listed(*pending)
        pending = (name, []) if not value and particular_in_line(f"{name}: -") else None
        if not pending:
            yield name, value
    if pending:
        yield from _listed(*pending)


def _listed(name: str, items: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield a field with the items of its list as its value."""
    yield name, ", ".join(_plain_value(item.removeprefix("- ")) for item in items)


def _plain_value(value: str) -> str:
    """Return the value of a field without quotes; the items of a list with commas between them."""
    if match := _LIST.fullmatch(value):
        return ", ".join(_plain_value(item.strip()) for item in match[1].split(","))
    return clean(value.strip("\"' "))


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

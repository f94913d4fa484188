"""Finds the line of each key in a TOML text, which Python's parser does not report."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

KeyPath = tuple[str, ...]
"""The names of the tables that a key is in, the outermost first, and then the key's own."""


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """Return the line on which each key and each table first occurs, counted from 1.

    Args:
        text: Valid TOML.
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, statement in _statements(text):
        paths = list(_paths(tomllib.loads(statement)))
        if statement.lstrip().startswith("["):
            (table,) = paths  # a header on its own has one path
        else:
            paths = [table + path for path in paths]
        for path in paths:
            for length in range(1, len(path) + 1):
                lines.setdefault(path[:length], number)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the number of the first line of each statement, and its text.

    Lines are joined until they parse on their own.
    """
    first_number, statement = 1, ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if not statement and (not line.strip() or line.lstrip().startswith("#")):
            continue
        if statement:
            statement += f"\n{line}"
        else:
            first_number, statement = number, line
        try:
            tomllib.loads(statement)
        except tomllib.TOMLDecodeError:  # it continues on the next line
            continue
        yield first_number, statement
        statement = ""


def _paths(data: Mapping[str, Any], tables: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of each value; an empty table counts as a value."""
    for name, value in data.items():
        if isinstance(value, dict) and value:
            yield from _paths(value, (*tables, name))
        else:
            yield (*tables, name)

"""Finds the lines that the keys of a TOML text are on, which Python's parser does not report."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

KeyPath = tuple[str, ...]
"""A key behind the tables that it is in, the outermost first."""


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """Return the line, counted from 1, that each key and each table of a text begins on.

    Args:
        text: Valid TOML.
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, statement in _statements(text):
        paths = list(_paths(tomllib.loads(statement)))
        if statement.lstrip().startswith("["):
            (table,) = paths
        else:
            paths = [table + path for path in paths]
        for path in paths:
            for length in range(1, len(path) + 1):
                lines.setdefault(path[:length], number)
    return lines


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each statement and its first line: as few lines as parse on their own."""
    first, statement = 1, ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if not statement and (not line.strip() or line.lstrip().startswith("#")):
            continue
        first, statement = (first, f"{statement}\n{line}") if statement else (number, line)
        try:
            tomllib.loads(statement)
        except tomllib.TOMLDecodeError:  # it continues on the next line
            continue
        yield first, statement
        statement = ""


def _paths(data: Mapping[str, Any], tables: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of each value; an empty table counts as a value."""
    for name, value in data.items():
        if isinstance(value, dict) and value:
            yield from _paths(value, (*tables, name))
        else:
            yield (*tables, name)

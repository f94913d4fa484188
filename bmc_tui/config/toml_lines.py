"""On which lines of a TOML text its keys are: Python's parser does not tell."""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str, ...]
"""A key with the tables that it is in, the outermost first."""


def key_lines(text: str) -> Mapping[Path, int]:
    """Return the line, counted from 1, that each key and each table of a text begins on.

    Args:
        text: Whole and sound TOML.
    """
    found: dict[Path, int] = {}
    table: Path = ()
    for number, statement in _statements(text):
        paths = list(_paths(tomllib.loads(statement)))
        if statement.lstrip().startswith("["):
            (table,) = paths
        else:
            paths = [table + path for path in paths]
        for path in paths:
            for length in range(1, len(path) + 1):
                found.setdefault(path[:length], number)
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each statement and the line it begins on: as many lines as make sense together."""
    begun, lines = 1, ""
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if not lines and (not line.strip() or line.lstrip().startswith("#")):
            continue
        begun, lines = (begun, f"{lines}\n{line}") if lines else (number, line)
        try:
            tomllib.loads(lines)
        except tomllib.TOMLDecodeError:  # it goes on
            continue
        yield begun, lines
        lines = ""


def _paths(data: Mapping[str, Any], before: Path = ()) -> Iterator[Path]:
    """Yield where each value is; an empty table is one too."""
    for name, value in data.items():
        if isinstance(value, dict) and value:
            yield from _paths(value, (*before, name))
        else:
            yield (*before, name)

"""The size of the terminal, as the terminal itself knows it."""

import os
from collections.abc import Mapping, MutableMapping
from contextlib import suppress

_VARIABLES = ("COLUMNS", "LINES")
_FALLBACK = (80, 24)
"""Columns and rows where nothing says how many there are."""

_MAX_DIGITS = 4


def terminal_size(descriptor: int, environ: Mapping[str, str]) -> tuple[int, int]:
    """Return the columns and rows of a terminal, each at least 1.

    The environment is used only if the terminal does not know its size, as on a serial line:
    `COLUMNS` and `LINES` keep the values that a shell, `resize` or a container once set.

    Args:
        descriptor: A file descriptor of the terminal.
        environ: The environment variables.
    """
    columns, rows = (
        number or _number_in(environ.get(name, "")) or fallback
        for number, name, fallback in zip(
            _known_size(descriptor), _VARIABLES, _FALLBACK, strict=True
        )
    )
    return columns, rows


def drop_stale_size(descriptor: int, environ: MutableMapping[str, str]) -> None:
    """Remove the size from an environment, if the terminal knows its own.

    Rich, Textual and the user's own editor would ask the environment first.

    Args:
        descriptor: A file descriptor of the terminal.
        environ: The environment variables.
    """
    if all(_known_size(descriptor)):
        for name in _VARIABLES:
            environ.pop(name, None)


def _known_size(descriptor: int) -> tuple[int, int]:
    """Return the columns and rows that a terminal knows; 0 for what it does not."""
    with suppress(OSError):  # it is gone, or not a terminal
        columns, rows = os.get_terminal_size(descriptor)
        return columns, rows
    return 0, 0


def _number_in(variable: str) -> int:
    """Return the number in the value of a variable; 0 if it is not a size for a terminal."""
    is_number = variable.isascii() and variable.isdecimal() and len(variable) <= _MAX_DIGITS
    return int(variable) if is_number else 0

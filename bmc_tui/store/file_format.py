"""Parses the bytes of the data file into TinyDB's tables and serializes them.

A file that is damaged or not of this program is refused; nothing is guessed.

The file is a TinyDB JSON file with at least these tables:

    {"meta": {"shelf": {"schema": 2, "last": ID}}, "canvases": {ID: DOCUMENT, ...}}

The document of `meta` also has `told`, the names of the once-only notices that were shown:
`["data"]`. The file with the versions has a table `versions` instead of `canvases`.
"""

import json
import math
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from bmc_tui.model.sanitize import clean
from bmc_tui.store.errors import refusal

SCHEMA = 2
"""The version of the file's structure that this program writes: 2 since notes can be parked. It
reads all versions up to it; a file gets it when a canvas or version in it is saved."""

CANVASES = "canvases"
VERSIONS = "versions"
META = "meta"
"""The names of the tables."""

SHELF = "shelf"
"""The id of the one document of the table `meta`."""

_TOO_DEEP = "[[[[…"
"""How messages show JSON that is nested too deeply."""

Tables = dict[str, dict[str, Any]]
"""The documents of each table by id, by the name of the table."""


class _LossyError(ValueError):
    """JSON that Python parses, but would write differently."""


def parse(raw: bytes, path: Path, table: str = CANVASES) -> Tables | None:
    """Return the tables in a file.

    Args:
        raw: The bytes of the file.
        path: The file, not a symbolic link, for the error.
        table: The table that the file must have: `CANVASES` or `VERSIONS`.

    Returns:
        The tables; None when the file is empty.

    Raises:
        RefusedError: The file is damaged, or is not of this program.
    """
    if not raw.strip():
        return None
    if raw.startswith(BOM_UTF8):
        raise refusal("bom", path)
    try:
        data = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_unique_keys,
            parse_constant=_refuse_constant,
            parse_float=_finite_float,
        )
    except UnicodeDecodeError as error:
        raise refusal("not_utf8", path, byte=error.start + 1) from error
    except json.JSONDecodeError as error:
        raise refusal("not_json", path, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise refusal("odd", path, what=_TOO_DEEP) from error
    except _LossyError as error:
        raise refusal("odd", path, what=clean(str(error))) from error
    except ValueError as error:  # an integer with more digits than Python converts
        raise refusal("odd", path, what="999999…") from error
    return _checked_tables(data, path, table)


def serialize(tables: Tables, path: Path) -> bytes:
    """Return the bytes of a file with these tables, indented for people and for `git diff`.

    Args:
        tables: The tables, as `parse` returns them.
        path: The file, not a symbolic link, for the error.

    Raises:
        RefusedError: Something that came from the file is nested too deeply to be written.
    """
    import orjson

    try:
        # Sixty times as fast as the `json` module, which would block the app for a keystroke.
        return orjson.dumps(tables, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:  # integers above 64 bits, lone surrogates, deep nesting
        return _serialize_slowly(tables, path)


def _serialize_slowly(tables: Tables, path: Path) -> bytes:
    """Return the same bytes by Python's own encoder, which encodes whatever its parser returned."""
    try:
        text = json.dumps(tables, ensure_ascii=False, indent=2, allow_nan=False)
    except RecursionError as error:
        raise refusal("odd", path, what=_TOO_DEEP) from error
    # A lone surrogate can only be in a string, where this escape is also JSON's.
    return (text + "\n").encode("utf-8", "backslashreplace")


def _checked_tables(data: Any, path: Path, table: str) -> Tables | None:
    """Return parsed JSON as tables, having checked their structure and schema."""
    if data == {}:
        return None
    tables = data if isinstance(data, dict) else {}
    meta, documents = tables.get(META), tables.get(table)
    shelf = meta.get(SHELF) if isinstance(meta, dict) else None
    schema = shelf.get("schema") if isinstance(shelf, dict) else None
    if type(schema) is not int or schema < 1:
        raise refusal("not_ours", path)
    if schema > SCHEMA:
        raise refusal("newer", path, schema=schema)
    if not isinstance(documents, dict):
        raise refusal("malformed", path, where=table)
    for name in (META, table):
        for id_, document in tables[name].items():
            if not isinstance(document, dict):
                raise refusal("malformed", path, where=clean(f"{name}.{id_}"))
    return tables


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, unless it has a key twice: one of the two values would be lost."""
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        raise _LossyError(next(f'2 × "{name}"' for name in names if names.count(name) > 1))
    return values


def _refuse_constant(name: str) -> object:
    """Refuse NaN and Infinity, which Python parses and JSON does not have."""
    raise _LossyError(name)


def _finite_float(digits: str) -> float:
    """Return a number, unless it is too large for a float."""
    number = float(digits)
    if math.isinf(number):
        raise _LossyError(digits[:20])
    return number

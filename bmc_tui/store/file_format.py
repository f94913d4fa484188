"""The bytes of the file as TinyDB's tables, and back; anything else is refused, not guessed at.

The file is a TinyDB JSON file with at least these tables:

    {"meta": {"shelf": {"schema": 1, "last": ID}}, "canvases": {ID: DOCUMENT, ...}}

The document of `meta` has `told`, too, once something was told that is told but once: `["data"]`.
The file beside it with the versions has a table `versions` instead of `canvases`.
"""

import json
import math
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from bmc_tui.model.sanitize import clean
from bmc_tui.store.errors import refused

SCHEMA = 1
"""The version of the file's structure that this program reads and writes."""

CANVASES = "canvases"
VERSIONS = "versions"
META = "meta"
SHELF = "shelf"
"""The id of the one document of the table `meta`."""

_DEEP = "[[[[…"

Tables = dict[str, dict[str, Any]]


class _OddError(ValueError):
    """Something that Python's parser takes, but that would not come back the same."""


def parse(raw: bytes, path: Path, table: str = CANVASES) -> Tables | None:
    """Return the tables in a file.

    Args:
        raw: What is in the file.
        path: The file, no symbolic link, for the error.
        table: The table that it is there for.

    Returns:
        The tables; None when there is nothing in the file.

    Raises:
        RefusedError: It is not a file of ours, or not a sound one.
    """
    if not raw.strip():
        return None
    if raw.startswith(BOM_UTF8):
        raise refused("bom", path)
    try:
        data = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_no_doubles,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except UnicodeDecodeError as error:
        raise refused("not_utf8", path, byte=error.start + 1) from error
    except json.JSONDecodeError as error:
        raise refused("not_json", path, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise refused("odd", path, what=_DEEP) from error
    except _OddError as error:
        raise refused("odd", path, what=clean(str(error))) from error
    except ValueError as error:  # a whole number longer than Python converts
        raise refused("odd", path, what="999999…") from error
    return _ours(data, path, table)


def serialise(tables: Tables, path: Path) -> bytes:
    """Return the bytes of a file with these tables: readable, and made for `git diff`.

    Args:
        tables: What `parse` gave, changed.
        path: The file, no symbolic link, for the error.

    Raises:
        RefusedError: Something that the file had already goes too deep to be written back.
    """
    import orjson

    try:
        # Sixty times as fast as Python's own: a key pressed meanwhile is not kept waiting.
        return orjson.dumps(tables, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    except orjson.JSONEncodeError:  # a number of more than 64 bits, a lone surrogate, great depth
        return _serialise_anything(tables, path)


def _serialise_anything(tables: Tables, path: Path) -> bytes:
    """Return the same bytes by Python's own encoder, which takes whatever its parser gave."""
    try:
        text = json.dumps(tables, ensure_ascii=False, indent=2, allow_nan=False)
    except RecursionError as error:
        raise refused("odd", path, what=_DEEP) from error
    # A lone surrogate can only stand in a string, where this is JSON's own escape for it.
    return (text + "\n").encode("utf-8", "backslashreplace")


def _ours(data: Any, path: Path, table: str) -> Tables | None:
    """Return parsed JSON as tables, if it has the structure of ours."""
    if data == {}:
        return None
    tables = data if isinstance(data, dict) else {}
    meta, documents = tables.get(META), tables.get(table)
    shelf = meta.get(SHELF) if isinstance(meta, dict) else None
    schema = shelf.get("schema") if isinstance(shelf, dict) else None
    if type(schema) is not int or schema < 1:
        raise refused("not_ours", path)
    if schema > SCHEMA:
        raise refused("newer", path, schema=schema)
    if not isinstance(documents, dict):
        raise refused("malformed", path, where=table)
    for name in (META, table):
        for id_, document in tables[name].items():
            if not isinstance(document, dict):
                raise refused("malformed", path, where=clean(f"{name}.{id_}"))
    return tables


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, unless a key is twice in it: one of the two would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _OddError(next(f'2 × "{name}"' for name in names if names.count(name) > 1))
    return found


def _no_constant(name: str) -> object:
    """Refuse NaN and Infinity, which are Python's and not JSON's."""
    raise _OddError(name)


def _finite(digits: str) -> float:
    """Return a number, unless it is too large for one."""
    number = float(digits)
    if math.isinf(number):
        raise _OddError(digits[:20])
    return number

"""Where the text of a draft comes from: data file, canvas, blocks, and the text before the edit.

It is in a file beside the text, not in the text, where the user could delete it. The first line
has the SHA-256 of the second:

    bmc-draft 1 3a7bd3e2360a3d29...
    {"data": PATH, "canvas": ID, "is_new": false, "blocks": [ID, …], "name": NAME, "text": TEXT}
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bmc_tui.files import atomic
from bmc_tui.files.hashing import sha256_hex
from bmc_tui.model.blocks import Block

MAX_TEXT_BYTES = 16 * 2**20
"""A larger text is not a worksheet that a user edited."""

_MAX_BYTES = 8 * MAX_TEXT_BYTES
"""The largest file with an origin: JSON in ASCII has up to six bytes for one of the text."""

_MAGIC = b"bmc-draft 1 "


@dataclass(frozen=True, slots=True)
class DraftOrigin:
    """Where the text of a draft comes from."""

    data: str
    """The data file: its absolute path, without symbolic links."""
    canvas_id: str
    """The canvas's id; a new canvas has one before it is in the file."""
    is_new: bool
    """Whether the canvas may not be in the file yet."""
    blocks: tuple[Block, ...]
    """The blocks in the text."""
    name: str
    """The name of the file with the text, which says what is in it."""
    text: str
    """The text before the edit, or what was taken over of it since."""


def read_origin(path: Path) -> DraftOrigin | None:
    """Return the origin in a file, or None when it is damaged."""
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            header, _, body = file.read(_MAX_BYTES).partition(b"\n")
        return _parse(json.loads(body)) if header == _header(body) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def write_origin(path: Path, origin: DraftOrigin) -> None:
    """Write an origin to a file, which may exist.

    Raises:
        OSError: It can't be written; the file is unchanged.
    """
    atomic.replace(path, _to_bytes(origin))


def _parse(data: Any) -> DraftOrigin:
    """Return the origin in the second line of its file.

    Raises:
        ValueError: A value has another type, or the name is that of a file elsewhere.
        KeyError, TypeError: It has another structure.
    """
    name, blocks = data["name"], tuple(Block(value) for value in data["blocks"])
    if not all(isinstance(data[key], str) for key in ("data", "canvas", "text", "name")):
        raise TypeError
    if "/" in name or "\0" in name or not name or name.startswith("."):
        raise ValueError
    return DraftOrigin(
        data["data"], data["canvas"], data["is_new"] is True, blocks, name, data["text"]
    )


def _to_bytes(origin: DraftOrigin) -> bytes:
    """Return the bytes of an origin's file."""
    data = {
        "data": origin.data,
        "canvas": origin.canvas_id,
        "is_new": origin.is_new,
        "blocks": origin.blocks,
        "name": origin.name,
        "text": origin.text,
    }
    body = json.dumps(data).encode()
    return _header(body) + b"\n" + body


def _header(body: bytes) -> bytes:
    """Return the first line of an origin's file."""
    return _MAGIC + sha256_hex(body).encode()

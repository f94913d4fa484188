"""Reads a whole data file of this program, such as a conflict copy: its canvases without loss."""

from collections.abc import Mapping
from typing import Any

from bmc_tui.formats.limits import check_notes
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.store.documents import MalformedError, StoredCanvas, parse_stored
from bmc_tui.store.file_format import CANVASES, META, SCHEMA, SHELF


def is_data_file(data: Mapping[str, Any]) -> bool:
    """Tell whether the object of a JSON text is a data file.

    Args:
        data: The object.
    """
    return isinstance(data.get(CANVASES), dict) and isinstance(data.get(META), dict)


def read(data: Mapping[str, Any]) -> ImportResult:
    """Return the canvases of a data file, the last changed first; remarks name those in its trash.

    Args:
        data: The object for which `is_data_file` holds.

    Raises:
        FormatError: It is of a newer version, or there is no canvas, or one is damaged.
    """
    schema = _schema(data[META])
    if schema > SCHEMA:
        raise FormatError("reading.newer", schema=schema)
    try:
        all_stored = [parse_stored(id_, document) for id_, document in data[CANVASES].items()]
    except (MalformedError, AttributeError, TypeError) as error:
        raise FormatError("reading.no_canvas") from error
    wanted = sorted(
        (stored for stored in all_stored if not stored.entry.deleted),
        key=lambda stored: stored.entry.changed,
        reverse=True,
    )
    if not wanted:
        raise FormatError("reading.no_canvas")
    check_notes(sum(stored.canvas.note_count for stored in wanted))
    remarks = [_trash_remark(stored) for stored in all_stored if stored.entry.deleted]
    first, *others = (ImportResult(stored.canvas) for stored in wanted)
    return ImportResult(first.canvas, tuple(remarks), siblings=tuple(others))


def _schema(meta: Mapping[str, Any]) -> int:
    """Return the version of a data file; 0 where it does not say."""
    shelf = meta.get(SHELF)
    schema = shelf.get("schema") if isinstance(shelf, dict) else 0
    return schema if isinstance(schema, int) else 0


def _trash_remark(stored: StoredCanvas) -> Remark:
    """Return the remark that a canvas was left out."""
    return Remark(0, "reading.in_trash", {"text": stored.canvas.title})

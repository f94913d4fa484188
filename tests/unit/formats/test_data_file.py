"""A whole data file, such as a conflict copy, is imported without loss."""

import json
from pathlib import Path

import pytest

from bmc_tui.formats.importer import ImportFileError, import_file
from bmc_tui.guide import load
from tests.faults.app import shelf_at
from tests.ui.apps import hostile_canvas


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Give a conflict copy with two canvases, and one in its trash."""
    file = tmp_path / "canvases (Bob's conflicted copy 2026-01-01).json"
    shelf = shelf_at(file)
    shelf.create(hostile_canvas().with_title("Old"), "old")
    for title in ("Cart", "Shop"):
        shelf.create(hostile_canvas().with_title(title), title)
    shelf.delete("old")
    return file


def test_a_conflict_copy_is_imported_canvas_by_canvas(copy: Path) -> None:
    result = import_file(copy, load("en"))
    assert {part.canvas.title for part in result.parts} == {"Cart", "Shop"}
    for part in result.parts:
        assert part.canvas == hostile_canvas().with_title(part.canvas.title)
    (remark,) = result.remarks
    assert (remark.key, remark.values) == ("reading.in_trash", {"text": "Old"})


def test_a_data_file_of_a_newer_version_is_refused_whole(copy: Path) -> None:
    data = json.loads(copy.read_text(encoding="utf-8"))
    data["meta"]["shelf"]["schema"] = 99
    copy.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(ImportFileError, match="newer"):
        import_file(copy, load("en"))

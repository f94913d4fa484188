"""For whom, by whom, date and version of a canvas in the files of the store."""

import json
from pathlib import Path
from typing import Any

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, Particulars
from bmc_tui.model.history import History
from bmc_tui.session.file_merge import merge_canvases_of
from bmc_tui.store import undo_log
from bmc_tui.store.conflict_copies import read_canvases
from bmc_tui.store.documents import MalformedError, canvas_from_dict, canvas_to_dict
from bmc_tui.store.lineage import Lineage, Save, write_lineage
from bmc_tui.store.salvage import salvage
from tests.ui.apps import NOON, shelf_in

PLAIN = Canvas("Cart").add(Block.CHANNELS, "Post")
GIVEN = PLAIN.with_particulars(Particulars("The bank", "Ann & Bo", "week 12", "3"))


def document_with(particulars: object) -> dict[str, Any]:
    return {"title": "Cart", "blocks": {}, "particulars": particulars}


def test_particulars_are_stored_and_without_them_nothing_is(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    stored = shelf.create(PLAIN)
    assert "particulars" not in shelf.path.read_text()
    saved = shelf.save(stored, GIVEN)
    assert shelf_in(tmp_path).load(stored.entry.id).canvas == GIVEN
    assert shelf.duplicate(stored.entry.id, "Copy").canvas.particulars == GIVEN.particulars
    assert shelf.save(saved, PLAIN).canvas == PLAIN
    document = json.loads(shelf.path.read_text())["canvases"][stored.entry.id]
    assert "particulars" not in document


def test_a_document_without_particulars_is_read_and_written_as_before() -> None:
    assert canvas_from_dict({"title": "Cart", "blocks": {}}) == Canvas("Cart")
    assert canvas_to_dict(PLAIN) == {"title": "Cart", "blocks": {"channels": [{"text": "Post"}]}}


def test_a_particular_of_a_newer_version_is_preserved() -> None:
    newer = document_with({"place": "Delft", "by_whom": "Ann"})
    canvas = canvas_from_dict(newer)
    assert canvas.particulars == Particulars(by_whom="Ann")
    changed = canvas.with_particulars(Particulars(date="May"))
    assert canvas_to_dict(changed, newer)["particulars"] == {"date": "May", "place": "Delft"}
    assert canvas_to_dict(Canvas("Cart"), newer)["particulars"] == {"place": "Delft"}


@pytest.mark.parametrize(
    ("particulars", "where"),
    [([], "particulars"), ("Ann", "particulars"), ({"date": 3}, "particulars.date")],
)
def test_what_is_not_a_particular_is_refused_with_its_place(
    particulars: object, where: str
) -> None:
    with pytest.raises(MalformedError, match=f"^{where}$"):
        canvas_from_dict(document_with(particulars))


def test_particulars_are_cleaned() -> None:
    hostile = document_with({"by_whom": " \x1b[31mAnn\nBo "})
    assert canvas_from_dict(hostile).particulars == Particulars(by_whom="Ann Bo")


def test_particulars_are_salvaged_from_a_damaged_canvas(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    first, second = (shelf.create(canvas).entry.id for canvas in (GIVEN, PLAIN))
    damaged = shelf.path.read_bytes().replace(b'"blocks": {', b'"blocks": {{')
    canvases = salvage(damaged, NOON)["canvases"]
    assert canvas_from_dict(canvases[first]).particulars == GIVEN.particulars
    assert canvas_from_dict(canvases[second]) == PLAIN
    assert set(canvases) == {first, second}


def test_versions_and_undo_steps_have_them(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    id_ = shelf.create(GIVEN).entry.id
    shelf.versions.add(id_, GIVEN, "before")
    assert shelf.versions.of(id_)[0].canvas == GIVEN
    history = History(PLAIN).record(GIVEN).record(PLAIN).undo()
    undo_log.write_history(tmp_path / "steps.json", history)
    assert undo_log.read_history(tmp_path / "steps.json") == history
    assert "particulars" in (tmp_path / "steps.json").read_text()
    history = History(PLAIN).record(PLAIN.with_title("Other"))
    undo_log.write_history(tmp_path / "steps.json", history)
    assert "particulars" not in (tmp_path / "steps.json").read_text()


def test_states_with_other_particulars_are_other_states() -> None:
    lineage = Lineage((Save("5e6f7a8b", 1),))
    other = GIVEN.with_particulars(Particulars("The bank", "Ann & Bo", "3", "week 12"))
    digests = {write_lineage(lineage, canvas) for canvas in (PLAIN, GIVEN, other)}
    assert len(digests) == 3
    # That of a canvas without any is what it was before there were any.
    assert write_lineage(lineage, PLAIN) == "7828bcd320851e58 5e6f7a8b:1"


def test_a_merged_file_brings_its_particulars(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    stored = shelf.create(PLAIN)
    (tmp_path / "other").mkdir()
    theirs = shelf_in(tmp_path / "other")
    theirs.path.write_bytes(shelf.path.read_bytes())
    theirs.save(theirs.load(stored.entry.id), GIVEN)
    (merge,) = merge_canvases_of(shelf, read_canvases(theirs.path) or {})
    assert merge.changed_note_count == 4
    assert shelf.load(stored.entry.id).canvas == GIVEN

"""Parked notes in the files of the store, and unplaced notes in older files."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.history import History
from bmc_tui.session.file_merge import merge_canvases_of
from bmc_tui.store import undo_log
from bmc_tui.store.conflict_copies import find_conflict_copies, read_canvases
from bmc_tui.store.documents import (
    MalformedError,
    canvas_from_dict,
    canvas_to_dict,
    parse_entry,
    parse_stored,
)
from bmc_tui.store.file_format import SCHEMA
from bmc_tui.store.journal import Journal, Record, read_journal
from bmc_tui.store.lineage import Lineage, Save, read_lineage, write_lineage
from bmc_tui.store.salvage import salvage
from tests.ui.apps import NOON, shelf_in

CART = Canvas("Cart").add(Block.CUSTOMER_SEGMENTS, "Students")
PARKED = CART.add(Block.PARKED, "Risks", "Ask the baker")
OLD = CART.add(Block.CUSTOMER_SEGMENTS, "Risks", "Ask the baker", section=UNPLACED)
"""The canvas `PARKED` as files had it before notes could be parked."""

LINEAGE = Lineage((Save("5e6f7a8b", 3),))


def old_file(folder: Path, canvas: Canvas = OLD) -> Path:
    """Write a data file of schema 1, as the program before wrote it."""
    time = "2026-03-01T12:00:00.000+00:00"
    document = {
        "rev": 3,
        "created": time,
        "changed": time,
        "deleted": None,
        **canvas_to_dict(canvas),
        "lineage": write_lineage(LINEAGE, canvas),
    }
    data = {"meta": {"shelf": {"schema": 1, "last": "a"}}, "canvases": {"a": document}}
    file = folder / "canvases.json"
    file.write_text(json.dumps(data, indent=2))
    return file


def schema_of(file: Path) -> int:
    schema: int = json.loads(file.read_text())["meta"]["shelf"]["schema"]
    return schema


# Files without parked notes


def test_nothing_parked_takes_no_byte(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    stored = shelf.create(CART)
    assert "parked" not in shelf.path.read_text()
    stored = shelf.save(stored, PARKED)
    assert shelf_in(tmp_path).load(stored.entry.id).canvas == PARKED
    assert shelf.duplicate(stored.entry.id, "Copy").canvas.parked == PARKED.parked
    before = shelf.path.read_text()
    shelf.save(stored, CART)
    document = json.loads(shelf.path.read_text())["canvases"][stored.entry.id]
    assert "parked" not in document
    assert list(document) == [
        key for key in json.loads(before)["canvases"][stored.entry.id] if key != "parked"
    ]


def test_an_old_file_is_read_with_its_unplaced_notes_parked(tmp_path: Path) -> None:
    file = old_file(tmp_path)
    before = file.read_bytes()
    shelf = shelf_in(tmp_path)
    assert shelf.load("a").canvas == PARKED
    assert [entry.note_count for entry in shelf.entries()] == [3]
    shelf.mark_used("a")
    assert file.read_bytes() == before


def test_it_gets_the_new_schema_with_the_first_save(tmp_path: Path) -> None:
    file = old_file(tmp_path)
    shelf = shelf_in(tmp_path)
    shelf.claim_notice("data")
    assert schema_of(file) == 1
    stored = shelf.load("a")
    shelf.save(stored, stored.canvas.add(Block.CHANNELS, "Post"))
    assert schema_of(file) == SCHEMA
    document = json.loads(file.read_text())["canvases"]["a"]
    assert document["parked"] == [{"text": "Risks"}, {"text": "Ask the baker"}]
    assert document["blocks"]["customer_segments"] == [{"text": "Students"}]


def test_that_they_are_parked_is_not_a_save_of_its_own(tmp_path: Path) -> None:
    """The digest in an old document holds for what is read, so that nothing has to be merged."""
    assert write_lineage(LINEAGE, OLD) == write_lineage(LINEAGE, PARKED)
    assert read_lineage(write_lineage(LINEAGE, OLD), PARKED) == LINEAGE
    old_file(tmp_path)
    assert shelf_in(tmp_path).load("a").lineage == LINEAGE


def test_what_is_parked_counts_in_a_digest() -> None:
    more = PARKED.add(Block.PARKED, "A van?")
    assert read_lineage(write_lineage(LINEAGE, PARKED), more) != LINEAGE


def test_an_old_copy_of_a_new_file_has_nothing_to_merge(tmp_path: Path) -> None:
    old_file(tmp_path)
    copy = tmp_path / "canvases (conflicted copy 2026-03-02).json"
    copy.write_bytes((tmp_path / "canvases.json").read_bytes())
    shelf = shelf_in(tmp_path)
    stored = shelf.load("a")
    shelf.save(stored, stored.canvas.add(Block.CHANNELS, "Post"))
    assert find_conflict_copies(shelf.path, [copy]) == []


def test_what_an_older_program_added_to_a_copy_is_merged(tmp_path: Path) -> None:
    """Both sides changed a file that had unplaced notes; none of them is there twice."""
    old_file(tmp_path)
    shelf = shelf_in(tmp_path)
    stored = shelf.load("a")
    (tmp_path / "other").mkdir()
    theirs = OLD.add(Block.CHANNELS, "Fair").add(
        Block.CUSTOMER_SEGMENTS, "A van?", section=UNPLACED
    )
    copy = old_file(tmp_path / "other", theirs)
    data = json.loads(copy.read_text())
    lineage = LINEAGE.advance(Save("0a0a0a0a", 1))
    data["canvases"]["a"]["lineage"] = write_lineage(lineage, theirs)
    copy.write_text(json.dumps(data))
    shelf.save(stored, stored.canvas.add(Block.CHANNELS, "Post"))
    canvases = read_canvases(copy)
    assert canvases
    merge_canvases_of(shelf, canvases)
    merged = shelf.load("a").canvas
    assert sorted(merged.texts(Block.PARKED, GENERAL)) == ["A van?", "Ask the baker", "Risks"]
    assert sorted(merged.texts(Block.CHANNELS, GENERAL)) == ["Fair", "Post"]
    assert merged.texts(Block.CUSTOMER_SEGMENTS, UNPLACED) == ()


# Versions, journals and undo steps


def test_versions_have_it_and_old_ones_are_carried_over(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    id_ = shelf.create(PARKED).entry.id
    shelf.versions.add(id_, PARKED, "one")
    assert schema_of(shelf.versions.path) == SCHEMA
    data = json.loads(shelf.versions.path.read_text())
    data["meta"]["shelf"]["schema"] = 1
    document = data["versions"][f"{id_}/1"]
    del document["parked"]
    document.update(canvas_to_dict(OLD))
    shelf.versions.path.write_text(json.dumps(data))
    assert [version.canvas for version in shelf.versions.of(id_)] == [PARKED]
    assert shelf.versions.add(id_, PARKED).number == 1  # the same canvas: none is added


@pytest.mark.parametrize("canvas", [OLD, PARKED])
def test_a_journal_of_either_program_is_read(tmp_path: Path, canvas: Canvas) -> None:
    data = tmp_path / "canvases.json"
    data.write_text("{}")
    record = Record("a", 3, canvas, canvas, canvas.add(Block.CHANNELS, "Post"), LINEAGE)
    journal = Journal(data)
    journal.write(record)
    (file,) = tmp_path.glob(".canvases.json.journal-????????")
    read = read_journal(file)
    journal.remove()
    expected = PARKED.add(Block.CHANNELS, "Post")
    assert read == replace(record, base=PARKED, sent=PARKED, canvas=expected)


def test_undo_steps_of_an_old_file_apply_to_what_is_parked_now(tmp_path: Path) -> None:
    later = OLD.with_notes(
        Block.CUSTOMER_SEGMENTS,
        [Note("Pupils"), Note("Students"), Note("Risks", UNPLACED)],
    )
    file = tmp_path / "steps.json"
    undo_log.write_history(file, History(CART).record(OLD).record(later))
    history = undo_log.read_history(file)
    assert history
    assert history.canvas == later.with_unplaced_parked()
    assert history.undo().canvas == PARKED
    assert history.undo().undo().canvas == CART
    assert history.undo().undo().redo().canvas == PARKED


def test_undo_steps_with_it_are_read_back(tmp_path: Path) -> None:
    history = History(CART).record(PARKED).record(PARKED.add(Block.PARKED, "A van?"))
    file = tmp_path / "steps.json"
    undo_log.write_history(file, history)
    read = undo_log.read_history(file)
    assert read
    assert (read.canvas, read.undo().canvas, read.undo().undo().canvas) == (
        history.canvas,
        PARKED,
        CART,
    )
    undo_log.write_history(file, history.undo())
    redone = undo_log.read_history(file)
    assert redone
    assert redone.redo().canvas == history.canvas


# Documents that are not sound


@pytest.mark.parametrize(
    ("parked", "where"), [({}, "parked"), ("x", "parked"), ([{"text": 1}], "parked.0"), ([1], "")]
)
def test_what_is_not_a_list_of_notes_is_refused(parked: object, where: str) -> None:
    time = "2026-03-01T12:00:00.000+00:00"
    document: dict[str, Any] = {"title": "Cart", "blocks": {}, "parked": parked, "rev": 1}
    document |= {"created": time, "changed": time, "deleted": None}
    for parse in (canvas_from_dict, lambda doc: parse_entry("a", doc)):
        with pytest.raises(MalformedError) as caught:
            parse(document)
        assert where in str(caught.value)


def test_what_can_be_read_of_a_damaged_file_is_salvaged(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    id_ = shelf.create(PARKED).entry.id
    raw = shelf.path.read_bytes()
    for end in (len(raw), raw.index(b"Ask the baker") + 13):
        tables = salvage(raw[:end].replace(b'"rev": 1', b'"rev": "x"'), NOON)
        canvas = parse_stored(id_, tables["canvases"][id_]).canvas
        assert canvas == PARKED


def test_notes_whose_block_cannot_be_read_are_parked(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    id_ = shelf.create(CART).entry.id
    raw = shelf.path.read_bytes().replace(b'"customer_segments": [', b'"\xff')
    tables = salvage(raw, NOON)
    canvas = parse_stored(id_, tables["canvases"][id_]).canvas
    assert canvas.texts(Block.PARKED, GENERAL) == ("Students",)
    assert not any(canvas.notes(block) for block in BLOCKS)

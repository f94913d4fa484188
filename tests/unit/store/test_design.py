"""Answers to the questions on the design in the files of the store."""

import json
from pathlib import Path
from typing import Any

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas, DesignAnswer
from bmc_tui.model.design.answers import with_answer
from bmc_tui.model.history import History
from bmc_tui.session.file_merge import merge_canvases_of
from bmc_tui.store import RefusedError, undo_log
from bmc_tui.store.conflict_copies import read_canvases
from bmc_tui.store.documents import MalformedError, canvas_from_dict, canvas_to_dict
from bmc_tui.store.lineage import Lineage, Save, write_lineage
from bmc_tui.store.salvage import salvage
from tests.ui.apps import NOON, shelf_in

PLAIN = Canvas("Cart").add(Block.CHANNELS, "Post")
ANSWERED = with_answer(
    with_answer(PLAIN, DesignAnswer("scalability", "A cart a campus", 6)),
    DesignAnswer("protection", "", 0),
)


def document_with(design: object) -> dict[str, Any]:
    return {"title": "Cart", "blocks": {}, "design": design}


def test_answers_are_stored_and_unanswered_nothing_is(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    stored = shelf.create(PLAIN)
    assert "design" not in shelf.path.read_text()
    saved = shelf.save(stored, ANSWERED)
    assert shelf_in(tmp_path).load(stored.entry.id).canvas == ANSWERED
    assert shelf.duplicate(stored.entry.id, "Copy").canvas.design == ANSWERED.design
    assert shelf.save(saved, PLAIN).canvas == PLAIN


def test_a_document_without_answers_is_read_as_before() -> None:
    assert canvas_from_dict({"title": "Cart", "blocks": {}}) == Canvas("Cart")
    assert canvas_to_dict(PLAIN) == {
        "title": "Cart",
        "blocks": {"channels": [{"text": "Post"}]},
    }


def test_an_answer_to_a_question_of_a_newer_version_is_preserved() -> None:
    design = [{"question": "later", "text": "x", "score": 3}]
    canvas = with_answer(canvas_from_dict(document_with(design)), DesignAnswer("scalability", "y"))
    assert canvas_to_dict(canvas)["design"] == [
        {"question": "scalability", "text": "y"},
        {"question": "later", "text": "x", "score": 3},
    ]


@pytest.mark.parametrize(
    ("design", "where"),
    [
        ({}, "design"),
        (["x"], "design.0"),
        ([{"text": "x"}], "design.0"),
        ([{"question": "scalability", "text": 1}], "design.0"),
        ([{"question": "scalability"}, {"question": "protection", "score": 11}], "design.1.score"),
        ([{"question": "scalability", "score": True}], "design.0.score"),
        ([{"question": "scalability", "score": "7"}], "design.0.score"),
    ],
)
def test_what_is_not_an_answer_is_refused_with_its_place(design: object, where: str) -> None:
    with pytest.raises(MalformedError, match=f"^{where}$"):
        canvas_from_dict(document_with(design))


def test_a_score_beyond_10_in_the_file_is_refused_and_can_be_recovered_from(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    id_ = shelf.create(ANSWERED).entry.id
    raw = shelf.path.read_text().replace('"score": 6', '"score": 60')
    shelf.path.write_text(raw)
    with pytest.raises(RefusedError) as refused:
        shelf.load(id_)
    assert f"canvases.{id_}.design.1.score" not in str(refused.value)  # protection is last
    assert f"canvases.{id_}.design.0.score" in str(refused.value)
    rescued = salvage(raw.encode(), NOON)["canvases"][id_]
    assert canvas_from_dict(rescued) == with_answer(
        ANSWERED, DesignAnswer("scalability", "A cart a campus")
    )


def test_answers_are_salvaged_from_a_damaged_canvas(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    id_ = shelf.create(ANSWERED).entry.id
    damaged = shelf.path.read_bytes().replace(b'"blocks": {', b'"blocks": {{')
    canvas = canvas_from_dict(salvage(damaged, NOON)["canvases"][id_])
    assert canvas.design == ANSWERED.design
    assert canvas.texts(Block.CHANNELS, Block.CHANNELS.sections[0]) == ("Post",)


def test_versions_and_undo_steps_have_the_answers(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    id_ = shelf.create(ANSWERED).entry.id
    shelf.versions.add(id_, ANSWERED, "before")
    assert shelf.versions.of(id_)[0].canvas == ANSWERED
    history = History(PLAIN).record(ANSWERED).record(PLAIN).undo()
    undo_log.write_history(tmp_path / "steps.json", history)
    assert undo_log.read_history(tmp_path / "steps.json") == history
    assert "design" in (tmp_path / "steps.json").read_text()
    history = History(PLAIN).record(PLAIN.with_title("Other"))
    undo_log.write_history(tmp_path / "steps.json", history)
    assert "design" not in (tmp_path / "steps.json").read_text()


def test_states_with_other_answers_are_other_states() -> None:
    lineage = Lineage((Save("5e6f7a8b", 1),))
    other = with_answer(ANSWERED, DesignAnswer("protection", "", 1))
    digests = {write_lineage(lineage, canvas) for canvas in (PLAIN, ANSWERED, other)}
    assert len(digests) == 3
    # That of a canvas without answers is what it was before there were any.
    assert write_lineage(lineage, PLAIN) == "7828bcd320851e58 5e6f7a8b:1"


def test_a_merged_file_brings_its_answers(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    stored = shelf.create(PLAIN)
    copy = tmp_path / "copy.json"
    copy.write_text(json.dumps(json.loads(shelf.path.read_text())))
    copy_folder = tmp_path / "other"
    copy_folder.mkdir()
    theirs = shelf_in(copy_folder)
    theirs.path.write_bytes(copy.read_bytes())
    theirs.save(theirs.load(stored.entry.id), ANSWERED)
    (merge,) = merge_canvases_of(shelf, read_canvases(theirs.path) or {})
    assert merge.changed_note_count == 2
    assert shelf.load(stored.entry.id).canvas == ANSWERED

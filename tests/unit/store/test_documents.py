"""A canvas written to a document is read back equal, and nothing else is read from it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.store.documents import (
    MalformedError,
    canvas_to_dict,
    format_time,
    parse_entry,
    parse_stored,
)

NOON = "2026-03-01T12:00:00.000+00:00"


@st.composite
def canvases(draw: st.DrawFn) -> Canvas:
    canvas = Canvas().with_title(draw(st.text(max_size=20)))
    for block in BLOCKS:
        sections = st.sampled_from([*block.sections, Section("of a newer version")])
        notes = st.lists(st.builds(Note, st.text(max_size=20), sections), max_size=4)
        canvas = canvas.with_notes(block, draw(notes))
    return canvas


def document(**values: Any) -> dict[str, Any]:
    sound = {"rev": 1, "title": "t", "created": NOON, "changed": NOON, "deleted": None}
    return {**sound, "blocks": {}, **values}


@given(canvases())
def test_any_canvas_comes_back_as_it_went_in(canvas: Canvas) -> None:
    stored = parse_stored("id", document(**canvas_to_dict(canvas)))
    assert stored.canvas == canvas
    assert (stored.entry.title, stored.entry.note_count) == (canvas.title, canvas.note_count)


def test_a_note_in_the_general_section_and_an_empty_block_take_no_room() -> None:
    canvas = Canvas().add(Block.CHANNELS, "a").add(Block.CHANNELS, "b", section=Section("purchase"))
    assert canvas_to_dict(canvas)["blocks"] == {
        "channels": [{"text": "a"}, {"text": "b", "section": "purchase"}]
    }


def test_blocks_of_a_newer_version_stay() -> None:
    newer = {"tenth": {"shape": ["unknown"]}}
    stored = parse_stored("id", document(blocks={**newer, "channels": [{"text": "a"}]}))
    changed = stored.canvas.add(Block.CHANNELS, "b")
    blocks = canvas_to_dict(changed, document(blocks=newer))["blocks"]
    assert blocks == {**newer, "channels": [{"text": "a"}, {"text": "b"}]}


def test_what_someone_else_wrote_into_the_file_is_cleaned() -> None:
    hostile = [
        {"text": "\x1b[31mred\ud800\nline", "section": "\x1b]0;x\x07phase"},
        {"text": "\x00"},
    ]
    stored = parse_stored("id", document(title="\u202eeltit\x07", blocks={"channels": hostile}))
    assert stored.canvas.title == stored.entry.title == "eltit"
    assert stored.canvas.notes(Block.CHANNELS) == (Note("red\ufffd line", Section("phase")),)


def test_times_are_in_utc_whatever_their_zone_in_the_file() -> None:
    stored = parse_stored("id", document(changed="2026-03-01T13:00:00+01:00"))
    assert stored.entry.changed == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert format_time(stored.entry.changed) == NOON


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"title": None}, "title"),
        ({"title": ["t"]}, "title"),
        ({"rev": "1"}, "rev"),
        ({"rev": True}, "rev"),
        ({"rev": 0}, "rev"),
        ({"rev": 1.5}, "rev"),
        ({"created": 0}, "created"),
        ({"changed": "yesterday"}, "changed"),
        ({"changed": "2026-03-01T12:00:00"}, "changed"),
        ({"changed": "0001-01-01T00:00:00+23:00"}, "changed"),
        ({"deleted": False}, "deleted"),
        ({"blocks": []}, "blocks"),
        ({"blocks": {"channels": {}}}, "blocks.channels"),
        ({"blocks": {"channels": {}, "key_resources": [{"text": "a"}]}}, "blocks.channels"),
        ({"blocks": {"channels": ["text"]}}, "blocks.channels.0"),
        ({"blocks": {"channels": [{"text": "a"}, {"text": 1}]}}, "blocks.channels.1"),
        ({"blocks": {"channels": [{"text": "a", "section": None}]}}, "blocks.channels.0"),
    ],
)
def test_a_document_that_is_not_sound_says_where(wrong: dict[str, Any], where: str) -> None:
    for reader in (parse_stored, parse_entry):
        with pytest.raises(MalformedError) as caught:
            reader("id", document(**wrong))
        assert str(caught.value) == where


@pytest.mark.parametrize(
    "notes",
    [[], ["a", " \u200b", ""], ["\x1b[31m", "\u202e", "b"], [" ", "\t", "c"], ["\x07", "é"]],
)
def test_notes_are_counted_as_they_are_read(notes: list[str]) -> None:
    blocks = {"channels": [{"text": text} for text in notes], "key_resources": [{"text": "d"}]}
    assert (
        parse_entry("id", document(blocks=blocks))
        == parse_stored("id", document(blocks=blocks)).entry
    )


@pytest.mark.parametrize("id_", ["", "a\nb", "\x1b[31m"])
def test_an_id_that_cannot_be_typed_is_not_sound(id_: str) -> None:
    with pytest.raises(MalformedError):
        parse_stored(id_, document())

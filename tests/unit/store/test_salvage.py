"""What is read of a damaged file: every note that is whole, and nothing that was not there."""

import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.store.documents import canvas_to_dict, parse_stored
from bmc_tui.store.salvage import salvage
from tests.ui.apps import NOON

TEXTS = (
    "Cart on the square @students",
    'say "hi", ok: {x} [y]',
    'a\\b "c": "d", "text": "e"',
    '"channels": [',
    "“quotes” — é € 漢",
    "it's 5 o'clock, // no comment",
    '{"text": "nested"}',
    ": {",
    "trailing, ]",
)


def document(title: str) -> dict[str, object]:
    canvas = (
        Canvas()
        .with_title(title)
        .add(Block.CHANNELS, *TEXTS)
        .add(Block.CHANNELS, *TEXTS, section=Section("awareness"))
        .add(Block.COST_STRUCTURE, *TEXTS)
    )
    times = {name: NOON.isoformat() for name in ("created", "changed")}
    return {"rev": 7, **times, "deleted": None, **canvas_to_dict(canvas)}


SHELF = {
    "meta": {"shelf": {"schema": 1, "last": "a"}},
    "canvases": {"a": document('The "first"'), "b": document("The second")},
}
PRETTY = (json.dumps(SHELF, ensure_ascii=False, indent=1) + "\n").encode()
DENSE = json.dumps(SHELF, separators=(",", ":")).encode()

Note = tuple[str, str, str, str]


def notes_of(raw: bytes) -> list[Note]:
    """Return the notes that are salvaged: canvas, block, section, text."""
    tables = salvage(raw, NOON)
    return [*_notes(tables["canvases"])]


def _notes(canvases: dict[str, dict[str, object]]) -> Iterator[Note]:
    for id_, document in canvases.items():
        canvas = parse_stored(id_, document).canvas  # sound, or this raises
        for block in Block:
            for note in canvas.notes(block):
                yield id_, block, note.section, note.text


ALL = notes_of(PRETTY)


def test_of_a_sound_file_all_is_read() -> None:
    assert len(ALL) == 6 * len(TEXTS)
    assert salvage(PRETTY, NOON)["canvases"] == SHELF["canvases"]
    assert notes_of(DENSE) == ALL


@given(st.sampled_from([PRETTY, DENSE]), st.floats(0, 1))
def test_of_a_file_that_breaks_off_all_that_is_there_is_read(file: bytes, part: float) -> None:
    raw = file[: int(part * len(file))]
    notes = notes_of(raw)
    # Of the one that breaks off, the beginning; all others are as they were.
    odd = set(notes) - set(ALL)
    assert len(odd) <= 1
    assert all(
        any(whole.startswith(text.rstrip("\ufffd")) for whole in TEXTS) for _, _, _, text in odd
    )
    # In a text, each quote has a backslash: these are the notes.
    assert len(notes) >= raw.count(b'"text":') - 1


@given(
    st.sampled_from([PRETTY, DENSE]),
    st.floats(0, 1),
    st.integers(1, 200),
    st.sampled_from([b"\0", b"\n", b'"']),
)
def test_damage_in_the_middle_costs_no_more_than_what_it_hits(
    file: bytes, part: float, size: int, byte: bytes
) -> None:
    at = int(part * (len(file) - size))
    notes = notes_of(file[:at] + byte * size + file[at + size :])
    texts = {text for _, _, _, text in notes}
    assert texts & set(TEXTS) == set(TEXTS)
    hit = size // min(len(text) for text in TEXTS) + 4
    assert len([text for _, _, _, text in notes if text in TEXTS]) >= len(ALL) - hit


def test_a_canvas_that_is_not_as_it_should_be_is_put_right_with_all_its_notes() -> None:
    odd = {
        "title": 5,
        "rev": "x",
        "created": "yesterday",
        "newer": [1],
        "blocks": {
            "channels": [{"text": "kept", "section": 3}, 7, {"text": None}],
            "new": {"x": 1},
        },
    }
    raw = json.dumps({"canvases": {"a": odd}}).encode()
    document = salvage(raw, NOON)["canvases"]["a"]
    assert [note.text for note in parse_stored("a", document).canvas.notes(Block.CHANNELS)] == [
        "kept"
    ]
    assert document["blocks"]["new"] == {"x": 1}
    assert (document["newer"], document["rev"]) == ([1], 1)


def test_a_deleted_canvas_stays_deleted() -> None:
    gone = {**document("gone"), "deleted": NOON.isoformat(), "rev": 0}
    raw = json.dumps({"canvases": {"a": gone}}).encode()
    assert parse_stored("a", salvage(raw, NOON)["canvases"]["a"]).entry.deleted == NOON


def test_of_what_is_nothing_of_ours_nothing_is_read() -> None:
    for raw in (b"", b"hello", b"\0" * 4096, b'{"name": {"x": 1}}', b"[" * 100_000, b'"a":{' * 999):
        assert salvage(raw, NOON)["canvases"] == {}

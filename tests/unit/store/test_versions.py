"""The versions of a canvas: apart from the canvases, found by name, and no risk to them."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from filelock import FileLock

from bmc_tui.guide import languages, load
from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.loss import Occasion, OccasionKind
from bmc_tui.store import (
    LockedError,
    Shelf,
    StoreError,
    UnknownVersionError,
    VersionsError,
    locking,
)
from bmc_tui.store.versions import MAX_UNNAMED_VERSIONS, Version, Versions, occasion_of
from tests.ui.apps import shelf_in

START = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
CART = (
    Canvas()
    .with_title("Coffee cart")
    .add(Block.CHANNELS, "Cart on the square @students", section=Section("awareness"))
)
MORE = CART.add(Block.CHANNELS, "Shop")


def clock() -> Callable[[], datetime]:
    """Return a clock that is a minute later each time."""
    minutes: Iterator[int] = count()
    return lambda: START + timedelta(minutes=next(minutes))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "canvases.versions.json"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "canvases.json", clock())


@pytest.fixture
def versions(shelf: Shelf) -> Versions:
    return shelf.versions


def names(versions: Versions, id_: str = "a") -> list[tuple[int, str]]:
    return [(version.number, version.name) for version in versions.of(id_)]


def message_of(error: StoreError) -> str:
    """Return the message in English, having seen that every language has it."""
    return {language: load(language).error_message(error) for language in languages()}["en"]


# Keeping


def test_a_version_is_there_in_the_next_session_as_it_was_kept(
    shelf: Shelf, versions: Versions
) -> None:
    added = versions.add("a", CART, "before\n pricing")
    (loaded,) = Shelf(shelf.path, clock()).versions.of("a")
    assert loaded == added
    assert (loaded.number, loaded.name, loaded.canvas) == (1, "before  pricing", CART)
    assert loaded.made == START.replace(microsecond=123000)


def test_the_newest_comes_first_and_each_canvas_has_its_own(versions: Versions) -> None:
    versions.add("a", CART, "one")
    versions.add("b", CART, "other")
    versions.add("a", MORE, "two")
    assert names(versions) == [(2, "two"), (1, "one")]
    assert names(versions, "b") == [(1, "other")]
    assert names(versions, "c") == []


def test_looking_makes_no_file(tmp_path: Path, versions: Versions) -> None:
    assert versions.of("a") == []
    versions.purge({"a"})
    assert list(tmp_path.iterdir()) == []


def test_the_program_does_not_keep_the_same_state_twice_but_a_person_may(
    versions: Versions,
) -> None:
    versions.add("a", CART)
    assert versions.add("a", CART).number == 1
    versions.add("a", CART, "draft")
    versions.add("a", CART)
    versions.add("a", CART, "draft")
    versions.add("a", MORE)
    assert names(versions) == [(4, ""), (3, "draft"), (2, "draft"), (1, "")]


def test_of_the_programs_own_the_oldest_are_dropped_and_named_ones_never(
    versions: Versions,
) -> None:
    versions.add("a", CART, "first")
    versions.add("b", CART)
    for number in range(MAX_UNNAMED_VERSIONS + 3):
        versions.add("a", CART.add(Block.CHANNELS, f"{number}"))
    remaining = versions.of("a")
    assert len(remaining) == MAX_UNNAMED_VERSIONS + 1
    assert remaining[-1].name == "first"
    assert [version.number for version in remaining[:-1]] == list(
        range(MAX_UNNAMED_VERSIONS + 4, 4, -1)
    )
    assert names(versions, "b") == [(1, "")]


def test_a_version_that_is_deleted_comes_back_in_its_own_place(versions: Versions) -> None:
    first = versions.add("a", CART, "one")
    versions.add("a", MORE, "two")
    versions.delete("a", 1)
    versions.delete("a", 1)
    assert names(versions) == [(2, "two")]
    versions.undelete("a", first)
    versions.undelete("a", Version(2, "not over this one", START, CART))
    assert names(versions) == [(2, "two"), (1, "one")]
    assert versions.of("a")[1] == first


# The file


def test_only_its_owner_can_read_the_file_and_the_one_before_stays_beside_it(
    file: Path, versions: Versions
) -> None:
    versions.add("a", CART, "one")
    versions.add("a", CART, "two")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "two" not in (file.parent / f"{file.name}.bak").read_text()


def test_the_file_lies_beside_the_canvases_that_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "sync").mkdir()
    (tmp_path / "here.json").symlink_to("sync/canvases.json")
    versions = Shelf(tmp_path / "here.json", clock()).versions
    versions.add("a", CART)
    assert (tmp_path / "sync" / "canvases.versions.json").exists()


def test_the_file_of_the_canvases_stays_as_it_is(shelf: Shelf, versions: Versions) -> None:
    id_ = shelf.create(CART).entry.id
    before = shelf.path.read_bytes(), shelf.path.stat().st_mtime_ns
    versions.add(id_, CART, "one")
    versions.delete(id_, 1)
    assert (shelf.path.read_bytes(), shelf.path.stat().st_mtime_ns) == before


def test_what_a_newer_version_added_stays(file: Path, versions: Versions) -> None:
    versions.add("a", CART, "one")
    data = json.loads(file.read_text())
    data["versions"]["a/1"]["colour"] = data["meta"]["shelf"]["theme"] = "blue"
    file.write_text(json.dumps(data))
    versions.add("a", MORE)
    data = json.loads(file.read_text())
    assert data["versions"]["a/1"]["colour"] == data["meta"]["shelf"]["theme"] == "blue"


SOUND = {"meta": {"shelf": {"schema": 1}}}
VERSION = {
    "canvas": "a",
    "number": 1,
    "name": "x",
    "made": "2026-03-01T12:00:00+00:00",
    "title": "",
    "blocks": {},
}


@pytest.mark.parametrize(
    "content",
    [
        "hello",
        '{"meta": {',
        json.dumps({**SOUND, "canvases": {}}),
        json.dumps({**SOUND, "versions": []}),
        json.dumps({**SOUND, "versions": {"a/1": 3}}),
        json.dumps({**SOUND, "versions": {"a/2": VERSION}}),
        json.dumps({**SOUND, "versions": {"a/1": {**VERSION, "number": "1"}}}),
        json.dumps({**SOUND, "versions": {"a/1": {**VERSION, "name": None}}}),
        json.dumps({**SOUND, "versions": {"a/1": {**VERSION, "made": "today"}}}),
        json.dumps({**SOUND, "versions": {"a/1": {**VERSION, "blocks": {"channels": 3}}}}),
    ],
)
def test_a_damaged_file_is_reported_and_left_alone_and_the_canvases_go_on(
    file: Path, shelf: Shelf, versions: Versions, content: str
) -> None:
    stored = shelf.create(CART, "a")
    file.write_text(content)
    uses: list[Callable[[], object]] = [
        lambda: versions.of("a"),
        lambda: versions.add("a", CART),
        lambda: versions.add("a", CART, "x"),
        lambda: versions.find("a", "x"),
    ]
    for use in uses:
        with pytest.raises(VersionsError) as caught:
            use()
        assert "the canvases are fine" in message_of(caught.value)
        assert str(file) in message_of(caught.value)
    assert file.read_text() == content
    assert shelf.save(stored, MORE).canvas == MORE


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_told_as_the_file_with_the_versions(
    file: Path, shelf: Shelf, versions: Versions, make: Callable[[Path], None]
) -> None:
    stored = shelf.create(CART, "a")
    make(file)
    with pytest.raises(VersionsError) as caught:
        versions.of("a")
    assert "The canvases are fine. Move it away" in message_of(caught.value)
    assert shelf.save(stored, MORE).canvas == MORE


def test_a_file_of_a_newer_program_is_left_alone(file: Path, versions: Versions) -> None:
    file.write_text('{"meta": {"shelf": {"schema": 3}}, "versions": {}}')
    with pytest.raises(VersionsError) as caught:
        versions.add("a", CART)
    assert "newer bmc" in message_of(caught.value)


def test_a_file_that_is_gone_is_not_begun_anew_while_the_one_before_is_there(
    file: Path, versions: Versions
) -> None:
    versions.add("a", CART, "one")
    versions.add("a", CART, "two")
    file.unlink()
    with pytest.raises(VersionsError) as caught:
        versions.add("a", CART)
    assert f"{file}.bak" in message_of(caught.value)
    assert not file.exists()


def test_what_another_program_is_writing_is_waited_for(
    file: Path, versions: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "LOCK_TIMEOUT_S", 0.1)
    versions.add("a", CART, "one")
    with FileLock(f"{file}.lock"), pytest.raises(LockedError):
        versions.add("a", MORE, "two")
    assert names(versions) == [(1, "one")]


def test_a_file_that_cannot_be_used_is_told_by_name(file: Path, versions: Versions) -> None:
    file.mkdir()
    with pytest.raises(StoreError) as caught:
        versions.add("a", CART)
    assert str(file) in message_of(caught.value)


# Names


@pytest.fixture
def named(versions: Versions) -> Versions:
    for name in ("before pricing", "Before the summer", "2026", ""):
        versions.add("a", CART.add(Block.CHANNELS, name or "last"), name)
    return versions


@pytest.mark.parametrize(
    ("text", "number"),
    [("before pricing", 1), ("BEFORE THE", 2), ("2", 2), ("2026", 3), ("20", 3), (" 4\n", 4)],
)
def test_a_version_is_named_by_name_number_or_the_start_of_a_name(
    named: Versions, text: str, number: int
) -> None:
    assert named.find("a", text).number == number


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("before", "more than one version: 2 Before the summer, 1 before pricing."),
        ("x", "), 3 2026, 2 Before the summer, 1 before pricing."),
        ("5", "There are: 4 (2026-"),
        ("", "There are: 4 (2026-"),
    ],
)
def test_a_name_that_does_not_fit_one_is_answered_with_those_that_do(
    named: Versions, text: str, says: str
) -> None:
    with pytest.raises(UnknownVersionError) as caught:
        named.find("a", text)
    assert says in message_of(caught.value)


def test_where_there_is_no_version_that_is_said(versions: Versions) -> None:
    with pytest.raises(UnknownVersionError) as caught:
        versions.find("a", "1")
    assert "has none yet" in message_of(caught.value)


def test_of_many_versions_only_the_newest_are_named(versions: Versions) -> None:
    for number in range(12):
        versions.add("a", CART, f"v{number}")
    with pytest.raises(UnknownVersionError) as caught:
        versions.find("a", "x")
    assert "4 v3, …" in message_of(caught.value)


# The trash


def test_what_is_deleted_for_good_takes_its_versions_along(shelf: Shelf) -> None:
    for id_ in ("gone", "stays", "live"):
        shelf.create(CART, id_)
        shelf.versions.add(id_, CART, "one")
    shelf.delete("gone")
    shelf.delete("stays")
    assert [entry.id for entry in shelf.purge({"gone", "live", "unknown"})] == ["gone"]
    assert [entry.id for entry in shelf.trash()] == ["stays"]
    assert [entry.id for entry in shelf.entries()] == ["live"]
    assert shelf.versions.of("gone") == []
    assert names(shelf.versions, "stays") == names(shelf.versions, "live") == [(1, "one")]


def test_purging_nothing_writes_nothing(shelf: Shelf) -> None:
    shelf.create(CART, "a")
    before = shelf.path.stat().st_ino
    assert shelf.purge({"a"}) == []
    assert shelf.path.stat().st_ino == before


def test_a_canvas_goes_for_good_although_its_versions_cannot_and_that_is_reported(
    shelf: Shelf, file: Path
) -> None:
    shelf.create(CART, "a")
    shelf.delete("a")
    file.write_text("hello")
    with pytest.raises(VersionsError):
        shelf.purge({"a"})
    assert shelf.trash() == []
    assert file.read_text() == "hello"


def test_a_canvas_in_the_trash_is_found_there_and_only_there(shelf: Shelf) -> None:
    shelf.create(CART, "aaaa")
    shelf.create(Canvas().with_title("Bakery"), "bbbb")
    with pytest.raises(StoreError) as caught:
        shelf.find_deleted("bakery")
    assert "the trash is empty" in message_of(caught.value)
    shelf.delete("aaaa")
    assert shelf.find_deleted("coffee").id == "aaaa"
    with pytest.raises(StoreError) as caught:
        shelf.find_deleted("bakery")
    assert message_of(caught.value) == (
        "There is no canvas “bakery” in the trash. There are: Coffee cart (aaaa)."
    )


RESTORE = Occasion(OccasionKind.RESTORE, "[b]start[/] \u202e")


def test_a_version_says_before_which_edit_it_was_added(tmp_path: Path) -> None:
    shelf = shelf_in(tmp_path)
    added = shelf.versions.add("a", CART, "", RESTORE)
    (loaded,) = shelf_in(tmp_path).versions.of("a")
    assert loaded == added
    assert loaded.occasion
    assert loaded.occasion.kind is OccasionKind.RESTORE
    assert occasion_of(loaded).kind is OccasionKind.RESTORE_UNNAMED


def test_a_version_before_an_edit_is_not_added_when_a_lasting_one_has_the_canvas(
    tmp_path: Path,
) -> None:
    versions = shelf_in(tmp_path).versions
    named = versions.add("a", CART, "named")
    versions.add("a", MORE)
    for _ in range(3):
        assert versions.add("a", CART, "", RESTORE) == named
        assert versions.add("a", MORE, "", RESTORE).number == 2
    old = versions.add("a", Canvas("Old"), "", RESTORE)
    for number in range(MAX_UNNAMED_VERSIONS // 2):
        versions.add("a", Canvas(f"{number}"), "", RESTORE)
    assert versions.add("a", Canvas("Old"), "", RESTORE) != old  # which would be removed soon
    for number in range(2 * MAX_UNNAMED_VERSIONS):
        versions.add("a", Canvas(f"another {number}"), "", RESTORE)
    assert len(versions.of("a")) == MAX_UNNAMED_VERSIONS + 1


@pytest.mark.parametrize("before", [3, "x", {}, {"edit": []}, {"edit": "newer", "name": ""}])
def test_an_occasion_that_is_unknown_is_none(tmp_path: Path, before: object) -> None:
    shelf = shelf_in(tmp_path)
    shelf.versions.add("a", CART, "", RESTORE)
    file = shelf.versions.path
    data = json.loads(file.read_text())
    (document,) = data["versions"].values()
    document["before"] = before
    file.write_text(json.dumps(data))
    (version,) = shelf.versions.of("a")
    assert (version.occasion, version.canvas) == (None, CART)


def test_why_a_version_was_kept_is_in_the_file(shelf: Shelf, versions: Versions) -> None:
    versions.add("a", CART, "half price", why="Ten talks:\n too dear")
    (loaded,) = Shelf(shelf.path, clock()).versions.of("a")
    assert loaded.why == "Ten talks:  too dear"
    versions.delete("a", 1)
    versions.undelete("a", loaded)
    assert versions.of("a") == [loaded]

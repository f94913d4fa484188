"""A file that can't be safely used is refused with a reason, and left exactly as it was."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from filelock import FileLock

from bmc_tui.guide import languages, load
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import LockedError, RefusedError, Shelf, StoreError, UnusableFileError, locking
from tests.accounts import acting_as
from tests.saving import save_over

NOBODY = 65534
SOUND = {"meta": {"shelf": {"schema": 1, "last": None}}, "canvases": {}}
NOON = "2026-03-01T12:00:00+00:00"
DOCUMENT = {"rev": 1, "title": "t", "created": NOON, "changed": NOON, "deleted": None, "blocks": {}}


def shelf_at(file: Path) -> Shelf:
    return Shelf(file, lambda: datetime.now(UTC))


def every_use(shelf: Shelf) -> list[Callable[[], object]]:
    return [
        shelf.entries,
        shelf.trash,
        shelf.last_used,
        lambda: shelf.load("a"),
        lambda: shelf.find("a"),
        lambda: shelf.mark_used("a"),
        lambda: save_over(shelf, "a", Canvas()),
        lambda: shelf.delete("a"),
        lambda: shelf.create(Canvas(), "a"),
    ]


def message_of(error: StoreError) -> str:
    """Return the message in English, having seen that every language has it."""
    return {language: load(language).error_message(error) for language in languages()}["en"]


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def with_document(**wrong: Any) -> str:
    return json.dumps({**SOUND, "canvases": {"a": {**DOCUMENT, **wrong}}})


CONTENTS: dict[str, tuple[bytes, str]] = {
    "text": (b"hello", "line 1, column 1"),
    "cut-off": (json.dumps(SOUND, indent=1).encode()[:-9], "stops being JSON"),
    "zeros": (b"\0" * 100, "line 1, column 1"),
    "two-values": (b"{}\n{}", "line 2, column 1"),
    "a-list": (b"[1]", "something other than"),
    "a-number": (b"1", "something other than"),
    "null": (b"null", "something other than"),
    "other-json": (b'{"name": "x"}', "something other than"),
    "other-tinydb": (b'{"_default": {"1": {"name": "x"}}}', "something other than"),
    "no-schema": (b'{"meta": {"shelf": {}}, "canvases": {}}', "something other than"),
    "schema-is-true": (b'{"meta": {"shelf": {"schema": true}}, "canvases": {}}', "other than"),
    "newer": (b'{"meta": {"shelf": {"schema": 3}}, "shelves": {}}', "newer bmc (structure 3)"),
    "no-canvases": (b'{"meta": {"shelf": {"schema": 1}}}', "canvases is wrong"),
    "latin-1": (json.dumps(SOUND).encode() + "é".encode("latin-1"), " byte "),
    "utf-16": (json.dumps(SOUND).encode("utf-16"), "byte 1"),
    "bom": (b"\xef\xbb\xbf" + json.dumps(SOUND).encode(), "byte order mark"),
    "nan": (b'{"meta": NaN}', "NaN"),
    "infinity": (b'{"meta": -Infinity}', "-Infinity"),
    "too-large": (b'{"meta": 1e999}', "1e999"),
    "too-long": (b'{"meta": ' + b"9" * 5000 + b"}", "999"),
    "too-deep": (nested(200_000).encode(), "[[[["),
    "twice": (b'{"meta": {}, "meta": {}}', '2 × "meta"'),
    "a-list-for-a-canvas": (
        json.dumps({**SOUND, "canvases": {"a": [1]}}).encode(),
        "canvases.a is",
    ),
    "a-list-for-meta": (
        json.dumps({**SOUND, "meta": {**SOUND["meta"], "b": []}}).encode(),
        "meta.b is",
    ),
    "canvas-empty": (json.dumps({**SOUND, "canvases": {"a": {}}}).encode(), "canvases.a.title"),
    "canvas-title": (with_document(title=1).encode(), "canvases.a.title"),
    "canvas-notes": (with_document(blocks={"channels": [1]}).encode(), ".blocks.channels.0"),
}


@pytest.mark.parametrize("backup", [False, True], ids=["alone", "with-backup"])
@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_that_is_not_a_sound_one_of_ours_is_refused_and_not_touched(
    tmp_path: Path, name: str, backup: bool
) -> None:
    content, reason = CONTENTS[name]
    file, backup_file = tmp_path / "canvases.json", tmp_path / "canvases.json.bak"
    file.write_bytes(content)
    if backup:
        backup_file.write_text("the version before it")
    before = file.stat()
    # A damaged canvas does not prevent a new one, the last of these uses.
    for use in every_use(shelf_at(file))[: -1 if name.startswith("canvas") else None]:
        with pytest.raises(RefusedError) as caught:
            use()
        message = message_of(caught.value)
        assert message.startswith((f"{file} ", f"In {file} "))
        assert reason in message
        assert (str(backup_file) in message) == backup
    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_mode) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_mode,
    )
    assert file.read_bytes() == content
    if not name.startswith("canvas"):  # the file itself is ours: a lock beside it is not litter
        assert sorted(tmp_path.iterdir()) == ([file, backup_file] if backup else [file])


@pytest.mark.parametrize("nothing", [b"", b"\n", b"{}"])
def test_a_file_with_nothing_in_it_is_a_new_one(tmp_path: Path, nothing: bytes) -> None:
    file = tmp_path / "canvases.json"
    file.write_bytes(nothing)
    assert shelf_at(file).entries() == []
    shelf_at(file).create(Canvas(), "a")
    assert [entry.id for entry in shelf_at(file).entries()] == ["a"]


def test_nothing_is_not_kept_as_a_backup(tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    file.touch()
    shelf_at(file).create(Canvas())
    assert not (tmp_path / "canvases.json.bak").exists()


def remove(file: Path) -> None:
    file.unlink()


def empty(file: Path) -> None:
    os.truncate(file, 0)


def start_anew(file: Path) -> None:
    file.write_text("{}")


@pytest.mark.parametrize("lose", [remove, empty, start_anew])
def test_a_file_that_was_lost_is_not_a_new_one_and_comes_back_as_the_message_says(
    tmp_path: Path, lose: Callable[[Path], None]
) -> None:
    file = tmp_path / "my canvases.json"
    for name in "abc":
        shelf_at(file).create(Canvas(), name)
    backup = file.with_name("my canvases.json.bak")
    content = backup.read_bytes()
    lose(file)
    before = file.exists() and file.read_bytes()
    for use in every_use(shelf_at(file)):
        with pytest.raises(RefusedError) as caught:
            use()
        message = message_of(caught.value)
        assert message.startswith(f"{file} is {'gone' if lose is remove else 'empty'}, ")
    assert (file.exists() and file.read_bytes()) == before
    assert backup.read_bytes() == content
    remedy = message.partition("Restore that: ")[2].partition(" (or ")[0]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(  # noqa: S602 - as a user pastes it
        remedy,
        shell=True,
        check=True,
        env={**os.environ, "PATH": path},
    )
    assert sorted(entry.id for entry in shelf_at(file).entries()) == ["a", "b"]
    shelf_at(file).create(Canvas(), "d")
    assert len(shelf_at(file).entries()) == 3


def test_a_backup_with_nothing_in_it_is_in_nobodys_way(tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    file.with_name("canvases.json.bak").touch()
    shelf_at(file).create(Canvas(), "a")
    assert [entry.id for entry in shelf_at(file).entries()] == ["a"]


def test_something_deep_is_written_back_whole_or_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    for depth in (sys.getrecursionlimit() - 100, sys.getrecursionlimit() // 2):
        content = json.dumps(SOUND)[:-1] + f', "newer": {nested(depth)}}}'
        file.write_text(content)
        with suppress(RefusedError):
            shelf_at(file).create(Canvas())
        written = file.read_text()
        assert written == content or nested(depth) in "".join(written.split())


def test_lone_surrogates_in_what_we_do_not_know_stay_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    odd = {**SOUND, "newer": {"\udc80": "\ud800 \\"}}
    file.write_text(json.dumps(odd))
    shelf_at(file).create(Canvas())
    assert json.loads(file.read_text(encoding="utf-8"))["newer"] == odd["newer"]


# Files that the system gives us no access to


def refusal(use: Callable[[], object]) -> str:
    with pytest.raises(UnusableFileError) as caught:
        use()
    return message_of(caught.value)


@contextmanager
def no_privileges() -> Iterator[None]:
    """Be nobody for a while, if we are root: the system forbids root nothing."""
    if os.geteuid() != 0:
        yield
        return
    for language in languages():  # nobody may be kept from the program's own files too
        load(language)
    shelf_at(Path("/nowhere")).entries()
    with acting_as(NOBODY, NOBODY):
        yield


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that also nobody gets to; tmp_path lies inside a folder of root's."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    for use in every_use(shelf_at(tmp_path)):
        assert "is a folder" in refusal(use)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_read_is_reported_with_the_backup_that_there_is(tmp_path: Path) -> None:
    file, backup = tmp_path / "canvases.json", tmp_path / "canvases.json.bak"
    file.mkdir()
    backup.write_text("the version before it")
    for use in every_use(shelf_at(file)):
        message = refusal(use)
        assert "is a folder" in message
        assert f"the previous version is in {backup}" in message


def test_the_root_folder_is_refused() -> None:
    assert "is a folder" in refusal(lambda: shelf_at(Path("/")).create(Canvas()))


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for use in every_use(shelf_at(pipe)):
        assert "a device or a pipe" in refusal(use)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_file_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    below = shelf_at(tmp_path / "notes.txt" / "canvases.json")
    for use in every_use(below):
        assert "can't be read" in refusal(use)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    for use in every_use(shelf_at(link)):
        assert "can't be read" in refusal(use)


def test_a_file_that_we_may_not_read_is_refused(open_folder: Path) -> None:
    file = open_folder / "canvases.json"
    file.write_text(json.dumps(SOUND))
    file.chmod(0o000)
    with no_privileges():
        for use in every_use(shelf_at(file)):
            assert "have no permission to read it" in refusal(use)


def test_in_a_folder_that_we_may_not_write_the_canvases_can_still_be_read(
    open_folder: Path,
) -> None:
    file = open_folder / "canvases.json"
    shelf_at(file).create(Canvas().with_title("Cart"), "a")
    file.chmod(0o644)
    open_folder.chmod(0o555)
    content = file.read_bytes()
    with no_privileges():
        assert shelf_at(file).find("cart").id == "a"
        assert "you may not write to" in refusal(lambda: save_over(shelf_at(file), "a", Canvas()))
    assert file.read_bytes() == content
    open_folder.chmod(0o777)


def test_a_folder_that_cannot_be_made_is_reported(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    with no_privileges():
        shelf = shelf_at(open_folder / "new" / "canvases.json")
        assert shelf.entries() == []
        assert "you may not write to" in refusal(lambda: shelf.create(Canvas()))


def test_a_file_that_another_program_holds_is_told_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "LOCK_TIMEOUT_S", 0.1)
    file = tmp_path / "canvases.json"
    shelf_at(file).create(Canvas(), "a")
    content = file.read_bytes()
    with FileLock(f"{file}.lock"):
        with pytest.raises(LockedError) as caught:
            save_over(shelf_at(file), "a", Canvas())
        assert "another program is using" in message_of(caught.value)
        assert shelf_at(file).load("a").entry.rev == 1
    assert file.read_bytes() == content
    assert save_over(shelf_at(file), "a", Canvas()).entry.rev == 2

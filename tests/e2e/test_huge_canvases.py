"""The commands on huge canvases in the installed program: their time is linear in the size."""

import os
import resource
import subprocess
from itertools import cycle
from pathlib import Path

import pytest

from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from tests.e2e.terminal import BMC
from tests.faults.app import shelf_at

pytestmark = pytest.mark.slow

SIZE_RATIO = 8

COMMANDS = (
    ("show",),
    ("show", "--plain"),
    ("review",),
    ("find", "o"),
    ("list",),
    ("export", "-o", "-", "--format", "text"),
    ("export", "-o", "-", "--format", "svg"),
    ("export", "-o", "-", "--format", "report"),
)


def many_notes(count: int) -> Canvas:
    canvas = Canvas().with_title("Huge")
    for block in BLOCKS:
        canvas = canvas.add(block, *(f"Note {number}" for number in range(count // len(BLOCKS))))
    return canvas


def many_segments(count: int) -> Canvas:
    notes = [f"Group {number}" for number in range(count)]
    return Canvas().with_title("Huge").add(Block.CUSTOMER_SEGMENTS, *notes)


def many_tokens(count: int) -> Canvas:
    canvas = Canvas().with_title("Huge").add(Block.CUSTOMER_SEGMENTS, "Students @a")
    return canvas.add(Block.VALUE_PROPOSITIONS, "A note " + "@a " * count)


def cpu_seconds(folder: Path, canvas: Canvas, command: tuple[str, ...]) -> float:
    """Return the processor time of a command of the installed program on a canvas."""
    folder.mkdir()
    file = folder / "canvases.json"
    shelf_at(file).create(canvas)
    environ = {"HOME": str(folder), "PATH": os.environ["PATH"], "BMC_FILE": str(file)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([BMC, *command], check=True, stdout=subprocess.DEVNULL, env=environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime


CANVASES = {"notes": (many_notes, 20_000), "segments": (many_segments, 10_000)}
CANVASES |= {"tokens": (many_tokens, 10_000)}


@pytest.mark.parametrize(("command", "kind"), zip(COMMANDS, cycle(CANVASES)), ids=str)
def test_a_command_on_a_huge_canvas_takes_linear_time(
    tmp_path: Path, command: tuple[str, ...], kind: str
) -> None:
    """Each command on one kind: `tests/unit/test_growth.py` has what they call on dozens."""
    make_canvas, size = CANVASES[kind]
    small = cpu_seconds(tmp_path / "small", make_canvas(size // SIZE_RATIO), command)
    large = cpu_seconds(tmp_path / "large", make_canvas(size), command)
    # The start of the program is in both; of a quadratic command the large one takes sixty times.
    assert large < 4 * SIZE_RATIO * small  # the caches of short texts serve the small one


def test_an_export_over_an_own_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "canvases.json"
    shelf_at(file).create(many_notes(9))
    before = file.read_bytes()
    (tmp_path / "link.md").symlink_to(file)
    environ = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "BMC_FILE": str(file)}
    for name in ("canvases.json", "./canvases.json", "link.md", "canvases.json.bak"):
        result = subprocess.run(
            [BMC, "export", "--format", "json", "-o", name, "--force"],
            cwd=tmp_path,
            env=environ,
            check=False,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 1
        assert "is one of bmc's own files" in result.stderr
    assert file.read_bytes() == before
    assert not (tmp_path / "canvases.json.bak").exists()

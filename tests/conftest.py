"""Setup of all tests: environment, hypothesis profiles, required tools, the snapshot folder."""

import gc
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
import pytest_textual_snapshot
from hypothesis import settings
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

# The tests do not depend on the developer's terminal and settings.
os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"
os.environ["BMC_CONFIG"] = os.devnull
# Nor do they ever touch the developer's own canvases.
_USER_FOLDER = tempfile.TemporaryDirectory(prefix="bmc-user-")
for _name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(Path(_USER_FOLDER.name, _name))

# Where this is set, every process of every run would compile all tests anew, and every program that
# they start the product.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Nearly all that is made until the tests are known is there to the end: looking through it for
# garbage again and again, then and during the tests, takes as long as importing it.
gc.disable()

_CI = os.environ.get("CI") == "true"

settings.register_profile("local", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True)
settings.load_profile("ci" if _CI else "local")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "needs(*tools): programs that the test runs; skipped without them, but not in CI"
    )
    # syrupy expects a folder beside each test file; our snapshots are in one folder.
    config.addinivalue_line("filterwarnings", r"ignore:\s*Can not relate snapshot:UserWarning")


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_runtest_setup(item: pytest.Item) -> None:
    tools = [str(tool) for marker in item.iter_markers("needs") for tool in marker.args]
    missing = [tool for tool in tools if shutil.which(tool) is None]
    if not missing:
        return
    reason = f"not installed: {', '.join(missing)}"
    if _CI:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


class SnapshotsFolder(pytest_textual_snapshot.SVGImageExtension):  # type: ignore[misc]
    """Stores the snapshot of `test_board[80x24]` in any file as `snapshots/board-80x24.svg`."""

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:  # noqa: ARG003
        """Return the folder of every snapshot."""
        return str(Path(__file__).parents[1] / "snapshots")

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: SnapshotIndex = 0) -> str:
        """Return the name of the file, without its extension."""
        name: str = super().get_snapshot_name(test_location=test_location, index=index)
        return re.sub(r"[\[\]]+", "-", name.removeprefix("test_")).strip("-")


# The plugin's fixture looks this name up when it runs; the plugin has no option for it.
pytest_textual_snapshot.SVGImageExtension = SnapshotsFolder

"""Builds the wheel and unpacks it, as an installation from an index has the program."""

import subprocess
import sys
import zipfile
from pathlib import Path

import bmc_tui

ROOT = Path(bmc_tui.__file__).parent.parent
"""The root of the source tree."""


def unpack_wheel(folder: Path) -> Path:
    """Build the wheel, without the network, and return the folder with what is in it.

    Args:
        folder: A folder of its own.
    """
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "installed")
    return folder / "installed"


def make_program(folder: Path) -> str:
    """Return the path of a program that runs what is in the wheel.

    A source tree, which a developer's own `bmc` runs, parses its words from TOML at each start; a
    wheel has them as JSON.

    Args:
        folder: A folder of its own.
    """
    installed = unpack_wheel(folder)
    program = folder / "bmc"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(installed)!r})\n"
        "from bmc_tui.cli.main import program\nsys.exit(program())\n"
    )
    program.chmod(0o755)
    return str(program)

"""Installs the source tree as README says, in a fresh home, and tries the demo of what is there."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.e2e.home_folder import run_bmc
from tests.e2e.terminal import Terminal, environment
from tests.e2e.wheels import ROOT

pytestmark = pytest.mark.slow

INSTALLERS = ("UV_", "PIP_", "SSL_", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
"""How the variables begin that say where packages come from."""

NO_NETWORK = re.compile(r"error sending request|Failed to fetch|dns error|No matching distribution")

MAX_INSTALL_S = 300


def variables(home: Path) -> dict[str, str]:
    """Return the environment of a user with an empty home who installs packages."""
    known = {name: value for name, value in os.environ.items() if name.startswith(INSTALLERS)}
    return environment(home, known)


def install(home: Path, program: str, *arguments: str) -> Sequence[str]:
    """Run a program that installs; the test is skipped where it or the network is missing."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"there is no {program} here")
    done = subprocess.run(
        [path, *arguments],
        cwd=ROOT,
        env=variables(home),
        capture_output=True,
        text=True,
        timeout=MAX_INSTALL_S,
        check=False,
    )
    if done.returncode and NO_NETWORK.search(done.stdout + done.stderr):
        pytest.skip(f"{program} reaches no packages here")
    assert done.returncode == 0, done.stderr
    return [path, *arguments]


def try_demo(command: Sequence[str], home: Path) -> None:
    """Run the demo, and quit."""
    with Terminal(command, home, env=variables(home)) as terminal:
        terminal.wait_for("Demo 1/3")
        terminal.send("q")
        assert terminal.wait() == 0
        terminal.wait_for("are gone")


def test_the_first_lines_of_readme_lead_from_a_clone_to_the_app(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = readme.split("```sh\n")[1].split("```")[0]
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a clone")
    if "CI" in os.environ:
        pytest.skip("CI has installed the program itself, which takes a while")
    env = variables(tmp_path) | {"REPOSITORY": str(ROOT)}
    with Terminal(["sh", "-ec", lines], tmp_path, size=(200, 24), env=env) as terminal:
        outcome = re.compile(rf"[?] keys|{NO_NETWORK.pattern}")
        rows = terminal.wait_for(
            lambda rows: outcome.search("\n".join(rows)) is not None, MAX_INSTALL_S
        )
        if NO_NETWORK.search("\n".join(rows)):
            pytest.skip("pip reaches no packages here")
        terminal.send("q")
        assert terminal.wait() == 0


def test_every_command_in_readme_runs(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"`bmc ([a-z -]+)`", readme)) - {"demo"}  # it has tests of its own
    assert {"help", "doctor", "copy", "export"} <= commands
    run_bmc(tmp_path, "new", "--example", "coffee-cart")
    for command in commands:
        assert run_bmc(tmp_path, *command.split()), command


def test_uvx_runs_the_demo_from_a_clone(tmp_path: Path) -> None:
    *command, _ = install(tmp_path, "uvx", "--from", str(ROOT), "bmc", "--version")
    try_demo([*command, "demo"], tmp_path)


def test_pipx_installs_the_program_and_its_manual_page(tmp_path: Path) -> None:
    install(tmp_path, "pipx", "install", str(ROOT))
    try_demo([str(tmp_path / ".local/bin/bmc"), "demo"], tmp_path)
    page = tmp_path / ".local/share/man/man1/bmc.1"
    assert page.read_text(encoding="ascii").startswith(".TH BMC 1")

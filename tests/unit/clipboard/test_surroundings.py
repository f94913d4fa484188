import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bmc_tui.clipboard.environment import detect_environment

ASK = "import os; from bmc_tui.clipboard.surroundings import terminal_maker; "
ASK += "print(terminal_maker(os.getpid()))"


@pytest.mark.needs("script")
def test_who_made_the_terminal_is_seen_behind_a_program_that_makes_one_within_it() -> None:
    ours = Path(f"/proc/{os.getpid()}/comm").read_text("utf-8").strip()
    ask = shlex.join([sys.executable, "-c", ASK])
    for command in ([sys.executable, "-c", ASK], ["script", "-qec", ask, os.devnull]):
        output = subprocess.check_output(command, text=True, start_new_session=True)
        assert output.strip() == ours.partition(":")[0]


@pytest.mark.parametrize(
    ("maker", "is_remote"), [("sshd", True), ("mosh-server", True), ("xterm", False), ("", False)]
)
def test_sshd_is_known_where_sudo_has_taken_its_variables_away(maker: str, is_remote: bool) -> None:
    environment = detect_environment({"TERM": "xterm-256color"}, maker)
    assert environment.remote is is_remote
    assert environment.mosh is (maker == "mosh-server")

"""In a locale of another encoding, and with editors that save another one, every letter arrives."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.home_folder import note_texts_in, run_bmc
from tests.e2e.terminal import BMC, Terminal, environment
from tests.e2e.waiting import TIMEOUT_S

pytestmark = pytest.mark.slow

SAVED_AS = (
    "import sys, pathlib; file = pathlib.Path(sys.argv[1]); "
    "text = file.read_text('utf-8').replace('één', 'twéé').replace('…', '...'); "
    "file.write_bytes(text.encode({encoding!r}))"
)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_what_an_editor_saves_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    run_bmc(tmp_path, "new", "Café")
    run_bmc(tmp_path, "add", "1", "één")
    editor = shlex.join([sys.executable, "-c", SAVED_AS.format(encoding=encoding)])
    report = run_bmc(tmp_path, "edit", "1", env={"EDITOR": editor})
    assert ("Windows-1252" in report) is (encoding == "cp1252")
    assert note_texts_in(tmp_path) == ["twéé"]
    assert "Café" in run_bmc(tmp_path, "list")


@pytest.mark.needs("localedef")
def test_in_a_locale_of_another_encoding_all_is_utf_8(tmp_path: Path) -> None:
    command = ["localedef", "-i", "nl_NL", "-f", "ISO-8859-1", str(tmp_path / "nl_NL")]
    if subprocess.run(command, check=False, capture_output=True).returncode > 1:
        pytest.skip("there are no sources of locales")
    env = {"LOCPATH": str(tmp_path), "LANG": "nl_NL"}
    run_bmc(tmp_path, "new", "Café", env=env)
    subprocess.run(
        [BMC, "add", "1"],
        input="één – ☕\n".encode(),
        env=environment(tmp_path, env),
        check=True,
        timeout=TIMEOUT_S,
    )
    assert note_texts_in(tmp_path) == ["één – ☕"]
    shown = run_bmc(tmp_path, "show", env=env)
    assert "┌─8 Partners" in shown
    assert "één – ☕" in shown
    with Terminal([BMC], tmp_path, env=env) as terminal:
        rows = terminal.wait_for("? hulp")
        assert "Café" in rows[0]
        terminal.keys("right")
        assert "\\u" not in "\n".join(terminal.settle())

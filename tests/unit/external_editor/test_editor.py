"""Which editor runs."""

from pathlib import Path

import pytest

from bmc_tui.external_editor import EditorError, editor_command


def test_without_a_name_an_editor_that_is_installed_runs(tmp_path: Path) -> None:
    environ = {"PATH": str(tmp_path)}
    with pytest.raises(EditorError, match=r"editor\.none"):
        editor_command(environ)
    for name in ("vi", "nano", "sensible-editor"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
        assert editor_command(environ) == [name]
    assert editor_command({**environ, "EDITOR": "vi -n"}) == ["vi", "-n"]
    with pytest.raises(EditorError, match=r"editor\.not_found"):
        editor_command({**environ, "VISUAL": "emacs", "EDITOR": "vi"})

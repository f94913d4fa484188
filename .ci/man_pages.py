"""Puts the manual page of each language into the wheel: `bmc man` prints the same."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPages(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the pages while a wheel is built, which needs nothing but Python's own library."""

    def initialize(self, _version: str, build_data: dict[str, Any]) -> None:
        """Write them, and say where they are to be installed."""
        sys.dont_write_bytecode = True
        sys.path.insert(0, self.root)
        from bmc_tui.cli.manpage import page  # noqa: PLC0415 - found just now
        from bmc_tui.guide import languages, load  # noqa: PLC0415

        self._folder = tempfile.mkdtemp()
        for language in languages():
            file = Path(self._folder, f"{language}.1")
            file.write_text(page(load(language)), encoding="ascii")
            folder = "man" if language == "en" else f"man/{language}"
            build_data["shared_data"][str(file)] = f"share/{folder}/man1/bmc.1"

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact: str) -> None:
        """Take them away again."""
        shutil.rmtree(self._folder, ignore_errors=True)

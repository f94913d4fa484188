"""Builds the derived files of a wheel: the manual pages, and the words as JSON.

The manual page of each language is what `bmc man` prints. The words of each language are TOML in
the source tree, to be edited; Python parses that in 16 ms per language, and JSON in 0.2 ms
(measured), so a wheel has the same tables as JSON.
"""

import json
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GUIDE = "bmc_tui/guide"
"""The folder of the TOML files, in the source tree and in the wheel."""


class DataFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the derived files while a wheel is built; needs only Python's standard library."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files to a temporary folder, and register them for the wheel.

        Args:
            version: "editable" for an editable install, which reads the source tree's TOML.
            build_data: Hatchling's table of what goes into the wheel; extended here.
        """
        self._folder = tempfile.mkdtemp()
        build_data["shared_data"].update(self._manual_pages())
        if version != "editable":
            build_data["force_include"].update(self._words())

    def _manual_pages(self) -> dict[str, str]:
        """Write the manual pages; return where each goes below the installation's prefix."""
        sys.dont_write_bytecode = True
        sys.path.insert(0, self.root)
        from bmc_tui.cli.help.manpage import page  # noqa: PLC0415 - on the path only now
        from bmc_tui.guide import languages, load  # noqa: PLC0415

        destinations = {}
        for language in languages():
            file = Path(self._folder, f"{language}.1")
            file.write_text(page(load(language)), encoding="ascii")
            folder = "man" if language == "en" else f"man/{language}"
            destinations[str(file)] = f"share/{folder}/man1/bmc.1"
        return destinations

    def _words(self) -> dict[str, str]:
        """Write the TOML files of the guide as JSON; return where each goes in the wheel."""
        destinations = {}
        for source in Path(self.root, GUIDE).glob("*.toml"):
            tables = tomllib.loads(source.read_text(encoding="utf-8"))
            file = Path(self._folder, f"{source.stem}.json")
            file.write_text(json.dumps(tables, separators=(",", ":")), encoding="ascii")
            destinations[str(file)] = f"{GUIDE}/{file.name}"
        return destinations

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact: str) -> None:
        """Delete the temporary folder."""
        shutil.rmtree(self._folder, ignore_errors=True)

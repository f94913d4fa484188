"""The program's own files of one run: those of the open data file, and those of the default one."""

from collections.abc import Mapping
from pathlib import Path

from bmc_tui.config.config import Config
from bmc_tui.files.locations import data_file
from bmc_tui.files.own_files import OwnFiles


def own_files_of(config: Config, environ: Mapping[str, str], file: Path) -> OwnFiles:
    """Return the files that no export may overwrite.

    Args:
        config: The settings, which may name another data file.
        environ: The environment, which may name yet another one.
        file: The data file that is open.
    """
    setting = config.settings.file
    data_files = (file, data_file(None, environ, setting), data_file(None, {}, setting))
    return OwnFiles(frozenset((*data_files, data_file(None, {}))), config.path)

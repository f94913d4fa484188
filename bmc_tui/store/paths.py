"""Which file the canvases are in."""

import os
from collections.abc import Mapping
from pathlib import Path


def data_file(option: str | None, environ: Mapping[str, str]) -> Path:
    """Return the file to use, as an absolute path. Nothing is looked up or made on the disk.

    Args:
        option: What `--file` gave; it comes first.
        environ: The environment: `BMC_FILE` comes next, and last the user's data folder.
    """
    chosen = environ.get("BMC_FILE") or None if option is None else option
    if chosen is None:
        from platformdirs import user_data_path  # noqa: PLC0415 - only where no file is named

        return user_data_path("bmc_tui", appauthor=False) / "canvases.json"
    return Path(os.path.expanduser(chosen)).absolute()  # noqa: PTH111 - Path's raises for no home

"""Which file the settings are in."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def config_file(environ: Mapping[str, str]) -> Path:
    """Return the file with the settings, as an absolute path. Nothing is looked up on the disk.

    Args:
        environ: The environment: `BMC_CONFIG` names the file, else it is in the user's folder
            for configuration.
    """
    if chosen := environ.get("BMC_CONFIG"):
        return Path(os.path.expanduser(chosen)).absolute()  # noqa: PTH111 - Path's raises for no home
    return _folder(environ) / "config.toml"


def _folder(environ: Mapping[str, str]) -> Path:
    """Return the user's folder for the configuration of this program."""
    if sys.platform == "linux":
        # As platformdirs has it too, whose import takes a tenth of what a command takes
        # (XDG Base Directory Specification 0.8: a path that is not absolute is none).
        base = Path(environ.get("XDG_CONFIG_HOME", ""))
        return (base if base.is_absolute() else Path.home() / ".config") / "bmc"
    from platformdirs import user_config_path  # noqa: PLC0415 - only where no file is named

    return user_config_path("bmc", appauthor=False)

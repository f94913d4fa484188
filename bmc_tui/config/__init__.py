"""The user's settings in one TOML file: read, checked, and written when the app changes one.

Nothing here stops the program: each problem in the file is reported, and the rest of it applies.
"""

from bmc_tui.config.config import Config, ConfigError, load
from bmc_tui.config.settings import Settings
from bmc_tui.files.locations import config_file

__all__ = ["Config", "ConfigError", "Settings", "config_file", "load"]

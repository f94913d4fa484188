"""What the person has set, in one TOML file: read, checked, and written where the app is asked to.

Nothing here stops the program: what a file has wrong is told, and everything else in it holds.
"""

from bmc_tui.config.config import Config, ConfigError, load
from bmc_tui.config.settings import Settings
from bmc_tui.files.locations import config_file

__all__ = ["Config", "ConfigError", "Settings", "config_file", "load"]

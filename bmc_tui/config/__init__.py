"""Reads, checks and writes the user's settings, which are in one TOML file.

A problem in the file does not stop the program: it is reported, and the other settings apply.
"""

from bmc_tui.config.config import Config, ConfigError, load
from bmc_tui.config.settings import Settings
from bmc_tui.files.locations import config_file

__all__ = ["Config", "ConfigError", "Settings", "config_file", "load"]

"""The result of one check of `bmc doctor`: what was checked, whether it is good, and a text."""

from enum import Enum
from typing import NamedTuple


class CheckState(Enum):
    """Whether what was checked is as it should be."""

    GOOD = "ok"
    BAD = "!"
    UNKNOWN = "?"


class Check(NamedTuple):
    """What was checked."""

    name: str
    """Its name in `--json`, and in the catalogue under `doctor.label`."""
    state: CheckState
    text: str
    """What there is; for `CheckState.BAD`, what to do."""

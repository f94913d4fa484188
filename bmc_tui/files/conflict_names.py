"""Recognizes the names that sync tools give to conflict copies, which they make beside a file.

A name alone proves nothing: what is in the file decides, see `store.conflict_copies`.
"""

import os
import re
from pathlib import Path

_WORDS = (
    "conflict",  # English, Dutch “conflicterende kopie”, Spanish “copia conflictiva”
    "konflikt",  # German, Swedish, Danish, Polish
    "conflit",  # French “copie en conflit”, Italian “conflitto”, Portuguese “conflito”
    "конфликт",
    "競合",
    "問題のあるコピー",
    "冲突",
    "衝突",
    "충돌",
)
"""The word in the languages of sync tools, or the start of it."""

_WORD = "|".join(_WORDS)
_SYNCTHING = r"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?"
_OWNCLOUD = r"_conflict-\d{8}-\d{6}"
_SYNOLOGY = r"_.+_[A-Z][a-z]{2}-\d{2}-\d{6}-\d{4}_Conflict"
_IN_BRACKETS = rf"[ _]?[(\[][^()\[\]]*(?:{_WORD})[^()\[\]]*(?:\(\d+\))?[^()\[\]]*[)\]](?: \(\d+\))?"
_NUMBERED = r" ?\(\d{1,2}\)| \d{1,2}"
_COMPUTER = r"-(?:(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{5,11}|[A-Z0-9-]{1,12}-?(?:PC|LAPTOP|DESKTOP))"

_ENDING = "|".join(
    (
        rf"(?i:{_IN_BRACKETS})",  # Dropbox, Nextcloud, ownCloud, Google Drive, pCloud, Seafile
        _SYNCTHING,
        _OWNCLOUD,  # also Nextcloud before 2.5
        _SYNOLOGY,
        _NUMBERED,  # Google Drive, and iCloud without brackets
        _COMPUTER,  # OneDrive: the computer's name
    )
)
"""The pattern of what stands between the stem and the suffix of the file's name."""


def is_conflict_name(name: str, file: Path) -> bool:
    """Tell whether a name is one that a sync tool gives to a conflict copy of a file.

    Sources: Dropbox's and Nextcloud's help on conflicts, Syncthing's documentation (“Understanding
    Synchronization”), the sources of ownCloud's client; OneDrive adds the name of the computer,
    which only counts in the forms that Windows gives and as the name of this computer.

    Args:
        name: The name.
        file: The file.
    """
    if not (name.startswith(file.stem) and name.endswith(file.suffix)):
        return False
    ending = name[len(file.stem) : len(name) - len(file.suffix)]
    if not ending or ending == ".versions":  # ours: most folders have no other such file
        return False
    return bool(re.fullmatch(_ENDING, ending)) or ending.casefold() == f"-{_computer()}".casefold()


def _computer() -> str:
    """Return the name of this computer, without its domain."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return name.partition(".")[0]


def find_conflict_names(file: Path) -> list[Path]:
    """Return the files beside a file that have the name of a conflict copy of it, sorted.

    Args:
        file: The file; through a symbolic link, the file that it leads to.
    """
    real = Path(os.path.realpath(file))
    try:
        names = os.listdir(real.parent)  # noqa: PTH208 - does not make a path of each name
    except OSError:
        return []
    return [real.with_name(name) for name in sorted(names) if is_conflict_name(name, real)]

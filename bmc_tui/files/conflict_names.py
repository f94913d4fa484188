"""Finds the files beside a data file whose names could be of a copy of it, as sync tools make them.

A name alone proves nothing, and no list of names is complete: OneDrive adds the name of the
computer, whatever that is, and each file manager has its own word for a copy. So any name that
continues that of the data file counts, and the file's content decides, see `store.conflict_copies`.
"""

import os
import re
from pathlib import Path

from bmc_tui.files import paths
from bmc_tui.files.declined_copies import declined_names, forget_declined, has_declined

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
_COPY_WORD = "cop(?:y|ie|ia)|kopi[ea]?|cópia|copia|копия|kopio"
"""The word for a copy in the languages of file managers."""

_SYNCTHING = r"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?"
_OWNCLOUD = r"_conflict-\d{8}-\d{6}"
_SYNOLOGY = r"_.+_[A-Z][a-z]{2}-\d{2}-\d{4,6}-\d{4}_\w*Conflict(?:_\d+)?"
_RESILIO = r"(?i:(?:\.conflict\d*)+)"
_IN_BRACKETS = (
    rf"[ _]?[(\[][^()\[\]]*(?:{_WORD}|@)[^()\[\]]*(?:\(\d+\))?[^()\[\]]*[)\]](?: \(\d+\))?"
)
_NUMBERED = r" ?\(\d{1,2}\)| \d{1,2}"
_COPY = rf"(?i:(?: -|_)? ?\(?(?:{_COPY_WORD})\b\)?(?: ?\(?\d{{1,2}}\)?)?)"
_COMPUTER = r"-(?:(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{5,11}|[A-Z0-9-]{1,12}-?(?:PC|LAPTOP|DESKTOP))"

_ENDING = "|".join(
    (
        rf"(?i:{_IN_BRACKETS})",  # Dropbox, Nextcloud, ownCloud, Google Drive, pCloud, FileCloud
        _SYNCTHING,
        _OWNCLOUD,  # also Nextcloud before 2.5
        _SYNOLOGY,
        _RESILIO,  # also rclone bisync, after the suffix
        _NUMBERED,  # Google Drive, OneDrive on the web, and iCloud without brackets
        _COPY,  # Windows' Explorer, macOS' Finder, GNOME, KDE
        _COMPUTER,  # OneDrive: the computer's name
    )
)
"""The pattern of what is between the stem and the suffix of the file's name, or after both."""

_OWN_ENDINGS = {"bak", "lock", "locked", "undo"}
_OWN_STARTS = ("damaged-", "backup-")
"""What follows the file's name and a dot in those of the program's own files, all of it or the
start of it; see `files.own_files`."""

_BACKUP = r"(?i)[-_. ]*(?:backup|bak|old|orig|save)?[-_. T:\d]*"
"""What people and backup programs add to the name of a copy: a word for it, and the date."""

_PREFIX = rf"(?is)(?:{_COPY_WORD})\b.*"
"""What Google Drive and older file managers put before the name, such as “Copy of ”."""

# Patterns are compiled when a name needs them: each would delay the start of the program.


def is_conflict_name(name: str, file: Path) -> bool:
    """Tell whether a name is one that a sync tool or file manager gives to a copy of a file.

    Sources: Dropbox's, Nextcloud's, Seafile's, Synology's, Resilio's and FileCloud's help on
    conflicts, Syncthing's documentation (“Understanding Synchronization”), the source of ownCloud's
    client. Of the computers' names that OneDrive adds, only the forms that Windows gives and the
    name of this computer count here.

    Args:
        name: The name.
        file: The file.
    """
    ending = _ending(name, file)
    if not ending or _is_own(name, file):
        return False
    return bool(re.fullmatch(_ENDING, ending)) or ending.casefold() == f"-{_computer()}".casefold()


def is_backup_name(name: str, file: Path) -> bool:
    """Tell whether a name is one that people and backup programs give to a copy that they make.

    Args:
        name: The name.
        file: The file.
    """
    ending = _ending(name, file)
    return bool(re.fullmatch(_BACKUP, ending)) and not is_conflict_name(name, file)


def find_possible_copies(file: Path, *, with_declined: bool = False) -> list[Path]:
    """Return the files beside a file whose names could be of a copy of it, sorted.

    Only the folder is listed. A copy that was declined and is gone is forgotten: another one may
    get its name.

    Args:
        file: The file; through a symbolic link, the file that it leads to.
        with_declined: Whether to return those that the user did not want to merge, too.
    """
    real = paths.real(file)
    try:
        names = os.listdir(real.parent)  # noqa: PTH208 - does not make a path of each name
    except OSError:
        return []
    possible = {name for name in names if _is_possible(name, real)}
    # Nearly always there are none: hashing for the name of the list would import a module.
    declined = declined_names(real) if possible or has_declined() else frozenset()
    if declined - possible:
        forget_declined(real, declined - possible)
    wanted = possible if with_declined else possible - declined
    return [real.with_name(name) for name in sorted(wanted)]


def _is_possible(name: str, file: Path) -> bool:
    """Tell whether a name could be of a copy of a file."""
    if name == file.name or name.startswith(".") or _is_own(name, file):
        return False
    folded, base = name.casefold(), file.name.casefold()
    if folded.endswith(base) and re.fullmatch(_PREFIX, name):
        return True
    return bool(_ending(name, file)) or folded == base


def _ending(name: str, file: Path) -> str:
    """Return what a name has between a file's stem and its suffix, or after both; "" for neither.

    Case does not matter, since a file system may not know it.
    """
    folded, stem, suffix = name.casefold(), file.stem.casefold(), file.suffix.casefold()
    if len(folded) != len(name) or not folded.startswith(stem):
        return ""
    if folded.endswith(suffix) and len(name) > len(stem) + len(suffix):
        return name[len(stem) : len(name) - len(suffix)]
    after = name[len(stem) + len(suffix) :] if folded.startswith(stem + suffix) else ""
    return "" if after[:1].isalnum() else after


def _is_own(name: str, file: Path) -> bool:
    """Tell whether a name is of one of the program's own files, or of a copy that was merged."""
    folded, base = name.casefold(), file.name.casefold()
    if folded.removesuffix(file.suffix.casefold()).endswith(".versions") or ".versions." in folded:
        return True
    last = folded.rpartition(".")[2]
    if last == "merged" or last.startswith("merged-"):
        return True
    after = folded.removeprefix(base).removeprefix(".") if folded.startswith(f"{base}.") else ""
    return after.partition(".")[0] in _OWN_ENDINGS or after.startswith(_OWN_STARTS)


def _computer() -> str:
    """Return the name of this computer, without its domain."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return name.partition(".")[0]

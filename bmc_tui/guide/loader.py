"""Reads the files of words: TOML in a source tree, the same tables as JSON in a wheel.

Python's TOML parser takes 16 ms for a language, a tenth of a whole command; its JSON parser 0.2 ms.
The build of a wheel therefore replaces each TOML file by a JSON file (`.ci/build_data.py`). If both
exist, the TOML file is read, so that a user can add a language to an installed wheel or change one.
"""

import json
from pathlib import Path

TYPE_CHECKING = False  # see `bmc_tui.guide`
if TYPE_CHECKING:
    from typing import Any

_FOLDER = Path(__file__).parent


def read_tables(name: str, folder: Path = _FOLDER) -> "dict[str, Any]":
    """Return the tables of a file of words.

    Args:
        name: The file's name without its suffix, such as `en`.
        folder: The folder of the file.

    Raises:
        FileNotFoundError: There is no such file, neither as TOML nor as JSON.
    """
    try:
        toml = (folder / f"{name}.toml").read_text(encoding="utf-8")
    except FileNotFoundError:
        tables: dict[str, Any] = json.loads((folder / f"{name}.json").read_bytes())
        return tables
    import tomllib

    return tomllib.loads(toml)


def language_codes(folder: Path = _FOLDER) -> tuple[str, ...]:
    """Return the codes of the languages that have a file, in alphabetical order.

    Args:
        folder: The folder of the files; a language's file is named by its code of two letters.
    """
    files = (*folder.glob("??.toml"), *folder.glob("??.json"))
    return tuple(sorted({file.stem for file in files}))

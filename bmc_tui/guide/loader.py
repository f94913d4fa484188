"""The data in a language's TOML file, parsed once for each installation as Python does with code.

Python's TOML parser takes a tenth of what a whole command takes. What it gave is kept as JSON in
`__pycache__`, under the file's name, size and time; where nothing can be written there, the file
is parsed each time.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any


def read(file: Path) -> dict[str, Any]:
    """Return the tables of a TOML file of strings.

    Args:
        file: The file.

    Raises:
        FileNotFoundError: There is no such file.
    """
    found = file.stat()
    folder = file.parent / "__pycache__"
    cached = folder / f"{file.name}.{found.st_size:x}-{found.st_mtime_ns:x}.json"
    with suppress(OSError, ValueError):  # not there yet, or cut off
        data = json.loads(cached.read_bytes())
        if isinstance(data, dict):
            return data
    return _parse(file, cached)


def _parse(file: Path, cached: Path) -> dict[str, Any]:
    """Parse a TOML file, and keep what it gave."""
    import tomllib

    data = tomllib.loads(file.read_text(encoding="utf-8"))
    if not sys.dont_write_bytecode:
        new = cached.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            cached.parent.mkdir(exist_ok=True)
            for former in cached.parent.glob(f"{file.name}.*"):
                former.unlink()
            new.write_text(json.dumps(data), encoding="ascii")
            new.replace(cached)
    return data

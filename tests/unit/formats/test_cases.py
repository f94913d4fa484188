"""Small files as people really write them, imported: each word is where it belongs.

`cases/NAME` is such a file, `cases/NAME.expected.json` the right value: the notes of each block in
order; `_title`, `_unplaced` (the parked notes), `_any_order` (the order of notes
is free), `_any_of` (several right values), `_told` (what the report must say). `00*` and the files
without a number at their start are of the most usual kinds.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from bmc_tui.formats.importer import import_file
from bmc_tui.formats.result import report_lines
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block

CASES = Path(__file__).parent / "cases"

NOT_YET: frozenset[str] = frozenset()
"""The files that are not read right yet; whoever mends one takes it off this list."""


def names() -> list[Any]:
    """Return the names of all files, those of `NOT_YET` as expected failures."""
    files = sorted(file.name for file in CASES.glob("*.expected.json"))
    return [
        pytest.param(
            name,
            marks=[pytest.mark.xfail(strict=True, raises=Exception)] if name in NOT_YET else [],
        )
        for name in (file.removesuffix(".expected.json") for file in files)
    ]


@pytest.mark.parametrize("name", names())
def test_a_file_is_read_right(name: str) -> None:
    guide = load("en")
    result = import_file(CASES / name, guide)
    value = json.loads((CASES / f"{name}.expected.json").read_text(encoding="utf-8"))
    notes: dict[str, list[str]] = {}
    parked: list[str] = []
    for block, note in result.canvas:
        texts = parked if block is Block.PARKED else notes.setdefault(block.value, [])
        texts.append(note.text)
    (expected,) = value.get("_any_of", [value])
    order = sorted if expected.get("_any_order") else list
    blocks = {key: order(texts) for key, texts in expected.items() if not key.startswith("_")}
    assert {key: order(texts) for key, texts in notes.items()} == blocks
    assert parked == expected.get("_unplaced", [])
    assert result.canvas.title == expected.get("_title", result.canvas.title)
    titles = [other.canvas.title for other in result.siblings]
    assert expected.get("_told", "") in "\n".join([*report_lines(result, guide), *titles])


def test_the_list_of_what_is_not_read_yet_names_files() -> None:
    assert {name for name in NOT_YET if not (CASES / name).exists()} == set()

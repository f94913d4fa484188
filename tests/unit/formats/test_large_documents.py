"""A megabyte of each kind that people bring is read in time that grows linearly."""

import json
from collections.abc import Callable, Sequence

import pytest

from bmc_tui.formats.importer import import_bytes
from bmc_tui.guide import load
from tests.unit.formats.marked_documents import CORNERS, box
from tests.unit.formats.office.words import paragraph_xml, with_body
from tests.unit.growth import is_linear

NAMES = ("Key partners", "Channels", "Cost structure", "Customer segments")

LARGE = 16_000
"""Notes of the larger document, of some 60 characters each: a megabyte, which a reader may refuse
only for its size."""


def _blocks(count: int) -> list[tuple[str, list[str]]]:
    """Return names of blocks with that many notes together."""
    notes = [f"Note {number} about the mill in the village and 20 bags" for number in range(count)]
    share = len(notes) // len(NAMES)
    return [(name, notes[at * share : (at + 1) * share]) for at, name in enumerate(NAMES)]


def _rows(name: str, note: str, count: int, head: str = "", end: str = "") -> str:
    """Return a document with a line for each name and note.

    Args:
        name: The line of a name, with `%` for it.
        note: The line of a note, likewise.
        count: The notes.
        head: What is above them.
        end: What is below them.
    """
    rows = [head]
    for title, notes in _blocks(count):
        rows.append(name.replace("%", title))
        rows += [note.replace("%", text).replace("#", text.split()[1]) for text in notes]
    return "\n".join([*rows, end])


def _boxes(count: int) -> str:
    return "\n".join(
        box(title, [f"- {note}" for note in notes], CORNERS[1]) for title, notes in _blocks(count)
    )


def _word_file(count: int) -> bytes:
    parts: Sequence[str] = [
        each
        for title, notes in _blocks(count)
        for each in (paragraph_xml(f"{title}:"), *map(paragraph_xml, notes))
    ]
    return with_body("".join(parts))


def _card_file(count: int) -> str:
    nodes: list[dict[str, object]] = []
    for column, (title, notes) in enumerate(_blocks(count)):
        place = {"x": column * 400, "width": 390}
        nodes.append(
            {"id": title, "type": "group", "label": title, **place, "y": 0, "height": 10**6}
        )
        nodes += [
            {"id": f"{column}-{row}", "type": "text", "text": note, **place, "y": row, "height": 1}
            for row, note in enumerate(notes)
        ]
    return json.dumps({"nodes": nodes, "edges": []}, indent=1)


def _board(count: int) -> str:
    """Return a board of Trello, an eighth of whose cards have a checklist."""
    blocks = list(_blocks(count))
    lists = [{"id": f"l{number}", "name": title} for number, (title, _) in enumerate(blocks)]
    cards = [
        {"id": f"c{number}-{row}", "name": note, "idList": f"l{number}", "pos": row}
        for number, (_, notes) in enumerate(blocks)
        for row, note in enumerate(notes)
    ]
    items = [{"name": "a"}]
    checklists = [{"idCard": card["id"], "name": "b", "checkItems": items} for card in cards[::8]]
    return json.dumps({"name": "plan", "lists": lists, "cards": cards, "checklists": checklists})


KINDS: dict[str, Callable[[int], str | bytes]] = {
    "plan.md": lambda n: _rows("\n## %\n", "- %", n),
    "plan.txt": lambda n: _rows("\n%:", "%", n),
    "plan.html": lambda n: _rows("<h2>%</h2>", "<p>% <!-- c # --></p>", n),
    "plan.docx": _word_file,
    "plan.yaml": lambda n: _rows("%:", "  - %", n),
    "plan.json": lambda n: json.dumps(dict(_blocks(n)), indent=1),
    "board.json": _board,
    "plan.csv": lambda n: (
        "Block,Note,Amount\n"
        + "\n".join(f"{title},{note},5" for title, notes in _blocks(n) for note in notes)
    ),
    "plan.org": lambda n: _rows("* %", "- %", n),
    "map.mmd": lambda n: _rows("    %", "      %", n, "mindmap\n  root"),
    "flow.mmd": lambda n: _rows("  subgraph %", '    hub --> m#["%"]', n, "flowchart TD").replace(
        "\n  subgraph", "\n  end\n  subgraph"
    ),
    "plan.puml": lambda n: _rows("** %", "*** %", n, "@startmindmap\n* root", "@endmindmap"),
    "boxes.txt": _boxes,
    "fenced.md": lambda n: _rows("    %", "      %", n, "```mermaid\nmindmap\n  root", "```"),
    "plan.canvas": _card_file,
    "plan.bmc": lambda n: _rows("%", "    %", n),
}


def _reading(name: str, document: str | bytes) -> Callable[[], object]:
    """Return a function that reads a document."""
    raw = document if isinstance(document, bytes) else document.encode()
    guide = load("en")
    return lambda: import_bytes(raw, name, guide)


@pytest.mark.parametrize("name", KINDS)
def test_notes_of_every_document_are_read(name: str) -> None:
    result = import_bytes(
        document if isinstance(document := KINDS[name](400), bytes) else document.encode(),
        name,
        load("en"),
    )
    assert result.canvas.note_count >= 400


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_a_megabyte_is_read_in_linear_time(name: str) -> None:
    assert is_linear(lambda count: _reading(name, KINDS[name](count)), LARGE)

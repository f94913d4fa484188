"""Each word of a document ends in a note, the title, what is parked, or a remark that quotes it.

Documents of every kind that is read are made of unique words at every place where a person can put
words; the method's own words, names of blocks and markup are none of them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bmc_tui.formats.importer import import_bytes
from bmc_tui.guide import load
from tests.unit.formats import marked_documents as documents
from tests.unit.formats import marked_files
from tests.unit.formats.marked_documents import Kind
from tests.unit.formats.marked_words import LENGTHS, Words, lost

KINDS = {
    "markdown": documents.MARKDOWN,
    "text": documents.TEXT,
    "html": documents.HTML,
    "org": documents.ORG,
    "mind map": documents.MINDMAP,
    "flowchart": documents.FLOWCHART,
    "plantuml": documents.PLANTUML,
    "textusm": documents.TEXTUSM,
}

HEADED = {"mind map", "flowchart", "plantuml"}
"""The kinds that one head starts."""

FRONT_MATTER: Mapping[str, Callable[[Words], str]] = {
    "title": lambda w: f"---\ntitle: {w()}\n---",
    "fields": lambda w: f"---\ntitle: '{w()}'\nauthor: {w()}\ntags: [{w(1)}, {w(1)}]\n# {w()}\n---",
    "nested": lambda w: f"---\na: {w()}\nlist:\n  - {w()}\n  - {w()}\nb:\n  {w(1)}: {w()}\n...",
    "two titles": lambda w: f"---\ntitle: {w()}\ntitle: {w()}\n---\n\n# {w()}",
    "toml": lambda w: f'+++\ntitle = "{w()}"\nauthor = "{w()}"\n[{w(1)}]\n{w(1)} = "{w()}"\n+++',
    "json": lambda w: '---\n{"title": "' + w() + '", "a": ["' + w() + '"]}\n---',
    "folded": lambda w: f"---\na: >\n  {w()}\n  {w()}\n---",
}
"""Front matter of every kind."""

fixed = settings(derandomize=True, deadline=None, max_examples=40, database=None)
_Piece = TypeVar("_Piece")


def check(text: str, suffix: str, words: Words) -> None:
    """Check that no word of a document is lost."""
    __tracebackhide__ = True
    result = import_bytes(text.encode(), f"plan{suffix}", load("en"))
    missing = lost([word for word in words.given if word in text], result)
    assert missing == [], f"\n{text}"


def some(pieces: Sequence[_Piece], least: int, most: int) -> st.SearchStrategy[list[_Piece]]:
    """Return lists of some pieces."""
    return st.lists(st.sampled_from(pieces), min_size=least, max_size=most)


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
@fixed
@given(data=st.data())
def test_documents_of_pieces(name: str, data: st.DataObject) -> None:
    kind: Kind = KINDS[name]
    words = Words(length=data.draw(st.sampled_from(LENGTHS)))
    heads = data.draw(some(kind.heads, *((1, 1) if name in HEADED else (0, 2))))
    blocks = [
        (title, [*([] if count else kind.parts[:1]), *data.draw(some(kind.parts, 0, 3))])
        for count, title in enumerate(documents.block_names()[:4])
    ]
    style = data.draw(st.integers(0, len(kind.names) - 1))
    check(kind.document(heads, blocks, style, words), kind.suffix, words)


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_every_piece(name: str) -> None:
    kind = KINDS[name]
    names = documents.block_names()
    plain = kind.parts[0]
    first = kind.heads[:1] if name in HEADED else []
    for length in LENGTHS:
        for head in kind.heads:
            words = Words(length=length)
            check(
                kind.document([head], [(each, [plain]) for each in names], 0, words),
                kind.suffix,
                words,
            )
        for style, part in [
            *((0, part) for part in kind.parts),
            *((style, plain) for style in range(len(kind.names))),
        ]:
            words = Words(length=length)
            blocks = [(each, [part, plain]) for each in names[:4]]
            check(kind.document(first, blocks, style, words), kind.suffix, words)


@fixed
@given(data=st.data())
def test_boxes(data: st.DataObject) -> None:
    words = Words(length=data.draw(st.sampled_from(LENGTHS)))
    heads = [head(words) for head in data.draw(some(documents.BOX_HEADS, 0, 1))]
    blocks = {
        title: [part(words) for part in data.draw(some(documents.BOX_PARTS, 1, 2))]
        for title in documents.block_names()[:4]
    }
    style = data.draw(st.integers(0, len(documents.CORNERS) - 1))
    check(documents.boxes(heads, blocks, style), ".txt", words)


@settings(fixed, max_examples=12)
@given(data=st.data())
def test_files_of_word(data: st.DataObject) -> None:
    words = Words(length=data.draw(st.sampled_from(LENGTHS)))
    heads = data.draw(some(marked_files.WORD_HEADS, 0, 2))
    blocks = [
        (title, [marked_files.WORD_PARTS[0], *data.draw(some(marked_files.WORD_PARTS, 0, 3))])
        for title in documents.block_names()[:3]
    ]
    raw = marked_files.word_file(heads, blocks, words)
    assert lost(words.given, import_bytes(raw, "plan.docx", load("en"))) == []


def test_all_pieces_of_a_file_of_word() -> None:
    words = Words()
    blocks = [(title, marked_files.WORD_PARTS) for title in documents.block_names()[:3]]
    raw = marked_files.word_file(marked_files.WORD_HEADS, blocks, words)
    assert lost(words.given, import_bytes(raw, "plan.docx", load("en"))) == []


@pytest.mark.parametrize("name", FRONT_MATTER)
def test_front_matter(name: str) -> None:
    words = Words()
    text = FRONT_MATTER[name](words) + f"\n## Channels\n\n- {words()}\n\n## Key partners\n\n- x\n"
    check(text, ".md", words)


@st.composite
def values(draw: st.DrawFn, words: Words) -> tuple[dict[str, object], dict[str, object]]:
    """Return what is beside the blocks, and the blocks with their values."""
    beside: dict[str, object] = {}
    for part in draw(some(documents.JSON_BESIDE, 0, 2)):
        beside |= {key: value for key, value in part(words).items() if key not in beside}
    names = documents.block_names()[:4]
    as_keys: list[Callable[[str], str]] = [str, lambda title: title.lower().replace(" ", "_")]
    as_key = draw(st.sampled_from(as_keys))
    parts = [draw(st.sampled_from(documents.JSON_VALUES)) for _ in names]
    return beside, {as_key(name): part(words) for name, part in zip(names, parts, strict=True)}


@fixed
@given(data=st.data())
def test_json(data: st.DataObject) -> None:
    words = Words(length=data.draw(st.sampled_from(LENGTHS)))
    beside, blocks = data.draw(values(words))
    shapes = documents.json_shapes(beside, blocks, words)
    check(json.dumps(data.draw(st.sampled_from(shapes)), indent=1), ".json", words)


@fixed
@given(data=st.data())
def test_yaml(data: st.DataObject) -> None:
    words = Words(length=data.draw(st.sampled_from(LENGTHS)))
    beside, blocks = data.draw(values(words))
    shape = data.draw(st.sampled_from(documents.json_shapes(beside, blocks, words)))
    has_comments = data.draw(st.booleans())
    text = documents.yaml_of(shape, comment=lambda: f" # {words()}" if has_comments else "")
    check(text + "\n", ".yaml", words)


@fixed
@given(data=st.data())
def test_tables_of_spreadsheets(data: st.DataObject) -> None:
    words = Words(length=data.draw(st.sampled_from(LENGTHS)))
    counts = [data.draw(st.integers(1, 3)) for _ in range(4)]
    notes = {
        name: [words() for _ in range(count)]
        for name, count in zip(documents.block_names(), counts, strict=False)
    }
    shapes = documents.csv_shapes(notes, words, data.draw(st.sampled_from(",;\t")))
    check(data.draw(st.sampled_from(shapes)), ".csv", words)


@fixed
@given(data=st.data())
def test_json_canvas(data: st.DataObject) -> None:
    words = Words(length=data.draw(st.sampled_from(LENGTHS)))
    beside = [card(words) for card in data.draw(some(documents.CARDS_BESIDE, 0, 2))]
    blocks = {
        name: [card(words) for card in data.draw(some(documents.CARD_TEXTS, 1, 3))]
        for name in documents.block_names()[:4]
    }
    check(documents.cards(beside, blocks, words), ".canvas", words)


AROUND_PHASE: Mapping[str, Callable[[str, Words], str]] = {
    "label.txt": lambda phase, w: f"Key partners: x\nChannels: {w()}, {w()} ({phase}), {w()}",
    "brackets.txt": lambda phase, w: f"Key partners: x\nChannels: {w()} ({phase})\n{w()}",
    "before.txt": lambda phase, w: f"Key partners: x\nChannels: {phase} ({w()}) {w()}\n{w()}",
    "remark.txt": lambda phase, w: f"Key partners: x\nChannels: {phase} ({w()}): {w()}",
    "slash.md": lambda phase, w: f"## Key partners\n- x\n## Channels: {w()} / {phase}\n- {w()}",
    "bold.md": lambda phase, w: f"## Key partners\n## Channels\n**{w()} ({phase})**\n- {w()}",
    "lead.md": lambda phase, w: f"## Key partners\n## Channels\n- **{w()} / {phase}**: {w()}",
    "parent.md": lambda phase, w: f"## Key partners\n## Channels\n- {w()} ({phase})\n  - {w()}",
    "child.md": lambda phase, w: (
        f"## Key partners\n## Channels\n- {phase} ({w()}): {w()}\n  - {w()}"
    ),
    "row.csv": lambda phase, w: (
        f"block,section,note\nkey_partners,,x\nchannels,{w(1)} ({phase}),{w()}"
    ),
    "key.json": lambda phase, w: json.dumps(
        {"partners": ["x"], "channels": {f"{w(1)} ({phase})": w()}}
    ),
    "group.json": lambda phase, w: json.dumps(
        {"partners": ["x"], "channels": {f"{w(1)} ({phase})": [w()]}}
    ),
}
"""Lines about the channels that have the name of a phase amid other words, by the file's name."""


@pytest.mark.parametrize("name", AROUND_PHASE)
@pytest.mark.parametrize("phase", ["purchase", "after sales", "bestellen", "Awareness", "levering"])
def test_words_around_the_name_of_a_phase(name: str, phase: str) -> None:
    words = Words()
    check(AROUND_PHASE[name](phase, words), f".{name.partition('.')[2]}", words)


AROUND_NAME: Sequence[Callable[[str, Words], str]] = [
    lambda name, w: f"{w()} ({name})",
    lambda name, w: f"{w()} ({name}): {w()}",
    lambda name, w: f"{w()} / {name}",
    lambda name, w: f"{w()} - {name}",
    lambda name, w: f"{w()}, {name}, {w()}",
    lambda name, w: f"{name} en {w()}",
    lambda name, w: f"{name} & {w()}: {w()}",
    lambda name, w: f"{name} – {w()} – {w()}",
    lambda name, w: f"{name} [{w()}]",
    lambda name, w: f"{name} ({w()}) {w()}",
    lambda name, w: f"{name} ({w()}): {w()}",
    lambda name, w: f"{name}/{w(1)}: {w()}",
    lambda name, w: f"{name}: {name} {w()}",
    lambda name, w: f"{name}: [{w()}] {w()}",
    lambda name, w: f"{name}; {w()}",
    lambda name, w: f"{name} → {w()}",
    lambda name, w: f"{name} ({name}) ({w()})",
    lambda name, w: f"{name} ({w()}; {name})",
]
"""Lines with a name amid other words."""

LINES = {
    ".md": ["- {}", "**{}**", "### {}", "- {}\n  - x", "| {} | y |\n|---|---|", "## Kanalen / {}"],
    ".txt": ["{}", "• {}\n    o x", "{}:", "Kanalen: {}", "Kanalen - {}", "Customer segments {}"],
}
"""Where such a line stands, by the ending of the file."""


@pytest.mark.parametrize("name", ["Channels", "Costs", "Klantrelaties", "purchase"])
@pytest.mark.parametrize("suffix", LINES)
def test_words_around_a_name(suffix: str, name: str) -> None:
    mark = "## " if suffix == ".md" else ""
    for line in LINES[suffix]:
        for around in AROUND_NAME:
            words = Words()
            middle = line.format(around(name, words))
            blocks = f"{mark}Channels\n\n- b\n\n{middle}\n\n- c\n\n{mark}Revenue streams\n\n- d\n"
            check(f"{mark}Key activities\n\n- a\n\n{blocks}", suffix, words)

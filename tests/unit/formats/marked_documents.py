"""Documents of each kind that is read, of pieces with marker words at every place for words."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import cycle

from tests.unit.formats.marked_words import Piece, Words, titles

Blocks = Sequence[tuple[str, Sequence[Piece]]]
"""The name of each block, and the pieces below it."""


@dataclass(frozen=True)
class Kind:
    """A kind of documents."""

    suffix: str
    heads: Sequence[Piece]
    """What can be above the blocks."""
    parts: Sequence[Piece]
    """What can be below the name of a block."""
    names: Sequence[Callable[[str, Words], str]]
    """How a block is named: the line, for its title."""
    end: str = ""

    def document(self, heads: Sequence[Piece], blocks: Blocks, name: int, words: Words) -> str:
        """Return a document.

        Args:
            heads: What is above the blocks.
            blocks: The blocks.
            name: The index in `names`.
            words: Gives the words.
        """
        parts = [head(words) for head in heads]
        for title, pieces in blocks:
            parts.append(self.names[name](title, words))
            parts += [piece(words) for piece in pieces]
        return "\n".join(parts) + f"\n{self.end}"


def lines(*rows: str) -> str:
    """Return lines with empty ones around them."""
    return "\n" + "\n".join(rows) + "\n"


def _id(words: Words) -> str:
    """Return a name for a node that is not a word of the document."""
    return f"n{len(words.given)}"


MARKDOWN = Kind(
    ".md",
    heads=[
        lambda w: lines(f"# {w()}"),
        lambda w: lines(f"# {w()}", "", f"## {w()}"),
        lambda w: lines(w()),
        lambda w: lines(f"Designed by: {w()}", f"Version: {w()}"),
        lambda w: lines(f"<!-- {w()} -->"),
        lambda w: lines(f"![{w()}](images/a.png)"),
        lambda w: lines(f"- {w()}", f"  - {w()}"),
        lambda w: lines(f"> {w()}"),
    ],
    parts=[
        lambda w: lines(f"- {w()}", f"- {w()}"),
        lambda w: lines(f"- {w()}", f"  - {w()}", f"    - {w()}", f"- [x] {w()}"),
        lambda w: lines(f"1. {w()}", f"2. {w()}"),
        lambda w: lines(w(), w()),
        lambda w: lines(w(16), w(2), w(3)),
        lambda w: lines(f"### {w()}", "", f"- {w()}", f"#### {w()}"),
        lambda w: lines(f"**{w()}:** {w()}", f"**{w()}**", f"- {w()}"),
        lambda w: lines(f"- **{w()}**: {w()}", f"- *{w()}*", f"- `{w()}` ~~{w()}~~"),
        lambda w: lines(
            f"| {w()} | {w()} |", "|---|---|", f"| {w()} | {w()} |", f"| {w()}<br>{w()} | |"
        ),
        lambda w: lines(f"<!-- {w()} -->"),
        lambda w: lines("<!--", w(), w(), "-->"),
        lambda w: lines(f"- {w()} <!-- {w()} -->"),
        lambda w: lines(f"{w()} <!-- {w()} --> {w()}"),
        lambda w: lines(f"![{w()}](a.png)", "", f'- ![{w()}](a.png "{w()}")'),
        lambda w: lines(f'- [{w()}](https://a.org "{w()}")', f"- [{w()}](https://a.org)"),
        lambda w: lines(f"- {w()}[^{w(1)}]", "", f"[^{w.given[-1]}]: {w()}"),
        lambda w: lines(f"- {w()}[^1]", "", f"[^1]: {w()}", f"    {w()}"),
        lambda w: lines(f"[{w(1)}]: https://a.org '{w()}'", "", f"- {w()}"),
        lambda w: lines(f"[{w(1)}]: {w(1)}", "", f"- {w()}"),
        lambda w: lines(f"> [!tip] {w()}", f"> {w()}", ">", f"> - {w()}"),
        lambda w: lines(f"%% {w()} %%", "", f"- {w()} ==%% {w()} %%=="),
        lambda w: lines(f"```text {w(1)}", w(), f"- {w()}", "```"),
        lambda w: lines(f"    {w()}", f"    {w()}"),
        lambda w: lines(f'<p align="center"><img alt="{w()}" title="{w()}" src="a.png"></p>'),
        lambda w: lines(f'- <abbr title="{w()}">{w()}</abbr> and <img alt="{w()}" src="a">'),
        lambda w: lines("<details>", f"<summary>{w()}</summary>", "", f"- {w()}", "</details>"),
        lambda w: lines(f"*{w()}?*", "", f"[{w()}]", "", f"_List {w()}_"),
        lambda w: lines(f"$${w()}$$", "", f"- [[page|{w()}]] [[{w()}]] ![[{w()}]] #{w(1)} @{w(1)}"),
        lambda w: lines(w(), "---", w(), "==="),
        lambda w: lines(f"{w()}\\", f"{w()}  ", f": {w()}"),
        lambda w: lines(f"- {w()}", "", f"  {w()}", "", f"  > {w()}", "", f"      {w()}"),
    ],
    names=[
        lambda title, _: lines(f"## {title}"),
        lambda title, w: lines(f"## {title} ({w()})"),
        lambda title, w: lines(f"## {title}: {w()}"),
        lambda title, w: lines(f"**{title}** – {w()}"),
        lambda title, w: lines(f"## 1. {title} / {w()}"),
        lambda title, w: lines(f"**{title}:** {w()}"),
    ],
)

FRONT_MATTER = Kind(
    ".md",
    heads=[],
    parts=MARKDOWN.parts[:2],
    names=[
        lambda title, _: lines(f"## {title}"),
    ],
)

TEXT = Kind(
    ".txt",
    heads=[
        lambda w: lines(w()),
        lambda w: lines(w(), w()),
        lambda w: lines(f"Naam: {w()}", f"Datum: {w()}", f"{w()}: {w()}"),
        lambda w: lines(f"Business Model Canvas - {w()}"),
        lambda w: lines(f"Business Model Canvas: {w()}"),
        lambda w: lines(f"// {w()}", f"# {w()}"),
    ],
    parts=[
        lambda w: lines(w(), w()),
        lambda w: lines(w(16), w(2), w(3), w(2)),
        lambda w: lines(f"• {w()}", f"    o {w()}", f"\t• {w()}"),
        lambda w: lines(f"    {w()}", f"  {w()}"),
        lambda w: lines(f"{w()}:", f"- {w()}"),
        lambda w: lines(f"{w()}: {w()}"),
        lambda w: lines(f"[{w()}]", f"({w()})", f'"{w()}?"', f"... {w()}"),
        lambda w: lines(f"1) {w()}", f"2) {w()}", f"a) {w()}"),
        lambda w: lines(f"{w(1)}\t{w()}\t{w()}", f"{w(1)}; {w()}; {w()}"),
        lambda w: lines(f"{w()} | {w()}", f"{w()} / {w()}", f"{w()} -> {w()}", f"<{w()}>"),
        lambda w: lines("----", w(), "====", w(), "****"),
        lambda w: lines(f"Partners: {w()}", f"Costs {w()}", f"Channels ({w()})"),
    ],
    names=[
        lambda title, _: lines(title),
        lambda title, _: lines(f"{title}:"),
        lambda title, w: lines(f"{title}: {w()}"),
        lambda title, w: lines(f"1. {title} ({w()})"),
        lambda title, w: lines(f"{title} - {w()}"),
        lambda title, _: lines(title.upper(), "=" * len(title)),
    ],
)

HTML = Kind(
    ".html",
    heads=[
        lambda w: f"<!doctype html><html><head><title>{w()}</title></head><body>",
        lambda w: f'<head><meta name="description" content="{w()}"></head>',
        lambda w: f'<meta name="author" content="{w()}"><meta name="keywords" content="{w()}">',
        lambda w: f"<h1>{w()}</h1><p>{w()}</p>",
        lambda w: f"<!-- {w()} -->",
    ],
    parts=[
        lambda w: f"<p>{w()}</p><p>{w()}<br>{w()}</p>",
        lambda w: f"<ul><li>{w()}<ul><li>{w()}</li></ul></li><li><p>{w()}</p></li></ul>",
        lambda w: f"<!-- {w()} --><p>{w()} <!--{w()}-->{w()}</p>",
        lambda w: f'<p><img src="a" alt="{w()}" title="{w()}"> {w()}</p>',
        lambda w: f'<p><a href="https://a.org" title="{w()}">{w()}</a></p>',
        lambda w: f"<h3>{w()}</h3><p>{w()}</p><h4>{w()}</h4>",
        lambda w: (
            f'<table title="{w()}"><caption>{w()}</caption><thead><tr><th>{w()}<th>{w()}</thead>'
            f"<tr><td>{w()}<td>{w()}<tr><td>{w()}<td></table>"
        ),
        lambda w: f"<table><tr><td><b>{w()}</b><td>{w()}<tr><td>{w()}<td>{w()}</table>",
        lambda w: f'<figure><img alt="{w()}"><figcaption>{w()}</figcaption></figure>',
        lambda w: f"<dl><dt>{w()}<dd>{w()}</dl><details><summary>{w()}</summary>{w()}</details>",
        lambda w: f"<pre>{w()}\n  {w()}</pre><blockquote>{w()}</blockquote>",
        lambda w: f"<p><em>{w()}?</em></p><p>[{w()}]</p><p><i>List {w()}</i></p>",
        lambda w: f'<input value="{w()}" placeholder="{w()}"><textarea>{w()}</textarea>',
        lambda w: f"<select><option>{w()}<option>{w()}</select><button>{w()}</button>",
        lambda w: f'<abbr title="{w()}">{w()}</abbr> <span aria-label="{w()}">x</span>',
        lambda w: f'<noscript>{w()}</noscript><div hidden>{w()}</div><ol><li value="3">{w()}</ol>',
        lambda w: f"<template>{w()}</template><svg><text>{w()}</text><title>{w()}</title></svg>",
        lambda w: f'<iframe title="{w()}">{w()}</iframe><video><track label="{w()}"></video>',
        lambda w: f'<option label="{w()}"><area alt="{w()}"><details>{w()}</details>',
    ],
    names=[
        lambda title, _: f"<h2>{title}</h2>",
        lambda title, w: f'<h2 title="{w()}">{title} ({w()})</h2>',
        lambda title, w: f"<p><b>{title}</b>: {w()}</p>",
        lambda title, _: f"<p>{title}</p>",
    ],
)

ORG = Kind(
    ".org",
    heads=[
        lambda w: lines(f"#+TITLE: {w()}", f"#+AUTHOR: {w()}"),
        lambda w: lines(w()),
        lambda w: lines(f"# {w()}"),
        lambda w: lines(f"* {w()}", w()),
    ],
    parts=[
        lambda w: lines(f"- {w()}", f"  - {w()}", f"    {w()}"),
        lambda w: lines(f"** TODO [#A] {w()} :{w(1)}:{w(1)}:", w()),
        lambda w: lines(f"*** {w()}", f"- [ ] {w()} :: {w()}"),
        lambda w: lines(
            f"# {w()}", f"#+CAPTION: {w()}", f"| {w()} | {w()} |", "|--+--|", f"| {w()} |"
        ),
        lambda w: lines(":PROPERTIES:", f":{w(1)}: {w()}", ":END:", w()),
        lambda w: lines(f"SCHEDULED: <2026-01-01> {w()}", w()),
        lambda w: lines("#+begin_quote", w(), "#+end_quote", "#+begin_src sh", w(), "#+end_src"),
        lambda w: lines(
            f"[[https://a.org][{w()}]] *{w()}* /{w()}/", f"[fn:1] {w()}", f"{w()}[fn:1]"
        ),
        lambda w: lines(f"{w()} [fn:: {w()}] @@comment: {w()}@@ <<{w()}>> {{{{{{{w(1)}}}}}}}"),
        lambda w: lines(f"#+begin_comment {w()}", w(), "#+end_comment"),
        lambda w: lines(f"#+NAME: {w()}", f": {w()}", "-----", f"CLOCK: {w()}"),
    ],
    names=[
        lambda title, _: lines(f"* {title}"),
        lambda title, w: lines(f"* TODO {title} ({w()}) [1/2] :{w(1)}:"),
        lambda title, w: lines(f"* {title}: {w()}"),
    ],
)

MINDMAP = Kind(
    ".mmd",
    heads=[
        lambda w: f"mindmap\n  root(({w()}))",
        lambda w: f"---\ntitle: {w()}\nauthor: {w()}\n---\nmindmap\n  root(({w()}))",
        lambda w: f"%% {w()}\nmindmap\n  %% {w()}\n  {w()}",
    ],
    parts=[
        lambda w: f"      {w()}\n      {w()}",
        lambda w: f"      {w()}\n        {w()}",
        lambda w: f'      a["{w()}<br/>{w()}"]\n      b(({w()}))\n      c[{w()}]',
        lambda w: f"      %% {w()}\n      {w()} %% {w()}",
        lambda w: f'      "`**{w()}** {w()}`"\n      {{{{{w()}}}}}\n      )){w()}((',
    ],
    names=[
        lambda title, _: f"    {title}",
        lambda title, w: f"    {title} ({w()})",
        lambda title, w: f"    {title}: {w()}",
    ],
)

FLOWCHART = Kind(
    ".mmd",
    heads=[
        lambda w: f"flowchart TD\n  %% {w()}",
        lambda w: (
            f"---\ntitle: {w()}\nauthor: {w()}\n---\ngraph LR\n  accTitle: {w()}\n  accDescr: {w()}"
        ),
    ],
    parts=[
        lambda w: f"    {_id(w)}[{w()}]\n    {_id(w)}(({w()}))",
        lambda w: f'    {_id(w)}["{w()} -- {w()}"] -->|{w()}| {_id(w)}{{{w()}}}',
        lambda w: f"    {_id(w)}[{w()}] -- {w()} --> {_id(w)}[{w()}]",
        lambda w: f"    %% {w()}\n    {_id(w)}[{w()}] %% {w()}",
        lambda w: f"    same[{w()}]\n    same[{w()}]",
        lambda w: f"    {_id(w)}>{w()}] & {_id(w)}[/{w()}/] --> {w(1)}",
        lambda w: f'    click {_id(w)} "https://a.org" "{w()}"\n    {_id(w)}("{w()}")',
        lambda w: f'    {_id(w)}@{{ shape: rect, label: "{w()}" }}\n    {_id(w)}[({w()})]:::big',
    ],
    names=[
        lambda title, _: f"  end\n  subgraph {title}",
        lambda title, w: f"  end\n  subgraph {_id(w)}[{title}: {w()}]",
    ],
    end="  end\n",
)


PLANTUML = Kind(
    ".puml",
    heads=[
        lambda w: f"{w()}\n@startmindmap\ntitle {w()}\n* {w()}",
        lambda w: f"@startmindmap {w(1)}\n' {w()}\n/' {w()}\n{w()} '/\ncaption {w()}\n* {w()}",
        lambda w: f"@startmindmap\nheader {w()}\nlegend right\n  {w()}\nendlegend\n* {w()}",
        lambda w: f"@startmindmap\nheader\n{w()}\nendheader\ncenter footer {w()}\n* {w()}",
    ],
    parts=[
        lambda w: f"*** {w()}\n*** {w()}",
        lambda w: f"*** {w()}\n**** {w()}\n***_ {w()}",
        lambda w: f"***:{w()}\n{w()};\n*** <b>{w()}</b> <<big>>",
        lambda w: f"' {w()}\n***[#Orange] {w()}",
        lambda w: f"*** [[https://a.org {w()}]] **{w()}**\n*** {w()} ' {w()}",
        lambda w: f"{w()}\nleft side\n*** <color:red>{w()}",
        lambda w: f"/' {w()} '/\n*** {w()}\n!theme plain",
    ],
    names=[
        lambda title, _: f"** {title}",
        lambda title, w: f"** {title} ({w()})",
        lambda title, w: f"**:{title}\n{w()};",
    ],
    end="@endmindmap\n\n",
)

TEXTUSM = Kind(
    ".bmc",
    heads=[lambda w: f"# title: {w()}", lambda w: f"# {w()}", lambda w: f"# title: {w()}\n# {w()}"],
    parts=[
        lambda w: f"    {w()}\n    {w()}",
        lambda w: f"    {w()}\n        {w()}",
        lambda w: f"    {w()}\n    # {w()}",
        lambda w: f'    {w()}: |{{"bg":"#fff"}}',
        lambda w: f"# {w()}\n    {w()} # {w()}",
    ],
    names=[lambda title, _: title, lambda title, w: f"{title} ({w()})"],
)


def box(title: str, rows: Sequence[str], corners: str) -> str:
    """Return a box drawn in characters."""
    top, side, bottom = corners[0], corners[1], corners[2]
    width = max(map(len, (title, *rows))) + 2
    line = "─" if side == "│" else "-"
    ends = {"┌": "┐", "└": "┘", "╭": "╮", "╰": "╯"}
    body = "\n".join(f"{side} {row.ljust(width - 1)}{side}" for row in (title, *rows))
    return (
        f"{top}{line * width}{ends.get(top, top)}\n{body}\n"
        f"{bottom}{line * width}{ends.get(bottom, bottom)}"
    )


CORNERS = ("┌│└", "+|+", "╭│╰", ".|'")


def boxes(heads: Sequence[str], blocks: Mapping[str, list[list[str]]], style: int) -> str:
    """Return boxes drawn in characters, with text around them."""
    parts = [*heads]
    for title, texts in blocks.items():
        parts.append(box(title, [row for rows in texts for row in rows], CORNERS[style]))
    return "\n".join(parts) + "\n"


BOX_HEADS: Sequence[Piece] = [
    lambda w: w(),
    lambda w: f"# {w()}\n",
    lambda w: f"{w()}\n\n{w()}\n",
]
BOX_PARTS: Sequence[Callable[[Words], list[str]]] = [
    lambda w: [f"- {w()}", f"- {w()}"],
    lambda w: [w(), "", w()],
    lambda w: [f"* {w()}", f"  {w()}", w()],
    lambda w: [f"({w()})", "", f"{w()}:"],
    lambda w: ["----------", w()],
]

Value = object
JSON_VALUES: Sequence[Callable[[Words], Value]] = [
    lambda w: [w(), w()],
    lambda w: w(),
    lambda w: f"{w()}\n- {w()}\n\n{w()}",
    lambda w: {w(1): 4000, w(2): w(), w(1): True, w(1): None},
    lambda w: {w(1): {w(1): w(), w(2): [w(), w()]}},
    lambda w: [{"text": w(), "amount": 3, w(1): w(), "tags": [w(), w()]}],
    lambda w: [{"title": w(), "description": w(), "type": w(), "id": "t-1"}],
    lambda w: [{"name": w(), "hint": w(), "notes": [w(), {"text": w(), "color": w(1)}]}],
    lambda w: {"cards": [{"id": "1", "text": w(), "author": w()}], "description": w()},
    lambda w: {"items": [], w(1): [], "question": w(), "title": w()},
    lambda w: {"text": w(), "children": [{"text": w(), "children": []}], "tags": w()},
    lambda w: [[w(), w()], [w(), 5]],
    lambda w: {"labels": [w()], "comments": [{"author": w(), "body": w(), "created": "2026"}]},
]
JSON_BESIDE: Sequence[Callable[[Words], dict[str, Value]]] = [
    lambda w: {"title": w()},
    lambda w: {"company_name": w(), "name": w(), "description": w(), "version": w()},
    lambda w: {"author": {"name": w(), w(1): w()}, "tags": [w(), w()], "date": w(1)},
    lambda w: {w(1): w(), w(1): [w(), w()], w(1): 5, "type": w(), "$schema": "1"},
    lambda w: {w(): {w(1): {w(1): w()}}, "notes": [w()]},
    lambda w: {"a b c": w(), w(1): w(), w(1): w(), w(1): w(), w(1): w()},
]


def json_shapes(beside: dict[str, Value], blocks: dict[str, Value], words: Words) -> list[Value]:
    """Return data of every shape with a canvas in it, each of the same words."""
    named = [{"block": name, "content": value} for name, value in blocks.items()]
    titled = [{"title": name, "items": value} for name, value in blocks.items()]
    split = list(blocks.items())
    half = dict(split[:2]), dict(split[2:])
    return [
        {**beside, **blocks},
        {**beside, "canvas": blocks},
        {**beside, "blocks": named},
        {**beside, "sections": titled},
        [beside, *named],
        {**beside, "canvases": [{"name": words(), **half[0]}, {"name": words(), **half[1]}]},
        {**beside, words(1): half[0], words(1): half[1]},
        {**beside, "data": {"canvas": {"blocks": blocks, words(1): words()}}},
    ]


def strings_of(value: Value) -> set[str]:
    """Return all texts in data, its keys among them."""
    if isinstance(value, dict):
        return {each for pair in value.items() for part in pair for each in strings_of(part)}
    if isinstance(value, list):
        return {each for part in value for each in strings_of(part)}
    return {value} if isinstance(value, str) else set()


def yaml_of(value: Value, indent: int = 0, comment: Callable[[], str] = str) -> str:
    """Return data as YAML, with a comment after some lines."""
    margin = " " * indent
    if isinstance(value, dict) and value:
        rows = []
        for key, inner in value.items():
            if isinstance(inner, dict | list) and inner:
                rows.append(f"{margin}{key}:{comment()}\n{yaml_of(inner, indent + 2, comment)}")
            else:
                rows.append(f"{margin}{key}: {json.dumps(inner)}{comment()}")
        return "\n".join(rows)
    if isinstance(value, list) and value:
        rows = []
        for inner in value:
            if isinstance(inner, dict | list) and inner:
                rows.append(f"{margin}-\n{yaml_of(inner, indent + 2, comment)}")
            else:
                rows.append(f"{margin}- {json.dumps(inner)}{comment()}")
        return "\n".join(rows)
    return f"{margin}{json.dumps(value)}"


def csv_shapes(blocks: dict[str, list[str]], words: Words, delimiter: str) -> list[str]:
    """Return tables of every shape that is read, each of the same notes."""
    columns = list(blocks)
    height = max(map(len, blocks.values()))
    many = [[(blocks[name][row : row + 1] or [""])[0] for name in columns] for row in range(height)]
    notes = [(name, note) for name, each in blocks.items() for note in each]
    extra = [words(1), words(1)]
    records = [
        [name, note, words(), "" if index else words()] for index, (name, note) in enumerate(notes)
    ]
    shapes = [
        [["Block", "Note", *extra], *records],
        [
            ["canvas", "block", "section", "note", extra[0]],
            *([words(), a, words(), b, c] for a, b, c, _ in records),
        ],
        [["Area", "Text", *extra], *records],
        [["#", "Building block", "Content", extra[0]], *(["1", a, b, c] for a, b, c, _ in records)],
        [columns, *many],
        [[words()], columns, *many],
        *([[[name, *each] for name, each in blocks.items()]]),
        [["", words(), words()], *([name, *each] for name, each in blocks.items())],
        [*([name, *each] for name, each in blocks.items()), [words(), words()]],
    ]
    return [written(rows, delimiter) for rows in shapes]


def written(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    """Return rows as CSV."""
    file = StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def cards(beside: list[dict[str, Value]], blocks: dict[str, list[str]], words: Words) -> str:
    """Return a JSON Canvas: a group a block, cards in and around them, edges with labels."""
    nodes: list[dict[str, Value]] = [*beside]
    edges: list[dict[str, Value]] = []
    for column, (name, texts) in enumerate(blocks.items()):
        x = column * 400
        group = {"id": f"g{column}", "type": "group", "label": name}
        nodes.append({**group, "x": x, "y": 0, "width": 380, "height": 2000})
        for row, text in enumerate(texts):
            place = {"x": x + 20, "y": 20 + row * 100, "width": 300, "height": 60}
            nodes.append({"id": f"c{column}-{row}", "type": "text", "text": text, **place})
        edges.append({"id": f"e{column}", "fromNode": "g0", "toNode": "g1", "label": words()})
    return json.dumps({"nodes": nodes, "edges": edges})


CARD_TEXTS: Sequence[Piece] = [
    lambda w: w(),
    lambda w: f"**{w()}**\n{w()}",
    lambda w: f"# {w()}\n- {w()}\n<!-- {w()} -->",
    lambda w: f"Costs: {w()}",
    lambda w: f"![[{w(1)}.png]] [{w()}](https://a.org)",
    lambda w: f"{w()}?",
]
CARDS_BESIDE: Sequence[Callable[[Words], dict[str, Value]]] = [
    lambda w: _beside("text", text=w()),
    lambda w: _beside("text", text=f"Key partners: {w()}"),
    lambda w: _beside("file", file=f"{w(1)}.md", subpath=f"#{w(1)}"),
    lambda w: _beside("link", url=f"https://{w(1)}.org"),
    lambda w: _beside("group", label=w()),
]
_numbers = cycle(range(100))


def _beside(kind: str, **properties: str) -> dict[str, Value]:
    """Return a node below the groups."""
    place = {"x": 400 * (next(_numbers) % 3), "y": 3000, "width": 100, "height": 50}
    return {"id": kind, "type": kind, **properties, **place}


def block_names() -> list[str]:
    """Return the titles of the nine blocks."""
    return titles()

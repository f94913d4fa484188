"""Each word of the files that people really have is somewhere after the import, or quoted."""

import re
from functools import cache
from pathlib import Path

import pytest

from bmc_tui.formats.importer import import_file
from bmc_tui.guide import languages, load
from bmc_tui.guide.loader import read_tables
from bmc_tui.model.blocks import BLOCKS
from tests.unit.formats.marked_words import WORD, words_of

CASES = Path(__file__).parent / "cases"
FILES = sorted(file for file in CASES.iterdir() if not file.name.endswith(".expected.json"))

MARKUP = {
    ".html": re.compile(r"<(?!!--)[^<>]*>|&\w+;"),
    ".md": re.compile(
        r"^```.*$|^\s*(?:mindmap|flowchart TD|subgraph|end)\b|root(?=\()|"
        r"<(?!!--)[^<>]*>|\]\([^)]*\)|\[\[[^\]|]*\||\[!\w+\]|\s\^\w+",
        re.MULTILINE,
    ),
    ".json": re.compile(
        r'"(?:id|idList|idCard|key|color|background|\w*[uU]rl)"\s*:\s*"[^"]*"|&\w+;|'
        r'"\w+"\s*:|\b(?:true|false|null)\b|\\[nt]'
    ),
    ".canvas": re.compile(r'"\w+"\s*:|"(?:text|group|file|link)"|\\[nt]'),
    ".yaml": re.compile(r"^\s*(?:- )?(?:text|name|title):|\bnull$", re.MULTILINE),
    ".org": re.compile(r"#\+TITLE:|\[fn:|\bTODO\b|:PROPERTIES:|:END:"),
    ".txt": re.compile(r"^[ivx]+\.|^:\w+:|^(?:h\d|bq)\.|\{panel", re.MULTILINE | re.IGNORECASE),
    ".mmd": re.compile(
        r"<br/?>|^\s*(?:flowchart|graph|mindmap|subgraph|end)\b.*?(?:$|\[)|\b\w+(?=[\[(])",
        re.MULTILINE,
    ),
    ".tex": re.compile(
        r"\\\w+(?:\{(?:article|beamer|document|frame|itemize|tabular)\}(?:\{\w+\})?)?"
    ),
    ".opml": re.compile(r"<\?.*?\?>|</?\w+|\b\w+(?==\")"),
    ".puml": re.compile(r"@\w+"),
    ".adoc": re.compile(r"^\[.*\]$|footnote:", re.MULTILINE),
    ".wiki": re.compile(r"<(?!!--)[^<>]*>"),
    ".rst": re.compile(r"^\.\. .*$|^\s+:[\w-]+:", re.MULTILINE),
}
"""What is markup in a kind of file, and no word of a person."""

SHORTENED = re.compile(r"\b(\w{3,})(?:\.(?=\s|:)|(?<=key act):)")
"""What can be the start of a word in the name of a block: `segm.`, or `act` in `key act:`."""


@cache
def names() -> frozenset[str]:
    """Return the words of names and questions of the method, in all languages."""
    aliases = read_tables("aliases")
    texts = [
        name
        for table in ("blocks", "phases", "lean", "abbreviations", "questions", "asked", "words")
        for group, each in aliases[table].items()
        for name in each
        if group not in {"open_ends", "weights", "whose", "asking"}  # these stay in notes
    ]
    for guide in map(load, languages()):
        for block in BLOCKS:
            texts += [block.value.replace("_", " "), guide.title(block), guide.heading(block)]
            texts += [*guide.hints(block), *(guide.section_title(block, s) for s in block.sections)]
    return frozenset(word.casefold() for text in texts for word in WORD.findall(text))


def is_start_of_name(word: str) -> bool:
    """Tell whether a word of a name starts with another one."""
    return any(name.startswith(word) for name in names())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_word_of_a_file_is_lost(file: Path) -> None:
    text = file.read_text(encoding="utf-8-sig")
    if pattern := MARKUP.get(file.suffix):
        text = pattern.sub(" ", text)
    text = SHORTENED.sub(lambda word: "" if is_start_of_name(word[1].casefold()) else word[0], text)
    words = {word.casefold() for word in WORD.findall(text) if not word.isdigit()}
    shown = words_of(import_file(file, load("en")))
    assert sorted(word for word in words - shown - names() if len(word) > 1) == []

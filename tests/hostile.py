"""Adversarial texts for the readers: a short piece repeated to a size, in documents of each format.

What makes a reader slow is what it cannot decide soon: markup never closed, white space that could
belong to two parts of a pattern, nesting. Each text of `TEXTS` has one of these, of any size, and
each of the `DOCUMENTS` of a format puts it where that format's reader gets to it.
"""

import json
from collections.abc import Callable, Mapping, Sequence

from bmc_tui.formats import FORMATS
from bmc_tui.formats.detect import readable_formats

Text = Callable[[int], str]
"""Returns a text of a number of characters."""

PIECES = (
    # HTML and XML
    *(
        "<a ",
        "<a",
        "<",
        "</a ",
        "</",
        "<!--",
        "<!-- ",
        "-->",
        "<![CDATA[",
        "<?",
        "<!",
        "<!DOCTYPE [",
    ),
    *(
        "<!ENTITY a 'b'>",
        "<div>",
        "</div>",
        "<b>",
        "<p>",
        "<p>a",
        "<br>",
        "<li>",
        "<td>",
        "<table>",
    ),
    *("<b><i>", "<script>", "<style>", "<title>", "<textarea>", "<svg>", "<g>", "<text>", "<h1>"),
    *("<a b=", "<a b='", '<a b="', "<b>a</b>\n", "<p></b>", "<a><p>", "<form>", "<select>", "<i>"),
    *("&", "&amp;", "&#", "&#1", "&a", "a=b ", "<th id=a>a</th><td headers=a>", "<br/>", "<br "),
    *("<plaintext>", "<table><tr><td>", "<a href=a>", "<font>", "<math>", "<p>a</p>", "<a:b>"),
    # white space
    *(" ", "\t", "\n", " \n", "\n ", "a ", "a\n", " a\n", "a\n\n", "\u00a0", "\u2028", "\v", "\r"),
    # Markdown
    *(
        "> ",
        ">",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "[",
        "]",
        "[a](",
        "[a",
        "![",
        "![a](",
        "[a]",
        "[]()",
        "[a][b]",
    ),
    *(
        "[](<",
        "*",
        "**",
        "**a",
        "*a* ",
        "*a",
        "a*",
        "_",
        "_a_ ",
        "__a",
        "*a_b",
        "a**b_c*",
        "~~",
        "~~a",
    ),
    *(
        "`",
        "`a",
        "` ",
        "``a`",
        "|",
        "|a",
        "a|b\n",
        "|a|\n",
        "[a]: b\n",
        "[a]: <",
        "\\",
        "\\\n",
        "  \n",
    ),
    *(
        "<!-- bmc:overview -->\n",
        "---\n",
        "***\n",
        "===\n",
        "```\n",
        "~~~\n",
        "# ",
        "#",
        "# a\n",
        "a\n-\n",
    ),
    *(
        "- a\n",
        "-\n",
        "- [ ] ",
        "> a\n",
        "  - a\n",
        "[a]: b 'c",
        "<http://a> ",
        "http://a ",
        "a@b.c ",
        "![]",
    ),
    *(
        "1) a\n",
        "\t- a\n",
        "<a>\n",
        "<div>\n\n",
        "</div>\n",
        "**a**\n",
        "a:\n",
        "a: b\n",
        "- a: b\n",
    ),
    *(
        "\\*",
        "*a **b ",
        "[a] ",
        "[*a",
        "<b",
        "a&",
        "(",
        ")",
        "((a",
        "[a](b 'c",
        "a]",
        "a](b)",
        "a*b",
    ),
    # data
    *(
        "{",
        '{"a":',
        "[{",
        "[[",
        '"',
        '"a',
        '"a",',
        '","',
        "'",
        ",",
        ";",
        "a,",
        "a;b\n",
        '""',
        '"\n',
        "1",
        "1,",
    ),
    *(
        '{"a":1},',
        "| {",
        "|{}",
        "a:: |{",
        "}",
        "#",
        "# title :",
        "md:",
        "    a\n",
        "title: a\n",
        ": | {",
        "\\u",
    ),
    # drawings
    *(
        "─",
        "│",
        "┌─",
        "┌─┐\n",
        "├─┤\n",
        "│a",
        "│ a\n",
        "┌─┬",
        "├",
        "┼",
        "└─┘\n",
        "┬",
        "┴",
        "· ",
        "┌─a",
        "─a─",
    ),
    *("│├─", "1 a\n", "┌─┬─┐\n"),
    # notes
    *(
        "@a ",
        "#a ",
        "@",
        "#a",
        "a - ",
        " - ",
        "– ",
        "a-",
        "a:",
        "(a",
        "a / ",
        "1.",
        "1 ",
        "€1 x ",
        "1.000",
    ),
    *(
        "1,000,",
        "the ",
        "our",
        "Channels ",
        "Channels: ",
        "Channels (",
        "Channels\n",
        "- Channels\n",
        "aA",
    ),
    *(
        "a?",
        "... ",
        "\x1b[",
        "\x1b]",
        "\x1b",
        "\x1b]a\x07",
        "\x9b",
        "\x07",
        "\u0301",
        "a\u0301",
        "中",
        "👨\u200d",
        "\u200b",
        "ﷺ",
    ),
)
"""The pieces that are repeated."""


def repeated(piece: str) -> Text:
    """Return the text of a piece over and over."""
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _joined(make_part: Callable[[int], str]) -> Text:
    """Return the text of parts that a number tells apart."""

    def text(size: int) -> str:
        parts, length, number = [], 0, 0
        while length < size:
            parts.append(make_part(number))
            length += len(parts[-1])
            number += 1
        return "".join(parts)[:size]

    return text


def _halves(first: str, second: str) -> Text:
    """Return the text of one piece over and over, then of another as often."""
    return lambda size: repeated(first)(size // 2) + repeated(second)(size // 2)


def _growing(piece: str, separator: str = "a") -> Text:
    """Return the text of ever longer runs of a piece, none as long as another."""
    return _joined(lambda number: piece * (number + 1) + separator)


def _columns(size: int) -> str:
    """Return a table of Markdown with as many columns as it has rows."""
    count = max(1, int((size / 4) ** 0.5))
    return "\n".join(["|a" * count, "|-" * count, *(["|b" * count] * count)])


def _stairs(size: int) -> str:
    """Return a list in which each item is below the one before it."""
    depth = max(1, int(size**0.5))
    return "\n".join(f"{'  ' * level}- a" for level in range(depth))


TEXTS: Mapping[str, Text] = {
    **{repr(piece): repeated(piece) for piece in PIECES},
    "blanks between letters": lambda size: "a" + " " * (size - 2) + "b",
    "blanks, then a letter": lambda size: " " * (size - 1) + "b",
    "tabs between letters": lambda size: "a" + "\t" * (size - 2) + "b",
    "longer and longer code": _growing("`"),
    "longer and longer emphasis": _growing("*"),
    "longer and longer fences": _growing("`", "\n"),
    "attributes": lambda size: "<a " + _joined(lambda number: f"a{number}=b ")(size) + ">",
    "attributes without a value": lambda size: (
        "<p " + _joined(lambda number: f"a{number} ")(size) + ">"
    ),
    "one attribute often": lambda size: "<p " + repeated("a ")(size) + ">",
    "long attribute": lambda size: f"<p a='{'b' * size}'>",
    "long name": lambda size: f"<{'b' * size}>",
    "link definitions": _joined(lambda number: f"[a{number}]: b\n"),
    "links to nowhere": _joined(lambda number: f"[a{number}] "),
    "header cells": _joined(lambda number: f"<th id=a{number}>a</th>"),
    "entities": _joined(lambda number: f"<!ENTITY a{number} '&a{number - 1};&a{number - 1};'>"),
    "elements opened, then closed": _halves("<div>", "</div>"),
    "inline elements opened, then closed": _halves("<b>", "</b>"),
    "formatting over paragraphs": _halves("<b>", "<p>"),
    "brackets opened, then closed": _halves("[", "]"),
    "objects opened, then closed": _halves('{"a":[', "]}"),
    "links opened, then closed": _halves("[", "](a)"),
    "emphasis opened, then closed": _halves("*a ", " a*"),
    "strong opened, then closed": _halves("**a ", " a**"),
    "quoted list": _halves("> - ", "a\n"),
    "quotes, then lines": _halves(">", "\na"),
    "bullets, then lines": _halves("- ", "a\nb\n"),
    "columns and rows": _columns,
    "items beneath items": _stairs,
    "keys": _joined(lambda number: f'"a{number}": "b",\n'),
    "notes of their own": _joined(lambda number: f"- note {number}\n"),
    "headings of their own": _joined(lambda number: f"## note {number}\n"),
    "combining marks out of order": lambda size: "a" + _halves("\u0301", "\u0316")(size),
    "marks in turns": lambda size: "a" + repeated("\u0301\u0316")(size),
    "a quotation of many levels": lambda size: ">" * 120 + repeated("a\n")(size),
    "brackets between words": repeated("a" * 40 + "["),
    "links between words": repeated("a" * 36 + "[a](b) "),
    "bold words": repeated("**a** b "),
    "comments in a line": repeated("a <!-- b "),
    "a wide table": lambda size: (
        "|a" * (size // 8) + "\n" + "|-" * (size // 8) + "\n" + "a\n" * (size // 4)
    ),
    "blanks in a heading": lambda size: "# a" + " " * size + "b: c",
    "numbers": lambda size: "1" * size,
    "a note, blanks and a brace": lambda size: "    a|" + " " * size + "}",
    "bold lines of their own": _joined(lambda number: f"**note {number}**\n\n"),
}
"""Every adversarial text by name."""

_BORDER = "┌──────────────────┬──────────────────┐\n"
_TITLES = "┌─8 Key partners────┬─7 Key activities──┐\n"


def _documents(*around: str) -> tuple[Callable[[str], str], ...]:
    """Return functions that put a text into documents in the place of `%`."""
    return tuple(lambda text, document=document: document.replace("%", text) for document in around)


def _json_string(text: str) -> str:
    """Return a text as a string of JSON."""
    return json.dumps(text, ensure_ascii=False)


_TEXTUSM = "Key partners\n    a\nCustomer segments\n    a\nValue propositions\n"

DOCUMENTS: Mapping[str, Sequence[Callable[[str], str]]] = {
    "markdown": _documents(
        "%",
        "## Channels\n\n- a\n\n%",
        "## Channels\n\n- a %",
        "## %\n\n- a",
        "## Channels\n\n<div>%\n\na",
    ),
    "text": _documents(
        "%",
        f"{_TITLES}│ · a%│ · b │\n%\n",
        f"{_TITLES}│ · a │ · b │\n│ %│\n├─4 Channels─%┤\n%",
        "┌─%─┬─%─┐\n│ %│%│\n",
    ),
    "html": _documents(
        "%",
        "<h2>Channels</h2><p>a</p>%",
        "<h2>Channels</h2><p>%</p><p>b</p>",
        "<h2>%</h2>a",
        "<h2>Channels</h2><p %>a</p>",
    ),
    "svg": _documents(
        "%",
        '<svg><g id="channels"><text>a</text></g><g id="key_partners"><text>%</text></g></svg>',
        '<svg><g id="channels"></g><g id="key_partners">%</g></svg>',
        "<!DOCTYPE svg [%]><svg></svg>",
    ),
    "json": (
        *_documents("%", '{"format": "bmc-tui", "schema": 1, "blocks": {"channels": [%]}}'),
        lambda text: (
            '{"format": "bmc-tui", "schema": 1, "blocks": {"channels": [{"text": '
            f"{_json_string(text)}}}]}}}}"
        ),
    ),
    "csv": (
        *_documents(
            "%", "block,note\n%", "block,note\nChannels,%\nChannels,b\n", "block,note\n%,a\n"
        ),
        lambda text: (
            f'title,block,section,note\na,Channels,"{text.replace(chr(34), chr(34) * 2)}",b'
        ),
    ),
    "jsoncanvas": (
        *_documents("%", '{"nodes": [%]}'),
        lambda text: '{"nodes": [{"type": "text", "text": ' + _json_string(text) + "}]}",
        lambda text: '{"nodes": [{"type": "group", "label": ' + _json_string(text) + "}]}",
    ),
    "textusm": _documents("%", f"{_TEXTUSM}    %\n", f"{_TEXTUSM}%\n", f"# title: %\n{_TEXTUSM}"),
    "other-json": (
        *_documents("%", '{"channels": [%]}', '{%, "channels": []}'),
        lambda text: '{"channels": [' + _json_string(text) + '], "key_partners": []}',
        lambda text: "{" + _json_string(text) + ': ["a"], "key_partners": [], "channels": []}',
    ),
    "front-matter": _documents("%", "---\nchannels: [%]\ncosts: a\n---\n%", "---\n%\n---\n"),
    "rst": _documents(
        "%",
        "Channels\n========\n\n* a\n\n%",
        "Channels\n~~~~~~~~\n\n.. note:: %\n\n:Awareness: %\n\nCosts\n~~~~~\n\n- b",
        "Channels\n========\n\n+---+---+\n| % | b |\n+---+---+\n",
    ),
    "jira": _documents(
        "%", "h2. Channels\n* %\n\nh2. Costs\n||%||b||\n|c|d|\n", "h2. %\n* a\nh2. Costs\n* b\n"
    ),
    "latex": _documents(
        "%",
        "\\section{Channels}\n\\begin{itemize}\\item %\\end{itemize}\n",
        "\\section{%}\n\\section{Costs}\n\\begin{tabular}{ll}a & % \\\\ b\n\\end{tabular}\n",
        "\\section{Costs}\na\\footnote{%",
    ),
    "opml": _documents(
        "%",
        '<opml version="2.0"><body><outline text="Channels">%</outline></body></opml>',
        '<opml version="2.0"><body><outline text="%"/></body></opml>',
    ),
    "toml": _documents(
        "%",
        "[channels]\na = 1\n%",
        'channels = ["%"]\n',
        "channels = [%]\ncosts = 1\n",
    ),
    "yaml": _documents(
        "%",
        "key_partners:\n  - %\nchannels: [a]\n",
        "a: &a [b]\nkey_partners: %\nchannels: [*a]\n",
        "channels: a\nkey_partners: |\n  %\n",
    ),
    "org": _documents("%", "* Channels\n- %\n* Costs\n%", "* Channels\n** %\n* Costs\n"),
    "asciidoc": _documents(
        "%",
        "= a\n\n== Channels\n* %\n== Costs\n%",
        "== Channels\n|===\n|%\n|===\n== Costs\n%:: a\n",
    ),
    "mediawiki": _documents(
        "%",
        "== Channels ==\n* %\n== Costs ==\n%",
        "== Channels ==\n{|\n! a\n|-\n| %\n|}\n== Costs ==\n; %\n",
    ),
    "mermaid": _documents(
        "%",
        "flowchart TB\n%",
        "flowchart TB\nsubgraph a[Channels]\n%\nend\nsubgraph b[Costs]\nc[%]\nend\n",
        "mindmap\n  Channels\n    %\n  Costs\n",
    ),
    "plantuml": _documents(
        "%", "@startmindmap\n%", "@startmindmap\n* a\n** Channels\n*** %\n** Costs\n"
    ),
    "drawing": _documents(
        "%",
        "+------+------+\n| Channels | Costs |\n| %\n+------+\n%",
        "┌─────┬─────┐\n│ Channels │ Costs │\n│ %│ b │\n└─────┴─────┘\n",
    ),
    "enclosed": _documents(
        "%",
        "```mermaid\nmindmap\n  Channels\n    %\n  Costs\n    a\n```\n%",
        "~~~ plantuml\n@startmindmap\n* a\n** Channels\n*** %\n** Costs\n",
    ),
    "auto": _documents("%", "{%", "<p>%", "## Channels\n- a\n%", "block,note\n%"),
}
"""For each reader, the functions that put a text into a document that it reads."""


def readers() -> tuple[str, ...]:
    """Return the names of all readers of texts; formats that share one come once."""
    modules: dict[str, str] = {}
    for name in readable_formats():
        if name in FORMATS and FORMATS[name].binary:
            continue
        # Org and others are written by a format, and read as what other programs write.
        modules.setdefault((name in FORMATS and FORMATS[name].reader) or name, name)
    return tuple(modules.values())

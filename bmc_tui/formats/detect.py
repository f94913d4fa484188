"""Detects the format of a text by its content, and reads it."""

import re
from collections.abc import Iterator

from bmc_tui.formats import FORMATS, Format
from bmc_tui.formats.result import FormatError, ImportResult

AUTO = "auto"
"""The name to pass for a format that is to be detected."""

OTHER_JSON = "other-json"
"""The name of the JSON of other programs, which is read but never written: it is not a `Format`."""

OTHER_READERS = {
    OTHER_JSON: "data.other_json",
    "yaml": "data.yaml",
    "front-matter": "data.yaml:read_front_matter",
    "toml": "data.toml",
    "org": "markups.org",
    "asciidoc": "markups.asciidoc",
    "mediawiki": "markups.mediawiki",
    "rst": "markups.rst",
    "jira": "markups.jira",
    "latex": "markups.latex",
    "opml": "data.opml",
    "mermaid": "diagrams.mermaid",
    "plantuml": "diagrams.plantuml",
    "drawing": "markdown.drawing",
    "enclosed": "enclosed",
}
"""The modules of what is read but never written, by name: they are no `Format`s."""

_MAX_PROLOG_CHARACTERS = 1_000
"""The start of a document of XML in which its root is looked for."""

_LAST = "markdown"
"""The format that any text could be in."""

_JSON_FORMATS = ("json", "jsoncanvas", OTHER_JSON)
_MARKDOWN_LINE = re.compile(r"^(?:#{1,6}[ \t]+\S|\*\*\S)", re.MULTILINE)
"""A heading of Markdown, or a line that begins in bold."""

_HTML_PAGE = re.compile(r"<(?:!doctype|html|body|table|h[1-6])\b", re.IGNORECASE)

_JSON_LIST = re.compile(r"\[\s*[{\[\"]")
"""The start of a list in JSON, which a text in brackets is not."""

_DRAWN_BORDER = re.compile(
    r"^[> \t]*(?:[┌╭┏╔╒╓├+][─━═╌╍┄┅┈┉=-]{3}|[.,]-{3}[-.,]*[.,][ \t]*$)", re.MULTILINE
)
"""The start of a border in a drawing of any program."""

_BOX_BORDER = re.compile(r"^[> \t]*[┌├]─", re.MULTILINE)
"""The start of a border in a drawn picture, possibly quoted as in mails."""


_ENCLOSED = re.compile(r"^[ \t]*(?:```|~~~)|[{\[]\s*[\"{\[]|[,;\t]", re.MULTILINE)
"""What a text has with data in it: a block of code, JSON, or a delimiter between cells."""


_TEXTUSM_SUFFIXES = (".bmc", ".usm")
"""How the names of TextUSM's files end."""

_SUFFIXES = {
    **dict.fromkeys((".yaml", ".yml"), "yaml"),
    ".svg": "svg",
    ".toml": "toml",
    ".rst": "rst",
    ".textile": "jira",
    **dict.fromkeys((".tex", ".latex", ".ltx"), "latex"),
    ".opml": "opml",
    ".org": "org",
    **dict.fromkeys((".adoc", ".asciidoc", ".asc"), "asciidoc"),
    **dict.fromkeys((".wiki", ".mediawiki", ".wikitext"), "mediawiki"),
    **dict.fromkeys((".mmd", ".mermaid"), "mermaid"),
    **dict.fromkeys((".puml", ".plantuml", ".pu", ".iuml", ".wsd"), "plantuml"),
    **dict.fromkeys((".csv", ".tsv", ".tab"), "csv"),
}
"""The format of a file by how its name ends: it is tried before those that its text could be in."""

_NOTHING_SEEN, _HEADINGS_SEEN = "reading.no_canvas", "reading.no_canvas_seen"
"""The keys of the error that a text is not a canvas, without and with the headings in it."""

_FINAL_ERRORS = {
    "reading.is_report",
    "reading.newer",  # another format would read only parts of it
    "reading.too_many_lines",  # a text that is too large for one format is not tried as another
    "reading.too_many_notes",
    "reading.too_many_groups",
    "reading.too_much_markup",
    "reading.too_many_values",
}
"""The errors that are about the text, and not about the format it was taken for."""


def readable_formats() -> tuple[str, ...]:
    """Return the names that `read_text` takes."""
    names = (format_.name for format_ in FORMATS.values() if format_.is_readable)
    return (AUTO, *names, *OTHER_READERS)


def read_text(text: str, name: str = AUTO, suffix: str = "") -> ImportResult:
    """Return the canvas in a text.

    Args:
        text: The text.
        name: One of `readable_formats()`. `AUTO` takes the first format that can read the text.
        suffix: The suffix of the text's file, such as `.bmc`; "" if it has none.

    Raises:
        FormatError: The text is not a canvas in that format, or in any.
    """
    if name != AUTO:
        return _read_as(text, name)
    reason: FormatError | None = None
    decisive = _SUFFIXES.get(suffix.lower(), _LAST)
    for candidate in _candidates(text, suffix):
        try:
            return _read_as(text, candidate)
        except FormatError as error:
            if error.key in _FINAL_ERRORS:
                raise
            # The error of the format that the file's name says; else of the one that its text
            # surely has; else of the last one.
            if reason is None or reason.key == _NOTHING_SEEN or candidate == decisive:
                reason = error
                if error.key == _HEADINGS_SEEN and (candidate == OTHER_JSON or candidate in _TESTS):
                    decisive = candidate
    raise reason or FormatError("reading.no_canvas")


def _read_as(text: str, name: str) -> ImportResult:
    """Return the canvas in a text of a given format."""
    if module := OTHER_READERS.get(name):
        return Format(name, "", "", module).read(text)
    if FORMATS[name].binary:
        raise FormatError(f"reading.no_{name}")
    return FORMATS[name].read(text)


def _candidates(text: str, suffix: str) -> Iterator[str]:
    """Yield the formats that a text could be in, the likeliest first.

    A text that is not an object in JSON could always be Markdown, which is the last.
    """
    start = text.lstrip()[:1]
    if start == "{":
        yield from _JSON_FORMATS
        yield "enclosed"
        return
    if start == "[" and _JSON_LIST.match(text.lstrip()):
        yield OTHER_JSON
    if start != "<" and _BOX_BORDER.search(text):
        yield "text"
    if start != "<" and _DRAWN_BORDER.search(text):
        yield "drawing"
    if by_suffix := _SUFFIXES.get(suffix.lower()):
        yield by_suffix
    if start != "<" and _ENCLOSED.search(text):
        yield "enclosed"
    yield from (name for name, is_format in _TESTS.items() if is_format(text))
    first_line = text.lstrip().partition("\n")[0]
    has_delimiter = any(delimiter in first_line for delimiter in ",;\t")
    is_cell = first_line[:1] == '"' and first_line.rstrip()[1:].endswith('"')
    if is_cell or (has_delimiter and not first_line.startswith(("#", "-", "*", "<"))):
        yield "csv"
    if start == "<":
        is_page = _HTML_PAGE.search(text) and not _MARKDOWN_LINE.search(text, text.rfind("</"))
        if _MARKDOWN_LINE.search(text) and not is_page:
            yield _LAST  # with some HTML at its start, as in many a readme or a document of pandoc
        if "<svg" in text:
            yield "svg"
        yield "html"
    if suffix.lower() in _TEXTUSM_SUFFIXES or _is_textusm(text):
        yield "textusm"
    yield _LAST
    if text.startswith("---"):
        yield "front-matter"


def _is_textusm(text: str) -> bool:
    """Tell whether a text is TextUSM's, in which every line without an indent is a block."""
    from bmc_tui.formats.data import textusm

    return textusm.is_textusm(text)


def _is_plantuml(text: str) -> bool:
    """Tell whether a text has a mind map of PlantUML."""
    from bmc_tui.formats.diagrams import plantuml

    return "@start" in text and plantuml.is_plantuml(text)


def _is_mermaid(text: str) -> bool:
    """Tell whether a text is a diagram of Mermaid."""
    from bmc_tui.formats.diagrams import mermaid

    return mermaid.is_mermaid(text)


def _is_org(text: str) -> bool:
    """Tell whether a text is an outline of Org mode."""
    from bmc_tui.formats.markups import org

    return org.is_org(text)


def _is_asciidoc(text: str) -> bool:
    """Tell whether a text is AsciiDoc."""
    from bmc_tui.formats.markups import asciidoc

    return "\n==" in text and asciidoc.is_asciidoc(text)


def _is_mediawiki(text: str) -> bool:
    """Tell whether a text is a page of a wiki."""
    from bmc_tui.formats.markups import mediawiki

    return "=" in text and mediawiki.is_mediawiki(text)


def _is_yaml(text: str) -> bool:
    """Tell whether a text is YAML."""
    from bmc_tui.formats.data import yaml

    return ":" in text and yaml.is_yaml(text)


def _is_rst(text: str) -> bool:
    """Tell whether a text is reStructuredText."""
    from bmc_tui.formats.markups import rst

    return rst.is_rst(text)


def _is_jira(text: str) -> bool:
    """Tell whether a text is of the wiki of Jira, or Textile."""
    from bmc_tui.formats.markups import jira

    return ". " in text and jira.is_jira(text)


def _is_latex(text: str) -> bool:
    """Tell whether a text is LaTeX."""
    from bmc_tui.formats.markups import latex

    return "\\" in text and latex.is_latex(text)


def _is_opml(text: str) -> bool:
    """Tell whether a text is an outline in OPML."""
    return "<opml" in text[:_MAX_PROLOG_CHARACTERS]


def _is_toml(text: str) -> bool:
    """Tell whether a text is TOML."""
    from bmc_tui.formats.data import toml

    return "=" in text and toml.is_toml(text)


_TESTS = {
    "plantuml": _is_plantuml,
    "mermaid": _is_mermaid,
    "mediawiki": _is_mediawiki,
    "asciidoc": _is_asciidoc,
    "opml": _is_opml,
    "latex": _is_latex,
    "jira": _is_jira,
    "rst": _is_rst,
    "org": _is_org,
    "toml": _is_toml,
    "yaml": _is_yaml,
}
"""The function that tells whether a text is in a format, by its name, in the order of trying."""

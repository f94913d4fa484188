"""Parses Markdown with markdown-it-py, after checking by counts that this will not take long.

The parser takes time for each sign of markup, and again for each line at each level of nesting. So
these are counted first: a text with too many is refused, on every machine alike.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from bmc_tui.formats.result import FormatError

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MAX_INLINE_NESTING = 20
"""Levels of markup within a line; beyond it a bracket is an ordinary character."""

_LIMIT = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+>[ \t]*[€$£]")
"""A list item that is a limit of money."""

_MAX_LEVELS = 130
"""Levels of blocks within blocks; a list has two, one for itself and one for its item."""

_SIGNS = "*_~`[]!<>&\\||"
"""The characters that can be markup within a line, a table or a quotation; the bar counts twice."""

_MARKERS = re.compile(r"(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+")
"""The markers of quotations and list items at the start of a line."""

_MAX_MARKER_CHARACTERS = 2_000
"""Characters of a line in which markers are counted; that many levels are refused anyway."""

_MARKER_ENDS = "-+*>.)"
"""The characters that a marker ends with."""

_SIGNS_PER_LIST_MARKER = 2
"""The signs that a marker counts for, by the time that the parser takes."""

_MAX_SIGNS = 100_000
"""Maximum number of these signs in a document: the parser takes some microseconds for each."""

_MAX_SIGN_CHARACTERS = 2_000_000_000
"""The signs in a paragraph times its characters, for all paragraphs together: at each sign the
parser may copy the text before it."""

_TEXT_END = re.compile(r"[\n!&*<\[\\\]_`~]")
"""The characters that the rules within a line start at."""

_HTML_ENDS = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>", "<!": ">"}
"""What ends a piece of HTML within a line, by what it starts with (CommonMark 6.6)."""

_TAG = re.compile(r"</?([A-Za-z][\w-]*)([^<>]{0,500})>")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_BARE_ATTRIBUTE = re.compile(r"(?<![=\w-])([A-Za-z][\w-]*)(?![\w-]|\s*=)")

_INLINE_ELEMENTS = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "audio",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "button",
        "canvas",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "embed",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "map",
        "mark",
        "math",
        "meter",
        "noscript",
        "object",
        "output",
        "picture",
        "progress",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "script",
        "select",
        "slot",
        "small",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "sup",
        "svg",
        "template",
        "textarea",
        "time",
        "tt",
        "u",
        "var",
        "video",
        "wbr",
    }
)
"""The elements of HTML within a line (HTML Living Standard, "Phrasing content", with those that it
calls obsolete)."""

_FLAGS = frozenset(
    {
        "allowfullscreen",
        "async",
        "autofocus",
        "autoplay",
        "checked",
        "controls",
        "default",
        "defer",
        "disabled",
        "hidden",
        "inert",
        "ismap",
        "loop",
        "multiple",
        "muted",
        "nomodule",
        "noshade",
        "novalidate",
        "nowrap",
        "open",
        "readonly",
        "required",
        "reversed",
        "selected",
    }
)
"""The attributes of HTML without a value."""

_MAX_HTML_BLOCKS = 3_000
"""Maximum number of blocks of HTML: each has a parser of its own, which takes a third of a
millisecond."""

_MAX_NESTED_LINES = 300_000
"""Maximum number of lines of a document, each counted once for each level that it can be nested
in."""


_MAX_DEEP_LINE_CHARACTERS = 20_000
"""Maximum number of characters of a line that is nested too deep by its own markers: the parser
would read all of it again at each level before it refuses the line."""

_BREAKS = ({"-"}, {"*"})
"""What a thematic break can consist of beside blanks, of the characters that are markers too."""


def parse_markdown(
    text: str,
    rewrite: Callable[[str, int], str] | None = None,
    references: dict[str, Any] | None = None,
) -> "list[Token]":
    """Return the tokens of a document, with links as they were written.

    Args:
        text: The document.
        rewrite: Returns the Markdown to parse instead of that of a paragraph, given that and its
            line.
        references: What the parser says of the link definitions is added to it.

    Raises:
        FormatError: It is nested too deep, or has too much markup.
    """
    lines = text.split("\n")
    _check_total(map(_count_signs, lines), _MAX_SIGNS)
    _check_total(_nested_lines(lines), _MAX_NESTED_LINES)
    _check_long_lines(lines)
    inline_parser = _parser(_MAX_INLINE_NESTING)
    references = {} if references is None else references
    tokens = _parser(_MAX_LEVELS + 1).parse(text, references)
    work = html_blocks = 0
    for token in tokens:
        html_blocks += token.type == "html_block"
        if html_blocks > _MAX_HTML_BLOCKS:
            raise FormatError("reading.too_much_markup", line=(token.map or [0])[0] + 1)
        if token.type == "inline":
            work += _count_signs(token.content) * len(token.content)
            if work > _MAX_SIGN_CHARACTERS:
                raise FormatError("reading.too_much_markup", line=(token.map or [0])[0] + 1)
            if rewrite:
                token.content = rewrite(token.content, (token.map or [0])[0] + 1)
            token.children = []
            inline_parser.inline.parse(token.content, inline_parser, references, token.children)
    return tokens


def parse_line(text: str) -> "Token":
    """Return a token of type `inline` for one line that is not a block of a document.

    Args:
        text: The line; the caller has made sure that it does not have too much markup.
    """
    from markdown_it.token import Token

    parser = _parser(_MAX_INLINE_NESTING)
    children: list[Token] = []
    parser.inline.parse(text, parser, {}, children)
    return Token("inline", "", 0, content=text, children=children)


def _check_total(counts: Iterable[int], limit: int) -> None:
    """Check that the counts of all lines together are within a limit.

    Raises:
        FormatError: They are not; it names the line that goes beyond.
    """
    for line, total in enumerate(accumulate(counts), 1):
        if total > limit:
            raise FormatError("reading.too_much_markup", line=line)


def _check_long_lines(lines: Iterable[str]) -> None:
    """Check that no long line is nested too deep by its own markers.

    Raises:
        FormatError: One is.
    """
    for number, line in enumerate(lines, 1):
        if len(line) > _MAX_DEEP_LINE_CHARACTERS:
            markers = _MARKERS.match(line, 0, _MAX_MARKER_CHARACTERS)
            is_deep = markers and _count(markers[0]) > _MAX_LEVELS
            if is_deep and {*line} - {" ", "\t"} not in _BREAKS:
                raise FormatError("reading.too_deep_at", line=number, limit=_MAX_LEVELS)


def _nested_lines(lines: Iterable[str]) -> Iterator[int]:
    """Yield for each line the number of levels in which the parser can reach it.

    That is by its indent; or by the markers of a line before it, up to an empty line: text without
    a marker continues the innermost paragraph (CommonMark 5.1 and 5.2, "laziness").
    """
    level = 0
    for line in lines:
        text = line.lstrip()
        if text:
            markers = _MARKERS.match(line, 0, _MAX_MARKER_CHARACTERS)
            indent = min(len(line) - len(text), _MAX_LEVELS) // 2
            level = max(level, _count(markers[0]) if markers else 0)
            yield max(level, indent)
        else:
            level = 0
            yield 0


def _count(markers: str) -> int:
    """Return the number of markers at the start of a line."""
    return sum(map(markers.count, _MARKER_ENDS))


def _count_signs(text: str) -> int:
    """Return how many characters of a line or paragraph can be markup, with the list markers."""
    markers = _MARKERS.match(text, 0, _MAX_MARKER_CHARACTERS)
    marker_count = _count(markers[0]) if markers else 0
    return sum(map(text.count, _SIGNS)) + _SIGNS_PER_LIST_MARKER * marker_count


@cache
def _parser(max_nesting: int) -> "MarkdownIt":
    """Return a parser of blocks, which parses the text of each by `inline.parse` only.

    Args:
        max_nesting: The levels that it parses; what is nested deeper is text within a line.

    The parser silently leaves out blocks that are nested deeper than its limit, so a rule of ours
    refuses them before that.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": max_nesting, "store_labels": True})
    parser.enable(["table", "strikethrough"])
    parser.disable("inline")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.block.ruler.before("table", "depth", _check_depth)
    parser.inline.ruler.at("text", _take_text)
    parser.inline.ruler.before("html_inline", "unclosed_html", _unclosed_html)
    parser.inline.ruler.before("html_inline", "words_in_brackets", _words_in_brackets)
    interrupted = ["paragraph", "reference", "blockquote"]
    parser.block.ruler.at("html_block", _html_block, {"alt": interrupted})
    parser.block.ruler.at("blockquote", _quote, {"alt": [*interrupted, "list"]})
    return parser


def _check_depth(state: "StateBlock", start_line: int, _end_line: int, _silent: bool) -> bool:
    """Refuse a block that is nested too deep; a rule of the parser that matches nothing."""
    if state.level >= _MAX_LEVELS:
        raise FormatError("reading.too_deep_at", line=start_line + 1, limit=_MAX_LEVELS)
    return False


def _quote(state: "StateBlock", start_line: int, end_line: int, silent: bool) -> bool:
    """Match a quote; in an item of a list `> € 500` is a limit, whose sign is part of the note."""
    from markdown_it.rules_block import blockquote

    line = state.src.rfind("\n", 0, state.bMarks[start_line]) + 1
    is_limit = _LIMIT.match(state.src, line) is not None
    return not is_limit and blockquote(state, start_line, end_line, silent)


def _take_text(state: "StateInline", silent: bool) -> bool:
    """Take the text before the next character that can be markup; a rule of the parser.

    Its own rule also stops at characters that only its extensions need, each of which takes time.
    """
    match = _TEXT_END.search(state.src, state.pos, state.posMax)
    end = match.start() if match else state.posMax
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _unclosed_html(state: "StateInline", silent: bool) -> bool:
    """Take the start of HTML that is never closed as text; a rule of the parser.

    Its own rule searches the rest of the paragraph for the end, which is quadratic on many starts.
    """
    if not state.src.startswith(("<!", "<?"), state.pos):
        return False
    start = next(start for start in _HTML_ENDS if state.src.startswith(start, state.pos))
    if state.env.get("source") is not state.src:
        last_ends = {end: state.src.rfind(end) for end in _HTML_ENDS.values()}
        state.env.update(source=state.src, last_ends=last_ends)
    if state.env["last_ends"][_HTML_ENDS[start]] > state.pos:
        return False
    if not silent:
        state.pending += "<"
    state.pos += 1
    return True


def _words_in_brackets(state: "StateInline", silent: bool) -> bool:
    """Take `<` before words that are no HTML tag as text; a rule of the parser.

    By Markdown's rules they are a tag, and `<rent and heating>` would vanish with its words.
    """
    if _is_tag(state.src, state.pos):
        return False
    if not silent:
        state.pending += "<"
    state.pos += 1
    return True


def _html_block(state: "StateBlock", start_line: int, end_line: int, silent: bool) -> bool:
    """Take a block of HTML, unless it starts with words in brackets; a rule of the parser.

    A break on a line of its own does not start one either: all lines up to an empty one would be
    HTML.
    """
    from markdown_it.rules_block import html_block

    start = state.bMarks[start_line] + state.tShift[start_line]
    tag = _TAG.match(state.src, start, state.eMarks[start_line])
    if tag and (tag[1].lower() == "br" or not _is_tag(state.src, start)):
        return False
    return html_block(state, start_line, end_line, silent)


def _is_tag(text: str, start: int) -> bool:
    """Tell whether a text that starts with `<` can be HTML: it is not a tag, or is an element's."""
    from markdown_it.common.html_blocks import block_names

    tag = _TAG.match(text, start)
    if tag is None:
        return True
    name = tag[1].lower()
    attributes = _BARE_ATTRIBUTE.findall(_QUOTED.sub("", tag[2]))
    is_element = name in _INLINE_ELEMENTS or name in block_names
    return is_element and all(attribute.lower() in _FLAGS for attribute in attributes)

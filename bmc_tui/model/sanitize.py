"""Sanitizes text that the user typed or pasted: one line, without control codes.

All input (typed, pasted, from files and the command line) goes through `clean` (one line),
`clean_lines` (several), `pasted_notes` (a pasted list) or `clean_typing` (a text area). After
that, no other code needs to guard against control codes.
"""

import re
from unicodedata import category, normalize

_ESCAPES = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor moves
    "|\x1b[\\]PX^_][^\x07\x1b\n\r]*(?:\x07|\x1b\\\\)"  # OSC, DCS, SOS, PM, APC with their text
    "|\x9b[0-?]*[ -/]*[@-~]"  # CSI as one C1 character
    "|\x1b[ -/]*[0-~]"  # any other escape sequence, or the start of an unterminated one
)
"""Escape sequences as defined by ECMA-48 (5th edition, 5.3-5.6) and xterm."""

_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""The line boundaries of `str.splitlines`, which a note cannot contain."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufeff\ufff9-\ufffb]"
)
"""C0 and C1 controls, bidi embeddings, overrides and isolates (Unicode UAX #9: they reorder what
comes after them), deprecated format characters, byte order mark, interlinear annotation. Joiners,
variation selectors, left-to-right marks and flag tags stay: words and emoji contain them."""

_SURROGATES = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which UTF-8 cannot encode. Python decodes invalid bytes to them (PEP 383)."""

_BLANK = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2064"
    "\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]*"
)
"""Invisible text: white space, and the characters that Unicode calls default ignorable."""

_FIRST_BLANK_LETTER = "\u034f"
"""The first of these that counts as printable."""

_TYPOGRAPHIC = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛‹›′ʼ`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣", "-"),
        **dict.fromkeys(
            "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f"
        ),
        "⁄": "/",
    }
)
"""What software types for what a hand types: quotes, hyphens, and what has no width at all."""

BULLET_SIGNS = (
    "•‣◦▪▫●○·∙–—⁃◉⬤☐☑☒✓✔■□◆◇➢➤►▶▸→➔➜➝➞➙☛☞❖✅§‒⇒👉🔹🔸"
    "\uf020-\uf0ff"  # where symbol fonts have their bullets
)
"""Bullets that are not Markdown's, for a set of characters in a pattern."""

TABBED_BULLET = r"(?:[^\W\d_](?=\t[^\t]*$)|[^\w\s$¢-¥₠-⃏|<>(){}\[\]])\ufe0f?\t\s*"
"""The pattern of any one character with a tab after it at the start of a line, as word processors
copy bullets of their symbol fonts: `o`, `§`, `Ø`. A digit or a sign of a currency belongs to what
follows, and a letter with two tabs after it to a row of a table."""

_BULLET = re.compile(
    rf"(?:{TABBED_BULLET}|(?:[-*+{BULLET_SIGNS}]\ufe0f?|\(?\d{{1,3}}[.)]|[a-z]\))(?:\s+|$))"
    r"(?:\[[ xX]\](?:\s+|$))?"
)
"""A list marker, an optional check box, and the white space after them. A capital with a full stop
is an initial, not a marker."""


def _scrub(text: str) -> str:
    """Return `text` without escapes and controls; line breaks and tabs stay.

    Each lone surrogate becomes a replacement character, so that the user sees what was lost.
    """
    text = _ESCAPES.sub("", text)
    return _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", text))


def clean(text: str) -> str:
    """Return `text` as one line without control codes and without white space around it.

    Args:
        text: Any text; line breaks and tabs become spaces.

    Returns:
        The line; empty if nothing visible remains.
    """
    if not text.isprintable():  # nearly every text is printable, and has nothing to remove
        text = _BREAKS.sub(" ", _scrub(text)).replace("\t", " ")
    line = text.strip()
    return "" if _BLANK.fullmatch(line) else line


def is_joiner(character: str) -> bool:
    """Tell whether a character is invisible but belongs to the text around it.

    Joiners and tags combine several emoji into one; a terminal sends them as keys of their own.
    """
    return category(character) == "Cf" and clean_typing(character) == character


def folded(text: str) -> str:
    """Return a text for comparing it with what people type; it is never shown.

    Case does not matter, nor do the characters that word processors, web pages and PDF files write
    instead of those of a keyboard: no-break and other spaces, typographic quotes and hyphens, soft
    hyphens and characters without width, full-width forms, ligatures, letters in parts.

    Args:
        text: Any text; each of its characters is folded separately.

    Returns:
        The text as NFKC (Unicode, UAX #15).
    """
    if text.isascii():
        return text.lower()
    text = text.translate(_TYPOGRAPHIC)
    return normalize("NFKC", normalize("NFKC", text).casefold()).translate(_TYPOGRAPHIC)


def clean_lines(text: str) -> tuple[str, ...]:
    """Return the lines of `text`, each cleaned, without the empty ones."""
    lines = _BREAKS.split(_scrub(text))
    joined = "".join(lines)
    if joined.isprintable() and max(joined, default="") < _FIRST_BLANK_LETTER:
        return tuple(filter(None, map(str.strip, lines)))  # a text is cleaned for each key
    return tuple(filter(None, map(clean, lines)))


def clean_typing(text: str) -> str:
    """Return `text` for a text area, without control codes: line breaks and outer spaces stay."""
    return _BREAKS.sub("\n", _scrub(text)).replace("\t", " ")


def may_be_data(text: str) -> bool:
    """Tell whether a text starts like JSON or HTML, which can have a whole canvas on one line."""
    return text.lstrip().startswith(("{", "[", "<"))


def raw_lines(text: str) -> list[str]:
    """Return the lines of `text` without control codes; tabs and the spaces around words stay."""
    return _BREAKS.split(_scrub(text))


def without_bullet(line: str) -> str:
    """Return a line of `raw_lines` without its bullet, numbering or check box, uncleaned."""
    return _BULLET.sub("", line.lstrip(), count=1) if _BULLET.match(line.lstrip()) else line


def pasted_notes(text: str) -> tuple[str, ...]:
    """Return the notes of a pasted text: one per line, without bullet, numbering or check box.

    Args:
        text: The pasted text: lines such as `- a`, `1. a`, `2) a`, `- [x] a`, or `• a` from a word
            processor.

    Returns:
        The notes, in order; a line without a marker is a note unchanged.
    """
    notes = (clean(without_bullet(line)) for line in raw_lines(text))
    return tuple(note for note in notes if note)

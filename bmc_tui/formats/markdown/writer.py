"""Writes a canvas as Markdown: its title, the nine blocks as headings, every note as one bullet.

The escaping rules are those of CommonMark 0.31.2 (with its section numbers) and of GitHub's
extensions. Text that reads the same without an escape is left as typed, because this text is read
and pasted raw.
"""

import re
from collections.abc import Iterable, Iterator

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.render.grouping import notes_by_section

_LINE_START = re.compile(
    r"""
    [-+*](?=[ ]|$)              # a list item (5.2)
  | [0-9]{1,9}[.)](?=[ ]|$)     # a numbered list item
  | >                           # a block quote (5.1)
  | -(?=[- ]*$)                 # a thematic break (4.1), together with the bullet before the note
  | ([*_])(?=(?:[ ]*\1){2,}$)   # a thematic break on its own
  | \#(?=\#{0,5}(?:[ ]|$))      # a heading (4.2)
  | `(?=``) | ~(?=~~)           # a code block (4.5)
  | \[(?=[ xX]\])               # GitHub: a task
    """,
    re.VERBOSE,
)
"""Markup at the start of a line. The last character of a match is the one to escape."""

_INLINE = re.compile(
    r"""
    \\(?=[!-/:-@\[-`{-~]|$)               # an escape (2.4)
  | \\(?=[A-Za-z\ ])                      # Pandoc: a command of TeX, a space that stays
  | &(?=\#?[A-Za-z0-9]+;)                 # a character reference (2.5)
  | (?<!\S)\#(?=\#*$)                     # the end of a heading (4.2), for the title
  | \](?=[(:])                            # a link, an image (6.3, 6.4), a link's definition (4.7)
  | <(?=[A-Za-z/!?]|[^\s<>]+@)            # HTML, an address in brackets (4.6, 6.5, 6.6)
  | \[(?=[\[!^])                           # Obsidian: a link, a callout, a footnote
  | =(?==) | (?<==)=                       # Obsidian: a highlight
  | %(?=%) | (?<=%)%                       # Obsidian: a comment
  | :(?=:(?:\s|$))                        # Obsidian, Logseq: a field
  | \((?=\([0-9a-f-]{4,36}\)\))           # Logseq: a paragraph of another page
  | (?<!\S)\^(?=[\w-]+$)                  # Obsidian: the id of a paragraph
  | :(?=(?![0-9]{1,2}:)[\w+-]+:)          # GitHub: an emoji's name, unlike `08:30:15`
    """,
    re.VERBOSE,
)
"""Single characters that are markup anywhere in a line, if the text after them is as given."""

_RUNS = tuple(re.compile(mark) for mark in (r"\*+", "_+", "~+", "`+"))
"""Runs of marks that are markup in pairs: emphasis (6.2), deletion (GitHub), code (6.1)."""

_FORMULA_START = re.compile(r"\$(?=\S)")
_FORMULA_END = re.compile(r"(?<=\S)\$(?![0-9])")
"""The marks of a formula (GitHub), unlike those in `$5 and $6`. A start needs an end after it, with
at least one character between them."""

_ADDRESS = re.compile(r"(?<![\w\\])https?://[^\s<>]*[^\s<>?!.,:*~)\]'\"]")
"""A web address, without the punctuation after it (GitHub's extended autolinks)."""

_MENTION = re.compile(r"(?<![A-Za-z0-9_])@[A-Za-z0-9][\w-]*(?:@[\w-]+)*")
"""What GitHub takes for the name of a user, who is notified then. It looks for them after Markdown
is rendered, so that no escape helps (github/markup#1168): only in code there are none."""

_PUNCTUATION = re.compile(r"[?!,.]")
_MARK = re.compile(r"[!-/:-@]")
"""A mark of ASCII that is not part of an escape: a backslash makes any of them literal."""


def write(canvas: Canvas, guide: Guide) -> str:
    """Return the whole canvas as a Markdown document.

    Args:
        canvas: The canvas; blocks without notes keep their heading, which shows what is still
            open.
        guide: The language of the headings.
    """
    title = guide.canvas_title(escape(canvas.title))
    blocks = (write_block(canvas, block, guide) for block in BLOCKS)
    extra = (*design_parts(canvas, guide), *parked_parts(canvas, guide))
    return "\n".join((f"# {title}\n", *particular_parts(canvas, guide), *blocks, *extra))


def particular_parts(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the particulars as a list, one bullet each; nothing without any."""
    bullets = [f"- {escape(line)}\n" for line in guide.particular_lines(canvas.particulars)]
    if bullets:
        yield "".join(bullets)


def design_parts(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the answers to the questions on the design as parts of Markdown; none without any.

    Each has its question as a heading, followed by the score: `### … (7/10)`.

    Args:
        canvas: The canvas.
        guide: The language of the questions.
    """
    if not canvas.design:
        return
    from bmc_tui.guide.answers import answer_heading

    yield f"## {guide.say('design.title')}\n"
    for answer in canvas.design:
        yield f"### {escape(answer_heading(answer, guide))}\n"
        if answer.text:
            yield bullet(answer.text)


def parked_parts(canvas: Canvas, guide: Guide) -> Iterator[str]:
    """Yield the parked notes as a part of Markdown, with their heading; none without any."""
    if canvas.parked:
        yield write_block(canvas, Block.PARKED, guide)


def write_block(canvas: Canvas, block: Block, guide: Guide) -> str:
    """Return one block as Markdown: its heading, its notes, then each phase that has notes.

    Args:
        canvas: The canvas.
        block: The block to write.
        guide: The language of the headings.
    """
    parts = [f"## {guide.title(block)}\n"]
    for section, notes in notes_by_section(canvas, block):
        if section != GENERAL:
            parts.append(f"### {guide.section_title(block, section)}\n")
        parts.append(_bullets(notes))
    return "\n".join(parts)


def escape(
    text: str, extra_markup: re.Pattern[str] | None = None, *, guards_mentions: bool = True
) -> str:
    """Return one clean line, escaped so that Markdown shows exactly that text.

    Args:
        text: A note or a title, as `clean` leaves it: one line, no white space around it.
        extra_markup: Markup of a dialect; the first character of a match is the one to escape.
        guards_mentions: Whether `@name` is set as code, so that no user of GitHub is notified.

    Returns:
        The line with a backslash before each character that would be markup in its place. A
        web address that needs one is put in angle brackets instead: within an address, GitHub
        takes a backslash for part of it.
    """
    positions = {match.start() for match in _INLINE.finditer(text)}
    positions |= {*_paired_marks(text), *_formula_starts(text)}
    if start := _LINE_START.match(text):
        positions.add(start.end() - 1)
    if extra_markup:
        positions |= {match.start() for match in extra_markup.finditer(text)}
    mentions = _mentions(text) if guards_mentions else []
    if mentions:
        positions |= {index for index, char in enumerate(text) if char == "`"}
        positions -= {index for span in mentions for index in range(*span)}
    insertions = dict.fromkeys(positions, "\\")
    for first, end in mentions:
        insertions[first] = "`"
        insertions[end] = "`" + insertions.get(end, "")
    for address in _ADDRESS.finditer(text):
        if inside := positions.intersection(range(*address.span())):
            for position in inside:
                del insertions[position]
            insertions[address.start()] = "<"
            insertions[address.end()] = ">" + insertions.get(address.end(), "")
    escaped = (insertions.get(index, "") + char for index, char in enumerate(text))
    return "".join(escaped) + insertions.get(len(text), "")


def note_line(
    text: str, extra_markup: re.Pattern[str] | None = None, *, guards_mentions: bool = True
) -> str:
    """Return a note as a line of Markdown, from which an import reads the same note.

    Args:
        text: The note. One in the method's own words, or that looks like a placeholder, gets an
            escape that no renderer shows: without it, the reader would leave it out.
        extra_markup: Markup of a dialect; see `escape`.
        guards_mentions: See `escape`.
    """
    from bmc_tui.formats.outline.beside.junk import is_placeholder
    from bmc_tui.guide.aliases import phase_named
    from bmc_tui.guide.method_lines import is_method_text
    from bmc_tui.guide.named_lines import question_in_line, split_label

    escaped = escape(text, extra_markup, guards_mentions=guards_mentions)
    if is_placeholder(text) and not escaped.startswith("\\"):
        escaped = f"\\{escaped}"
    if any(map(text.__contains__, "?!….:")) and (is_method_text(text) or question_in_line(text)):
        escaped = _PUNCTUATION.sub(r"\\\g<0>", escaped, count=1)
    label, separator, _ = split_label(text)
    if separator and "\\" not in escaped and phase_named(label):
        escaped = _MARK.sub(r"\\\g<0>", escaped, count=1)
    return escaped


def bullet(text: str) -> str:
    """Return a note as a bullet, from which an import reads the same note."""
    return f"- {note_line(text)}\n"


def _bullets(notes: Iterable[Note]) -> str:
    """Return the notes as a list, one bullet each."""
    return "".join(bullet(note.text) for note in notes)


def _mentions(text: str) -> list[tuple[int, int]]:
    """Return where a text has what GitHub takes for the name of a user, outside of addresses."""
    if "@" not in text:
        return []
    inside = {i for address in _ADDRESS.finditer(text) for i in range(*address.span())}
    spans = (match.span() for match in _MENTION.finditer(text))
    return [span for span in spans if span[0] not in inside]


def _formula_starts(text: str) -> Iterator[int]:
    """Yield the position of each start of a formula that has an end somewhere after it.

    The last end is searched for once: from each start, that would take quadratic time.
    """
    last_end = max((match.start() for match in _FORMULA_END.finditer(text)), default=0)
    for match in _FORMULA_START.finditer(text, 0, max(0, last_end)):
        if match.start() + 1 < last_end:
            yield match.start()


def _paired_marks(text: str) -> Iterator[int]:
    """Yield the positions of marks that could pair up; a single mark is an ordinary character."""
    for pattern in _RUNS:
        active_runs = [run for run in pattern.finditer(text) if not _is_inactive(run)]
        if len(active_runs) > 1:
            for run in active_runs:
                yield from range(*run.span())


def _is_inactive(run: re.Match[str]) -> bool:
    """Tell whether a run can neither open nor close a pair in its place (6.2)."""
    mark = run[0][0]
    before = run.string[max(0, run.start() - 1) : run.start()]
    after = run.string[run.end() : run.end() + 1]
    if mark == "`":
        return False
    if mark == "_" and before.isalnum() and after.isalnum():
        return True
    return before in ("", " ") and after in ("", " ")

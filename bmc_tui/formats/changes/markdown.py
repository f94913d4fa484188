"""Writes the nine blocks with what changed in them as Markdown: every note, each with its sign.

What is gone is struck through (GitHub's `~~`), and every sign stands in bold before its note, so
that nothing hangs on the stroke alone. Each text of the user has a line of its own: on one line,
marks in two could pair up.
"""

import re
from collections.abc import Iterator

from bmc_tui.formats.changes.comparison import Comparison, unpictured_changes
from bmc_tui.formats.markdown import changelog
from bmc_tui.formats.markdown.writer import escape
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import with_spots
from bmc_tui.model.compared.marked import MarkedCanvas, NoteMark
from bmc_tui.render.compared.signs import GONE, SIGNS, detail, legend
from bmc_tui.render.grouping import notes_by_section

_TILDE = re.compile("~")


def write(comparison: Comparison, guide: Guide) -> str:
    """Return the document: what is compared, and then block by block the notes of both sides.

    Args:
        comparison: What is compared.
        guide: The language.
    """
    marked = comparison.marked()
    title = guide.canvas_title(escape(comparison.newer.title))
    names = (comparison.older_name, comparison.newer_name)
    keys = ("changes.since", "changes.until")
    states = (guide.say(key, name=escape(name)) for key, name in zip(keys, names, strict=True))
    parts = [
        f"# {guide.say('changes.heading', title=title)}\n",
        "".join(f"- {state}\n" for state in states),
    ]
    if signs := ", ".join(f"**{sign}** {words}" for sign, words in legend(marked, guide)):
        parts.append(f"{signs}\n")
    if not marked.changes:
        parts.append(f"{guide.say('changes.none')}\n")
    for block in BLOCKS:
        parts += block_parts(marked, block, guide)
    parts += _unpictured_parts(marked, guide)
    return "\n".join(parts)


def write_list(comparison: Comparison, guide: Guide) -> str:
    """Return only what changed, by block.

    Args:
        comparison: What is compared.
        guide: The language.
    """
    title, names = comparison.newer.title, (comparison.older_name, comparison.newer_name)
    return changelog.write(comparison.changes(), title, *names, guide)


def block_parts(marked: MarkedCanvas, block: Block, guide: Guide) -> Iterator[str]:
    """Yield the heading and the notes of one block, those of each phase under its name.

    Args:
        marked: The notes of both sides.
        block: The block.
        guide: The language.
    """
    yield f"## {guide.title(block)}\n"
    for section, notes in notes_by_section(marked.canvas, block):
        if section != GENERAL:
            yield f"### {guide.section_title(block, section)}\n"
        yield "".join(
            _bullet(note.text, marked.marks.get(spot), block, guide)
            for spot, note in with_spots(block, notes)
        )


def _bullet(text: str, mark: NoteMark | None, block: Block, guide: Guide) -> str:
    """Return the bullet of a note, and one beneath it with what became of the note."""
    if mark is None:
        return f"- {escape(text)}\n"
    shown = f"~~{escape(text, _TILDE)}~~" if mark.kind in GONE else escape(text)
    bullet = f"- **{SIGNS[mark.kind]}** {shown}\n"
    words = detail(mark, block, guide)
    return f"{bullet}  - {escape(words)}\n" if words else bullet


def _unpictured_parts(marked: MarkedCanvas, guide: Guide) -> Iterator[str]:
    """Yield the changes outside the blocks, each as a bullet under a heading of their own."""
    bullets = ""
    for change in unpictured_changes(marked, guide):
        bullets += f"- **{change.sign}** {escape(change.label)}\n"
        text = escape(change.text, _TILDE)
        bullets += f"  - ~~{text}~~\n" if change.is_gone else f"  - {escape(change.text)}\n"
        if change.detail:
            bullets += f"  - {escape(change.detail)}\n"
    if bullets:
        yield f"## {guide.say('changes.beside')}\n"
        yield bullets

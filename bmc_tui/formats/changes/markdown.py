"""Writes the nine blocks with what changed in them as Markdown: every note, each with its sign.

Removed notes are struck through (GitHub's `~~`), and each note has its sign in bold before it, so
that nothing depends on the strike-through alone. Each text of the user has a line of its own: on
one line, the marks of two texts could pair up.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.markdown import changelog
from bmc_tui.formats.markdown.writer import escape
from bmc_tui.guide import Guide
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block
from bmc_tui.model.canvas import with_spots
from bmc_tui.model.compared.marked import MarkedCanvas, NoteMark
from bmc_tui.render.compared.signs import MarkSigns
from bmc_tui.render.compared.unpictured import unpictured_changes
from bmc_tui.render.grouping import notes_by_section

_TILDE = re.compile("~")


def write(comparison: Comparison, guide: Guide) -> str:
    """Return the document: what is compared, and then block by block the notes of both sides.

    Args:
        comparison: What is compared.
        guide: The language.
    """
    marked, signs = comparison.marked(), comparison.signs(guide)
    parts = _head(comparison, marked, signs)
    for block in BLOCKS:
        parts += block_parts(marked, block, signs)
    parts += _unpictured_parts(marked, signs)
    return "\n".join(parts)


def _head(comparison: Comparison, marked: MarkedCanvas, signs: MarkSigns) -> list[str]:
    """Return the parts above the blocks: what is compared, and what the signs say."""
    guide = signs.guide
    names = [escape(name) for name in (comparison.older_name, comparison.newer_name)]
    escaped = replace(comparison, older_name=names[0], newer_name=names[1])
    title = guide.say("changes.heading", title=guide.canvas_title(escape(comparison.newer.title)))
    parts = [f"# {escaped.title(guide) if signs.pair else title}\n"]
    entries = [f"**{sign}** {words}" for sign, words in escaped.signs(guide).legend(marked)]
    parts.append("".join(f"- {line}\n" for line in escaped.names(guide)))
    if entries:
        parts.append(f"{', '.join(entries)}\n")
    if words := signs.none(marked):
        parts.append(f"{words}\n")
    return parts


def write_list(comparison: Comparison, guide: Guide) -> str:
    """Return only what changed, by block; of two canvases, only what one of them has.

    Args:
        comparison: What is compared.
        guide: The language.
    """
    if comparison.is_pair:
        marked, signs = comparison.marked(), comparison.signs(guide)
        parts = _head(comparison, marked, signs)
        for block in BLOCKS:
            bullets = "".join(
                _bullet(note.text, mark, block, signs)
                for note, mark in marked.marked_notes(block)
                if signs.of_mark(mark)
            )
            parts += [f"## {guide.title(block)}\n", bullets] if bullets else []
        return "\n".join((*parts, *_unpictured_parts(marked, signs)))
    title, names = comparison.newer.title, (comparison.older_name, comparison.newer_name)
    return changelog.write(comparison.changes(), title, *names, guide)


def block_parts(marked: MarkedCanvas, block: Block, signs: MarkSigns) -> Iterator[str]:
    """Yield the heading and the notes of one block, those of each phase under its name.

    Args:
        marked: The notes of both sides.
        block: The block.
        signs: What the signs say.
    """
    guide = signs.guide
    yield f"## {guide.title(block)}\n"
    for section, notes in notes_by_section(marked.canvas, block):
        if section != GENERAL:
            yield f"### {guide.section_title(block, section)}\n"
        yield "".join(
            _bullet(note.text, marked.marks.get(spot), block, signs)
            for spot, note in with_spots(block, notes)
        )


def _bullet(text: str, mark: NoteMark | None, block: Block, signs: MarkSigns) -> str:
    """Return the bullet of a note, and one below it with what became of the note."""
    sign = signs.of_mark(mark)
    if not sign:
        return f"- {escape(text)}\n"
    shown = f"~~{escape(text, _TILDE)}~~" if signs.is_gone(mark) else escape(text)
    bullet = f"- **{sign}** {shown}\n"
    words = signs.detail(mark, block)
    return f"{bullet}  - {escape(words)}\n" if words else bullet


def _unpictured_parts(marked: MarkedCanvas, signs: MarkSigns) -> Iterator[str]:
    """Yield the changes outside the blocks, each as a bullet under a heading of their own."""
    bullets = ""
    for change in unpictured_changes(marked, signs):
        bullets += f"- **{change.sign}** {escape(change.label)}\n"
        text = escape(change.text, _TILDE)
        bullets += f"  - ~~{text}~~\n" if change.is_gone else f"  - {escape(change.text)}\n"
        if change.detail:
            bullets += f"  - {escape(change.detail)}\n"
    if bullets:
        yield f"## {signs.guide.say('changes.beside')}\n"
        yield bullets

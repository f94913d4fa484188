"""Copies from the canvas screen: the text of the whole canvas, of one block, or of one note."""

from typing import TYPE_CHECKING

from bmc_tui.config.settings import CLEAN
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.context import AppContext

if TYPE_CHECKING:
    from bmc_tui.ui.screens.canvas.screen import CanvasScreen


async def copy_from(screen: "CanvasScreen", block: Block | None) -> None:
    """Copy the canvas, or one block of it, and report where to.

    Args:
        screen: The canvas screen.
        block: The block; None for the whole canvas.
    """
    canvas, context = screen.canvas, screen.context
    if _is_empty(canvas, block):
        screen.show_message("block_empty" if block else "nothing_to_copy")
        return
    binding = ("canvas.plain_block", "M") if block else ("canvas.plain", "m")
    text = text_of(canvas, block, context)
    report = await context.copy_text(text, screen.guide.key(*binding))
    screen.message_bar.show(report.message)


def copy_note(screen: "CanvasScreen") -> None:
    """Copy the note under the cursor of the editor, if nothing is selected."""
    pane = screen.mode.pane
    if pane and pane.spot:
        screen.app.copy_to_clipboard(pane.note.text)
    else:
        screen.show_message("no_note_here")


def _is_empty(canvas: Canvas, block: Block | None) -> bool:
    """Return whether the canvas, or one block of it, has nothing to copy."""
    if block:
        return not canvas.notes(block)
    return not (canvas.note_count or canvas.title or canvas.design)


def text_of(canvas: Canvas, block: Block | None, context: AppContext) -> str:
    """Return the text to copy, or to show as plain text.

    Args:
        canvas: What to copy.
        block: The block to copy as Markdown, its vocabulary in the language of the app; None for
            the whole canvas, in the format that is set for that.
        context: The settings and the language.
    """
    from bmc_tui.formats import FORMATS

    copy_format = FORMATS[context.config.settings.copy_format]
    is_data = not block and copy_format.is_data
    if context.config.settings.copy_notes == CLEAN and not is_data:
        from bmc_tui.formats.without_notation import without_notation

        canvas = without_notation(canvas, context.guide, has_parked=block is Block.PARKED)
    if block:
        from bmc_tui.formats.markdown.writer import write_block

        return write_block(translate_words(canvas, context.guide), block, context.guide)
    return str(copy_format.write(canvas, context.guide))

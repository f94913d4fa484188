"""The text that the canvas screen copies: of the whole canvas, or of one block."""

from bmc_tui.formats import FORMATS
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.context import AppContext


def is_empty(canvas: Canvas, block: Block | None) -> bool:
    """Return whether the canvas, or one block of it, has nothing to copy."""
    return not (canvas.notes(block) if block else canvas.note_count or canvas.title)


def text_of(canvas: Canvas, block: Block | None, context: AppContext) -> str:
    """Return the text to copy, or to show as plain text.

    Args:
        canvas: What to copy.
        block: The block to copy as Markdown, its vocabulary in the language of the app; None for
            the whole canvas, in the format that is set for that.
        context: The settings and the language.
    """
    if block:
        from bmc_tui.formats.markdown.writer import write_block

        return write_block(translate_words(canvas, context.guide), block, context.guide)
    copy_format = FORMATS[context.config.settings.copy_format]
    return str(copy_format.write(canvas, context.guide))

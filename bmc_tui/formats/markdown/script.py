"""Writes the slides of a presentation as a Markdown script, to be read aloud from."""

from collections.abc import Sequence

from bmc_tui.formats.markdown.writer import escape
from bmc_tui.render.story.slides import Slide


def write(slides: Sequence[Slide]) -> str:
    """Return the script of a presentation.

    Args:
        slides: What `render.story.slides.slides` returned.
    """
    first, *rest = slides
    parts = [f"# {escape(first.text)}\n"]
    if first.caption:
        parts.append(f"\n{escape(first.caption)}\n")
    for previous, slide in zip(slides, rest, strict=False):
        if slide.is_note:
            text = f"{slide.caption}: {slide.text}" if slide.caption else slide.text
            bullet = f"- {escape(text)}\n"
            parts.append(bullet if previous.is_note else f"\n{bullet}")
        else:
            parts.append(f"\n## {escape(slide.text)}\n\n{escape(slide.caption)}\n")
    return "".join(parts)

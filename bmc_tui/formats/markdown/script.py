"""The script of a presentation as Markdown, to be read aloud from."""

from collections.abc import Sequence

from bmc_tui.formats.markdown.writer import bullet, escape
from bmc_tui.render.slides import Slide


def script(story: Sequence[Slide]) -> str:
    """Return a story as Markdown, to be read aloud from.

    Args:
        story: What `slides` returned.
    """
    first, *rest = story
    parts = [f"# {escape(first.text)}\n"]
    if first.caption:
        parts.append(f"\n{escape(first.caption)}\n")
    for before, slide in zip(story, rest, strict=False):
        if slide.is_note:
            said = f"{slide.caption}: {slide.text}" if slide.caption else slide.text
            parts.append(bullet(said) if before.is_note else f"\n{bullet(said)}")
        else:
            parts.append(f"\n## {escape(slide.text)}\n\n{escape(slide.caption)}\n")
    return "".join(parts)

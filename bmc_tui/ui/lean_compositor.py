"""Textual's compositor, asked for no more than what changes.

Textual 8.2's own renders every row of every widget that an update might touch, and writes a row
from its first column. This one renders the rows of the update, and writes the columns of it.
"""

from collections.abc import Iterable

from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class SpansUpdate(ChopsUpdate):
    """An update that writes just the columns that are to be updated."""

    def render_segments(self, console: Console) -> str:
        """Return the update as it is written to a terminal."""
        parts: list[str] = []
        for y, first, last in self.spans:
            for end, (start, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=True):
                left, right = max(first, start), min(last, end)
                if strip is not None and left < right:
                    parts.append(f"\x1b[{y + 1};{left + 1}H")
                    parts.append(strip.crop(left - start, right - start).render(console))
        return "".join(parts)


class LeanCompositor(Compositor):
    """A compositor of a screen whose updates are small."""

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield what the widgets show in the rows of `crop`: their region, the part, its rows."""
        area = crop or self.size.region
        for widget, (region, clip) in self.visible_widgets.items():
            part = region.intersection(clip)
            top, bottom = max(part.y, area.y), min(part.bottom, area.bottom)
            if top < bottom and part.width:
                rows = Region(part.x, top, part.width, bottom - top)
                yield region, rows, widget.render_lines(rows.translate(-region.offset))

    def render_partial_update(self) -> SpansUpdate | None:
        """Return the update of the regions that changed, or None when none did."""
        update = super().render_partial_update()
        return SpansUpdate(update.chops, update.spans, update.chop_ends) if update else None


def repaint(widget: Widget, *regions: Region) -> None:
    """Repaint parts of a widget at once, where Textual would wait for its next frame.

    Args:
        widget: A widget that is on a screen.
        regions: Its parts, in its own cells.
    """
    screen = widget.screen
    compositor = screen._compositor  # noqa: SLF001 - Textual has no other way to its own frame
    if not screen.is_current or widget not in compositor.visible_widgets:
        widget.refresh(*regions)
        return
    widget._set_dirty(*regions)  # noqa: SLF001
    compositor.update_widgets({widget})
    screen._compositor_refresh()  # noqa: SLF001

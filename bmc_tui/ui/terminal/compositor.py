"""Textual's compositor, asked for no more than what changes.

Textual 8.2's own renders every row of every widget that an update might touch, and writes a row
from its first column. This one renders the rows of the update, and writes the columns of it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from rich.console import Console
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip

from bmc_tui.ui.terminal.output import PLAIN


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

    def __init__(self) -> None:
        super().__init__()
        self._wanted: Sequence[Region] = ()
        """What a partial update is about."""

    def _get_renders(
        self, crop: Region | None = None
    ) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Yield the rows that are wanted of the widgets that can be seen in them.

        Yields:
            A widget's region, the part of it that is rendered, and its rows.
        """
        wanted = self._wanted or [crop or self.size.region]
        for widget, (region, clip) in self.visible_widgets.items():  # from the front to the back
            part = region.intersection(clip)
            here = [part.intersection(area) for area in wanted if part.overlaps(area)]
            for top, bottom in _runs(here):
                rows = Region(part.x, top, part.width, bottom - top)
                yield region, rows, widget.render_lines(rows.translate(-region.offset))
            wanted = [area for area in wanted if not part.contains_region(area)]

    def render_partial_update(self) -> SpansUpdate | None:
        """Return the update of the regions that changed, or None when none did.

        A row with characters that terminals take for wider or narrower than we do is written
        whole: what stands behind them in it has moved, and comes to its place again.
        """
        regions = frozenset(self._dirty_regions)
        update = self._update(regions)
        if update is None:
            return None
        rows = {y for y, _, _ in update.spans if not all(map(_is_plain, update.chops[y].values()))}
        if not rows:
            return update
        return self._update({*regions, *(Region(0, y, self.size.width, 1) for y in rows)})

    def _update(self, regions: Collection[Region]) -> SpansUpdate | None:
        """Return the update of these regions."""
        self._wanted = tuple(regions)
        self._dirty_regions = set(regions)
        update = super().render_partial_update()
        self._wanted = ()
        return SpansUpdate(update.chops, update.spans, update.chop_ends) if update else None


def _runs(areas: Iterable[Region]) -> Iterator[tuple[int, int]]:
    """Yield the runs of rows that areas take: the first row, and the one behind the last."""
    top = bottom = -1
    for area in sorted(areas, key=lambda area: area.y):
        if area.y > bottom:
            if bottom > top:
                yield top, bottom
            top = area.y
        bottom = max(bottom, area.bottom)
    if bottom > top:
        yield top, bottom


def _is_plain(strip: Strip | None) -> bool:
    """Tell whether a part of a row is as wide in every terminal."""
    return strip is None or bool(PLAIN.fullmatch(strip.text))

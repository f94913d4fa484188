"""The regions that boxes take, and the borders of these."""

from textual.geometry import Region

from bmc_tui.render.box_drawing import Box


def box_region(box: Box) -> Region:
    """Return the region of a box, its border included."""
    return Region(box.left, box.top, box.right - box.left + 1, box.bottom - box.top + 1)


def edges(region: Region) -> tuple[Region, ...]:
    """Return the four sides of a region, a cell thick."""
    x, y, width, height = region
    return (
        Region(x, y, width, 1),
        Region(x, region.bottom - 1, width, 1),
        Region(x, y, 1, height),
        Region(region.right - 1, y, 1, height),
    )

"""The command that searches the notes and titles of all canvases."""

from argparse import Namespace

from bmc_tui.cli.errors import CommandError, NegativeResultError
from bmc_tui.cli.output import display_title, to_json
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.model.search import Match, search_with_title
from bmc_tui.store import Shelf, StoredCanvas

_MAX_TITLE_CELLS = 200
"""Cells of the title before a note: each match repeats it, and a title may be a megabyte."""


def find_command(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return the notes and titles that contain a text: one per line, or as JSON.

    Raises:
        CommandError: The text is empty.
        NegativeResultError: Nothing contains it.
    """
    query = clean(" ".join(args.text))
    if not query:
        raise CommandError("cli.nothing_sought")
    matches = [
        (stored, match)
        for stored in shelf.canvases()
        for match in search_with_title(query, stored.canvas)
    ]
    if args.json:
        output = to_json([_json_match(stored, match) for stored, match in matches])
    else:
        output = "".join(f"{_line(stored, match, guide)}\n" for stored, match in matches)
    if not matches:
        raise NegativeResultError("cli.not_found", output, text=query)
    return output


def _line(stored: StoredCanvas, match: Match, guide: Guide) -> str:
    """Return a match as `canvas: block/section: note`; one in a title as the title."""
    title = display_title(stored.entry.title, guide)
    if len(title) > _MAX_TITLE_CELLS:
        from bmc_tui.render.wrap import truncate

        title = truncate(title, _MAX_TITLE_CELLS)
    if match.spot is None:
        return title
    place = guide.title(match.spot.block)
    if match.spot.section:
        place += f"/{guide.section_title(match.spot.block, match.spot.section)}"
    return f"{title}: {place}: {match.text}"


def _json_match(stored: StoredCanvas, match: Match) -> dict[str, object]:
    """Return a match as `find --json` prints it; one in a title has no block and no note."""
    return {
        "id": stored.entry.id,
        "title": stored.entry.title,
        "block": match.spot and match.spot.block.value,
        "section": match.spot and match.spot.section,
        "note": match.text if match.spot else None,
    }

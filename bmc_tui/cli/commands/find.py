"""The command that finds notes and titles over all canvases."""

from argparse import Namespace

from bmc_tui.cli.output import CommandError, FailedOutputError, shown_title
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean
from bmc_tui.model.search import Match, search_whole
from bmc_tui.store import Shelf, StoredCanvas


def find(args: Namespace, guide: Guide, shelf: Shelf) -> str:
    """Return where a text is found: a line a note, or as JSON.

    Raises:
        CommandError: There is nothing to look for.
        FailedOutputError: Nothing was found.
    """
    sought = clean(" ".join(args.text))
    if not sought:
        raise CommandError("cli.nothing_sought")
    found = [
        (kept, match) for kept in shelf.canvases() for match in search_whole(sought, kept.canvas)
    ]
    if args.json:
        import json

        # Only ASCII: it is valid JSON in whatever encoding it is read.
        text = json.dumps([_as_json(*each) for each in found], indent=1) + "\n"
    else:
        text = "".join(f"{_line(*each, guide)}\n" for each in found)
    if not found:
        raise FailedOutputError("cli.not_found", text, text=sought)
    return text


def _line(kept: StoredCanvas, match: Match, guide: Guide) -> str:
    """Return the canvas, the block with the phase or question, and the note."""
    title = shown_title(kept.entry.title, guide)
    if match.spot is None:
        return title
    place = guide.title(match.spot.block)
    if match.spot.section:
        place += f"/{guide.section_title(match.spot.block, match.spot.section)}"
    return f"{title}: {place}: {match.text}"


def _as_json(kept: StoredCanvas, match: Match) -> dict[str, object]:
    """Return what a program is told of a note that was found; of a title there is no block."""
    return {
        "id": kept.entry.id,
        "title": kept.entry.title,
        "block": match.spot and match.spot.block.value,
        "section": match.spot and match.spot.section,
        "note": match.text if match.spot else None,
    }

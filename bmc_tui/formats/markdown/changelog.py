"""What changed between two canvases, in words: as a Markdown change log, and for the screen."""

from collections.abc import Iterator
from datetime import datetime

from bmc_tui.formats.markdown.writer import escape
from bmc_tui.guide import Guide
from bmc_tui.guide.dates import local_time
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.diff import Change, Changes, Kind, Placed


def write(changes: Changes, title: str, since: str, until: str, guide: Guide) -> str:
    """Return the changes as a Markdown document.

    Args:
        changes: What changed.
        title: The canvas's title.
        since: What a person calls the older state.
        until: What a person calls the newer state.
        guide: The language of the words around the notes.
    """
    # Each text that somebody typed stands on a line of its own: marks in two of them could pair up.
    heading = guide.say("changes.heading", title=guide.canvas_title(escape(title)))
    states = (
        guide.say("changes.since", name=escape(since)),
        guide.say("changes.until", name=escape(until)),
    )
    parts = [f"# {heading}\n", "".join(f"- {state}\n" for state in states)]
    if changes.title:
        parts.append(_bullet(guide.say("changes.title"), changes.title[1], changes.title[0], guide))
    for block in BLOCKS:
        if of_block := changes.of(block):
            parts.append(f"## {guide.title(block)}\n")
            parts.append("".join(_note(change, guide) for change in of_block))
    if not changes:
        parts.append(f"{guide.say('changes.none')}\n")
    return "\n".join(parts)


def version_name(name: str, made: datetime, guide: Guide) -> str:
    """Return what a person calls a version, such as `“before pricing”, 2026-03-14 13:00`.

    Args:
        name: Its name; empty for one that the program made.
        made: When it was made; aware.
        guide: The language to say it in.
    """
    what = guide.say("versions.named", name=name) if name else guide.say("versions.automatic")
    return guide.say("versions.at", name=what, when=local_time(made))


def change_label(change: Change, guide: Guide) -> str:
    """Return what became of a note, such as `Added` or `Moved from Key partners`.

    Args:
        change: What became of it.
        guide: The language to say it in.
    """
    before, after = change.before, change.after
    if change.kind in {Kind.ADDED, Kind.GONE}:
        key = "added" if change.kind is Kind.ADDED else "gone"
        place = _phase(change.at, guide)
        return guide.say(f"changes.{key}_in" if place else f"changes.{key}", place=place)
    key = "moved" if change.kind is Kind.MOVED else "changed"
    origin = _origin(before, after, guide) if before and after else ""
    if not origin:
        return guide.say("changes.moved_within" if key == "moved" else "changes.changed")
    return guide.say(f"changes.{key}_from", place=origin)


def _origin(before: Placed, after: Placed, guide: Guide) -> str:
    """Return where a note came from, as far as that has a name of its own."""
    phase = _phase(before, guide)
    if before.block is not after.block:
        title = guide.title(before.block)
        return f"{title}: {phase}" if phase else title
    if phase == _phase(after, guide):
        return ""
    return phase or guide.section_title(before.block, before.note.section)


def _phase(placed: Placed, guide: Guide) -> str:
    """Return the phase that a note stands in; a question is too long to name a place."""
    section = placed.note.section
    return guide.section_title(placed.block, section) if section in placed.block.phases else ""


def _note(change: Change, guide: Guide) -> str:
    """Return the line of one change, with the former wording beneath."""
    former = change.before.note.text if change.kind is Kind.CHANGED and change.before else ""
    return _bullet(change_label(change, guide), change.at.note.text, former, guide)


def _bullet(what: str, text: str, former: str, guide: Guide) -> str:
    """Return a bullet, and one beneath it for what it was before, if that is to be told."""
    text = guide.canvas_title(escape(text))
    return "".join(_lines(f"- {what}: {text}", former, guide))


def _lines(line: str, former: str, guide: Guide) -> Iterator[str]:
    """Yield the lines of a bullet."""
    yield f"{line}\n"
    if former:
        yield f"  - {guide.say('changes.former')}: {escape(former)}\n"

"""The changes between two canvases in words: a Markdown change log, and labels for the screen."""

from collections.abc import Iterator
from datetime import datetime

from bmc_tui.formats.markdown.writer import escape
from bmc_tui.guide import Guide
from bmc_tui.guide.dates import local_time
from bmc_tui.model.blocks import PLACES
from bmc_tui.model.diff import (
    AnswerChange,
    Change,
    ChangeKind,
    Changes,
    PlacedNote,
)
from bmc_tui.model.loss import Occasion, OccasionKind
from bmc_tui.render.compared.unpictured import answer_texts, particular_texts


def write(changes: Changes, title: str, since: str, until: str, guide: Guide) -> str:
    """Return the changes as a Markdown document.

    Args:
        changes: The changes.
        title: The canvas's title.
        since: The label of the older state.
        until: The label of the newer state.
        guide: The language of the words around the notes.
    """
    # Each text of the user has a line of its own: on one line, marks of two texts could pair up.
    heading = guide.say("changes.heading", title=guide.canvas_title(escape(title)))
    states = (
        guide.say("changes.since", name=escape(since)),
        guide.say("changes.until", name=escape(until)),
    )
    parts = [f"# {heading}\n", "".join(f"- {state}\n" for state in states)]
    return "\n".join((*parts, *change_parts(changes, guide)))


def change_parts(changes: Changes, guide: Guide, heading: str = "##") -> Iterator[str]:
    """Yield the changes as parts of a Markdown document, those of a block under its title.

    Args:
        changes: The changes.
        guide: The language of the words around the notes.
        heading: The marks before that title.
    """
    if changes.title:
        yield _bullet(guide.say("changes.title"), changes.title[1], changes.title[0], guide)
    for particular in changes.particulars:
        yield _bullet(*particular_texts(particular, guide), guide)
    for block in PLACES:
        if block_changes := changes.of(block):
            yield f"{heading} {guide.title(block)}\n"
            yield "".join(_change_bullet(change, guide) for change in block_changes)
    if changes.answers:
        yield f"{heading} {guide.say('design.title')}\n"
        yield "".join(_answer_bullet(change, guide) for change in changes.answers)
    if not changes:
        yield f"{guide.say('changes.none')}\n"


def version_name(name: str, occasion: Occasion | None, guide: Guide) -> str:
    """Return the name of a version, or, for an automatic one, the edit that it was made before.

    Args:
        name: The name that the user gave it; "" for an automatic version.
        occasion: The edit before which it was made, if there is one.
        guide: The language.
    """
    if name or occasion is None:
        return name or guide.say("versions.automatic")
    subject = occasion.name
    if occasion.kind is OccasionKind.RESTORE_UNNAMED:
        try:
            subject = local_time(datetime.fromisoformat(subject).astimezone())
        except (ValueError, OverflowError):
            return guide.say("versions.automatic")
    return guide.say(f"versions.before.{occasion.kind.value}", name=subject)


def version_name_and_why(name: str, occasion: Occasion | None, why: str, guide: Guide) -> str:
    """Return the name of a version, followed by the reason why it was saved, if any.

    Args:
        name: The name that the user gave it; "" for an automatic version.
        occasion: The edit before which it was made, if there is one.
        why: Why the user saved it.
        guide: The language.
    """
    shown = version_name(name, occasion, guide)
    return f"{shown}: {why}" if why else shown


def version_label(
    name: str, made_at: datetime, guide: Guide, occasion: Occasion | None = None
) -> str:
    """Return the label of a version, such as `“before pricing”, 2026-03-14 13:00`.

    Args:
        name: The name that the user gave it; "" for an automatic version.
        made_at: When it was made, with a time zone.
        guide: The language.
        occasion: The edit before which it was made, if there is one.
    """
    shown = version_name(name, occasion, guide)
    key = "named" if name else "from" if occasion else ""
    name_text = guide.say(f"versions.{key}", name=shown) if key else shown
    return guide.say("versions.at", name=name_text, when=local_time(made_at))


def change_label(change: Change, guide: Guide) -> str:
    """Return what happened to a note, such as `Added` or `Moved from Key partners`.

    Args:
        change: The change.
        guide: The language.
    """
    if change.kind in {ChangeKind.ADDED, ChangeKind.REMOVED}:
        key = "added" if change.kind is ChangeKind.ADDED else "gone"
        place = _phase(change.subject, guide)
        return guide.say(f"changes.{key}_in" if place else f"changes.{key}", place=place)
    key = "moved" if change.kind is ChangeKind.MOVED else "changed"
    origin = _origin(change.old, change.new, guide) if change.old and change.new else ""
    if not origin:
        return guide.say("changes.moved_within" if key == "moved" else "changes.changed")
    return guide.say(f"changes.{key}_from", place=origin)


def _origin(old: PlacedNote, new: PlacedNote, guide: Guide) -> str:
    """Return the block and phase that a note came from; "" if neither changed."""
    phase = _phase(old, guide)
    if old.block is not new.block:
        title = guide.title(old.block)
        return f"{title}: {phase}" if phase else title
    if phase == _phase(new, guide):
        return ""
    return phase or guide.section_title(old.block, old.note.section)


def _phase(placed: PlacedNote, guide: Guide) -> str:
    """Return the phase that a note is in; "" for a question, which is too long for a label."""
    section = placed.note.section
    return guide.section_title(placed.block, section) if section in placed.block.phases else ""


def _change_bullet(change: Change, guide: Guide) -> str:
    """Return the bullet of one change, with the previous wording below it."""
    previous = change.old.note.text if change.kind is ChangeKind.CHANGED and change.old else ""
    return _bullet(change_label(change, guide), change.subject.note.text, previous, guide)


def _answer_bullet(change: AnswerChange, guide: Guide) -> str:
    """Return the bullet of a changed answer, with the previous one below it."""
    return _bullet(*answer_texts(change, guide), guide)


def _bullet(label: str, text: str, previous: str, guide: Guide) -> str:
    """Return a bullet, and one below it with the previous text, if there is one."""
    bullet = f"- {label}: {guide.canvas_title(escape(text))}\n"
    if previous:
        bullet += f"  - {guide.say('changes.former')}: {escape(previous)}\n"
    return bullet

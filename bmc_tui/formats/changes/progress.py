"""Writes the progress of a canvas: what changed from version to version, and the latest canvas."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.changes.contents import changes_below, changes_contents
from bmc_tui.formats.changes.page import unpictured_html
from bmc_tui.formats.markdown import writer
from bmc_tui.formats.markdown.changelog import change_parts, version_label
from bmc_tui.formats.markdown.writer import escape
from bmc_tui.formats.page import html
from bmc_tui.formats.page.sheet import SheetContents, canvas_contents
from bmc_tui.guide import Guide
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.compared.marked import MarkedCanvas
from bmc_tui.model.diff import changes
from bmc_tui.render.compared.signs import MarkSigns
from bmc_tui.store.versions import Version

PROGRESS_ENDINGS = (".md", ".html", ".docx")
"""The endings of the files that a report can be written to."""

_HEADING = re.compile("^#", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """A state of the canvas that the report has a section on."""

    name: str
    """The name of the version with its date; for the latest canvas, what now is called."""
    why: str
    """Why it was kept; "" where that was not said."""
    canvas: Canvas


def progress_steps(
    versions: Sequence[Version], current: Canvas, guide: Guide
) -> tuple[ProgressStep, ...]:
    """Return the steps of a report, the oldest first.

    Args:
        versions: The versions that it is about, the newest first.
        current: The canvas as it is now, which is a step too unless the last version is the same.
        guide: The language of the names.
    """
    steps = [
        ProgressStep(
            version_label(version.name, version.made, guide, version.occasion),
            version.why,
            version.canvas,
        )
        for version in reversed(versions)
    ]
    if not steps or steps[-1].canvas != current:
        steps.append(ProgressStep(guide.say("versions.now"), "", current))
    return tuple(steps)


def write(steps: Sequence[ProgressStep], guide: Guide) -> str:
    """Return the report as Markdown.

    Args:
        steps: The steps, the oldest first, at least one; the last one has the latest canvas.
        guide: The language.
    """
    latest = steps[-1].canvas
    title = guide.canvas_title(escape(latest.title))
    parts = [f"# {guide.say('progress.title', title=title)}\n"]
    for previous, step in _with_previous(steps):
        parts.append(f"## {escape(_capitalized(step.name))}\n")
        if step.why:
            parts.append(f"{escape(step.why)}\n")
        if previous is None:
            parts.append(f"{_first(step, guide)}\n")
        else:
            parts += change_parts(changes(previous.canvas, step.canvas), guide, "###")
    canvas = writer.write(translate_words(latest, guide), guide)
    return "\n".join((*parts, _HEADING.sub("##", canvas)))


def write_page(steps: Sequence[ProgressStep], guide: Guide) -> str:
    """Return the report as a page: a sheet for each step and its changes, the latest canvas last.

    Args:
        steps: As for `write`.
        guide: The language.
    """
    *sheets, last = progress_sheets(steps, guide)
    parts = []
    for number, (contents, marked) in enumerate(sheets, 1):
        changes = changes_below(contents, marked, MarkSigns(guide)) if marked else ()
        below = unpictured_html(changes, guide)
        parts.append(html.sheet(contents, guide, below, prefix=f"{number}-"))
    parts.append(html.sheet(last.contents, guide))
    return html.document(progress_title(steps, guide), parts, guide)


def progress_title(steps: Sequence[ProgressStep], guide: Guide) -> str:
    """Return the title of a report on steps."""
    latest = translate_words(steps[-1].canvas, guide)
    return guide.say("progress.title", title=guide.canvas_title(latest.title))


class ProgressSheet(NamedTuple):
    """A sheet of the report as pages."""

    contents: SheetContents
    marked: MarkedCanvas | None
    """What changed since the sheet before; None on the first, and on that of the latest canvas."""


def progress_sheets(steps: Sequence[ProgressStep], guide: Guide) -> Iterator[ProgressSheet]:
    """Yield the sheets: one per step, each with the title of the report, then the latest canvas.

    Args:
        steps: As for `write`.
        guide: The language.
    """
    title = progress_title(steps, guide)
    for previous, step in _with_previous(steps):
        marked = None
        if previous is None:
            contents = replace(canvas_contents(step.canvas, guide), particulars=())
            remark = _first(step, guide)
        else:
            comparison = Comparison(previous.canvas, step.canvas, previous.name, step.name)
            marked = comparison.marked()
            contents = changes_contents(comparison, marked, guide)
            remark = comparison.names(guide)[0]
            if not marked.changes:
                remark = f"{remark}; {guide.say('changes.none')}"
        subtitle = f"{step.why} ({remark})" if step.why else remark
        heading = f"{title}: {step.name}"
        contents = replace(contents, title=heading, subtitle=subtitle)
        yield ProgressSheet(contents, marked)
    latest = translate_words(steps[-1].canvas, guide)
    yield ProgressSheet(canvas_contents(latest, guide), None)


def written(steps: Sequence[ProgressStep], ending: str, guide: Guide) -> bytes:
    """Return the contents of a file with the report.

    Args:
        steps: As for `write`.
        ending: One of `PROGRESS_ENDINGS`, which says the format.
        guide: The language.
    """
    if ending == ".docx":
        from bmc_tui.formats.changes import progress_word

        return progress_word.write(steps, guide)
    return (write_page if ending == ".html" else write)(steps, guide).encode("utf-8")


def _with_previous(
    steps: Sequence[ProgressStep],
) -> Iterator[tuple[ProgressStep | None, ProgressStep]]:
    """Yield each step with the one before it; the first has none."""
    yield from zip((None, *steps), steps, strict=False)


def _first(step: ProgressStep, guide: Guide) -> str:
    """Return the text about the first step, which has no earlier state to compare with."""
    notes = guide.pluralize("count.note", step.canvas.note_count)
    return guide.say("progress.first", notes=notes)


def _capitalized(name: str) -> str:
    """Return the name of a step with a capital, for a heading."""
    return name[:1].upper() + name[1:]

"""Reports on changes are refused by an import: former wordings in them are not notes."""

from collections.abc import Iterator

import pytest

from bmc_tui.formats import FORMATS
from bmc_tui.formats.changes import CHANGES_FORMATS, progress, progress_word
from bmc_tui.formats.changes.comparison import canvas_pair
from bmc_tui.formats.changes.progress import ProgressStep
from bmc_tui.formats.changes.sides import write as write_sides
from bmc_tui.formats.importer import ImportFileError, import_bytes
from bmc_tui.guide import Guide, load
from bmc_tui.model.canvas import Particulars
from tests.unit.formats.changes.canvases import CHANGED, NEWER, OLDER

READABLE = ("list", "markdown", "text", "sides", "docx", "html")
"""The formats of changes that could be read, but for the poster: it has the newer canvas."""


def reports(guide: Guide) -> Iterator[str | bytes]:
    """Yield a report in each format."""
    pair = canvas_pair(OLDER, NEWER, ("Tea", "Coffee"), guide)
    for comparison in (CHANGED, pair):
        yield from (CHANGES_FORMATS[name].write(comparison, guide) for name in READABLE)
        yield from (write_sides(comparison, guide, width) for width in (60, 130))
    steps = [ProgressStep("first", "A reason", OLDER), ProgressStep("now", "", NEWER)]
    for some in (steps, steps[:1]):
        yield progress.write(some, guide)
        yield progress.write_page(some, guide)
        yield progress_word.write(some, guide)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_report_in_any_format_is_refused_with_what_it_is(language: str) -> None:
    guide = load(language)
    for report in reports(guide):
        raw = report if isinstance(report, bytes) else report.encode()
        with pytest.raises(ImportFileError) as refusal:
            import_bytes(raw, "a.md", guide)
        assert guide.say("reading.is_report") in guide.error_message(refusal.value)
        assert refusal.value.parked is None


@pytest.mark.parametrize("title", ["Changes in mobility", "A beside B", "Progress of Tea"])
def test_a_canvas_called_as_a_report_is_read(title: str) -> None:
    guide = load("en")
    canvas = NEWER.with_title(title).with_particulars(Particulars("from: A", "to: B"))
    for name in ("markdown", "report", "text", "html", "docx"):
        written = FORMATS[name].write(canvas, guide)
        raw = written if isinstance(written, bytes) else written.encode()
        assert import_bytes(raw, f"a.{name}", guide).canvas.title == title


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_poster_of_changes_is_the_newer_canvas_with_its_title(language: str) -> None:
    guide = load(language)
    for comparison in (CHANGED, canvas_pair(OLDER, NEWER, ("Tea", NEWER.title), guide)):
        poster = CHANGES_FORMATS["svg"].write(comparison, guide)
        assert isinstance(poster, str)
        assert import_bytes(poster.encode(), "a.svg", guide).canvas.title == NEWER.title
    plain = FORMATS["svg"].write(NEWER.with_title("Changes in mobility"), guide)
    assert isinstance(plain, str)
    assert FORMATS["svg"].read(plain).canvas.title == "Changes in mobility"

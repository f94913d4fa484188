"""The progress of a canvas: what changed from version to version, and why."""

import io
import re
from datetime import UTC, datetime

import docx

from bmc_tui.formats.changes import progress_word
from bmc_tui.formats.changes.progress import progress_steps, write, write_page
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.store.versions import Version
from tests.unit.formats.changes.canvases import NEWER, OLDER

ENGLISH, DUTCH = load("en"), load("nl")
DAY = datetime(2026, 3, 14, 12, tzinfo=UTC)
FIRST = Version(1, "before pricing", DAY, OLDER, why="Asked *ten* students <b>")
SECOND = Version(3, "", DAY, NEWER)
LATEST = NEWER.add(Block.KEY_PARTNERS, "Bakery")


def test_each_version_is_a_section_with_its_date_why_and_changes() -> None:
    report = write(progress_steps([SECOND, FIRST], LATEST, ENGLISH), ENGLISH)
    headings = re.findall("^##? .*", report, re.MULTILINE)
    assert headings[0] == "# Progress of Coffee and tea cart"
    assert headings[1].startswith("## “before pricing”, 2026-03-14 ")
    assert headings[2].startswith("## Automatic, 2026-03-14 ")
    assert headings[3:] == ["## Now", "## Coffee and tea cart"]
    assert r"Asked \*ten\* students \<b>" in report
    assert "The first version: 9 notes." in report
    assert "### Value propositions\n\n- Changed: A price that is low `@students`\n" in report
    assert "### Key partners\n\n- Added: Bakery\n" in report
    assert report.index("- Bakery") > report.index("## Coffee and tea cart\n")


def test_a_last_version_that_is_as_now_is_the_last_step() -> None:
    steps = progress_steps([SECOND, FIRST], NEWER, DUTCH)
    assert len(steps) == 2
    assert write(steps, DUTCH).startswith("# Voortgang van Coffee and tea cart\n")
    assert "Nu" not in write(steps, DUTCH)


def test_the_page_has_a_sheet_a_step_and_the_latest_canvas_last() -> None:
    page = write_page(progress_steps([SECOND, FIRST], LATEST, ENGLISH), ENGLISH)
    assert page.count('<div class="S') == 4
    ids = re.findall('<th id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 36
    assert set(re.findall(' headers="([^"]+)"', page)) == set(ids)
    assert "Asked *ten* students &lt;b&gt; (The first version: 9 notes.)" in page
    assert page.rindex("<li>Bakery</li>") > page.rindex("<ins>Bakery</ins>")
    assert "<b>- </b><s>A better cup</s>" in page
    assert "<b>+ </b><ins>Bakery</ins>" in page


def test_each_sheet_names_the_canvas_and_says_when_nothing_changed() -> None:
    same = Version(2, "unchanged", DAY, OLDER)
    page = write_page(progress_steps([SECOND, same, FIRST], LATEST, DUTCH), DUTCH)
    headings = re.findall("<h1[^>]*>(.*)</h1>", page)
    assert len(headings) == 5
    assert all("Coffee and tea cart" in heading for heading in headings)
    assert page.count("Er is niets gewijzigd.") == 1


def test_the_document_of_word_has_a_page_a_step_and_the_latest_canvas_last() -> None:
    raw = progress_word.write(progress_steps([SECOND, FIRST], LATEST, ENGLISH), ENGLISH)
    document = docx.Document(io.BytesIO(raw))
    assert len(document.tables) == len(document.sections) == 4
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Asked *ten* students <b> (The first version: 9 notes.)" in texts
    assert sum(text.startswith("Progress of Coffee and tea cart: ") for text in texts) == 3
    assert texts.count(ENGLISH.say("canvas.credit")) == 4
    assert not [text for text in texts if text.startswith("A ")]  # no letters of segments
    changed, last = document.tables[1].rows, document.tables[3].rows
    assert "- A better cup" in "\n".join(cell.text for row in changed for cell in row.cells)
    assert "Bakery" in "\n".join(cell.text for row in last for cell in row.cells)

"""The progress of a canvas: what changed from version to version, and why."""

import re
from datetime import UTC, datetime

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
    assert page.count('<div class="S"') == 4
    ids = re.findall('<th id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 36
    assert set(re.findall(' headers="([^"]+)"', page)) == set(ids)
    assert "Asked *ten* students &lt;b&gt; (The first version: 9 notes.)" in page
    assert page.rindex("<li>Bakery</li>") > page.rindex("<ins>Bakery</ins>")
    assert "<b>- </b><s>A better cup</s>" in page
    assert "<b>+ </b><ins>Bakery</ins>" in page

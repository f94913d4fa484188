"""The finding below the editor: why, a good answer, the next one, and the way back to its row."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.screens.review import ReviewScreen
from bmc_tui.ui.widgets.bars import FindingBar
from bmc_tui.ui.widgets.completion import CompletionList
from bmc_tui.ui.widgets.note_area import NoteArea
from tests.ui.apps import app_on, shelf_in
from tests.ui.pilots import SETTLE, press, screen_rows, settle, wait_for, wait_until_saved
from tests.unit.review.test_review import sound

ID = "11111111-1111-4111-8111-111111111111"
BREW, WASH = "Brew; serve", "Wash; dry"
EVERYONE = "Everyone between the station and the square, " * 3 + "of all ages"


def troubled() -> Canvas:
    return (
        sound()
        .add(Block.CUSTOMER_SEGMENTS, "Everyone #customer")
        .add(Block.KEY_ACTIVITIES, BREW, WASH)
        .add(Block.COST_STRUCTURE, "Light € 5/month")
    )


async def open_finding(pilot: Pilot[int], what: str = "") -> None:
    """Open the review, and from it the finding whose row has this text, or the first."""
    await pilot.press("r")
    await wait_for(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
    await settle(pilot)
    findings = pilot.app.screen.query_one("#findings", OptionList)
    prompts = [str(option.prompt) for option in findings.options]
    findings.highlighted = next(row for row, text in enumerate(prompts) if what in text)
    await press(pilot, "enter")
    await settle(pilot)


def selected_row(app: BmcApp) -> str:
    """Return the row of the review with the cursor."""
    findings = app.screen.query_one("#findings", OptionList)
    assert findings.highlighted is not None
    return str(findings.options[findings.highlighted].prompt).strip()


def bar(app: BmcApp) -> str:
    """Return the text below the editor."""
    return " ".join(str(app.screen.query_one(FindingBar).content).split())


def cursor_line(app: BmcApp) -> str:
    """Return the line with the cursor."""
    area = app.screen.focused
    assert isinstance(area, NoteArea)
    return area.document[area.cursor_location[0]]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_finding_and_a_good_answer_are_below_what_is_typed(
    tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    app = app_on(tmp_path, troubled(), language)
    async with app.run_test(size=size) as pilot:
        await open_finding(pilot)
        assert {"en": "problem 1/", "nl": "probleem 1/"}[language] in bar(app)
        assert {"en": "A good answer: The group", "nl": "Een goed antwoord: De"}[language] in bar(
            app
        )
        assert cursor_line(app) == "Everyone #customer"
        await pilot.press(*" of all ages")
        await settle(pilot)
        rows = [row.rstrip() for row in screen_rows(app)]
        typed = next(y for y, row in enumerate(rows) if "Everyone #customer of all ages" in row)
        what = next(
            y for y, row in enumerate(rows) if {"en": "problem", "nl": "prob"}[language] in row
        )
        assert typed < what < size[1] - 1
        assert "─" * 15 in rows[what - 1]


async def test_a_note_that_wraps_is_whole_above_the_finding(tmp_path: Path) -> None:
    canvas = Canvas().add(Block.CUSTOMER_SEGMENTS, EVERYONE, "Staff")
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_finding(pilot, "everyone")
        await wait_for(pilot, " ".join(EVERYONE.split()))


async def test_f8_goes_to_the_next_finding_over_the_blocks_and_ctrl_f8_back(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_finding(pilot, "several ideas")
        assert cursor_line(app) == BREW
        first = bar(app)
        await press(pilot, "f8")
        await settle(pilot)
        assert cursor_line(app) == WASH
        assert "several ideas" in bar(app)
        await press(pilot, "f8")
        await settle(pilot)
        assert screen_rows(app)[0].split("  ")[1].startswith("9 Cost")
        assert "costs" in bar(app)
        for _ in range(2):
            await press(pilot, "ctrl+f8")
            await settle(pilot)
        assert (cursor_line(app), bar(app)) == (BREW, first)


async def test_the_finding_says_that_it_is_found_no_longer_and_escape_leads_to_where_its_row_was(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_finding(pilot, "everyone")
        await press(pilot, "f8")
        await settle(pilot)
        for _ in range(20):
            if "several ideas" not in bar(app):
                await press(pilot, "f8", SETTLE)
        await pilot.press(*["backspace"] * 7)
        await settle(pilot)
        assert bar(app).startswith("no longer found ")
        await press(pilot, "escape")
        await wait_for(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await settle(pilot)
        findings = app.screen.query_one("#findings", OptionList)
        assert findings.highlighted
        row = str(findings.options[findings.highlighted].prompt)
        assert "several ideas" in row
        await press(pilot, "enter")
        await settle(pilot)
        assert cursor_line(app) == WASH
        await pilot.press(*["backspace"] * 5, "escape")
        await settle(pilot)
        findings = app.screen.query_one("#findings", OptionList)
        assert not any("several ideas" in str(option.prompt) for option in findings.options)
        assert findings.highlighted
        await press(pilot, "escape")
        await settle(pilot)
        assert isinstance(app.screen, CanvasScreen)
        await wait_until_saved(pilot)
    texts = shelf_in(tmp_path).load(ID).canvas.texts(Block.KEY_ACTIVITIES, GENERAL)
    assert texts[-2:] == ("Brew", "Wash")


async def test_in_dutch_too_it_says_that_it_is_found_no_longer(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled(), "nl")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_finding(pilot, "iedereen")
        await pilot.press("home", "shift+end", *"Students")
        await settle(pilot)
        assert bar(app).startswith("niet meer gevonden ")


async def test_an_empty_line_above_does_not_lead_the_next_finding_astray(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_finding(pilot, "several ideas")
        await press(pilot, "home", "enter", "f8")
        await settle(pilot)
        assert cursor_line(app) == WASH


async def test_without_a_finding_there_is_no_key_in_the_footer_and_f8_begins_with_the_first(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "7", "enter")
        await settle(pilot)
        assert "F8" not in screen_rows(app)[-1]
        assert not app.screen.query_one(FindingBar).display
        await press(pilot, "f8")
        await settle(pilot)
        assert cursor_line(app) == "Everyone #customer"
        assert "F8 next finding" in screen_rows(app)[-1]


async def test_f8_on_a_canvas_without_findings_says_so(tmp_path: Path) -> None:
    app = app_on(tmp_path, sound())
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "7", "enter", "f8")
        await wait_for(pilot, "There are no findings left.")


async def test_a_finding_that_another_program_resolves_is_resolved_here(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_finding(pilot, "everyone")
        shelf = shelf_in(tmp_path)
        stored = shelf.load(ID)
        texts = ("Students @students #customer", "Staff #klant")
        shelf.save(stored, stored.canvas.with_section(Block.CUSTOMER_SEGMENTS, GENERAL, texts))
        await wait_for(pilot, lambda: bar(app).startswith("no longer found"))


async def test_in_another_block_the_finding_says_where_it_is(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_finding(pilot, "everyone")
        await press(pilot, "ctrl+pagedown")
        await settle(pilot)
        assert "1 Customer segments This segment is everyone." in bar(app)


async def test_escape_leads_back_to_the_note_below_its_unfolded_row(tmp_path: Path) -> None:
    app = app_on(tmp_path, troubled().add(Block.KEY_ACTIVITIES, "Sell; buy"))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "r")
        await settle(pilot)
        for _ in range(20):
            if "several ideas" not in selected_row(app):
                await press(pilot, "down")
        await press(pilot, "right", "down", "down", "enter")
        await settle(pilot)
        assert cursor_line(app) == WASH
        await press(pilot, "escape")
        await settle(pilot)
        assert selected_row(app) == f"“{WASH}”"
        await press(pilot, "enter", SETTLE, *["backspace"] * 5, SETTLE, "escape")
        await settle(pilot)
        assert selected_row(app) == "“Sell; buy”"


def untied() -> Canvas:
    return (
        Canvas("Cart")
        .add(Block.CUSTOMER_SEGMENTS, "Students", "Staff")
        .add(Block.VALUE_PROPOSITIONS, "Coffee within a minute", "A warm place")
    )


def offers(app: BmcApp) -> list[str]:
    """Return the names that are offered at the cursor."""
    lists = [each for each in app.screen.query(CompletionList) if each.display]
    return [candidate.name for each in lists for candidate in each.candidates]


async def test_the_segments_are_offered_after_the_first_value_that_is_not_tied(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, untied())
    async with app.run_test() as pilot:
        await open_finding(pilot, "tied")
        await wait_for(pilot, lambda: offers(app) == ["students", "staff"])
        assert cursor_line(app) == "Coffee within a minute"
        await press(pilot, "down", "tab")
        assert cursor_line(app) == "Coffee within a minute @staff"
        assert offers(app) == []


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("escape",), "Coffee within a minute"),
        (("space", "x"), "Coffee within a minute x"),
        (("@", "s", "t", "u", "tab"), "Coffee within a minute @students"),
        (("space", "@", "s", "t", "u", "tab"), "Coffee within a minute @students"),
    ],
)
async def test_who_types_on_sees_no_offers_that_were_not_asked_for(
    tmp_path: Path, keys: tuple[str, ...], line: str
) -> None:
    app = app_on(tmp_path, untied())
    async with app.run_test() as pilot:
        await open_finding(pilot, "tied")
        await wait_for(pilot, lambda: bool(offers(app)))
        await press(pilot, *keys)
        assert cursor_line(app).strip() == line
        assert offers(app) == []

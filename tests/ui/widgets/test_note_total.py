"""What the note under the cursor adds to the sums, in the title bar of the editor."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.session import session
from bmc_tui.ui.widgets.bars import TitleBar
from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import screen_rows, settle


async def test_the_amount_follows_the_cursor_and_the_typing(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "enter")
        await settle(pilot)
        assert "year" not in screen_rows(app)[0]
        await pilot.press("up")
        await settle(pilot)
        assert "= € 7,200/year" in screen_rows(app)[0]
        await pilot.press("up")
        await settle(pilot)
        assert "= € 36,000/year" in screen_rows(app)[0]
        await pilot.press("end", *" 40")
        await settle(pilot)
        assert "not counted: two numbers" in screen_rows(app)[0]
        await pilot.press("escape")
        await settle(pilot)
        assert "not counted" not in screen_rows(app)[0]


async def test_in_dutch_and_in_an_answer(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("Kar").add(Block.COST_STRUCTURE, "Huur € 1.250 p/m"), "nl")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("9", "enter", "up", "x", "backspace")
        await settle(pilot)
        assert "= € 15.000/jaar" in screen_rows(app)[0]
        await pilot.press("tab", *"Huur 1.250 euro per maand")
        await settle(pilot)
        assert "telt niet mee: een antwoord op een vraag" in screen_rows(app)[0]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("block", [Block.REVENUE_STREAMS, Block.COST_STRUCTURE])
async def test_the_longest_reason_has_room_at_80_columns(
    tmp_path: Path, block: Block, language: str
) -> None:
    note = "Cups € 2,50 per cup"
    canvas = Canvas("The campus coffee cart of Deventer").add(block, note)
    app = app_on(tmp_path, canvas, language)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(str(block.number), "enter", "up", "x")
        await settle(pilot)
        title = screen_rows(app)[0]
        assert {"en": "without how many", "nl": "zonder aantal"}[language] in title
        assert title.startswith(" The ")


async def test_a_character_that_leaves_the_amount_as_it_is_does_not_repaint_the_title_bar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTOSAVE_AFTER_S", "AUTOSAVE_WITHIN_S"):  # the bar says too what is saved
        monkeypatch.setattr(session, name, 600)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "enter", "up", "home", "x")
        await settle(pilot)
        repaints = []
        monkeypatch.setattr(TitleBar, "refresh", lambda *_, **__: repaints.append(1))
        await pilot.press(*"cold", "left")
        assert repaints == []
        await pilot.press("end", "x")
        assert repaints

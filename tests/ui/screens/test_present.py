"""Presenting: slide by slide, of all or of one segment, and its script."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.widgets.board import Board
from tests.ui.apps import app_on, coffee_cart, hostile_canvas
from tests.ui.pilots import screen_rows, screen_text, wait_for_copy


async def test_notes_gather_between_two_slides_of_the_whole_canvas(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert screen_rows(app)[0].rstrip().endswith("1/30")
        whole = screen_rows(app)[1:]
        assert "8 Partners" in screen_text(app)
        assert "┏" not in screen_text(app)  # no block has the cursor
        await pilot.press("right")
        await pilot.pause()
        assert body(app) == [
            "1 Customer segments",
            "Who are my customers, and what characterises them?",
        ]
        await pilot.press("down")
        await pilot.pause()
        assert body(app) == ["1 Customer segments", "▌ Students"]
        await pilot.press("space")
        await pilot.pause()
        assert body(app) == ["1 Customer segments", "· Students", "▌ Staff"]
        await pilot.press("left")
        await pilot.pause()
        assert screen_rows(app)[0].rstrip().endswith("3/30")
        await pilot.press("G", "right")
        await pilot.pause()
        assert screen_rows(app)[0].rstrip().endswith("30/30")
        assert screen_rows(app)[1:-1] == whole[:-1]
        await pilot.press("g")
        await pilot.pause()
        assert screen_rows(app)[0].rstrip().endswith("1/30")
        assert screen_rows(app)[1:] == whole
        await pilot.press("escape")
        await pilot.pause()
        assert "quit" in screen_rows(app)[-1]


def body(app: BmcApp) -> list[str]:
    """Return the lines of a slide, without those of the bars."""
    return [line.strip() for line in screen_rows(app)[1:-1] if line.strip()]


async def test_the_number_of_a_block_leads_to_it_unless_it_has_no_notes(tmp_path: Path) -> None:
    canvas = Canvas("T").add(Block.CHANNELS, "Posters").add(Block.COST_STRUCTURE, "Rent")
    app = app_on(tmp_path, canvas, "nl")
    async with app.run_test() as pilot:
        await pilot.press("p", "9", "space")
        await pilot.pause()
        assert body(app) == ["9 Kostenstructuur", "▌ Rent"]
        await pilot.press("3")
        await pilot.pause()
        assert body(app)[0] == "3 Kanalen"
        await pilot.press("7")
        await pilot.pause()
        assert "7 Kernactiviteiten heeft geen notities in dit verhaal; met → ga" in screen_text(app)
        assert body(app)[0] == "3 Kanalen"


async def test_a_click_on_the_whole_leads_to_that_block(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        await pilot.click(Board, offset=(3, 3))
        await pilot.pause()
        assert body(app)[0] == "8 Key partners"


@pytest.mark.slow
@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20), (40, 15), (20, 5), (1, 1)])
async def test_it_can_be_resized_on_every_slide(tmp_path: Path, size: tuple[int, int]) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("p")
        for _ in range(12):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            if size[0] >= 40:
                assert any(f"{block.number} " in screen_text(app) for block in BLOCKS)
            await pilot.resize_terminal(100, 30)
            await pilot.press("right")
            await pilot.pause()


async def test_where_the_letters_are_small_it_says_how_to_enlarge_them(tmp_path: Path) -> None:
    for size, is_small in (((99, 30), False), ((120, 40), True)):
        app = app_on(tmp_path / str(size[0]), coffee_cart())
        async with app.run_test(size=size) as pilot:
            await pilot.press("p")
            await pilot.pause()
            assert ("Ctrl and +" in screen_text(app)) is is_small
            await pilot.press("right")
            await pilot.pause()
            assert "Ctrl and +" not in screen_text(app)


async def test_s_shows_the_story_of_each_segment_and_then_the_whole_again(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart(), "nl")
    async with app.run_test() as pilot:
        seen = []
        await pilot.press("p")
        for _ in range(3):
            await pilot.press("s")
            await pilot.pause()
            seen.append(screen_text(app))
        assert "Het verhaal van students" in seen[0]
        assert "Het verhaal van staff" in seen[1]
        assert "Het verhaal" not in seen[2]


async def test_the_story_of_the_followed_segment_comes_first(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("s", "s", "p")
        await pilot.pause()
        assert "The story of staff" in screen_text(app)
        await pilot.press("s")
        await pilot.pause()
        assert "The story of" not in screen_text(app)


async def test_the_script_of_the_current_story_can_be_copied(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart(), environ={"SSH_CONNECTION": "x"})
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("p", "s", "s", "y")
        script = await wait_for_copy(pilot, tmp_path / "copy.md")
    assert "The story of staff" in script
    assert "- A quiet corner to work\n" in script
    assert "Stamp card" not in script


async def test_an_empty_canvas_has_nothing_to_present(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert "there is nothing to present yet" in screen_text(app)


async def test_hostile_text_is_shown_as_plain_text(tmp_path: Path) -> None:
    app = app_on(tmp_path, hostile_canvas())
    async with app.run_test() as pilot:
        await pilot.press("p", "right", "right")
        await pilot.pause()
        assert "[red]not red[/red]" in screen_text(app)

"""Presenting: slide by slide, of all or of one segment, and its script."""

from pathlib import Path

from tests.ui.apps import app_on, coffee_cart, hostile_canvas
from tests.ui.pilots import screen_rows, screen_text, wait_for_copy


async def test_arrows_go_through_the_blocks_and_notes_and_escape_leaves(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert screen_rows(app)[0].rstrip().endswith("1/29")
        await pilot.press("right")
        await pilot.pause()
        assert "Customer segments" in screen_text(app)
        await pilot.press("down")
        await pilot.pause()
        body = [line.strip() for line in screen_rows(app)[1:-1] if line.strip()]
        assert body == ["Students"]
        await pilot.press("left")
        await pilot.pause()
        assert screen_rows(app)[0].rstrip().endswith("2/29")
        await pilot.press("end", "right")
        await pilot.pause()
        assert screen_rows(app)[0].rstrip().endswith("29/29")
        await pilot.press("escape")
        await pilot.pause()
        assert "8 Partners" in screen_text(app)


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

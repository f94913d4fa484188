"""Words on the grid are whole or hyphenated; what is copied has no hyphens of ours."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from tests.ui.apps import app_on
from tests.ui.pilots import screen_text, wait_for_copy


@pytest.mark.parametrize("key", ["y", "Y"])
async def test_a_hyphen_on_the_grid_is_not_copied(tmp_path: Path, key: str) -> None:
    canvas = Canvas("Fiets").add(Block.CUSTOMER_SEGMENTS, "Onderhoudsabonnementhouders")
    app = app_on(tmp_path, canvas, "nl")
    async with app.run_test() as pilot:
        assert "Onderhouds-" in screen_text(app)
        await pilot.press(key)
        assert "Onderhoudsabonnementhouders" in await wait_for_copy(pilot, tmp_path / "copy.md")


async def test_another_language_has_hyphens_of_its_own(tmp_path: Path) -> None:
    canvas = Canvas("Fiets").add(Block.CUSTOMER_SEGMENTS, "Onderhoudsabonnement")
    app = app_on(tmp_path, canvas, "nl")
    async with app.run_test() as pilot:
        assert "Onderhouds-" in screen_text(app)
        await pilot.press("L")
        await pilot.pause()
        assert "Onderhouds-" not in screen_text(app)

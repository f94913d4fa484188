"""A key waits for what the keys before it do."""

import asyncio
from pathlib import Path

import pytest
from textual.events import Key

from bmc_tui.session.session import Session
from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import screen_text, wait_for

_TURNS = 100
"""Turns of the loop, far more than the app needs to find nothing left to do."""


async def test_a_key_waits_for_a_screen_that_opens_after_a_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, is_free = Session.flush, asyncio.Event()

    async def slow_save(session: Session) -> bool:
        await is_free.wait()
        return await save(session)

    monkeypatch.setattr(Session, "flush", slow_save)
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        app.post_message(Key("o", "o"))
        app.post_message(Key("n", "n"))
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        is_free.set()
        await wait_for(pilot, "Title of the new canvas")
        assert "Canvases" in screen_text(app)
        await pilot.press("escape", "escape")

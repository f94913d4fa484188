"""Text typed on the board or its notes is offered as a note; what its letters did is undone."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.timer import Timer

from bmc_tui.model.blocks import Block
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.context import CopyReport
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from bmc_tui.ui.terminal import driver_for
from bmc_tui.ui.terminal.typed_text import TypedText, key_of
from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import screen_rows, screen_text, settle, wait_for

CANVAS = coffee_cart()


def screen_of(app: BmcApp) -> CanvasScreen:
    """Return the canvas screen."""
    screen = app.screen_stack[0]
    assert isinstance(screen, CanvasScreen)
    return screen


async def typed(pilot: Pilot[int], text: str, pause_s: float = 0) -> None:
    """Type a text as one burst, as over a slow line; seconds after what was typed before."""
    keys = [Key("enter", "\r") if letter == "\r" else key_of(letter) for letter in text]
    for key in keys:
        key.time += pause_s
        pilot.app.post_message(key)
    await settle(pilot)


OFFERED = [
    "bridges",
    "Students",
    "Local food",
    "Theme nights",
    "coffee 2 go",
    "reviews",
    "quality",
    "Events",
    "value",
    "milk",
    "prices",
    "vrijwilligers",
    "a shop",
    "advertising",
    "by bike",
    "da costa",
    "data centre",
    "de buurt",
    "dating sites",
    "donations ",
    "email ",
    "hotels ",
    "hospitals",
    "i think so",
    "ja graag",
    "jeugd ",
    "kinderopvang",
    "local food",
    "logistics",
    "open source",
]
"""Texts of which the letters do many things on the board and on its notes."""


@pytest.mark.parametrize("level", ["3", "3 space down"])
@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(OFFERED[start::6], marks=[pytest.mark.slow] if start else [])
        for start in range(6)
    ],
    ids=" ".join,
)
async def test_text_is_offered_as_a_note_and_nothing_else_has_changed(
    tmp_path: Path, texts: list[str], level: str
) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        for pause_s, text in enumerate(texts, 1):
            await pilot.press(*level.split())
            await settle(pilot)
            await typed(pilot, text, 2 * pause_s)
            await wait_for(pilot, lambda: screen_of(app).open_prompt)
            await settle(pilot)
            prompt = screen_of(app).open_prompt
            assert prompt
            assert prompt.text == text
            assert "3 Channels +" in screen_rows(app)[-1]
            assert "That looked like text" in screen_text(app)
            assert screen_of(app).canvas == CANVAS
            await pilot.press("enter", "escape")
            await settle(pilot)
            notes = [note.text for note in screen_of(app).canvas.notes(Block.CHANNELS)]
            assert notes.count(text.rstrip()) == 1
            await pilot.press("u")
            await settle(pilot)
            assert screen_of(app).canvas == CANVAS
            await pilot.press("escape")  # to the blocks, for the next text


async def test_an_offer_can_be_declined(tmp_path: Path) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await pilot.press("3", "space")
        await settle(pilot)
        await typed(pilot, "bridges", 1)
        await wait_for(pilot, lambda: screen_of(app).open_prompt)
        await pilot.press("escape")
        await settle(pilot)
        assert screen_of(app).canvas == CANVAS
        assert "Not added: “bridges”." in screen_text(app)
        await pilot.press("u")
        await settle(pilot)
        assert "Nothing to undo." in screen_text(app)


async def test_text_of_several_lines_becomes_as_many_notes(tmp_path: Path) -> None:
    app = app_on(tmp_path)
    async with app.run_test() as pilot:
        await typed(pilot, "Students\rStaff\rVisi")
        await wait_for(pilot, lambda: screen_of(app).open_prompt)
        await settle(pilot)
        canvas = screen_of(app).canvas
        assert [note.text for note in canvas.notes(Block.CUSTOMER_SEGMENTS)] == [
            "Students",
            "Staff",
        ]
        prompt = screen_of(app).open_prompt
        assert prompt
        assert prompt.text == "Visi"


@pytest.mark.parametrize("keys", ["odbj", "oic", "rjx", "vkj", "onShop", "ojDu"])
async def test_commands_on_the_screen_that_opens_act(tmp_path: Path, keys: str) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await typed(pilot, keys)
        assert app.screen is not screen_of(app)
        assert "looked like text" not in screen_text(app)


@pytest.mark.parametrize(
    ("keys", "texts"),
    [
        ("7 space dd", ["Run the stamp card"]),
        ("7 space jd", ["Brew and serve", "Run the stamp card"]),
        ("7 space xjp", ["Plan shifts", "Run the stamp card", "Brew and serve"]),
        ("7 space xp", ["Plan shifts", "Brew and serve", "Run the stamp card"]),
        ("7 space ddu", ["Plan shifts", "Run the stamp card"]),
        ("7 aMilk\r", ["Brew and serve", "Plan shifts", "Run the stamp card", "Milk"]),
        ("7 space datext\r", ["Plan shifts", "text", "Run the stamp card"]),
        ("7 space jjotea\r", ["Brew and serve", "Plan shifts", "Run the stamp card", "tea"]),
        ("7 space jaMilk\r", ["Brew and serve", "Plan shifts", "Milk", "Run the stamp card"]),
        ("7 art\r", ["Brew and serve", "Plan shifts", "Run the stamp card", "rt"]),
        ("7aw00\r", ["Brew and serve", "Plan shifts", "Run the stamp card", "w00"]),
        ("7allama\r", ["Brew and serve", "Plan shifts", "Run the stamp card", "llama"]),
        ("7 satea\r", ["Brew and serve", "Plan shifts", "Run the stamp card", "tea"]),
        ("7ikiosk", ["Brew and serve", "Plan shifts", "Run the stamp card"]),
    ],
)
async def test_commands_in_a_burst_act(tmp_path: Path, keys: str, texts: list[str]) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        for part in keys.replace(" space ", "  ").split(" "):
            await typed(pilot, part or " ")
        notes = screen_of(app).canvas.notes(Block.KEY_ACTIVITIES)
        assert [note.text for note in notes] == texts


async def test_commands_of_a_screen_that_a_letter_opens_are_not_text(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pilot.press("o", "d", "b")
        await wait_for(pilot, "Trash")
        await wait_for(pilot, "Campus coffee cart")
        assert "looked like text" not in screen_text(app)


@pytest.mark.parametrize("text", ["donations", "Students", "users", "customers", "xml feeds"])
async def test_text_on_the_list_of_canvases_is_offered_as_a_title(
    tmp_path: Path, text: str
) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await pilot.press("o")
        await wait_for(pilot, "n new")
        await typed(pilot, text, 1)
        await wait_for(pilot, lambda: app.screen.open_prompt)  # type: ignore[attr-defined]
        await settle(pilot)
        assert "makes a canvas with this title" in " ".join(screen_text(app).split())
        assert app.screen.open_prompt.text == text  # type: ignore[attr-defined]
        assert [entry.title for entry in app.context.shelf.entries()] == ["Campus coffee cart"]
        assert not app.context.shelf.trash()
        await pilot.press("escape")
        await wait_for(pilot, f"No canvas made: “{text}”.")


async def test_commands_on_the_list_of_canvases_act(tmp_path: Path) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await pilot.press("o")
        await wait_for(pilot, "n new")
        await typed(pilot, "ccjdu", 1)
        await wait_for(pilot, "is restored")
        assert len(app.context.shelf.entries()) == 3
        await typed(pilot, "d", 2)
        await wait_for(pilot, "is in the trash")


async def test_one_key_makes_a_text_of_keys_and_what_is_typed_after_them(tmp_path: Path) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await pilot.press("3")
        await typed(pilot, "along the road")
        prompt = screen_of(app).open_prompt
        assert prompt
        assert prompt.text == "long the road"
        await wait_for(pilot, "If “along” is one text, press Tab")
        await pilot.press("tab")
        await wait_for(pilot, "That looked like text")
        prompt = screen_of(app).open_prompt
        assert prompt
        assert prompt.text == "along the road"
        assert screen_of(app).canvas == CANVAS


async def test_also_once_a_note_is_made_of_what_is_typed_after_them(tmp_path: Path) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await pilot.press("3")
        await typed(pilot, "along\r")
        await wait_for(pilot, "If “along” is one text, press Tab")
        await pilot.press("tab")
        await wait_for(pilot, "That looked like text")
        prompt = screen_of(app).open_prompt
        assert prompt
        assert prompt.text == "along"
        assert screen_of(app).canvas == CANVAS


async def test_what_was_typed_stays_where_it_is_without_that_key(tmp_path: Path) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await pilot.press("7")
        await typed(pilot, "along way\r")
        await pilot.press("escape")
        await settle(pilot)
        notes = [note.text for note in screen_of(app).canvas.notes(Block.KEY_ACTIVITIES)]
        assert notes[-1] == "long way"
        assert "is one text" not in screen_text(app)


@pytest.mark.parametrize("text", ["hotels\r", "data\r", "email\r"])
async def test_a_word_is_one_note_with_enter_right_after_it(tmp_path: Path, text: str) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await pilot.press("7", "space")
        await settle(pilot)
        await typed(pilot, text, 1)
        await wait_for(pilot, lambda: screen_of(app).canvas.note_count > CANVAS.note_count)
        notes = [note.text for note in screen_of(app).canvas.notes(Block.KEY_ACTIVITIES)]
        assert sorted(notes) == sorted(
            [text.strip(), *(note.text for note in CANVAS.notes(Block.KEY_ACTIVITIES))]
        )


TYPED = {
    "3": (
        *("jonge gezinnen", "undo fees", "unieke plek", "€ 5 a month", "@parents", "b&b rooms"),
        *("24/7 shops", "jonkies", "kiosk"),
    ),
    "1 space": (
        *("new parents", "ex-students", "duurzaam", "drukke mensen", "9 to 5 workers"),
        *("3d printing", "#1 brand", "@home workers", "lopers ", "kiosk", "note takers"),
    ),
}
"""Texts of which the first letters or signs do something, where they are typed."""


@pytest.mark.parametrize("level", TYPED)
async def test_all_that_was_typed_is_offered_and_what_it_did_before_is_undone(
    tmp_path: Path, level: str
) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await pilot.press("3", "a", "z", "enter", "escape")  # which the letter u would undo
        for number, text in enumerate(TYPED[level], 1):
            await pilot.press(*level.split())
            await settle(pilot)
            before = screen_of(app).session.history
            await typed(pilot, text, 2 * number)
            await wait_for(pilot, "That looked like text")
            await wait_for(pilot, lambda: screen_of(app).open_prompt)
            await settle(pilot)
            prompt = screen_of(app).open_prompt
            assert prompt
            assert prompt.text == text
            assert screen_of(app).canvas == before.canvas
            assert [step.id for step in screen_of(app).session.history.past] == [
                step.id for step in before.past
            ]
            await pilot.press("escape")  # not added
            await settle(pilot)
            await pilot.press("escape")  # to the blocks, for the next text
            await settle(pilot)


@pytest.mark.parametrize(
    ("level", "wait_s"), [("", 0.05), ("space", 0.35)], ids=["blocks", "notes"]
)
async def test_the_key_that_quits_waits_on_notes_for_the_rest_of_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: str, wait_s: float
) -> None:
    app, waits = app_on(tmp_path, CANVAS), []
    async with app.run_test() as pilot:
        await pilot.press("3", *level.split())
        await settle(pilot)
        await typed(pilot, "s", 1)  # a command
        set_timer = app.set_timer

        def note_timer(delay: float, *args: Any, **kwargs: Any) -> Timer:
            waits.append(delay)
            return set_timer(delay, *args, **kwargs)

        monkeypatch.setattr(app, "set_timer", note_timer)
        await typed(pilot, "q", 2)
        assert waits[:1] == [wait_s]


async def test_text_right_after_a_start_loses_no_step_of_the_session_before(tmp_path: Path) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        for text in ("Tea", "Milk"):
            await pilot.press("7", "a", *text, "enter", "escape")
        assert await screen_of(app).session.flush()  # the steps too
    stored = app.context.shelf.load("11111111-1111-4111-8111-111111111111")
    again = BmcApp(app.context, stored, driver_for({}))
    async with again.run_test() as pilot:
        await typed(pilot, "unieke plek", 1)
        await wait_for(pilot, "That looked like text")
        await wait_for(pilot, lambda: screen_of(again).open_prompt)
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert screen_of(again).canvas.note_count == CANVAS.note_count + 2
        await pilot.press("u")
        await settle(pilot)
        await pilot.press("u")
        await settle(pilot)
        assert screen_of(again).canvas == CANVAS


async def test_a_word_typed_on_the_list_of_canvases_changes_none_after_one_was_deleted(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, CANVAS)
    app.context.shelf.create(CANVAS.with_title("Tea house"))
    async with app.run_test() as pilot:
        await pilot.press("o")
        await wait_for(pilot, "n new")
        await pilot.press("d")
        await wait_for(pilot, "is in the trash")
        await typed(pilot, "duurzame kar\r", 1)
        await wait_for(pilot, lambda: screen_of(app).canvas.title == "duurzame kar")
        titles = [entry.title for entry in app.context.shelf.entries()]
        assert len(titles) == 2
        assert {*titles} <= {"duurzame kar", "Tea house", "Campus coffee cart"}
        assert len(app.context.shelf.trash()) == 1


@pytest.mark.parametrize(
    "text", ["duurzaam", "een idee", "keep it simple", "under one roof", "quality"]
)
async def test_all_that_was_typed_on_the_list_of_canvases_is_offered(
    tmp_path: Path, text: str
) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        await pilot.press("o")
        await wait_for(pilot, "n new")
        await typed(pilot, text, 1)
        await wait_for(pilot, lambda: app.screen.open_prompt)  # type: ignore[attr-defined]
        await settle(pilot)
        assert app.screen.open_prompt.text == text  # type: ignore[attr-defined]
        assert not app.context.shelf.trash()


@pytest.mark.parametrize(
    ("text", "rest", "says"),
    [
        ("coffee to go", "coffee to go", "That looked like text"),
        ("email lists", "email lists", "That looked like text"),
        ("along the road", "long the road", "Tab"),
        ("aTea at night", "Tea at night", ""),
    ],
)
async def test_text_that_arrives_at_once_is_read_as_any_other(
    tmp_path: Path, text: str, rest: str, says: str
) -> None:
    app = app_on(tmp_path, CANVAS)
    async with app.run_test() as pilot:
        app.post_message(TypedText(text))
        await wait_for(pilot, lambda: screen_of(app).open_prompt)
        await settle(pilot)
        prompt = screen_of(app).open_prompt
        assert prompt
        assert prompt.text == rest
        assert says in screen_text(app)
        assert screen_of(app).canvas == CANVAS


async def test_a_copy_waits_until_its_key_is_surely_no_letter_of_a_text(tmp_path: Path) -> None:
    copied: list[str] = []

    def copy(text: str, _plain_key: str) -> CopyReport:
        copied.append(text)
        return CopyReport("Copied.", is_certain=True)

    app = app_on(tmp_path, CANVAS)
    app.context = replace(app.context, copy=copy)
    async with app.run_test() as pilot:
        await typed(pilot, "yoga studio")
        await wait_for(pilot, lambda: screen_of(app).open_prompt)
        assert "That looked like text" in screen_text(app)
        await pilot.press("escape")
        await pilot.press("y")
        await wait_for(pilot, "Copied.")
        await typed(pilot, "yu", 9)
        await wait_for(pilot, lambda: len(copied) > 1)
    assert len(copied) == 2

"""The list of formats: copy the canvas in any of them, save it to a file, show it plainly."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from bmc_tui.formats import FORMATS
from bmc_tui.formats.without_notation import without_notation
from bmc_tui.guide import languages, load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.ui.context import CopyReport
from bmc_tui.ui.screens.export import ExportScreen
from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import paste, screen_text, settle, wait_for

NAMES = list(FORMATS)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def pick(pilot: Pilot[int], name: str) -> None:
    """Open the list and go to a format."""
    await press(pilot, "c")
    await pilot.press(*["down"] * NAMES.index(name))
    await pilot.pause()


@pytest.mark.parametrize("language", languages())
async def test_every_format_is_listed_with_a_line_about_it(tmp_path: Path, language: str) -> None:
    app = app_on(tmp_path, coffee_cart(), language)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "c")
        lines = [line.split(maxsplit=1) for line in screen_text(app).splitlines()[1:]]
        listed = {parts[0]: parts[1].strip() for parts in lines if len(parts) > 1}
        for name in FORMATS:
            assert listed[name] == load(language).say(f"formats.{name}")


@pytest.mark.parametrize("key", ["enter", "y"])
async def test_a_key_copies_in_the_selected_format_and_says_where_it_went(
    tmp_path: Path, key: str
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(100, 24)) as pilot:
        await pick(pilot, "json")
        await pilot.press(key)
        await wait_for(pilot, "json: ")
        assert (tmp_path / "copy.md").read_text() == FORMATS["json"].write(
            coffee_cart(), load("en")
        )
        assert "copy.md" in screen_text(app).replace("\n", "")
        await press(pilot, "escape")
        assert "1 Segments" in screen_text(app)


async def test_what_is_certainly_copied_closes_the_list_and_is_reported_on_the_board(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    report = CopyReport("Copied.", is_certain=True)
    app.context = replace(app.context, copy=lambda _text, _key: report)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "c", "y")
        await wait_for(pilot, "markdown: Copied.")
        assert "1 Segments" in screen_text(app)


async def test_a_binary_format_is_not_copied_but_can_be_saved(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await pick(pilot, "png")
        await pilot.press("enter")
        await wait_for(pilot, "png can't be copied as text; s saves it.")
    assert not (tmp_path / "copy.md").exists()


async def test_the_file_is_named_after_the_title_in_the_current_folder(
    tmp_path: Path, folder: Path
) -> None:
    canvas = coffee_cart().with_title("../Coffee: cart/now?")
    app = app_on(tmp_path, canvas)
    async with app.run_test(size=(120, 24)) as pilot:
        await pick(pilot, "jsoncanvas")
        await press(pilot, "s")
        assert "Save as: Coffee- cart-now.canvas" in screen_text(app)
        await pilot.press("enter")
        await wait_for(pilot, "Saved as jsoncanvas in")
    (file,) = folder.iterdir()
    assert file.name == "Coffee- cart-now.canvas"
    assert file.read_text() == FORMATS["jsoncanvas"].write(canvas, load("en"))


async def test_a_file_is_in_the_format_that_its_name_ends_as(tmp_path: Path, folder: Path) -> None:
    app = app_on(tmp_path, Canvas("T").add(Block.CHANNELS, "Radio @all"))
    async with app.run_test(size=(120, 24)) as pilot:
        await press(pilot, "c", "s", "ctrl+u", *"t.odt", "enter")
        await wait_for(pilot, "No format has the extension of “t.odt”.")
        assert not [*folder.iterdir()]
        assert "Save as: t.odt" in screen_text(app)
        await press(pilot, *["backspace"] * 3, *"docx", "enter")
        await wait_for(pilot, "Saved as docx in")
    assert (folder / "t.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(("answer", "is_written"), [("y", True), ("escape", False)])
async def test_overwriting_a_file_takes_one_confirmation(
    tmp_path: Path, folder: Path, answer: str, is_written: bool
) -> None:
    file = folder / "T.md"
    file.write_text("mine")
    app = app_on(tmp_path, Canvas("T"))
    async with app.run_test(size=(120, 24)) as pilot:
        await press(pilot, "c", "s")
        await pilot.press("enter")
        await wait_for(pilot, "already exists. Overwrite?")
        await pilot.press(answer)
        await wait_for(pilot, "Saved as markdown" if is_written else "was not changed.")
    assert (file.read_text() != "mine") == is_written


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gone/plan.md", "there is no such file or folder"),
        (".", "is not a regular file"),
        ("x" * 300, "the name is too long"),
    ],
)
async def test_a_file_that_cannot_be_written_is_reported_with_the_reason(
    tmp_path: Path, folder: Path, name: str, says: str
) -> None:
    app = app_on(tmp_path, Canvas("T"))
    async with app.run_test(size=(120, 24)) as pilot:
        await press(pilot, "c", "s")
        await pilot.press(*["backspace"] * len("T.md"))
        await paste(pilot, name)
        await pilot.press("enter")
        await wait_for(pilot, says)
        assert name[:40] in screen_text(app)
        assert "another name." in screen_text(app)
    assert list(folder.iterdir()) == []


async def test_an_own_file_is_refused_without_a_question(tmp_path: Path) -> None:
    app = app_on(tmp_path, Canvas("T"))
    async with app.run_test(size=(160, 24)) as pilot:
        file = app.context.shelf.path
        before = file.read_bytes()
        await press(pilot, "c", "s")
        await pilot.press(*["backspace"] * len("T.md"))
        await paste(pilot, str(file))
        await pilot.press("enter")
        await wait_for(pilot, "is one of bmc's own files")
        assert file.read_bytes() == before


async def test_escape_leaves_the_prompt_and_then_the_list(tmp_path: Path, folder: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test() as pilot:
        await press(pilot, "c", "j", "k", "s", "escape")
        assert "Copy or save as" in screen_text(app)
        await press(pilot, "q")
        assert "1 Segments" in screen_text(app)
    assert list(folder.iterdir()) == []


async def test_a_key_leaves_the_tokens_out_and_takes_them_in_again(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart())
    clean = without_notation(coffee_cart(), load("en"))
    async with app.run_test(size=(100, 24)) as pilot:
        await pick(pilot, "markdown")
        for key, canvas in (("t", clean), ("t", coffee_cart())):
            await pilot.press(key)
            await settle(pilot)
            assert ("without @ and #" in screen_text(app).splitlines()[0]) is (canvas is clean)
            assert ("t with @ #" if canvas is clean else "t without @ #") in screen_text(app)
            await pilot.press("enter")
            await wait_for(pilot, "markdown: ")
            written = FORMATS["markdown"].write(canvas, load("en"))
            assert (tmp_path / "copy.md").read_text() == written


async def test_a_setting_leaves_the_tokens_out_of_every_copy(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart(), copy_notes="clean")
    clean = without_notation(coffee_cart(), load("en"))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("y")
        await wait_for(pilot, "copy.md")
        written = FORMATS["markdown"].write(clean, load("en"))
        assert (tmp_path / "copy.md").read_text() == written


async def test_the_setting_leaves_data_as_typed_and_the_key_does_not(tmp_path: Path) -> None:
    app = app_on(tmp_path, coffee_cart(), copy_notes="clean")
    clean = without_notation(coffee_cart(), load("en"))
    async with app.run_test(size=(100, 24)) as pilot:
        await pick(pilot, "pdf")
        await settle(pilot)
        assert "without @ and #" in screen_text(app).splitlines()[0]
        await press(pilot, "down")
        for key, canvas in (("", coffee_cart()), ("t", clean), ("t", coffee_cart())):
            await press(pilot, *filter(None, [key]))
            assert ("without @ and #" in screen_text(app).splitlines()[0]) is (canvas is clean)
            (tmp_path / "copy.md").unlink(missing_ok=True)
            await press(pilot, "enter")
            await wait_for(pilot, "json: ")
            written = FORMATS["json"].write(canvas, load("en"))
            assert (tmp_path / "copy.md").read_text() == written


async def test_a_path_that_cannot_be_written_stays_in_the_prompt_to_be_corrected(
    tmp_path: Path,
) -> None:
    app = app_on(tmp_path, coffee_cart())
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "c", "s")
        await pilot.press("ctrl+u", *str(tmp_path / "missing" / "cart.md"), "enter")
        await wait_for(pilot, "Choose another name")
        prompt = cast(ExportScreen, app.screen).open_prompt
        assert prompt
        assert prompt.text == str(tmp_path / "missing" / "cart.md")
        (tmp_path / "missing").mkdir()
        await pilot.press("enter")
        await wait_for(pilot, "Saved as")
        assert (tmp_path / "missing" / "cart.md").exists()

"""The themes: readable as drawn, states distinct without colours, changed and remembered."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from bmc_tui import config
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.themes.palettes import THEMES
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.screens.canvas.screen import CanvasScreen
from tests.ui.apps import app_on, coffee_cart
from tests.ui.pilots import (
    SETTLE,
    press,
    screen_rows,
    screen_text,
    settle,
    wait_for,
    wait_until_saved,
)

OURS = [name for name, each in THEMES.items() if not each.uses_terminal_colours]


def cart() -> Canvas:
    """Return a canvas with all that is marked: evidence, a name of no segment, an empty block."""
    canvas = coffee_cart().with_notes(Block.KEY_RESOURCES, [])
    return canvas.add(Block.VALUE_PROPOSITIONS, "Open late #? @nobody", "Cheap #+ #newness")


def say(app: BmcApp) -> None:
    assert isinstance(app.screen, CanvasScreen)
    app.screen.show_message("how_to_quit")


def tell(app: BmcApp) -> None:
    assert isinstance(app.screen, CanvasScreen)
    app.screen.message_bar.show("It did not go well.", error=True)


SCREENS: dict[str, tuple[tuple[str, ...], Callable[[BmcApp], None] | None]] = {
    "board": (("3",), None),
    "message": ((), say),
    "error": ((), tell),
    "followed": (("s",), None),
    "matrix": (("C",), None),
    "editor": (("3", "enter", "down", "shift+end"), None),
    "offers": (("8", "enter", *"Bank @"), None),
    "quick add": (("8", "a", *"Stroom", "shift+left"), None),
    "block picker": (("1", "enter", "up", "ctrl+b"), None),
    "review": (("r", "down"), None),
    "formats": (("c", "down"), None),
    "canvases": (("o",), None),
    "rename": (("o", SETTLE, "t"), None),
    "new": (("o", SETTLE, "n"), None),
    "versions": (("v",), None),
    "changes": (("v", SETTLE, "tab"), None),
    "help": (("question_mark",), None),
    "palette": (("ctrl+p",), None),
    "search": (("ctrl+p", SETTLE, *"cop"), None),
    "present": (("p", "right"), None),
    "note presented": (("p", "right", "right"), None),
}


async def go(pilot: Pilot[int], screen: str) -> None:
    """Go to one of `SCREENS`."""
    keys, act = SCREENS[screen]
    await press(pilot, *keys)
    if act:
        assert isinstance(pilot.app, BmcApp)
        act(pilot.app)
    await settle(pilot)


def drawn(app: BmcApp) -> Iterator[tuple[int, Segment]]:
    """Yield the pieces of text on the screen, as they are written, with their rows."""
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        for segment in strip:
            if segment.text.strip():
                yield y, segment


def luminance(colour: ColorTriplet) -> float:
    """Return the relative luminance (WCAG 2.2, "relative luminance")."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(style: Style) -> float:
    """Return the contrast of text on its ground (WCAG 2.2, "contrast ratio")."""
    assert style.color
    assert style.bgcolor
    text, ground = triplet(style.color), triplet(style.bgcolor)
    if style.dim:  # as terminals do: half way to the ground
        text = ColorTriplet(*((a + b) // 2 for a, b in zip(text, ground, strict=True)))
    low, high = sorted((luminance(text), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def triplet(colour: Color) -> ColorTriplet:
    """Return the values of a colour that is not one of the terminal's own."""
    assert colour.triplet, f"{colour} is the terminal's"
    return colour.triplet


LINES = frozenset(map(chr, range(0x2500, 0x25A0)))
"""What borders are drawn with: no text, of which 3:1 is asked (WCAG 2.2, 1.4.11)."""


PALETTE = {"palette", "search"}
"""Where no theme is changed: to choose one closes them."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("screen", "themes"),
    [
        *((screen, tuple(THEMES)) for screen in SCREENS if screen not in PALETTE),
        *((screen, (theme,)) for screen in sorted(PALETTE) for theme in THEMES),
    ],
)
async def test_all_that_is_drawn_can_be_read_and_what_is_picked_is_reversed(
    tmp_path: Path, screen: str, themes: tuple[str, ...]
) -> None:
    app = app_on(tmp_path, cart(), theme=themes[0])
    async with app.run_test() as pilot:
        await go(pilot, screen)
        for theme in themes:
            await dress(pilot, theme)
            assert " ".join(reversed_text(app)).startswith(PICKED.get(screen, "")), theme
            if theme in OURS:
                assert not poorly_read(app), theme
            else:
                assert not foreign_colours(app)
                assert not brightened(app)


async def dress(pilot: Pilot[int], theme: str) -> None:
    """Show what is on the screen in another theme."""
    assert isinstance(pilot.app, BmcApp)
    pilot.app.theme_choice.change(theme)
    await settle(pilot)


def poorly_read(app: BmcApp) -> set[tuple[str, float]]:
    """Return the texts on the screen that are hard to read, with their contrast."""
    return {
        (segment.text, round(ratio, 2))
        for _, segment in drawn(app)
        if (ratio := contrast(segment.style or Style())) < (3 if is_line(segment) else 4.5)
    }


def foreign_colours(app: BmcApp) -> set[Style]:
    """Return the styles on the screen that have other colours than the terminal's own."""
    styles = {style for _, (_, style, _) in drawn(app) if style}
    texts = {style for style in styles if style.color and not is_own(style.color)}
    return texts | {each for each in styles if each.bgcolor and not each.bgcolor.is_default}


def brightened(app: BmcApp) -> set[Style]:
    """Return the styles of reversed text that are bold or coloured: PuTTY shows grey on grey."""
    return {style for style in reversed_styles(app) if style.bold or not is_plain(style)}


def reversed_styles(app: BmcApp) -> set[Style]:
    """Return the styles on the screen that are reversed."""
    return {style for _, (_, style, _) in drawn(app) if style and style.reverse}


def is_plain(style: Style) -> bool:
    """Tell whether a style has no colour but the terminal's own text and ground."""
    return all(each is None or each.is_default for each in (style.color, style.bgcolor))


def is_line(segment: Segment) -> bool:
    """Tell whether a piece is part of a border."""
    return set(segment.text.strip()) <= LINES


# Without colours


def reversed_text(app: BmcApp) -> list[str]:
    """Return what is reversed on the screen, row by row."""
    found: dict[int, str] = {}
    for y, (text, style, _) in drawn(app):
        if style and style.reverse:
            found[y] = found.get(y, "") + text
    return [found[y].strip() for y in sorted(found)]


def bold_text(app: BmcApp) -> str:
    """Return all that is bold on the screen."""
    return " ".join(text for _, (text, style, _) in drawn(app) if style and style.bold)


PICKED = {
    "board": "3 Channels",
    "formats": "report",
    "canvases": "* Campus coffee cart",
    "search": "Copy the canvas as Markdown",
    "offers": "students",
    "editor": "Cart on the square",
    "quick add": "8 Partners m",
    "block picker": "S To block: 1 Segments",
    "review": "check",
}
"""How that begins which is reversed: what has the cursor, or the selection."""


@pytest.mark.parametrize("theme", THEMES)
async def test_the_severities_of_the_review_differ_in_colour_and_in_word(
    tmp_path: Path, theme: str
) -> None:
    canvas = cart().add(Block.CUSTOMER_SEGMENTS, "Everyone").add(Block.KEY_ACTIVITIES, "Brew; mop")
    app = app_on(tmp_path, canvas, theme=theme)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("r", "end")
        await pilot.pause()
        words = ("problem", "check", "hint")
        colours = {
            text.strip(): style.color
            for _, (text, style, _) in drawn(app)
            if style and text.strip() in words
        }
    assert set(colours) == set(words)
    assert len(set(colours.values())) == len(words)


@pytest.mark.parametrize("theme", THEMES)
async def test_the_focus_is_heavy_lines(tmp_path: Path, theme: str) -> None:
    app = app_on(tmp_path, cart(), theme=theme)
    async with app.run_test() as pilot:
        await pilot.press("3")
        heavy = [row for row in screen_rows(app) if "┃" in row]
        title = next(row for row in screen_rows(app) if "3 Channels" in row)
    assert heavy
    assert "━3 Channels━" in title


@pytest.mark.parametrize("theme", THEMES)
async def test_segments_have_letters_and_what_is_untested_a_sign(
    tmp_path: Path, theme: str
) -> None:
    app = app_on(tmp_path, cart(), theme=theme)
    async with app.run_test(size=(120, 40)) as pilot:
        bold = bold_text(app)
        await pilot.press("s")
        picture = screen_text(app)
    assert "A students  B staff" in picture
    assert "┃A Students" in picture
    assert "» Stamp card @A" in picture
    assert "· A quiet corner to" in picture
    assert "work @B" in picture
    assert "Open late #?" in picture
    assert "#?" in bold


@pytest.mark.parametrize("theme", THEMES)
async def test_severities_are_words_and_a_key_that_cannot_act_is_not_bold(
    tmp_path: Path, theme: str
) -> None:
    app = app_on(tmp_path, cart(), theme=theme)
    async with app.run_test() as pilot:
        keys = bold_text(app).split()
        await pilot.press("r")
        await wait_for(pilot, "problem")
        assert "hint" in screen_text(app)
    assert "y" in keys
    assert "u" not in keys  # there is nothing to undo


@pytest.mark.slow
@pytest.mark.parametrize("screen", SCREENS)
async def test_no_color_leaves_no_colour_anywhere(tmp_path: Path, screen: str) -> None:
    app = app_on(tmp_path, cart(), environ={"NO_COLOR": "1", "COLORTERM": "truecolor"})
    async with app.run_test() as pilot:
        await go(pilot, screen)
        colours = {
            colour
            for strip in app.screen._compositor.render_strips()
            for _, style, _ in strip
            if style
            for colour in (style.color, style.bgcolor)
        }
        assert not brightened(app)
    assert colours == {None}


@pytest.mark.parametrize("theme", OURS)
async def test_with_16_colours_what_is_picked_is_not_bold(tmp_path: Path, theme: str) -> None:
    app = app_on(tmp_path, cart(), theme=theme, environ={"TERM": "xterm"})
    async with app.run_test() as pilot:
        await press(pilot, "o")
        await settle(pilot)
        assert reversed_text(app)
        assert not any(style.bold for style in reversed_styles(app))


def is_own(colour: Color) -> bool:
    """Tell whether a colour is one of the terminal's sixteen, or its text's."""
    return colour.is_default or (colour.number is not None and colour.number < 16)


# Another theme, live


async def test_t_takes_the_next_theme_and_it_is_remembered(tmp_path: Path) -> None:
    app = app_on(tmp_path, cart(), "nl")
    async with app.run_test() as pilot:
        before = set(backgrounds(app))
        await pilot.press("T")
        await wait_for(pilot, "Thema: licht.")
        assert set(backgrounds(app)).isdisjoint(before)
        await wait_until_saved(pilot)
    assert config.load({"BMC_CONFIG": str(tmp_path / "config.toml")}).settings.theme == "light"


async def test_after_the_last_theme_comes_the_first(tmp_path: Path) -> None:
    app = app_on(tmp_path, cart(), theme="terminal")
    async with app.run_test() as pilot:
        await pilot.press("T")
        await wait_for(pilot, "Theme: dark.")


@pytest.mark.parametrize(
    ("language", "words", "message"),
    [("en", "contrast, l", "Theme: high contrast, light."), ("nl", "donker", "Thema: donker.")],
)
async def test_the_palette_has_each_theme_by_name(
    tmp_path: Path, language: str, words: str, message: str
) -> None:
    app = app_on(tmp_path, cart(), language)
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        await settle(pilot)
        await pilot.press(
            *("space" if key == " " else "comma" if key == "," else key for key in words)
        )
        await settle(pilot)
        await pilot.press("enter")
        await wait_for(pilot, message)


async def test_a_theme_changes_what_lies_under_the_screen_too(tmp_path: Path) -> None:
    app = app_on(tmp_path, cart())
    async with app.run_test() as pilot:
        await pilot.press("r")
        await wait_for(pilot, "problem")
        before = set(backgrounds(app))
        await app.action_theme("light")
        await wait_for(pilot, lambda: set(backgrounds(app)).isdisjoint(before))
        await pilot.press("escape")
        await wait_for(pilot, "Channels")
        assert set(backgrounds(app)).isdisjoint(before)


async def test_where_no_colours_are_wanted_a_theme_is_for_elsewhere(tmp_path: Path) -> None:
    app = app_on(tmp_path, cart(), environ={"NO_COLOR": "1"})
    async with app.run_test() as pilot:
        await pilot.press("T")
        await wait_for(pilot, "NO_COLOR is set")
        assert set(backgrounds(app)) == {None}
        await wait_until_saved(pilot)
    assert config.load({"BMC_CONFIG": str(tmp_path / "config.toml")}).settings.theme == "dark"


async def test_a_choice_that_cannot_be_kept_is_reported_and_holds_for_now(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("theme = [")
    app = app_on(tmp_path, cart())
    async with app.run_test() as pilot:
        await pilot.press("T")
        await wait_for(
            pilot,
            "was not changed. Fix it there. What you chose applies until you quit.",
        )
    assert app.theme_choice.name == "light"


def backgrounds(app: BmcApp) -> Iterator[Color | None]:
    """Yield the ground of each piece of text on the screen."""
    for _, (_, style, _) in drawn(app):
        yield style.bgcolor if style else None


async def test_the_start_parses_each_style_sheet_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reparsings = 0
    reparse = Stylesheet.reparse

    def count(stylesheet: Stylesheet) -> None:
        nonlocal reparsings
        reparsings += 1
        reparse(stylesheet)

    monkeypatch.setattr(Stylesheet, "reparse", count)
    async with app_on(tmp_path, cart()).run_test() as pilot:
        await settle(pilot)
        assert reparsings == 0
        await press(pilot, "T", SETTLE)
        assert reparsings == 1

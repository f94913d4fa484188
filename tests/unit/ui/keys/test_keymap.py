"""Keys by name, which of them may be set, and that every binding is documented."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from bmc_tui import guide, ui
from bmc_tui.config import Config, Settings, load
from bmc_tui.guide import languages
from bmc_tui.guide import load as load_guide
from bmc_tui.manual import topic_text
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.key_names import long_name, parse_key, short_name
from bmc_tui.ui.keys.keymap import KEY_CONTEXTS, validate_keys
from bmc_tui.ui.screens.base import GLOBAL_BINDINGS
from tests.e2e.keyboard import bytes_of

ENGLISH = load_guide("en")


def read(folder: Path, keys: str) -> Config:
    """Return the checked configuration of someone who has set these keys."""
    file = folder / "config.toml"
    file.write_text(f"[keys]\n{keys}\n", encoding="utf-8")
    return validate_keys(load({"BMC_CONFIG": str(file)}))


def problem_messages(config: Config) -> list[str]:
    """Return the messages of the problems, without the name of the folder."""
    return [ENGLISH.error_message(e).replace(f"{config.path.parent}/", "") for e in config.problems]


def bound() -> Iterator[tuple[type[DOMNode], Binding]]:
    """Yield every binding of every class in `ui`."""
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        for thing in vars(importlib.import_module(module.name)).values():
            if isinstance(thing, type) and issubclass(thing, DOMNode):
                ours = thing.__module__ == module.name and "BINDINGS" in vars(thing)
                for binding in thing.BINDINGS if ours else ():
                    assert isinstance(binding, Binding)
                    yield thing, binding


# Every binding


def test_every_binding_has_an_id_and_in_every_language_a_description_and_a_tooltip() -> None:
    for node, binding in bound():
        assert binding.id, f"{binding.key} of {node.__name__}"
        base, _, number = binding.id.rpartition(".")
        id_ = base if number.isdigit() else binding.id
        for language in languages():
            say = load_guide(language).say
            assert say(f"help.{id_}")
            assert say(f"tip.{id_}")[-1] in ".!?"
            if binding.show:
                assert say(f"keys.{id_}")


def test_every_binding_is_in_a_key_context() -> None:
    listed = {node for context in KEY_CONTEXTS for node in context.owners}
    assert {node for node, _ in bound()} - listed == {BmcApp}
    assert set(BmcApp.BINDINGS) <= set(GLOBAL_BINDINGS)


def test_every_binding_has_a_key_that_a_plain_xterm_sends() -> None:
    for node, binding in bound():
        assert any(is_sent(key) for key in binding.key.split(",")), f"{node.__name__}: {binding.id}"


def test_nothing_depends_on_a_key_that_terminals_keep_for_themselves() -> None:
    for node, binding in bound():
        keys = [key for key in binding.key.split(",") if not key.startswith("alt+")]
        assert keys, f"{node.__name__}: {binding.id}"


_CHARACTERS = {"question_mark": "?", "slash": "/", "number_sign": "#", "at": "@"}
"""The characters that Textual has names for, by these."""


def is_sent(key: str) -> bool:
    """Tell whether a plain xterm has bytes for a key."""
    try:
        return bool(bytes_of(_CHARACTERS.get(key, key)))
    except (ValueError, KeyError):
        return False


def test_the_keys_that_messages_name_are_those_that_are_bound() -> None:
    keys = {binding.id: binding.key.split(",") for _, binding in bound()}
    named = [
        each
        for language in languages()
        for each in re.findall(r"\{press\[(.*?)=(.*?)\]\}", words_of(language))
    ]
    assert named
    for id_, key in named:
        assert parse_key(key) == keys[id_][0], id_


def words_of(language: str) -> str:
    """Return a language's file."""
    return (Path(guide.__file__).parent / f"{language}.toml").read_text(encoding="utf-8")


# Names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("y", "y"),
        ("Y", "Y"),
        ("?", "question_mark"),
        ("/", "slash"),
        (",", "comma"),
        ("+", "plus"),
        ("é", "é"),
        ("F5", "f5"),
        ("Ctrl+O", "ctrl+o"),
        ("^b", "ctrl+b"),
        ("Esc", "escape"),
        ("PgUp", "pageup"),
        ("Ctrl+PgDn", "ctrl+pagedown"),
        ("↑", "up"),
        ("Alt+↑", "alt+up"),
        ("alt+x", "alt+x"),
        ("ctrl+shift+up", "ctrl+shift+up"),
        ("shift+tab", "shift+tab"),
        ("space", "space"),
        ("question_mark", "question_mark"),
    ],
)
def test_a_key_is_parsed_as_users_write_it(written: str, name: str) -> None:
    assert parse_key(written) == name


@pytest.mark.parametrize(
    "written",
    [
        *("ctrl+i", "ctrl+m", "ctrl+h", "ctrl+enter", "shift+enter", "ctrl+1", "ctrl+shift+a"),
        *("shift+a", "super+a", "alt+alt+a", "f13", "foo", "ctrl+", "", " + ", "\x1b", "ctrl+é"),
        *("alt+[", "Alt+]", "alt+O", "alt+P", "alt+X", "alt+^", "alt+_", "alt+esc", "alt+tab"),
        *("alt+left_square_bracket", "alt+circumflex_accent", "alt+underscore"),
    ],
)
def test_a_key_that_no_plain_terminal_sends_is_refused(written: str) -> None:
    assert parse_key(written) is None


@pytest.mark.parametrize("names", [long_name, short_name])
def test_the_names_that_are_shown_can_be_parsed(names: object) -> None:
    for _, binding in bound():
        for key in binding.key.split(","):
            assert callable(names)
            assert parse_key(names(key)) == key


# What may be set


def test_valid_keys_are_accepted(tmp_path: Path) -> None:
    config = read(
        tmp_path, 'canvas.copy = "F5"\n"canvas.add" = ["+", "ctrl+o"]\neditor.send = "f9"'
    )
    assert config.problems == ()
    keys = {"canvas.copy": ("f5",), "canvas.add": ("plus", "ctrl+o"), "editor.send": ("f9",)}
    assert config.settings.keys == keys


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ('canvas.copi = "f5"', "no action is called “canvas.copi”"),
        ('canvas.copy = "ctrl+enter"', "not every terminal can send “ctrl+enter”"),
        (
            'canvas.copy = "u"',
            "“canvas.copy” can't be u: in the same place that key is “canvas.undo”",
        ),
        ('canvas.copy = "h"', "in the same place that key is “board.left”"),
        ('canvas.copy = "f1"', "in the same place that key is “app.help”"),
        ('canvas.copy = "ctrl+c"', "in the same place that key is “app.how_to_quit”"),
        ('app.help = "f2"', "“app.help” can't be F2: in the same place that key is “editor.plain”"),
        ('editor.close = "q"', "“editor.close” can't be q: where it works, that key types"),
        ('editor.close = "/"', "“editor.close” can't be /: where it works, that key types"),
        ('editor.close = "space"', "where it works, that key types"),
        (
            'editor.send = "ctrl+k"',
            "“editor.send” can't be Ctrl+K: where it works, that key moves",
        ),
        ('shelf.new = "down"', "“shelf.new” can't be ↓: where it works, that key moves"),
        ('ask.cancel = "ctrl+a"', "where it works, that key moves"),
        ('list.down = "n"', "in the same place that key is “shelf.new”"),
    ],
)
def test_an_invalid_key_is_reported_with_its_line_and_the_others_are_accepted(
    tmp_path: Path, wrong: str, words: str
) -> None:
    config = read(tmp_path, f'canvas.title = "f7"\n{wrong}\nversions.copy = "f8"')
    (line,) = problem_messages(config)
    assert line.startswith("config.toml, line 3: ")
    assert words in line
    assert config.settings.keys == {"canvas.title": ("f7",), "versions.copy": ("f8",)}


@pytest.mark.parametrize("language", languages())
def test_the_example_in_the_manual_has_every_setting_and_nothing_wrong(
    tmp_path: Path, language: str
) -> None:
    topic = topic_text("settings", language)
    file = tmp_path / "config.toml"
    file.write_text(topic.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    config = validate_keys(load({"BMC_CONFIG": str(file)}))
    assert problem_messages(config) == []
    assert config.configured == {field.name for field in fields(Settings)}
    assert len(config.settings.keys) == 3


def test_two_bindings_may_swap_their_keys(tmp_path: Path) -> None:
    config = read(tmp_path, 'canvas.copy = "u"\ncanvas.undo = "y"')
    assert config.problems == ()


def test_of_two_bindings_with_one_key_the_first_in_the_file_has_it(tmp_path: Path) -> None:
    config = read(tmp_path, 'canvas.copy = "f5"\ncanvas.add = "f5"')
    (line,) = problem_messages(config)
    assert "line 3: “canvas.add” can't be F5: in the same place that key is “canvas.copy”" in line
    assert config.settings.keys == {"canvas.copy": ("f5",)}


def test_a_key_that_falls_back_to_its_default_may_conflict_again(
    tmp_path: Path,
) -> None:
    keys = 'canvas.copy = "u"\ncanvas.undo = "h"'  # h is taken, so u is undo's again
    config = read(tmp_path, keys)
    assert len(config.problems) == 2
    assert config.settings.keys == {}


def test_a_key_may_have_another_meaning_in_another_context(tmp_path: Path) -> None:
    config = read(tmp_path, 'versions.keep = "a"\nshelf.new = "a"')
    assert config.problems == ()


def test_a_binding_may_keep_a_key_that_its_widget_reserves(tmp_path: Path) -> None:
    assert read(tmp_path, 'shelf.open = ["enter", "f5"]').problems == ()

"""How the screens look; a picture guards looks only, behaviour has tests of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bmc_tui.examples import EXAMPLE_LANGUAGES, load_example
from bmc_tui.model.blocks import GENERAL, Block
from bmc_tui.model.canvas import Canvas, Spot
from tests.ui.apps import app_on, coffee_cart, hostile_canvas, overfull_canvas, shelf_in
from tests.ui.pilots import SETTLE

pytestmark = pytest.mark.slow

SnapCompare = Callable[..., bool]

SIZES = {"80x24": (80, 24), "120x40": (120, 40), "200x50": (200, 50)}

LOOKS: dict[str, tuple[Callable[[], Canvas] | None, str, tuple[str, ...]]] = {
    "board": (coffee_cart, "en", ("3",)),
    "board_empty_nl": (None, "nl", ("7",)),
    "board_overfull": (overfull_canvas, "en", ("3",)),
    "board_hostile": (hostile_canvas, "nl", ("5",)),
    "editor": (coffee_cart, "en", ("3", "enter", "down", "down", "down")),
    "editor_empty_nl": (None, "nl", ("5", "enter")),
    "editor_overfull": (overfull_canvas, "nl", ("4", "enter", "up", "up")),
}

OTHERS: dict[str, tuple[Callable[[], Canvas] | None, str, tuple[str, ...]]] = {
    "quick_add": (coffee_cart, "nl", ("8", "a", *"Stroom")),
    "find_typing": (coffee_cart, "nl", ("7", "slash", *"student")),
    "find_nothing": (coffee_cart, "en", ("7", "slash", *"no such", "enter")),
    "find_full": (overfull_canvas, "en", ("slash", *"25 of", "enter", "n", "n")),
    "first_copy": (coffee_cart, "nl", ("y",)),
    "message": (coffee_cart, "en", ("4", "u")),
    "picker": (coffee_cart, "en", ("1", "enter", "up", "ctrl+b")),
    "canvases": (coffee_cart, "en", ("o",)),
    "keys": (coffee_cart, "nl", ("question_mark",)),
    "keys-searched": (coffee_cart, "en", ("question_mark", *"copy block", "down")),
    "palette": (coffee_cart, "en", ("ctrl+p",)),
    "formats": (coffee_cart, "en", ("c", SETTLE, "down")),
    "formats_nl": (coffee_cart, "nl", ("c", SETTLE, "s")),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("look", LOOKS)
def test_look(snap_compare: SnapCompare, look: str, size: str) -> None:
    make, language, keys = LOOKS[look]
    app = app_on(Path(), make and make(), language)
    assert snap_compare(app, press=keys, terminal_size=SIZES[size])


SEGMENT_LOOKS = {
    "followed": ("s",),
    "matrix": ("C",),
    "offers": ("8", "enter", *"Bank @"),
}


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("look", SEGMENT_LOOKS)
def test_segments(snap_compare: SnapCompare, look: str, language: str, size: str) -> None:
    app = app_on(Path(), coffee_cart(), language)
    assert snap_compare(app, press=SEGMENT_LOOKS[look], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_notes(snap_compare: SnapCompare, language: str, size: str) -> None:
    app = app_on(Path(), overfull_canvas(), language)
    assert snap_compare(app, press=["3", "space", "j", "j", "j"], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_find(snap_compare: SnapCompare, language: str, size: str) -> None:
    app = app_on(Path(), coffee_cart(), language)
    keys = ("slash", *"car", "enter", "n", "n")
    assert snap_compare(app, press=keys, terminal_size=SIZES[size])


@pytest.mark.parametrize(
    ("language", "size"),
    [("en", (80, 24)), ("nl", (120, 40)), ("nl", (40, 15))],
    ids=["en-80x24", "nl-120x40", "nl-40x15"],
)
def test_search(snap_compare: SnapCompare, language: str, size: tuple[int, int]) -> None:
    shelf_in(Path()).create(Canvas("Repaircafé").add(Block.KEY_PARTNERS, "Stampkaarten: " * 9))
    keys = ("o", SETTLE, "slash", *"stamp", SETTLE, "down")
    assert snap_compare(app_on(Path(), coffee_cart(), language), press=keys, terminal_size=size)


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("keys", [(), ("down", "x")], ids=["list", "put_away"])
def test_review(snap_compare: SnapCompare, keys: tuple[str, ...], language: str, size: str) -> None:
    canvas = coffee_cart().add(Block.KEY_ACTIVITIES, "Wash; dry #?")
    pressed = ["r", SETTLE, *(part for key in keys for part in (key, SETTLE))]
    assert snap_compare(app_on(Path(), canvas, language), press=pressed, terminal_size=SIZES[size])


@pytest.mark.parametrize(("language", "size"), [("en", "80x24"), ("nl", "120x40")])
def test_design(snap_compare: SnapCompare, language: str, size: str) -> None:
    keys = ("r", SETTLE, "7", SETTLE, "7", "down", "1", "0", "enter", *"Stamps", SETTLE)
    app = app_on(Path(), coffee_cart(), language)
    assert snap_compare(app, press=keys, terminal_size=SIZES[size])


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_finding_in_editor(snap_compare: SnapCompare, language: str, size: str) -> None:
    canvas = coffee_cart().add(Block.KEY_ACTIVITIES, "Wash; dry #?")
    pressed = ["r", SETTLE, "enter", SETTLE]
    assert snap_compare(app_on(Path(), canvas, language), press=pressed, terminal_size=SIZES[size])


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_note_total(snap_compare: SnapCompare, language: str, size: str) -> None:
    pressed = ["5", "enter", SETTLE, "up", "up", SETTLE]
    app = app_on(Path(), coffee_cart(), language)
    assert snap_compare(app, press=pressed, terminal_size=SIZES[size])


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize("name", ["coffee-cart", "zzp-tekstschrijver"])
def test_example_matrix(snap_compare: SnapCompare, name: str, size: str) -> None:
    app = app_on(Path(), load_example(name), EXAMPLE_LANGUAGES[name])
    assert snap_compare(app, press=["C"], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=["80x24", "40x15"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_greeting(snap_compare: SnapCompare, language: str, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(Path(), None, language), terminal_size=size)


BAKERY = """# Bakkerij De Korenbloem

Ontworpen door: Ann

## Kernpartners
- De molen in Łódź
- Kaasmakers uit de streek

## Kanalen
- Winkel aan de markt
- [Kanaal 1]

## Kosten
- Meel € 400 per maand

## Risico's
- Regen op marktdag
- Een tweede bakker
"""

IMPORTS = {"import": BAKERY, "import_refused": "# Recept\n\n## Deeg\n- meel\n- water\n"}


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("look", IMPORTS)
def test_import(snap_compare: SnapCompare, look: str, language: str, size: str) -> None:
    Path("plan.md").write_text(IMPORTS[look], encoding="utf-8")
    app = app_on(Path(), coffee_cart(), language)
    keys = ("o", SETTLE, "i", *"plan.md", "enter", SETTLE)
    assert snap_compare(app, press=keys, terminal_size=SIZES[size])


@pytest.mark.parametrize("look", OTHERS)
def test_other(snap_compare: SnapCompare, look: str) -> None:
    make, language, keys = OTHERS[look]
    app = app_on(Path(), make and make(), language)
    assert snap_compare(app, press=keys, terminal_size=SIZES["80x24"])


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_versions(snap_compare: SnapCompare, language: str, size: str) -> None:
    keep_versions()
    app = app_on(Path(), coffee_cart(), language)
    assert snap_compare(app, press=["v"], terminal_size=SIZES[size])


VERSION_LOOKS = {
    "compared": ("c", "down", "tab"),
    "look": ("down", "down", "enter"),
    "deleted": ("down", "x"),
}


@pytest.mark.parametrize("look", VERSION_LOOKS)
def test_version(snap_compare: SnapCompare, look: str) -> None:
    keep_versions()
    keys = ["v", SETTLE, *VERSION_LOOKS[look]]
    app = app_on(Path(), coffee_cart())
    assert snap_compare(app, press=keys, terminal_size=SIZES["80x24"])


def keep_versions() -> None:
    """Keep versions of what `app_on` opens: with changes of all kinds, and with a long name."""
    versions, id_ = shelf_in(Path()).versions, "11111111-1111-4111-8111-111111111111"
    cart = coffee_cart()
    young, _ = cart.move_to_block(
        Spot(Block.KEY_ACTIVITIES, GENERAL, 2), Block.CUSTOMER_RELATIONSHIPS
    )
    young = young.with_section(Block.CUSTOMER_SEGMENTS, GENERAL, ["Students", "Guests of the café"])
    young = young.with_notes(Block.COST_STRUCTURE, []).with_title("Coffee cart")
    versions.add(id_, young, "before pricing")
    versions.add(id_, cart.add(Block.CHANNELS, "Posters"), "日本語 and a long name " * 5)
    versions.add(id_, young)


@pytest.mark.parametrize("keys", [("b",), ("b", "e")], ids=["list", "asked"])
def test_trash(snap_compare: SnapCompare, keys: tuple[str, ...]) -> None:
    shelf = shelf_in(Path())
    for title in ("Bakery", "A title that is far longer than there is room for " * 3):
        shelf.delete(shelf.create(Canvas(title)).entry.id)
    pressed = ["o", SETTLE, *(part for key in keys for part in (key, SETTLE))]
    app = app_on(Path(), coffee_cart())
    assert snap_compare(app, press=pressed, terminal_size=SIZES["80x24"])


@pytest.mark.parametrize(
    "size", [(60, 20), (40, 15), (20, 5), (1, 1)], ids=lambda s: f"{s[0]}x{s[1]}"
)
def test_small(snap_compare: SnapCompare, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(Path(), coffee_cart()), press=["3"], terminal_size=size)


@pytest.mark.parametrize(
    ("size", "keys"),
    [("80x24", ["3"]), ("120x40", ["3", "enter", SETTLE, "down"])],
    ids=["80x24", "120x40"],
)
def test_readme(snap_compare: SnapCompare, size: str, keys: list[str]) -> None:
    app = app_on(Path(), load_example("coffee-cart"))
    assert snap_compare(app, press=keys, terminal_size=SIZES[size])


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    "keys", [("right",), ("s", "right", "right", "right", "right")], ids=["block", "note"]
)
def test_present(
    snap_compare: SnapCompare, keys: tuple[str, ...], language: str, size: str
) -> None:
    app = app_on(Path(), coffee_cart(), language)
    assert snap_compare(app, press=["p", SETTLE, *keys], terminal_size=SIZES[size])

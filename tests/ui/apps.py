"""Builds the app on a real file with a fixed clock, and the canvases that the tests show."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bmc_tui.config import Config, Settings
from bmc_tui.config.settings import TYPED
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from bmc_tui.ui.app import BmcApp
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.terminal import driver_for
from tests.ui.style_sheets import share_style_sheets

share_style_sheets()

NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
"""The time of every test's clock."""

TRUECOLOR = {"COLORTERM": "truecolor", "TERM": "xterm-256color"}
"""The environment variables of most terminals."""


def shelf_in(folder: Path) -> Shelf:
    """Return the shelf of a test's folder, with a clock that is at `NOON`."""
    return Shelf(folder / "canvases.json", lambda: NOON)


def app_on(
    folder: Path,
    canvas: Canvas | None = None,
    language: str = "en",
    environ: Mapping[str, str] | None = None,
    theme: str = "",
    copy_notes: str = TYPED,
) -> BmcApp:
    """Return the app with `canvas` open, or with an empty shelf."""
    shelf = shelf_in(folder)
    stored = shelf.create(canvas, "11111111-1111-4111-8111-111111111111") if canvas else None
    variables = {"BMC_CONFIG": str(folder / "config.toml"), **(environ or TRUECOLOR)}
    copy_file = folder / "copy.md"
    config = Config(folder / "config.toml", Settings(theme=theme, copy_notes=copy_notes))
    context = AppContext(shelf, load(language), config, variables, copy_file=lambda: copy_file)
    return BmcApp(context, stored, driver_for(os.environ))


def coffee_cart() -> Canvas:
    """Return a whole canvas of a small business."""
    notes = {
        Block.CUSTOMER_SEGMENTS: ["Students @students #customer", "Staff @staff #customer"],
        Block.VALUE_PROPOSITIONS: [
            "Good coffee in two minutes, on the way to class @students",
            "A quiet corner to work @staff",
        ],
        Block.CUSTOMER_RELATIONSHIPS: ["Stamp card @students #retention"],
        Block.REVENUE_STREAMS: [
            "Cup sales @students #one-off € 2,50 x 1200/month",
            "Subscription @staff #recurring € 15 x 40/month",
        ],
        Block.KEY_RESOURCES: ["Cart #physical", "Two baristas #human"],
        Block.KEY_ACTIVITIES: ["Brew and serve", "Plan shifts", "Run the stamp card"],
        Block.KEY_PARTNERS: ["Roastery Ommen #purchasing", "Campus facility office"],
        Block.COST_STRUCTURE: [
            "Beans and milk #variable € 0,60 x 1200/month",
            "Permit #fixed € 90/month",
        ],
    }
    canvas = Canvas("Campus coffee cart")
    for block, texts in notes.items():
        canvas = canvas.add(block, *texts)
    for section, text in (
        ("awareness", "Cart on the square"),
        ("awareness", "Instagram #online"),
        ("purchase", "Pay by phone"),
    ):
        canvas = canvas.add(Block.CHANNELS, text, section=Section(section))
    return canvas


def overfull_canvas() -> Canvas:
    """Return a canvas with far more text than fits, wide and joined characters included."""
    canvas = Canvas("Everything at once " * 9)
    for block in BLOCKS:
        canvas = canvas.add(
            block,
            *(f"Note {number} of many @segment #word" for number in range(40)),
            "日本の友達と一緒に " * 20,
            "Fietsenmakerij‑zonder‑spaties" * 40,
            "👨‍👩‍👧 familie, 🇳🇱 vlag, ë",
        )
    return canvas


HOSTILE_TEXTS = (
    "[red]not red[/red]",
    "[/]",
    "[@click=app.quit]do not click[/]",
    "\x1b[31mescape\x1b[0m \x1b]0;title\x07 \x9b31m",
    "null\x00 bell\x07 \x85 \x90",
    "\u202eoverride\u202c \u2066isolate\u2069",
    "lone \ud800 surrogate \udfff",
    "日本の友達と一緒に",
    "👨‍👩‍👧‍👦 🇳🇱 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️",
    "ë e\u0308",
    "x" * 5000,
    "$(reboot) `id` ../../etc/passwd %s {0} {n}",
)
"""Texts that some program interprets: markup, escape sequences, invalid Unicode, shell code."""


def hostile_canvas() -> Canvas:
    """Return a canvas with the hostile texts in every section, and one as its title."""
    canvas = Canvas().with_title("[/] [red]title[@click=app.quit] \x1b[31m\u202e")
    for block in BLOCKS:
        for section in block.sections:
            canvas = canvas.add(block, *HOSTILE_TEXTS, section=section)
    return canvas

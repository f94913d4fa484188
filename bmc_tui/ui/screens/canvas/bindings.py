"""The keybindings of the canvas screen."""

from dataclasses import replace

from textual.binding import Binding, BindingType

from bmc_tui.ui.screens.base import HELP, LANGUAGE, PALETTE, SUSPEND

CANVAS_BINDINGS: list[BindingType] = [
    Binding("enter,e", "edit", id="canvas.edit", key_display="⏎"),
    Binding("space", "notes", id="canvas.notes", key_display="space"),
    Binding("n", "find_step(1)", id="canvas.find_next"),
    Binding("N", "find_step(-1)", id="canvas.find_previous", show=False),
    Binding("a", "ask('notes')", id="canvas.add"),
    Binding("i", "visit('interview')", id="canvas.interview"),
    Binding("y", "copy", id="canvas.copy"),
    Binding("Y", "copy(True)", id="canvas.copy_block", show=False),
    Binding("m", "plain", id="canvas.plain", show=False),
    Binding("M", "plain(True)", id="canvas.plain_block", show=False),
    Binding("u", "undo", id="canvas.undo"),
    Binding("U,ctrl+r", "redo", id="canvas.redo", show=False),
    Binding("E", "edit_externally", id="canvas.outside", show=False),
    Binding("p", "visit('present')", id="canvas.present", show=False),
    Binding("x", "example", id="canvas.example", show=False),
    Binding("slash", "ask('find')", id="canvas.find", key_display="/"),
    Binding("r", "visit('review')", id="canvas.review"),
    Binding("s", "follow", id="canvas.follow"),
    Binding("S", "ask('handle')", id="canvas.rename_segment", show=False),
    Binding("C", "visit('matrix')", id="canvas.matrix", show=False),
    Binding("c", "visit('formats')", id="canvas.formats"),
    Binding("v", "visit('versions')", id="canvas.versions"),
    Binding("o", "visit('canvases')", id="canvas.canvases"),
    LANGUAGE,
    SUSPEND,
    Binding("q", "app.quit", id="canvas.quit"),
    Binding("t", "ask('title')", id="canvas.title"),
    Binding("T", "app.next_theme", id="canvas.theme", show=False),
    Binding("escape", "back", id="canvas.back", key_display="esc"),
    replace(PALETTE, key=f"{PALETTE.key},colon"),
    HELP,
]
"""The bindings in the order of the footer, which shows those with `show` set."""

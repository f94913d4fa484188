"""Starts the app: the first frame is on the terminal before Textual is imported."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from bmc_tui.config.settings import PLAIN
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import StoredCanvas
from bmc_tui.themes.charset import substitutions
from bmc_tui.themes.palettes import select_palette
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.terminal import is_thin
from bmc_tui.ui.terminal.first_frame import MIN_FRAME_SIZE, FirstFrame, frame_text, sgr_by_role
from bmc_tui.ui.terminal.shutdown import ShutdownGuard
from bmc_tui.ui.terminal.size import drop_stale_size, terminal_size

_SWITCH_INTERVAL_S = 0.0005
"""Time a thread runs before it yields. Saving a large file takes some tens of milliseconds in a
thread; a key that arrives meanwhile waits this long, not Python's default of 5 ms."""

_SHA2_MODULES = ("_sha2",) if sys.version_info >= (3, 12) else ("_sha256", "_sha512")
_HASH_MODULES = ("_md5", "_sha1", *_SHA2_MODULES, "_sha3", "_blake2")
"""Python's own hashes, which `hashlib` uses without OpenSSL; some distributions leave them out."""


def launch(context: AppContext, canvas_id: str | None) -> int:
    """Run the app in this terminal until the user quits.

    Args:
        context: What the app works with.
        canvas_id: The canvas to open, or None for a new one.

    Returns:
        The exit code; see `app.run`.

    Raises:
        StoreError: The canvas can't be read; the terminal has not been touched.
    """
    stored = context.shelf.load(canvas_id) if canvas_id else None
    # Imports only create objects that stay: collecting garbage among them takes a tenth of the
    # time to the first key. `BmcApp.on_ready` enables it again.
    gc.disable()
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    if sys.platform == "win32":
        return _run(context, stored)
    with ShutdownGuard(sys.stdin.fileno()) as guard:
        environ = context.environ
        columns, rows = terminal_size(sys.stderr.fileno(), environ)
        drop_stale_size(sys.stderr.fileno(), os.environ)
        canvas = stored.canvas if stored else Canvas()
        min_columns, min_rows = MIN_FRAME_SIZE
        if not is_thin(environ) or columns < min_columns or rows < min_rows + bool(canvas.parked):
            return _run(context, stored, guard)
        settings = context.config.settings
        sgr = sgr_by_role(select_palette(settings.theme, environ), environ)
        text = frame_text(canvas, context.guide, (columns, rows), sgr)
        is_plain = settings.lines == PLAIN
        text = text.translate(substitutions(environ, is_plain=is_plain))
        with FirstFrame(text, (columns, rows), is_wide=is_plain) as frame:
            return _run(context, stored, guard, frame)


def _run(
    context: AppContext,
    stored: StoredCanvas | None,
    guard: ShutdownGuard | None = None,
    first_frame: FirstFrame | None = None,
) -> int:
    """Import the app and run it."""
    with _openssl_absent():
        import hmac  # noqa: F401 - imported by filelock, later

        from bmc_tui.ui.app import run

    return run(context, stored, guard, first_frame)


@contextmanager
def _openssl_absent() -> Iterator[None]:
    """Import modules as if Python was built without OpenSSL, if it has hashes of its own.

    Nothing here uses TLS. OpenSSL would take 5 MiB, and a hundredth of a second before the first
    key. A later import of `ssl` works as usual, but asyncio stays without it.
    """
    has_hashes = all(map(find_spec, _HASH_MODULES))
    absent = {"ssl", "_hashlib"} - sys.modules.keys() if has_hashes else set()
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type] # makes their import fail
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]

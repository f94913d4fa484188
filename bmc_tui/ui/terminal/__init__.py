"""Everything between the app and the terminal that is not plain Textual, behind one switch.

`BMC_TERMINAL=plain` turns it off: then it is Textual's own driver, compositor and writer, and there
is not a frame before Textual is imported. `BMC_TERMINAL=thin` is the default. The old name for
`plain` is `BMC_THIN=0`. README.md says what each file is for.
"""

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bmc_tui.ui.terminal.driver import ThinDriver  # which imports Textual
    from bmc_tui.ui.terminal.first_frame import FirstFrame
    from bmc_tui.ui.terminal.shutdown import ShutdownGuard


def is_thin(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal layer is on.

    Args:
        environ: The environment variables, which may turn it off. On Windows it is always off.
    """
    default = "plain" if environ.get("BMC_THIN") == "0" else "thin"
    return sys.platform != "win32" and environ.get("BMC_TERMINAL", default) != "plain"


def driver_for(
    environ: Mapping[str, str],
    *,
    guard: "ShutdownGuard | None" = None,
    first_frame: "FirstFrame | None" = None,
    has_plain_lines: bool = False,
) -> "type[ThinDriver] | None":
    """Return the driver between Textual and the terminal, or None for Textual's own.

    Args:
        environ: The environment variables, which may choose, and say what the terminal is.
        guard: Ends the program when the terminal is gone.
        first_frame: What the terminal shows already.
        has_plain_lines: Whether lines are drawn in ASCII, for a terminal in which they are wide.
    """
    if not is_thin(environ):
        return None
    from bmc_tui.themes.charset import substitutions
    from bmc_tui.ui.terminal.driver import DriverOptions, ThinDriver

    substitutes = substitutions(environ, is_plain=has_plain_lines)
    options = DriverOptions(substitutes, first_frame, is_wide=has_plain_lines)
    if guard is not None:
        options = replace(
            options, is_ending=lambda: guard.is_ending, on_hangup=guard.end_without_terminal
        )
    # Textual makes the driver itself, of a class: so the options are in a subclass.
    return type("ThinDriver", (ThinDriver,), {"options": options})

"""`bmc demo`: the app with an example in a folder of its own, which is deleted at the end."""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from bmc_tui.cli.shelf import utc_now
from bmc_tui.config import Config
from bmc_tui.files.locations import config_file
from bmc_tui.guide import Guide
from bmc_tui.store import Shelf


def run_demo(guide: Guide, config: Config) -> int:
    """Run the app on an example until the user quits, and return its exit code.

    The user's canvases are neither read nor written. It uses a copy of the settings, so that a
    theme that is tried out is gone afterwards too.

    Args:
        guide: The language, also of the example.
        config: The settings.
    """
    from bmc_tui.examples import example_names, load_example
    from bmc_tui.ui.context import AppContext
    from bmc_tui.ui.startup import launch

    folder = Path(tempfile.mkdtemp(prefix="bmc-demo-"))
    try:
        settings = folder / "config.toml"
        with suppress(OSError):  # without settings of the user, or unreadable: the defaults
            shutil.copyfile(config_file(os.environ), settings)
        shelf = Shelf(folder / "demo.json", utc_now)
        example = load_example(example_names(guide.language)[0])
        id_ = shelf.create(example).entry.id
        shelf.claim_notice("data")  # the path of the file does not matter
        environ = {**os.environ, "BMC_CONFIG": str(settings)}
        context = AppContext(
            shelf, guide, config, environ, copy_file=lambda: folder / "copied.md", has_tour=True
        )
        return launch(context, id_)
    finally:
        shutil.rmtree(folder, ignore_errors=True)

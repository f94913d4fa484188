"""Checks what surrounds the program: the locale, the settings and the editor."""

import locale
import os
from collections.abc import Iterator, Mapping

from bmc_tui.cli.checks.check import Check, CheckState
from bmc_tui.config import Config
from bmc_tui.external_editor import EditorError, editor_command
from bmc_tui.files import paths
from bmc_tui.guide import Guide
from bmc_tui.model.sanitize import clean

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first of these that is not empty decides (POSIX.1-2017, 8.2). `LC_CTYPE` does not tell what
the user has set: Python sets it where the locale has no UTF-8 or is not there (PEP 538)."""


def surroundings_checks(
    config: Config, environ: Mapping[str, str], guide: Guide
) -> Iterator[Check]:
    """Yield the results.

    Args:
        config: The settings.
        environ: The environment.
        guide: The language.
    """
    yield _locale(environ, guide)
    yield from _settings(config, guide)
    try:
        editor = " ".join(editor_command(environ))
        yield Check("editor", CheckState.GOOD, clean(editor))
    except EditorError as error:
        yield Check("editor", CheckState.BAD, guide.error_message(error))


def _locale(environ: Mapping[str, str], guide: Guide) -> Check:
    """Check that the locale is installed, and has UTF-8."""
    name = next((name for name in _LOCALE_VARIABLES if environ.get(name)), "")
    shown = f"{name}={clean(environ[name])}" if name else ""
    try:
        for category in (locale.LC_MESSAGES, locale.LC_CTYPE):
            locale.setlocale(category, "")
    except locale.Error:
        return Check("locale", CheckState.BAD, guide.say("doctor.locale.missing", locale=shown))
    encoding = locale.nl_langinfo(locale.CODESET)
    if encoding.upper() == "UTF-8":
        return Check("locale", CheckState.GOOD, shown or encoding)
    shown = shown or guide.say("doctor.none")
    return Check("locale", CheckState.BAD, guide.say("doctor.locale.bad", locale=shown))


def _settings(config: Config, guide: Guide) -> Iterator[Check]:
    """Yield each problem of the settings; without one, where they are."""
    if config.problems:
        for problem in config.problems:
            yield Check("settings", CheckState.BAD, guide.error_message(problem))
        return
    file = clean(str(config.path))
    if paths.exists(config.path) and not os.access(config.path, os.W_OK):
        yield Check("settings", CheckState.BAD, guide.say("doctor.unwritable", file=file))
    elif paths.exists(config.path):
        yield Check("settings", CheckState.GOOD, file)
    else:
        yield Check("settings", CheckState.GOOD, guide.say("doctor.settings.none", file=file))

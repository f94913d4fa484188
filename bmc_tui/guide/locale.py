"""Reads the user's language from the environment."""

import re
from collections.abc import Mapping

from bmc_tui.guide.catalog import languages


def language_of(environ: Mapping[str, str]) -> str:
    """Return the code of the language to speak.

    Args:
        environ: The environment: the first that is set of LC_ALL, LC_MESSAGES and LANG decides
            (POSIX.1-2017, 8.2), such as `nl_NL.UTF-8`.

    Returns:
        A language that the program has; English if the environment asks for none of these.
    """
    return locale_of(environ)[1] or "en"


def locale_of(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the variable that selects a language of the program, and its code; else ("", "").

    Args:
        environ: As in `language_of`.
    """
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    name = next((name for name in variables if environ.get(name)), "")
    code = re.split(r"[^a-z]", environ.get(name, "").lower(), maxsplit=1)[0]
    return (name, code) if code in languages() else ("", "")

"""Selects the user's language by the locale variables of the environment."""

import re
from collections.abc import Mapping

from bmc_tui.guide.loader import language_codes


def language_of(environ: Mapping[str, str]) -> str:
    """Return the code of the language that the environment asks for.

    Args:
        environ: The environment variables. The first of LC_ALL, LC_MESSAGES and LANG that is not
            empty decides (POSIX.1-2017, 8.2); its value is a locale such as `nl_NL.UTF-8`.

    Returns:
        A language of the program; English if the environment asks for none of these.
    """
    return language_variable(environ)[1] or "en"


def language_variable(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the variable that selects the language, and the language's code.

    Args:
        environ: As in `language_of`.

    Returns:
        Both "" if the environment does not ask for a language of the program.
    """
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    name = next((name for name in variables if environ.get(name)), "")
    code = re.split(r"[^a-z]", environ.get(name, "").lower(), maxsplit=1)[0]
    return (name, code) if code in language_codes() else ("", "")

"""Which language a person's environment asks for."""

import re
from collections.abc import Mapping

from bmc_tui.guide.guide import languages


def language_of(environ: Mapping[str, str]) -> str:
    """Return the code of the language to speak.

    Args:
        environ: The environment: the first that is set of LC_ALL, LC_MESSAGES and LANG decides
            (POSIX.1-2017, 8.2), such as `nl_NL.UTF-8`.

    Returns:
        A language that there is; English when none, or another one, is asked for.
    """
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environ[name] for name in variables if environ.get(name)), "")
    code = re.split(r"[^a-z]", locale.lower(), maxsplit=1)[0]
    return code if code in languages() else "en"

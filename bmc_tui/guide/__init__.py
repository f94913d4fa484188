"""The words, as data: those of the method and every message of the program, in each language."""

from bmc_tui.guide.catalog import Distinction, Guide, Word, languages, load, yes_answers
from bmc_tui.guide.errors import ReportableError
from bmc_tui.guide.locale import language_of, language_variable
from bmc_tui.guide.lookup import UnknownNameError, find_block, find_section

__all__ = [
    "Distinction",
    "Guide",
    "ReportableError",
    "UnknownNameError",
    "Word",
    "find_block",
    "find_section",
    "language_of",
    "language_variable",
    "languages",
    "load",
    "yes_answers",
]

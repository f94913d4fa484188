"""The words, as data: those of the method and every message of the program, in each language."""

TYPE_CHECKING = False  # importing `typing` takes longer than `bmc --help` may
if TYPE_CHECKING:
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

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import all of these names when the first is asked for (PEP 562).

        So `bmc --help` reads the words without the modules that everything else needs.
        """
        if name not in __all__:
            raise AttributeError(name)
        from bmc_tui.guide import catalog, errors, locale, lookup

        for module in (catalog, errors, locale, lookup):
            globals().update(
                {each: getattr(module, each) for each in __all__ if hasattr(module, each)}
            )
        return globals()[name]

"""Shares parsed style sheets between the apps of a test run."""

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse_rules = Stylesheet._parse_rules

_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
"""The rules by all that they depend on. Textual only reads them: it gives the same ones to each
widget of an app, and keeps them from one parsing to the next."""


def _parse_rules_once(
    sheet: Stylesheet,
    css: str,
    read_from: tuple[str, str],
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """Return the rules of a style sheet, parsed for the first app that has it with its colours."""
    variables = tuple(sorted(sheet._variables.items()))
    key = (css, read_from, is_default_rules, tie_breaker, scope, variables)
    if key not in _PARSED:
        _PARSED[key] = _parse_rules(sheet, css, read_from, is_default_rules, tie_breaker, scope)
    return _PARSED[key]


def share_style_sheets() -> None:
    """Parse each style sheet once in a run: most tests start an app, which reads some forty."""
    Stylesheet._parse_rules = _parse_rules_once  # type: ignore[assignment, method-assign]

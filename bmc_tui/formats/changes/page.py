"""Writes the nine blocks with what changed in them as one self-contained HTML page."""

from collections.abc import Sequence
from html import escape

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.formats.changes.contents import changes_below, changes_contents
from bmc_tui.formats.page import html
from bmc_tui.formats.page.elements import NOT_NOTES
from bmc_tui.formats.page.escaping import keep_spaces
from bmc_tui.guide import Guide
from bmc_tui.render.compared.unpictured import UnpicturedChange


def write(comparison: Comparison, guide: Guide) -> str:
    """Return the page: the blocks, the signs below them, and what else has changed.

    Args:
        comparison: What is compared; no note of either side is cut.
        guide: The language.
    """
    marked = comparison.marked()
    contents = changes_contents(comparison, marked, guide)
    changes = changes_below(contents, marked, comparison.signs(guide))
    return html.page(contents, guide, unpictured_html(changes, guide))


def unpictured_html(changes: Sequence[UnpicturedChange], guide: Guide) -> str:
    """Return changes outside the blocks under a heading of their own; "" without any.

    Args:
        changes: The changes.
        guide: The language of the heading.
    """
    items = []
    for change in changes:
        text = keep_spaces(escape(change.text))
        text = f"<s>{text}</s>" if change.is_gone else text
        former = f"<br><i>{keep_spaces(escape(change.detail))}</i>" if change.detail else ""
        label = f"<b>{change.sign} </b>{escape(change.label)}: "
        items.append(f'<li class="changed">{label}{text}{former}</li>\n')
    if not items:
        return ""
    return (
        f"<section {NOT_NOTES}>\n<h2>{escape(guide.say('changes.beside'))}</h2>\n"
        f'<ul class="signed">\n{"".join(items)}</ul>\n</section>\n'
    )

"""Finds the questions that someone else's worksheet asks below the names of blocks.

A question right below a name is one if the document has such a question for several blocks, and so
is each further one that has an answer below it; or if it addresses its reader. Otherwise it may be
a question of the user's, and so may bare bullets.
"""

from collections.abc import Sequence
from itertools import zip_longest

from bmc_tui.formats.outline.beside.phrases import addresses_reader
from bmc_tui.formats.outline.items import OutlineItem
from bmc_tui.formats.outline.names import BlockNames
from bmc_tui.guide.aliases import word_count

_MIN_BLOCKS = 3
"""Minimum number of blocks with a question right below their names, where each question is a
prompt."""

_MIN_LINES = 2
"""Minimum number of those among them that are lines of their own, and not bullets."""

_MIN_WORDS = 3
"""Minimum number of words of such a question."""

_MAX_CHARACTERS = 200
"""Maximum number of characters of one."""


def prompts(items: Sequence[OutlineItem], names: BlockNames) -> frozenset[int]:
    """Return the identities of the items that are questions of a worksheet.

    Args:
        items: The document.
        names: The names of blocks in it.
    """
    first: list[OutlineItem] = []
    further: list[OutlineItem] = []
    blocks = set()
    block = None
    is_below_name = False
    for item, below in zip_longest(items, items[1:]):
        named = None if item.table else names.named(item)
        if named or item.table or item.level:
            block = named.named if named else None
            is_below_name = bool(named and not named.has_note and not item.children)
            continue
        has_answer = bool(item.children or (below and not (below.level or names.named(below))))
        if is_below_name and _is_question(item):
            first.append(item)
            blocks.add(block)
        elif block and _is_question(item) and has_answer and (item.plain or item.children):
            further.append(item)
        is_below_name = False
    lines = [item for item in first if item.plain]
    if len(blocks) >= _MIN_BLOCKS and len(lines) >= _MIN_LINES:
        return frozenset(map(id, [*first, *further]))
    return frozenset(id(item) for item in lines if addresses_reader(item.text))


def _is_question(item: OutlineItem) -> bool:
    """Tell whether an item is a question, and nothing else."""
    text = item.text.rstrip(" )*_")
    is_short = len(text) <= _MAX_CHARACTERS
    return is_short and text.endswith("?") and word_count(text) >= _MIN_WORDS

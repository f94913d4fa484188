"""The texts of a finding or a row of findings in a language: what, why, and a good answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bmc_tui.guide import Guide
from bmc_tui.guide.money import Money, format_money
from bmc_tui.model.blocks import Block
from bmc_tui.review.finding import Finding
from bmc_tui.review.folding import FindingGroup


@dataclass(frozen=True, slots=True)
class FindingText:
    """A finding as the user reads it."""

    severity: str
    block_title: str
    """The block's number and title."""
    what: str
    """The finding in one sentence."""
    why: str
    """Why it matters."""
    good: str
    """What a good answer looks like."""


@dataclass(frozen=True, slots=True)
class GroupText:
    """A row of findings as the user reads it."""

    severity: str
    place: str
    """The block's number and title, or the numbers of the blocks."""
    short_place: str
    """The same for a narrow column: the block's short title, or nothing but numbers."""
    what: str
    """The finding, or all findings together, in one sentence."""
    items: tuple[str, ...]
    """What is below the row: a line for each finding, most often its note in quotes. A row of
    one finding on a whole block, or with the note in its sentence, has none."""
    why: str
    """Why it matters."""
    good: str
    """What a good answer looks like."""


def finding_text(finding: Finding, guide: Guide) -> FindingText:
    """Return the texts of a finding.

    Args:
        finding: The finding.
        guide: The language.
    """
    rule, values = finding.rule, _values(finding, guide)
    return FindingText(
        severity=guide.say(f"review.severity.{finding.severity.name.lower()}"),
        block_title=_block_title(finding.block, guide),
        what=guide.say(f"review.rule.{rule}.what", **values),
        why=guide.say(f"review.rule.{rule}.why", **values),
        good=guide.say(f"review.rule.{rule}.good", **values),
    )


def group_text(group: FindingGroup, guide: Guide) -> GroupText:
    """Return the texts of a row: of its only finding, or of all its findings together.

    Args:
        group: The row.
        guide: The language.
    """
    first, count = group.first, len(group.findings)
    text = finding_text(first, guide)
    what = text.what
    # Not a note that the sentence itself names.
    items: tuple[str, ...] = (
        (_quote(first, guide),) if first.text and "note" not in first.values else ()
    )
    if group.is_folded:
        key = f"review.rule.{group.rule}.many"
        what = (
            guide.say(key, **{**_values(first, guide), "n": count})
            if guide.has_message(key)
            else f"{what} ×{count}"
        )
        items = tuple(item_text(finding, group, guide) for finding in group.findings)
    numbers = _number_ranges([block.number for block in group.blocks])
    is_one_block = len(group.blocks) == 1
    return GroupText(
        severity=text.severity,
        place=text.block_title if is_one_block else guide.say("review.blocks", numbers=numbers),
        short_place=f"{first.block.number} {guide.short_title(first.block)}"
        if is_one_block
        else numbers,
        what=what,
        items=items,
        why=text.why,
        good=text.good,
    )


def item_text(finding: Finding, group: FindingGroup, guide: Guide) -> str:
    """Return the line of one finding below its row: mostly its note, with its block if needed.

    Args:
        finding: The finding.
        group: Its row; if that is about several blocks, the line starts with the finding's own.
        guide: The language.
    """
    block_title = _block_title(finding.block, guide)
    key = f"review.rule.{finding.rule}.item"
    if guide.has_message(key):
        values = {**_values(finding, guide), "note": finding.text}
        text = guide.say(key, **values)
    elif finding.text:
        text = _quote(finding, guide)
    else:
        return block_title
    return text if len(group.blocks) == 1 else f"{block_title}: {text}"


def _values(finding: Finding, guide: Guide) -> dict[str, object]:
    """Return the values of the placeholders in a finding's texts."""
    values = {
        name: format_money(*value, guide, 0) if isinstance(value, Money) else value
        for name, value in finding.values.items()
    }
    if isinstance(count := values.get("n"), int):
        values["notes"] = guide.pluralize("count.note", count)
    return values


def _quote(finding: Finding, guide: Guide) -> str:
    """Return a finding's note in quotes."""
    return guide.say("review.item", note=finding.text)


def _block_title(block: Block, guide: Guide) -> str:
    """Return the number and the title of a block."""
    return f"{block.number} {guide.title(block)}"


def _number_ranges(numbers: Sequence[int]) -> str:
    """Return the numbers of blocks in short, such as `2, 5-7`."""
    ranges: list[str] = []
    for _, pairs in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [str(number) for _, number in pairs]
        ranges += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else run  # noqa: PLR2004 # a range
    return ", ".join(ranges)

"""The ties between the blocks: the sheet's table of them, and the hints on those still open."""

from itertools import groupby

import pytest

from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.ties.sheet import SHEET_TIES, SheetTie
from bmc_tui.review import Finding, Severity, review
from bmc_tui.review.messages import finding_text
from bmc_tui.review.rules.open_ties import MAX_OPEN_TIES, MAX_UNTIED

SEGMENTS, VALUE, CHANNELS, RELATIONS, REVENUE, RESOURCES, ACTIVITIES, PARTNERS, COSTS = BLOCKS

SHEET = [
    (VALUE, "totaalpakket", SEGMENTS),
    (CHANNELS, "willen mijn klanten bereikt worden", SEGMENTS),
    (RELATIONS, "relatie verwachten mijn doelgroepen", SEGMENTS),
    (REVENUE, "echt voor betalen", SEGMENTS),
    (RESOURCES, "voor elke waardepropositie", VALUE),
    (RESOURCES, "genereren van inkomsten", REVENUE),
    (RESOURCES, "voor klantcontact", RELATIONS),
    (ACTIVITIES, "waardeproposities te leveren", VALUE),
    (ACTIVITIES, "de relaties en de kanalen", RELATIONS),
    (ACTIVITIES, "de relaties en de kanalen", CHANNELS),
    (ACTIVITIES, "genereren van inkomsten", REVENUE),
    (PARTNERS, "key resources wil ik via partners", RESOURCES),
    (PARTNERS, "activiteiten voeren zij uit", ACTIVITIES),
    (COSTS, "key resources brengen grote kosten", RESOURCES),
    (COSTS, "key activities brengen grote kosten", ACTIVITIES),
    (RELATIONS, "kosten zijn verbonden aan de verschillende vormen", COSTS),
]
"""The ties of the method sheet ("What the sheet links"): a block, words of its question that ask
for the tie, and the other block."""

OTHER_TIES = [tie for tie in SHEET_TIES if tie.other is not SEGMENTS]
"""Those that do not run over the segments."""


def two_blocks(tie: SheetTie) -> Canvas:
    """Return a canvas with a note on both sides of a tie, and nothing else."""
    canvas = Canvas().add(tie.block, "Something tall")
    return canvas.add(tie.other, "Anything wide", "More")


def ties_of(canvas: Canvas) -> list[Finding]:
    return [finding for finding in review(canvas).findings if finding.rule == "open_tie"]


def full_canvas() -> Canvas:
    """Return a canvas with a note in each block, and no finding but those on the ties."""
    return (
        Canvas("Cart")
        .add(SEGMENTS, "Students #customer")
        .add(VALUE, "Coffee in two minutes", "Warm hands #?")
        .add(CHANNELS, "Cart on the square #direct #offline", section=Section("awareness"))
        .add(RELATIONS, "Stamps", "Birthday card")
        .add(REVENUE, "Cups #one-off")
        .add(RESOURCES, "Bicycle #physical", "Recipe #intellectual")
        .add(ACTIVITIES, "Brewing and serving", "Planning shifts")
        .add(PARTNERS, "Roastery #purchasing")
        .add(COSTS, "Beans #variable")
    )


def test_the_table_has_the_sixteen_ties_of_the_sheet() -> None:
    dutch = load("nl")
    assert [(tie.block, tie.other) for tie in SHEET_TIES] == [
        (block, other) for block, _, other in SHEET
    ]
    for tie, (_, words, _) in zip(SHEET_TIES, SHEET, strict=True):
        assert words in dutch.section_title(tie.block, tie.question).lower()
        assert tie.question in tie.block.questions


@pytest.mark.parametrize("tie", OTHER_TIES, ids=lambda tie: f"{tie.question}-{tie.other}")
def test_a_tie_between_filled_blocks_is_one_hint_that_lists_the_other_side(tie: SheetTie) -> None:
    (finding,) = [each for each in ties_of(two_blocks(tie)) if each.block is tie.block]
    listed = ("Something tall",) if tie.lists_own else ("Anything wide", "More")
    assert finding.severity is Severity.HINT
    assert finding.spot == Spot(tie.block, tie.question, 0)
    assert finding.lines == tuple(f"{name}:" for name in listed)
    for language, have in (("en", "You have"), ("nl", "Je hebt")):
        question = load(language).section_title(tie.block, tie.question)
        expected = f"{question} {have}: {', '.join(listed)}."
        assert finding_text(finding, load(language)).what == expected


@pytest.mark.parametrize("tie", OTHER_TIES, ids=lambda tie: f"{tie.question}-{tie.other}")
def test_a_tie_is_closed_by_an_answer_and_silent_about_an_empty_side(tie: SheetTie) -> None:
    canvas = two_blocks(tie)
    answered = canvas.add(tie.block, "None", section=tie.question)
    for closed in (answered, canvas.with_notes(tie.other, []), canvas.with_notes(tie.block, [])):
        assert not [each for each in ties_of(closed) if each.block is tie.block]


@pytest.mark.parametrize("block", [RESOURCES, ACTIVITIES, PARTNERS, COSTS])
def test_a_note_with_a_tie_of_its_own_is_an_answer(block: Block) -> None:
    blocks = {finding.block for finding in ties_of(full_canvas().add(block, "Cups @students"))}
    assert block not in blocks
    labelled = full_canvas().add(SEGMENTS, "Staff #customer").add(block, "Staff:", "A tray")
    assert block not in {finding.block for finding in ties_of(labelled)}


def test_an_at_sign_in_relationships_says_nothing_of_what_they_cost() -> None:
    canvas = full_canvas().add(RESOURCES, "Tray @students").add(RELATIONS, "Talk @students")
    assert RELATIONS in {finding.block for finding in ties_of(canvas)}


def test_the_notes_of_a_block_that_name_each_of_the_other_side_are_an_answer() -> None:
    canvas = full_canvas().add(RESOURCES, "Warm cups, coffee")
    assert [f.spot.section for f in ties_of(canvas) if f.spot and f.block is RESOURCES] == [
        "key_resources.revenue"
    ]


def test_a_block_has_the_hint_on_its_next_question_once_the_first_is_answered() -> None:
    canvas, questions = full_canvas(), []
    while mine := [each for each in ties_of(canvas) if each.block is ACTIVITIES]:
        (finding,) = mine
        assert finding.spot
        questions.append(finding.spot.section)
        canvas = canvas.add(ACTIVITIES, f"By {len(questions)} people", section=finding.spot.section)
    assert questions == [ACTIVITIES.questions[1], ACTIVITIES.questions[2], ACTIVITIES.questions[3]]


def test_a_question_that_ties_two_blocks_lists_both() -> None:
    canvas = full_canvas().add(ACTIVITIES, "Yes", section=ACTIVITIES.questions[1])
    (finding,) = [each for each in ties_of(canvas) if each.block is ACTIVITIES]
    assert finding.lines == ("Stamps:", "Birthday card:", "Cart on the square:")
    assert "You have: Stamps, Cart on the square, Birthday card." in (
        finding_text(finding, load("en")).what
    )


def test_there_are_four_hints_at_most_and_the_fifth_follows_a_dismissed_one() -> None:
    canvas = full_canvas()
    ties = ties_of(canvas)
    assert len(ties) == MAX_OPEN_TIES
    assert [finding.block for finding in ties] == [RESOURCES, ACTIVITIES, PARTNERS, COSTS]
    canvas = canvas.toggle_dismissal(ties[0].dismissal)
    assert {finding.block for finding in ties_of(canvas)} == {
        RELATIONS,
        ACTIVITIES,
        PARTNERS,
        COSTS,
    }
    assert [each.block for each in review(canvas).dismissed] == [RESOURCES]


def test_there_are_two_while_nothing_is_tied_to_a_segment() -> None:
    canvas = full_canvas().add(SEGMENTS, "Staff #customer")
    assert len(ties_of(canvas)) == MAX_UNTIED
    assert len(ties_of(canvas.add(VALUE, "Tea @staff"))) == MAX_OPEN_TIES
    (first, _) = ties_of(canvas)
    canvas = canvas.toggle_dismissal(first.dismissal)
    assert len(ties_of(canvas)) == MAX_UNTIED
    assert first not in ties_of(canvas)


def test_long_notes_are_shortened_between_words_and_many_are_counted() -> None:
    long = "A cup of coffee that is in your hands within two minutes, whatever the queue @students"
    canvas = full_canvas().with_notes(VALUE, []).add(VALUE, long, *(f"Gain {n}" for n in range(30)))
    (finding,) = [each for each in ties_of(canvas) if each.block is RESOURCES]
    what = finding_text(finding, load("en")).what
    assert "You have: A cup of coffee that is in…, Gain 0, Gain 1, Gain 2 (+27)." in what
    assert finding.lines[0] == "A cup of coffee that is in your hands within two minutes…:"
    assert len(finding.lines) == 20


def test_the_ties_of_one_block_are_asked_for_once() -> None:
    for block, ties in groupby(ties_of(full_canvas()), key=lambda finding: finding.block):
        assert len(list(ties)) == 1, block


def test_to_dismiss_the_row_dismisses_the_ties_that_wait_too() -> None:
    canvas = full_canvas()
    (row,) = (group for group in review(canvas).groups if group.rule == "open_tie")
    assert len(row.findings) == MAX_OPEN_TIES < row.size
    after = review(canvas.dismiss(row.dismissals))
    assert "open_tie" not in {group.rule for group in after.groups}
    one = review(canvas.dismiss([row.first.dismissal]))
    assert len([each for each in one.findings if each.rule == "open_tie"]) == MAX_OPEN_TIES

"""The walk through the findings: which is next, and whether one is resolved, while notes change."""

from bmc_tui.model.blocks import GENERAL
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.review import review
from bmc_tui.review.walk import FindingWalk, first_walk, start_walk
from tests.unit.review.test_review import (
    ACTIVITIES,
    RESOURCES,
    SEGMENTS,
    more,
    sound,
    with_ties_answered,
)

BREW, WASH, SELL = "Brew; serve", "Wash; dry", "Sell; buy"


def with_activities(*texts: str) -> Canvas:
    """Return the sound canvas with these activities only."""
    return with_ties_answered(sound().with_notes(ACTIVITIES, []).add(ACTIVITIES, *texts))


def walk_at(text: str, canvas: Canvas) -> FindingWalk:
    """Return the walk at the finding on the note with this text."""
    result = review(canvas)
    return next(start_walk(each, result) for each in result.findings if each.text == text)


def test_the_walk_leads_through_all_findings_in_the_order_of_the_rows_and_round() -> None:
    result = review(with_activities(BREW, WASH).add(SEGMENTS, "Everyone"))
    assert len(result.findings) > len(result.groups)
    for steps, findings in ((1, result.findings), (-1, result.findings[::-1])):
        walk: FindingWalk | None = start_walk(findings[0], result)
        for finding in (*findings[1:], findings[0]):
            assert walk is not None
            walk = walk.step(result, steps)
            assert walk is not None
            assert walk.finding == finding


def test_a_canvas_without_findings_has_no_walk() -> None:
    clean = review(sound())
    assert first_walk(clean) is None
    assert walk_at(BREW, with_activities(BREW)).step(clean, 1) is None


def test_a_finding_is_the_same_while_its_note_is_typed_in_carried_and_pushed_down() -> None:
    walk = walk_at(WASH, with_activities(BREW, WASH, SELL))
    for texts in (
        (BREW, "Wash; dry up", SELL),
        (BREW, SELL, WASH),
        ("Plan", BREW, "Wash the cups; dry", SELL),
        (WASH,),
    ):
        current = walk.current(review(with_activities(*texts)))
        assert current is not None
        assert current.text.startswith("Wash")


def test_a_finding_is_resolved_when_its_note_is_and_not_when_another_is() -> None:
    walk = walk_at(WASH, with_activities(BREW, WASH, SELL))
    assert walk.current(review(with_activities(BREW, "Wash", SELL))) is None
    assert walk.current(review(with_activities(BREW, SELL))) is None
    assert walk.current(review(with_activities("Brew", WASH, "Sell"))) is not None


def test_of_two_notes_that_are_alike_one_is_resolved_and_the_other_not() -> None:
    walk = walk_at(WASH, with_activities(WASH, BREW))
    twice = with_activities(WASH, f"{WASH} @students", BREW)
    walk = walk_at(f"{WASH} @students", twice)
    assert walk.current(review(twice)) is not None
    assert walk.current(review(with_activities(WASH, "Wash @students", BREW))) is None


def test_a_dismissed_finding_is_not_resolved_and_the_next_is_the_first() -> None:
    canvas = with_activities(BREW, WASH)
    walk = walk_at(BREW, canvas)
    away = canvas.toggle_dismissal(walk.finding.dismissal)
    assert walk.current(review(away)) is not None
    after = start_walk(review(away).dismissed[0], review(away), 7)
    assert after.row_in(review(away)) == 7
    following = after.step(review(away), 1)
    assert following is not None
    assert following.finding.text == WASH


def test_after_a_resolved_finding_comes_what_was_after_it() -> None:
    walk = walk_at(WASH, with_activities(BREW, WASH, SELL))
    mended = review(with_activities("Plan", BREW, "Wash", SELL))
    following, previous = walk.step(mended, 1), walk.step(mended, -1)
    assert following is not None
    assert previous is not None
    assert following.finding.text == SELL
    assert following.finding.spot == Spot(ACTIVITIES, GENERAL, 3)
    assert previous.finding.text == BREW


def test_after_the_first_finding_is_resolved_comes_what_is_the_first_now() -> None:
    walk = walk_at(BREW, with_activities(BREW, WASH, SELL))
    mended = review(with_activities("Brew", WASH, SELL))
    following, previous = walk.step(mended, 1), walk.step(mended, -1)
    assert following is not None
    assert previous is not None
    assert (following.finding.text, previous.finding.text) == (WASH, SELL)


def test_the_way_back_is_to_the_row_of_the_finding_or_to_where_that_was() -> None:
    canvas = more(ACTIVITIES, BREW).add(SEGMENTS, "Everyone")
    walk = walk_at(BREW, canvas)
    row = [group.rule for group in review(canvas).groups].index("several_ideas")
    assert row > 0
    assert walk.row_in(review(canvas)) == row
    assert walk.row_in(review(more(ACTIVITIES, "Brew").add(SEGMENTS, "Everyone"))) == row
    assert walk.row_in(review(more(ACTIVITIES, BREW))) < row


def test_the_way_back_is_to_the_note_below_an_unfolded_row_also_after_a_step() -> None:
    canvas = with_activities(BREW, WASH, SELL).add(SEGMENTS, "Everyone")
    result = review(canvas)
    folded = [group.rule for group in result.groups].index("several_ideas")
    wash = next(finding for finding in result.findings if finding.text == WASH)
    walk = start_walk(wash, result, folded + 2, {"several_ideas"})
    assert walk.row_in(result) == folded + 2
    following = walk.step(result, 1)
    assert following is not None
    assert following.row_in(result) == folded + 3
    mended = review(with_activities(BREW, "Wash", SELL).add(SEGMENTS, "Everyone"))
    assert walk.row_in(mended) == folded + 2
    brew = next(finding for finding in result.findings if finding.text == BREW)
    assert start_walk(brew, result, folded, {"several_ideas"}).row_in(result) == folded


def test_a_question_that_is_answered_is_resolved_though_the_next_one_of_its_block_is_open() -> None:
    first, second = RESOURCES.questions[1:3]
    canvas = sound().with_section(RESOURCES, first, []).with_section(RESOURCES, second, [])
    walk = first_walk(review(canvas))
    assert walk is not None
    answered = review(canvas.add(RESOURCES, "Coffee: cart", section=first))
    assert walk.current(answered) is None
    following = walk.step(answered, 1)
    assert following is not None
    assert following.finding.spot == Spot(RESOURCES, second, 0)

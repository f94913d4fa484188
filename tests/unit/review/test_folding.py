"""The order of the findings, and their rows: one for each rule."""

from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.review import RULES, folding, review
from bmc_tui.review.folding import fold, row_of, unfold
from tests.unit.review.test_review import ACTIVITIES, COSTS, REVENUE, SEGMENTS, VALUE, more


def rows_of(canvas: Canvas) -> list[str]:
    return [group.rule for group in review(canvas).groups]


def test_what_makes_the_rest_useless_comes_first() -> None:
    canvas = (
        Canvas()
        .add(SEGMENTS, "Everyone", "Want a better coffee", "Students @students #customer", "Staff")
        .add(VALUE, "High quality @everyone", "Coffee in two minutes @students")
        .add(Block.CUSTOMER_RELATIONSHIPS, "A seat @studnts")
        .add(REVENUE, "Cups; cakes", "Tips @staff #one-off")
        .add(COSTS, "Beans", "Permit #fixd", "Rent #fixed")
    )
    rows = rows_of(canvas)
    in_order = [
        "everyone",
        "wish_as_segment",
        "who_pays",
        "misspelt_segment",
        "segment_of_revenue",
        "value_for_segment",
        "empty_block",
        "platitude",
        "several_ideas",
        "misspelt_word",
        "kinds",
    ]
    assert [rule for rule in rows if rule in in_order] == in_order


def test_the_order_is_that_of_the_rules_whatever_the_severity() -> None:
    canvas = more(COSTS, "Light").add(ACTIVITIES, "Brew; serve").add(SEGMENTS, "Everyone")
    order = list(RULES)
    rows = rows_of(canvas)
    assert rows == sorted(rows, key=order.index)
    assert rows.index("several_ideas") < rows.index("cost_behaviour")


def test_the_findings_of_a_rule_are_one_row_over_all_blocks() -> None:
    canvas = more(ACTIVITIES, "Brew; serve", "Wash; dry").add(REVENUE, "Cakes; tea @staff #one-off")
    (group,) = (each for each in review(canvas).groups if each.rule == "several_ideas")
    assert group.is_folded
    assert [finding.text for finding in group.findings] == [
        "Cakes; tea @staff #one-off",
        "Brew; serve",
        "Wash; dry",
    ]
    assert group.blocks == (Block.REVENUE_STREAMS, Block.KEY_ACTIVITIES)


def test_two_rules_in_turns_over_the_notes_are_two_rows() -> None:
    canvas = more(VALUE, "A @studnts", "B @dogs", "C @studnts", "D @cats")
    result = review(canvas)
    assert [(group.rule, len(group.findings)) for group in result.groups] == [
        ("misspelt_segment", 2),
        ("unknown_segment", 2),
    ]
    assert tuple(unfold(result.groups)) == result.findings


def test_what_is_dismissed_is_folded_by_itself() -> None:
    canvas = more(ACTIVITIES, "Brew; serve", "Wash; dry", "Sweep; mop")
    first, *_ = review(canvas).findings
    result = review(canvas.dismiss([first.dismissal]))
    assert [len(group.findings) for group in result.groups] == [2]
    assert [group.findings for group in result.dismissed_groups] == [(first,)]


def test_a_whole_row_is_dismissed_and_brought_back() -> None:
    canvas = more(ACTIVITIES, "Brew; serve", "Wash; dry", "Wash; dry").add(COSTS, "Light")
    (group,) = (each for each in review(canvas).groups if each.rule == "several_ideas")
    away = canvas.dismiss(group.dismissals)
    assert "several_ideas" not in rows_of(away)
    assert len(away.dismissed) == 2  # two notes with the same text are dismissed as one
    assert away.dismiss(group.dismissals) == away
    assert away.undismiss(group.dismissals) == canvas


def test_a_finding_has_its_own_row_below_an_unfolded_group_and_else_that_of_the_group() -> None:
    result = review(more(ACTIVITIES, "Brew; serve", "Wash; dry").add(COSTS, "Light"))
    first, second, other, *_ = result.findings
    assert (first.rule, other.rule) == (second.rule, "no_numbers")
    folded = tuple(folding.rows_of(result.groups, ()))
    assert [row_of(finding, folded) for finding in (first, second, other)] == [0, 0, 1]
    unfolded = tuple(folding.rows_of(result.groups, {first.rule}))
    assert [row_of(finding, unfolded) for finding in (first, second, other)] == [1, 2, 3]
    assert row_of(second, unfolded, last=0) == 0
    assert row_of(second, unfolded, last=3) == 2
    assert row_of(review(more(SEGMENTS, "Everyone")).findings[0], folded) is None


def test_nothing_folds_into_nothing() -> None:
    assert fold(()) == ()

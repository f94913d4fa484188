"""The texts of rows: one sentence for all their findings, and one reason and one answer."""

import re

import pytest

from bmc_tui.guide import Guide, languages, load
from bmc_tui.model.canvas import Canvas
from bmc_tui.review import RULES, FindingGroup, review
from bmc_tui.review.messages import group_text
from tests.unit.review.test_review import (
    ACTIVITIES,
    CASES,
    CHANNELS,
    RESOURCES,
    REVENUE,
    SEGMENTS,
    VALUE,
    more,
    sound,
)

ONCE = {
    *("somebody_pays", "who_pays", "loss", "nothing_tied", "order", "many_notes", "no_assumption"),
    *("no_phase", "some_without_phase", "kinds", "cost_behaviour", "revenue_recurrence"),
    *("partner_form", "resource_kind", "channel_kind", "relationship_contact"),
    *("loss_of_amounts", "uncounted_revenue", "amounts_in_answers"),
    *("relationship_motive", "paid_for", "activity_kind", "no_common_currency"),
}
"""The rules that have one finding at most, for all notes together."""

EVERY_ID = [*RULES, "misspelt_segment"]


def message(guide: Guide, rule: str, part: str) -> str:
    """Return a text of a rule as the catalogue has it, with its placeholders."""
    return guide._messages[f"review.rule.{rule}.{part}"]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("rule", EVERY_ID)
def test_the_reason_and_the_answer_are_true_of_every_finding_of_a_rule(
    rule: str, language: str
) -> None:
    guide = load(language)
    for part in ("why", "good"):
        assert re.findall(r"{(?!press)", message(guide, rule, part)) == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("rule", [rule for rule in EVERY_ID if rule not in ONCE])
def test_several_findings_of_a_rule_have_a_sentence_of_their_own(rule: str, language: str) -> None:
    assert "{n}" in message(load(language), rule, "many")


@pytest.mark.parametrize("rule", sorted(ONCE))
def test_a_rule_that_has_one_finding_has_no_more(rule: str) -> None:
    if rule in CASES:
        findings = review(CASES[rule][0]()).findings
        assert len([finding for finding in findings if finding.rule == rule]) == 1


def group(canvas: Canvas, rule: str) -> FindingGroup:
    (found,) = (each for each in review(canvas).groups if each.rule == rule)
    return found


def test_a_row_of_one_finding_is_that_finding_and_its_note() -> None:
    text = group_text(group(more(ACTIVITIES, "Brew; serve"), "several_ideas"), load("en"))
    assert text.what.startswith("This note holds several ideas")
    assert text.items == ("“Brew; serve”",)
    assert (text.place, text.short_place) == ("7 Key activities", "7 Activities")


def test_the_items_of_a_row_say_what_differs() -> None:
    slips = more(VALUE, "Fun @studnts", "Rest @staf").add(REVENUE, "Tips @studnts #one-off")
    text = group_text(group(slips, "misspelt_segment"), load("en"))
    assert text.items == (
        "2 Value propositions: @studnts (@students?): “Fun @studnts”",
        "2 Value propositions: @staf (@staff?): “Rest @staf”",
        "5 Revenue streams: @studnts (@students?): “Tips @studnts #one-off”",
    )
    assert (text.place, text.short_place) == ("Blocks 2, 5", "2, 5")


def test_blocks_in_a_row_are_given_in_short() -> None:
    canvas = Canvas().add(SEGMENTS, "Students").add(RESOURCES, "Cart")
    text = group_text(group(canvas, "empty_block"), load("nl"))
    assert text.what == "Bij 7 blokken staat nog niets."
    assert text.short_place == "2-5, 7-9"
    assert text.items[0] == "2 Waardeproposities"
    canvas = canvas.add(VALUE, "Rest").add(CHANNELS, "Shop").add(ACTIVITIES, "Brew")
    assert group_text(group(canvas, "empty_block"), load("nl")).short_place == "4, 5, 8, 9"


def test_a_row_of_gaps_names_the_segments() -> None:
    canvas = sound().add(SEGMENTS, "Dog owners #user").with_notes(VALUE, [])
    canvas = canvas.add(VALUE, "Fun @dog-owners")
    text = group_text(group(canvas, "value_for_segment"), load("en"))
    assert text.what == "2 segments have no value proposition."
    assert text.items == (
        "@students: “Students @students #customer”",
        "@staff: “Staff #klant”",
    )

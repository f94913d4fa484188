"""Each rule of the review: a canvas that has what it looks for, and one that has not."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.guide import languages, load
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note, Spot
from bmc_tui.model.coverage import channel_coverage
from bmc_tui.model.merge import merge
from bmc_tui.model.ties.sheet import SHEET_TIES
from bmc_tui.review import RULES, Finding, Severity, review
from bmc_tui.review.messages import finding_text
from bmc_tui.review.rules.kinds import DISTINCTION_RULES

SEGMENTS, VALUE, CHANNELS, RELATIONS, REVENUE, RESOURCES, ACTIVITIES, PARTNERS, COSTS = BLOCKS


def sound() -> Canvas:
    """Return a canvas on which the review has nothing to say."""
    notes = {
        SEGMENTS: ["Students @students #customer", "Staff #klant"],
        VALUE: ["Coffee in two minutes @students @staff"],
        RELATIONS: ["Stamp card @students @staff #automated"],
        REVENUE: ["Cup sales @students #one-off", "Abonnement @staff #terugkerend"],
        RESOURCES: ["Cart #physical #+"],
        ACTIVITIES: ["Brew and serve"],
        PARTNERS: ["Roastery #inkoop"],
        COSTS: ["Beans #variable", "Permit #vast"],
    }
    canvas = Canvas("Coffee cart")
    for block, texts in notes.items():
        canvas = canvas.add(block, *texts)
    for phase in Phase:
        text = f"Way of {phase.value} @students @staff #direct #offline"
        canvas = canvas.add(CHANNELS, text, section=Section(phase.value))
    return with_ties_answered(canvas)


def with_ties_answered(canvas: Canvas) -> Canvas:
    """Return a canvas with an answer to each question that ties two blocks, but not segments."""
    for tie in SHEET_TIES:
        if tie.other is not SEGMENTS and not canvas.texts(tie.block, tie.question):
            answer = f"What {tie.question} asks"
            canvas = canvas.add(tie.block, answer, section=tie.question)
    return canvas


def with_texts(block: Block, *texts: str) -> Canvas:
    """Return the sound canvas with other notes in one block."""
    canvas = sound().with_notes(block, []).add(block, *texts)
    return with_ties_answered(canvas) if texts else canvas


def more(block: Block, *texts: str) -> Canvas:
    """Return the sound canvas with more notes in one block."""
    return sound().add(block, *texts)


def untied() -> Canvas:
    """Return a canvas with two segments on which nothing says for which of them it is."""
    canvas = Canvas().add(SEGMENTS, "Students", "Staff").add(VALUE, "Coffee", "Warm hands")
    return canvas.add(CHANNELS, "Cart").add(REVENUE, "Cups").add(PARTNERS, "Roastery")


def findings_of(canvas: Canvas, rule: str) -> list[Finding]:
    return [finding for finding in review(canvas).findings if finding.rule == rule]


def only(canvas: Canvas, rule: str) -> Finding:
    (finding,) = findings_of(canvas, rule)
    return finding


def test_a_sound_canvas_has_no_findings() -> None:
    assert review(sound()).findings == ()


CASES: dict[str, tuple[Callable[[], Canvas], Block, str]] = {
    "value_for_segment": (lambda: with_texts(VALUE, "Coffee @staff"), VALUE, "Students"),
    "channel_for_segment": (lambda: with_texts(CHANNELS, "Cart @staff"), CHANNELS, "Students"),
    "relationship_for_segment": (lambda: with_texts(RELATIONS, "Card @students"), RELATIONS, "Sta"),
    "revenue_of_segment": (lambda: with_texts(REVENUE, "Cups @students"), REVENUE, "Staff"),
    "somebody_pays": (
        lambda: with_texts(SEGMENTS, "Students #user", "Staff #gebruiker"),
        SEGMENTS,
        "",
    ),
    "who_pays": (
        lambda: with_texts(SEGMENTS, "Students", "Staff", "Guests #user").with_notes(REVENUE, []),
        SEGMENTS,
        "",
    ),
    "nothing_tied": (untied, VALUE, ""),
    "segment_of_value": (lambda: more(VALUE, "Warm hands"), VALUE, "Warm hands"),
    "segment_of_revenue": (lambda: more(REVENUE, "Tips #one-off"), REVENUE, "Tips"),
    "segment_of_channel": (lambda: with_texts(CHANNELS, "Fair @staff", "Mail"), CHANNELS, "Mail"),
    "segment_of_relationship": (
        lambda: with_texts(RELATIONS, "Card @staff", "Chat"),
        RELATIONS,
        "Chat",
    ),
    "funder_is_no_segment": (
        lambda: more(REVENUE, "Donation of a bank #one-off #right € 9/year"),
        REVENUE,
        "Donation",
    ),
    "misspelt_segment": (lambda: more(ACTIVITIES, "Teach @student"), ACTIVITIES, "Teach"),
    "unnamed_group": (
        lambda: more(VALUE, "Voor de buren", "Rust @staff"),
        VALUE,
        "Voor de buren",
    ),
    "unknown_segment": (lambda: more(ACTIVITIES, "Walk @dogs"), ACTIVITIES, "Walk"),
    "phases_of_segment": (
        lambda: sound().with_section(CHANNELS, Section("purchase"), ["Till @students"]),
        CHANNELS,
        "Staff",
    ),
    "no_phase": (lambda: with_texts(CHANNELS, "Cart @students @staff", "Mail"), CHANNELS, ""),
    "some_without_phase": (lambda: more(CHANNELS, "Mail @staff"), CHANNELS, ""),
    "everyone": (lambda: more(SEGMENTS, "Everyone"), SEGMENTS, "Everyone"),
    "basis_as_segment": (
        lambda: more(SEGMENTS, "Age, income"),
        SEGMENTS,
        "Age",
    ),
    "wish_as_segment": (lambda: more(SEGMENTS, "Need for quick coffee"), SEGMENTS, "Need"),
    "several_ideas": (lambda: more(ACTIVITIES, "Brew; serve"), ACTIVITIES, "Brew;"),
    "loss": (
        lambda: with_texts(REVENUE, "Tips @students @staff €1 x 9/day").add(
            COSTS, "Rent € 500/month"
        ),
        REVENUE,
        "",
    ),
    "loss_of_amounts": (
        lambda: more(REVENUE, "Tips @staff €1 x 9/day").add(COSTS, "Rent € 500/month"),
        REVENUE,
        "",
    ),
    "partial_loss": (
        lambda: more(REVENUE, "Tips @staff €1 x 9/day").add(
            COSTS, "Rent € 500/month", "2 trainees"
        ),
        REVENUE,
        "",
    ),
    "partial_gain": (
        lambda: more(REVENUE, "Tips @staff €1 x 9/day").add(
            COSTS, "Rent € 5/month", "Fees 5% of sales"
        ),
        COSTS,
        "",
    ),
    "no_common_currency": (
        lambda: more(COSTS, "Hosting $ 20/month").with_notes(
            REVENUE, [Note("Cups @students @staff € 2 x 90/month")]
        ),
        REVENUE,
        "",
    ),
    "uncounted_revenue": (
        lambda: with_texts(REVENUE, "Tips @students @staff 8 %").add(COSTS, "Rent € 500/month"),
        REVENUE,
        "",
    ),
    "amounts_in_answers": (
        lambda: more(COSTS, "Beans € 500/month #fixed").add(
            COSTS, "Two baristas at € 2,500/month each", section=COSTS.questions[0]
        ),
        COSTS,
        "",
    ),
    "zero_cost": (lambda: more(COSTS, "Hosting € 0 per month #fixed"), COSTS, "Hosting"),
    "no_number": (
        lambda: with_texts(COSTS, "Rent € 9/day", "Milk € 2/day", "Gas € 1/day", "Tax"),
        COSTS,
        "Tax",
    ),
    "both_kinds": (lambda: more(COSTS, "Ads € 9/month #vast #variable"), COSTS, "Ads"),
    "zero_revenue": (lambda: more(REVENUE, "Premium @staff € 5 x 0/month"), REVENUE, "Premium"),
    "no_numbers": (lambda: more(COSTS, "Rent"), COSTS, ""),
    "partner_is_segment": (lambda: more(PARTNERS, "The student #alliance"), PARTNERS, "The"),
    "partner_is_channel": (
        lambda: more(PARTNERS, "Web shops #alliance").add(
            CHANNELS, "Web shop in town @staff #indirect #online"
        ),
        PARTNERS,
        "Web",
    ),
    "segment_is_channel": (
        lambda: more(CHANNELS, "Students @staff #direct #offline"),
        CHANNELS,
        "Students",
    ),
    "platitude": (lambda: more(VALUE, "Quality and service @staff"), VALUE, "Quality"),
    "feature": (lambda: more(VALUE, "40 GB storage @staff"), VALUE, "40 GB"),
    "one_word": (lambda: more(ACTIVITIES, "Marketing"), ACTIVITIES, "Marketing"),
    "many_notes": (
        lambda: more(ACTIVITIES, *(f"Step {number}" for number in range(40))),
        ACTIVITIES,
        "",
    ),
    "no_assumption": (
        lambda: with_texts(RESOURCES, "Cart #physical", "Beans #physical"),
        SEGMENTS,
        "",
    ),
    "same_twice": (lambda: more(ACTIVITIES, "brew  and serve"), ACTIVITIES, "brew"),
    "untested": (lambda: more(VALUE, "Warm hands @staff #?"), VALUE, "Warm"),
    "empty_block": (lambda: with_texts(RESOURCES), RESOURCES, ""),
    "full_block": (lambda: more(ACTIVITIES, *"abcdefg"), ACTIVITIES, ""),
    "order": (lambda: with_texts(SEGMENTS), SEGMENTS, ""),
    "open_tie": (
        lambda: sound().with_section(RESOURCES, RESOURCES.questions[1], []),
        RESOURCES,
        "",
    ),
    "cost_behaviour": (lambda: more(COSTS, "Light", "Milk € 2/day"), COSTS, ""),
    "revenue_recurrence": (lambda: more(REVENUE, "Tips @staff"), REVENUE, ""),
    "partner_form": (lambda: more(PARTNERS, "Campus"), PARTNERS, ""),
    "resource_kind": (lambda: more(RESOURCES, "Charm"), RESOURCES, ""),
    "channel_kind": (lambda: more(CHANNELS, "Barge @staff #direct"), CHANNELS, ""),
    "misspelt_word": (lambda: more(COSTS, "Light #variabble"), COSTS, "Light"),
    "kinds": (lambda: more(COSTS, "Cleaning").add(RESOURCES, "Charm"), RESOURCES, ""),
    "relationship_contact": (lambda: more(RELATIONS, "A smile @staff"), RELATIONS, ""),
    "relationship_motive": (
        lambda: more(RELATIONS, "A smile @staff #personal #retention"),
        RELATIONS,
        "",
    ),
    "paid_for": (lambda: more(REVENUE, "Tips @staff #one-off #service"), REVENUE, ""),
    "activity_kind": (lambda: more(ACTIVITIES, "Roast #production"), ACTIVITIES, ""),
}
"""By what is found: a canvas that has it, where that is, and how the note begins."""


def test_every_rule_has_a_case() -> None:
    assert set(RULES) <= set(CASES)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_what_it_looks_for_where_it_is_and_only_once(rule: str) -> None:
    make, block, start = CASES[rule]
    finding = only(make(), rule)
    assert finding.block is block
    assert finding.text.startswith(start)
    assert bool(finding.text) == bool(start)
    if finding.text and finding.spot:
        spot = finding.spot
        assert make().texts(spot.block, spot.section)[spot.index] == finding.text


ALIKE: dict[str, Canvas] = {
    "value_for_segment": with_texts(VALUE, "Coffee @Staff", "Rest @studnets"),
    "channel_for_segment": with_texts(CHANNELS, "Cart @STAFF and @Students"),
    "relationship_for_segment": with_texts(RELATIONS, "Card @students", "Talk @staff"),
    "revenue_of_segment": with_texts(SEGMENTS, "Students", "Staff #user").with_notes(
        REVENUE, sound().notes(REVENUE)[:1]
    ),
    "unnamed_group": more(VALUE, "For the students", "Rest", "For both:", "Speed"),
    "somebody_pays": with_texts(SEGMENTS, "Students", "Staff #user"),
    "who_pays": with_texts(SEGMENTS, "Students", "Staff", "Guests #user"),
    "nothing_tied": untied().add(RELATIONS, "For the students:", "Stamp card"),
    "segment_of_value": sound().add(VALUE, "The smell", section=VALUE.questions[3]),
    "segment_of_revenue": sound().add(REVENUE, "Yes, cheap", section=REVENUE.questions[1]),
    "segment_of_channel": more(CHANNELS, "Mail"),
    "segment_of_relationship": more(RELATIONS, "Chat"),
    "unknown_segment": more(ACTIVITIES, "Mail a@b.nl"),
    "misspelt_segment": more(ACTIVITIES, "Teach @STUDENTS"),
    "phases_of_segment": with_texts(CHANNELS),
    "no_phase": with_texts(CHANNELS, "For the students:", "Cart").add(
        CHANNELS, "By walking past", "The smell", section=CHANNELS.questions[0]
    ),
    "some_without_phase": sound().add(CHANNELS, "By mail", section=CHANNELS.questions[0]),
    "everyone": more(
        SEGMENTS,
        "Nearly everyone in Ommen @ommen",
        "All companies with more than fifty forklifts @forklifts",
        "People who live alone @alone",
        "Small bakeries in Europe @bakeries",
    ),
    "loss": more(REVENUE, "Tips @staff € 1 x 9/day").add(COSTS, "Rent € 500/month", "2 trainees"),
    "loss_of_amounts": with_texts(REVENUE, "Tips @students @staff € 1 x 9/day").add(
        COSTS, "Rent € 500/month"
    ),
    "funder_is_no_segment": more(REVENUE, "Donations @staff € 9/year").add(
        SEGMENTS, "Foundations @funds"
    ),
    "no_common_currency": more(REVENUE, "Tips @staff € 1 x 9/day").add(
        COSTS, "Hosting $ 20/month", "Rent € 10/month"
    ),
    "partial_loss": more(REVENUE, "Tips @staff € 1 x 9/day").add(COSTS, "Rent € 5", "2 trainees"),
    "partial_gain": more(REVENUE, "Tips @staff € 1 x 9/day", "Grants 5%").add(
        COSTS, "Rent € 5/month", "Total: € 5/month"
    ),
    "uncounted_revenue": with_texts(REVENUE, "Tips @staff 8 %", "Cups @students € 9/week").add(
        COSTS, "Rent € 500/month"
    ),
    "amounts_in_answers": more(COSTS, "Beans € 500/month #fixed").add(
        COSTS, "The beans: € 500", "Two baristas", section=COSTS.questions[0]
    ),
    "zero_cost": more(COSTS, "Hosting € 0.50 per month #fixed"),
    "no_number": with_texts(COSTS, "Rent € 9/day", "Milk € 2/day", "Tax"),
    "both_kinds": more(COSTS, "Ads € 9/month #vast #fixed").add(
        CHANNELS, "Shop @staff #direct #online #offline"
    ),
    "zero_revenue": more(REVENUE, "Premium @staff € 0,50 x 10/month"),
    "no_numbers": more(COSTS, "Light € 5"),
    "partner_is_segment": more(PARTNERS, "Students who test new blends #alliance"),
    "partner_is_channel": more(PARTNERS, "Web shops for the beans #alliance").add(
        CHANNELS, "Web shops @staff #indirect #online"
    ),
    "segment_is_channel": more(CHANNELS, "Student magazine @staff #direct #offline"),
    "platitude": more(VALUE, "Quality that a blind test confirms @staff"),
    "feature": more(VALUE, "40 GB storage, so nothing is ever deleted @staff", "Warm @staff"),
    "one_word": more(ACTIVITIES, "Roasting", "Marketing at the gate"),
    "many_notes": more(ACTIVITIES, *(f"Step {number}" for number in range(20))),
    "no_assumption": Canvas().add(VALUE, *(f"Gain {number}" for number in range(11))),
    "basis_as_segment": more(SEGMENTS, "Women over 60 with a high income"),
    "wish_as_segment": more(SEGMENTS, "People who need coffee"),
    "several_ideas": more(ACTIVITIES, "One two three four five six seven eight nine ten x y"),
    "same_twice": sound().add(CHANNELS, "Way of awareness @students @staff #direct #offline"),
    "untested": more(VALUE, "Warm hands @staff #+"),
    "empty_block": with_texts(RESOURCES).add(RESOURCES, "A cart", section=RESOURCES.questions[1]),
    "full_block": more(ACTIVITIES, *"abcdef"),
    "order": with_texts(RELATIONS),
    "open_tie": more(RESOURCES, "Barista @staff #human").with_section(
        RESOURCES, RESOURCES.questions[1], []
    ),
    "cost_behaviour": more(COSTS, "Light #FIXED", "Licht #variabel", "Huur € 100/mnd"),
    "revenue_recurrence": more(REVENUE, "Tips @staff #eenmalig", "Monthly subscription @staff"),
    "partner_form": sound().add(PARTNERS, "They roast", section=PARTNERS.questions[3]),
    "resource_kind": more(RESOURCES, "Recept #intellectueel"),
    "channel_kind": more(CHANNELS, "Shop @staff #direct #Online"),
    "misspelt_word": more(COSTS, "Light #variabele", "Rent #vaste", "Tax #tax", "Ads #?"),
    "kinds": more(COSTS, "Cleaning"),
    "relationship_contact": more(RELATIONS, "A smile @staff #persoonlijke"),
    "relationship_motive": more(RELATIONS, "A smile @staff #personal"),
    "paid_for": more(REVENUE, "Tips @staff #one-off"),
    "activity_kind": more(ACTIVITIES, "Roast"),
}
"""By what is not found: a canvas that has nearly the same."""


def test_every_rule_has_what_is_merely_alike() -> None:
    assert set(ALIKE) == set(CASES)


@pytest.mark.parametrize("rule", ALIKE)
def test_a_rule_leaves_what_is_merely_alike(rule: str) -> None:
    assert findings_of(ALIKE[rule], rule) == []


@pytest.mark.parametrize(
    "text",
    [
        *("Iedereen", "iedereen die leeft", "All people", "Het publiek", "Customers", "Consumers"),
        *(
            "Companies",
            "People",
            "Men and women of all ages",
            "Neighbours of all ages",
            "B2B & B2C",
        ),
        *("Particulieren", "Bedrijven", "MKB", "Heel Nederland", "Alle bezoekers van de stad"),
        *("Small and medium-sized businesses", "The Netherlands", "Alle consumenten in Europa"),
    ],
)
def test_everyone_is_found_in_either_language(text: str) -> None:
    assert only(more(SEGMENTS, text), "everyone").text == text


@pytest.mark.parametrize(
    "text",
    [
        *("Demographic", "Age and gender", "Kind of trip (business, leisure)", "Buying behaviour"),
        *("Geografisch", "Soort boot", "Leeftijd, geslacht", "Voorkeuren bij het huren"),
        *("25-45 years old", "Age 18-25", "Income below € 20.000", "People aged 25-45", "18+"),
        *("modaal inkomen", "25 tot 45 jaar, 2x modaal", "Mensen van 18 t/m 25 jaar"),
        *("Between 25 and 45", "€ 30.000 – 50.000 per jaar", "HBO of hoger", "Highly educated"),
    ],
)
def test_a_characteristic_is_not_a_segment_in_either_language(text: str) -> None:
    assert only(more(SEGMENTS, text), "basis_as_segment").text == text
    assert not findings_of(more(SEGMENTS, text, "Guests #user", text), "same_twice")


@pytest.mark.parametrize(
    "text",
    [
        *("Retired people by region", "Education", "Soortgenoten", "Jongeren 18-25", "65-plussers"),
        *("Families with an average income", "Ouders van kinderen van 4-12 jaar", "Year 7 pupils"),
        *("Gezinnen met een modaal inkomen", "Companies 5 years old", "Bakeries with 10-50 staff"),
    ],
)
def test_a_group_with_a_characteristic_is_a_segment(text: str) -> None:
    assert findings_of(more(SEGMENTS, text), "basis_as_segment") == []


def test_what_only_divides_customers_is_not_asked_whether_it_pays() -> None:
    canvas = Canvas().add(SEGMENTS, "Sailors", "Demographic", "Owners", "Geographic")
    assert only(canvas, "who_pays").values["segments"] == ("@sailors", "@owners")


def test_names_beyond_the_first_six_are_counted() -> None:
    canvas = Canvas().add(SEGMENTS, *(f"Group{letter}" for letter in "abcdefgh"))
    what = finding_text(only(canvas, "who_pays"), load("en")).what
    assert what.endswith("@groupf, +2.")


def test_a_segment_that_is_everyone_is_not_judged_by_its_wording_too() -> None:
    text = "All visitors of the town: for a day, for a week, and those who come every single year"
    canvas = more(SEGMENTS, text)
    assert only(canvas, "everyone")
    assert findings_of(canvas, "several_ideas") == []


@pytest.mark.parametrize(
    "text", ["Patiënt staat centraal", "Guests come first", "Persoonlijk voor al onze leden"]
)
def test_a_platitude_is_one_whatever_a_trade_calls_its_customers(text: str) -> None:
    assert only(more(VALUE, f"{text} @staff"), "platitude")


@pytest.mark.parametrize("text", ["Behoefte aan rust", "Wil snel koffie", "They want coffee"])
def test_a_wish_is_found_in_either_language(text: str) -> None:
    assert only(more(SEGMENTS, text), "wish_as_segment").text == text


def test_a_sentence_is_several_ideas_but_tags_and_amounts_do_not_count() -> None:
    words = "One two three four five six seven eight nine ten eleven twelve"
    assert (
        findings_of(more(ACTIVITIES, f"{words} @staff #marketing € 2 - 3"), "several_ideas") == []
    )
    assert only(more(ACTIVITIES, f"{words} more"), "several_ideas")
    answer = sound().add(ACTIVITIES, f"{words} more; and more", section=ACTIVITIES.questions[1])
    assert findings_of(answer, "several_ideas") == []


@pytest.mark.parametrize(
    "text",
    [
        "Your dog gets a photo every hour so that you need not worry at work",
        "A weekly evening of singing for people who think they can't sing - no audition",
        "Verse groente van drie boeren uit de buurt, zodat je niet meer naar de winkel hoeft",
        "An answer within a day because two of us are always at the desk on weekdays",
    ],
)
def test_what_an_idea_is_for_is_not_a_second_idea(text: str) -> None:
    assert findings_of(more(VALUE, f"{text} @staff"), "several_ideas") == []


@pytest.mark.parametrize(
    "text",
    [
        "Fast delivery, free returns, a nice shop, and an app that anybody can use at home",
        "A photo an hour so that you need not worry, a walk in the park and a bath every week",
        "Snel, goedkoop, en betrouwbaar bezorgen in de hele stad, die wij op ons duimpje kennen",
        "A photo every hour of every day in the week and all of the month so that you see it",
    ],
)
def test_a_list_is_several_ideas_whatever_it_is_for(text: str) -> None:
    assert only(more(VALUE, f"{text} @staff"), "several_ideas")


def test_a_note_that_is_struck_through_is_not_part_of_the_model() -> None:
    canvas = more(VALUE, "~~Quality~~").add(REVENUE, "~~Tips € 0 per month~~")
    canvas = canvas.add(SEGMENTS, "~~Everyone~~").add(CHANNELS, "~~Mail~~")
    assert review(canvas).findings == ()
    assert len(segments_of(canvas)) == 2


def test_a_segment_without_any_channel_is_beside_those_with_a_gap() -> None:
    canvas = with_texts(SEGMENTS, "Students", "Staff", "Guests").with_notes(CHANNELS, [])
    canvas = canvas.add(CHANNELS, "Cart @students", section=Section("purchase"))
    canvas = canvas.add(CHANNELS, "Mail @gueststs", section=Section("delivery"))
    found = [finding.values["segment"] for finding in findings_of(canvas, "phases_of_segment")]
    assert found == ["students", "staff", "guests"]


def test_tags_before_a_segment_do_not_hide_that_it_is_everyone() -> None:
    assert only(more(SEGMENTS, "#klant Iedereen"), "everyone")
    assert only(more(SEGMENTS, "@all Need for rest"), "wish_as_segment")


def test_who_uses_and_pays_pays() -> None:
    assert findings_of(with_texts(SEGMENTS, "Students #user #customer"), "somebody_pays") == []


def test_an_empty_block_is_one_finding_and_not_one_more_for_each_segment() -> None:
    for block in (VALUE, CHANNELS, RELATIONS, REVENUE):
        grave = [each for each in review(with_texts(block)).findings if each.severity < 3]
        rule = "order" if block is VALUE else "empty_block"
        assert [(each.rule, each.block) for each in grave] == [(rule, block)]


def test_a_block_that_was_skipped_is_not_said_to_be_empty_too() -> None:
    canvas = Canvas().add(VALUE, "Rest").add(COSTS, "Rent")
    assert only(canvas, "order").block is SEGMENTS
    assert SEGMENTS not in {finding.block for finding in findings_of(canvas, "empty_block")}
    assert len(findings_of(canvas.with_notes(COSTS, []), "empty_block")) == 8


def test_as_long_as_there_are_no_segments_no_note_has_to_name_one() -> None:
    canvas = Canvas().add(VALUE, "Coffee").add(REVENUE, "Cups")
    rules = {finding.rule for finding in review(canvas).findings}
    assert not rules & {"segment_of_value", "segment_of_revenue"}


def test_the_nearest_segment_is_reported() -> None:
    finding = only(more(ACTIVITIES, "Teach @student"), "misspelt_segment")
    assert "did you mean @students?" in finding_text(finding, load("en")).what
    assert "bedoel je @students?" in finding_text(finding, load("nl")).what


def test_the_phases_that_are_missing_are_reported() -> None:
    canvas = with_texts(CHANNELS).add(
        CHANNELS, "Till @students @staff", section=Section("purchase")
    )
    what = {finding_text(f, load("nl")).what for f in findings_of(canvas, "phases_of_segment")}
    missing = "Bekendheid, Evaluatie, Aflevering, After sales"
    assert what == {
        f"Niets bereikt @{name} bij: {missing}." for name in ("students", "Staff".lower())
    }


@pytest.mark.parametrize(
    "more_channels",
    [
        with_texts(CHANNELS, "Cart @students @staff"),
        with_texts(CHANNELS, "Cart"),
        with_texts(CHANNELS).add(CHANNELS, "Post", section=Section("awareness")),
    ],
    ids=["without a phase", "without a phase or a segment", "in a phase without a segment"],
)
def test_no_phase_is_missing_that_another_channel_may_fill(more_channels: Canvas) -> None:
    canvas = more_channels.add(CHANNELS, "Till @students @staff", section=Section("purchase"))
    for finding in findings_of(canvas, "phases_of_segment"):
        assert "Awareness" not in finding_text(finding, load("en")).what
    assert len(findings_of(canvas, "phases_of_segment")) in {0, 2}


@pytest.mark.parametrize(
    ("phaseless", "phased", "english", "dutch"),
    [
        (
            2,
            0,
            "None of your 2 channels is in a phase.",
            "Geen van je 2 kanalen staat in een fase.",
        ),
        (1, 2, "No phase yet for 1 of your 3 channels.", "Nog geen fase bij 1 van je 3 kanalen."),
        (1, 0, "", ""),
        (0, 2, "", ""),
    ],
)
def test_channels_without_a_phase_are_one_hint(
    phaseless: int, phased: int, english: str, dutch: str
) -> None:
    canvas = with_texts(CHANNELS, *(f"Way {number} @staff" for number in range(phaseless)))
    for number in range(phased):
        canvas = canvas.add(CHANNELS, f"Post {number} @staff", section=Section("awareness"))
    findings = [
        finding
        for rule in ("no_phase", "some_without_phase")
        for finding in findings_of(canvas, rule)
    ]
    assert [finding_text(finding, load("en")).what for finding in findings] == [english][
        : bool(english)
    ]
    assert [finding_text(finding, load("nl")).what for finding in findings] == [dutch][
        : bool(dutch)
    ]
    assert [finding.spot for finding in findings] == [Spot(CHANNELS, Section(""), 0)][: bool(dutch)]


def test_a_distinction_is_one_line_a_block() -> None:
    finding = only(more(COSTS, "Light", "Milk € 2/day"), "cost_behaviour")
    assert finding_text(finding, load("en")).what.startswith(
        "Fixed or variable? Not yet said for 2 of 4 costs"
    )
    assert finding.severity is Severity.HINT
    assert finding.spot == Spot(COSTS, Section(""), 2)


def test_untested_segments_value_and_revenue_come_first() -> None:
    canvas = more(CHANNELS, "Shop #?").add(REVENUE, "Tips #?").add(SEGMENTS, "Guests #?")
    blocks = [finding.block for finding in findings_of(canvas, "untested")]
    assert blocks == [SEGMENTS, REVENUE, CHANNELS]


def test_a_canvas_with_hints_alone_is_clean() -> None:
    assert not review(Canvas()).is_clean
    assert review(more(COSTS, "Rent")).is_clean


def test_what_is_dismissed_is_told_apart_and_comes_back() -> None:
    canvas = more(ACTIVITIES, "Brew; serve", "Wash; dry")
    first, second = findings_of(canvas, "several_ideas")
    away = canvas.toggle_dismissal(first.dismissal)
    assert review(away).dismissed == (first,)
    assert findings_of(away, "several_ideas") == [second]
    assert review(away.toggle_dismissal(first.dismissal)) == review(canvas)


def test_what_is_dismissed_stays_so_when_the_note_gets_a_tag_but_not_another_wording() -> None:
    away = more(ACTIVITIES, "Brew; serve")
    away = away.toggle_dismissal(only(away, "several_ideas").dismissal)
    rest = away.notes(ACTIVITIES)[0].text
    tagged = away.with_section(ACTIVITIES, Section(""), [rest, "Brew; serve #marketing @staff"])
    other = away.with_section(ACTIVITIES, Section(""), [rest, "Brew; serve; wash"])
    assert findings_of(tagged, "several_ideas") == []
    assert only(other, "several_ideas")


def test_a_note_of_nothing_but_tags_is_dismissed_by_itself() -> None:
    canvas = more(ACTIVITIES, "@dogs", "@cats")
    dogs, cats = findings_of(canvas, "unknown_segment")
    assert findings_of(canvas.toggle_dismissal(dogs.dismissal), "unknown_segment") == [cats]


def test_both_sides_dismiss_what_they_will() -> None:
    base = more(ACTIVITIES, "Brew; serve", "Wash; dry")
    first, second = (finding.dismissal for finding in findings_of(base, "several_ideas"))
    base = base.toggle_dismissal(first)
    merged = merge(base, base.toggle_dismissal(first), base.toggle_dismissal(second))
    assert merged.dismissed == (second,)
    assert merge(base, base, replace(base, dismissed=())).dismissed == ()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("rule", CASES)
def test_every_finding_says_what_why_and_what_a_good_answer_is(rule: str, language: str) -> None:
    words = finding_text(only(CASES[rule][0](), rule), load(language))
    for text in (words.what, words.why, words.good):
        assert text
        assert "{" not in text
    assert words.what.endswith((".", "?"))


@given(
    st.dictionaries(
        st.sampled_from(BLOCKS),
        st.lists(st.text(st.sampled_from("@#?;abc \u0308é"), min_size=1), max_size=4),
    )
)
def test_any_canvas_can_be_reviewed(notes: dict[Block, list[str]]) -> None:
    canvas = Canvas()
    for block, texts in notes.items():
        canvas = canvas.add(block, *texts)
    for finding in review(canvas).findings:
        assert finding_text(finding, load("en")).what
        spot = finding.spot
        if spot and finding.text:
            assert canvas.texts(spot.block, spot.section)[spot.index] == finding.text


def test_answers_to_questions_do_not_fill_a_block() -> None:
    full = sound()
    section = ACTIVITIES.questions[0]
    answers = [Note(f"Answer {n}", section) for n in range(20)]
    full = full.with_notes(ACTIVITIES, [*full.notes(ACTIVITIES), *answers])
    assert "full_block" not in {finding.rule for finding in review(full).findings}


TIE_RULES = {
    "value_for_segment",
    "channel_for_segment",
    "relationship_for_segment",
    "revenue_of_segment",
    "segment_of_value",
    "segment_of_revenue",
    "phases_of_segment",
}


def rules_of(canvas: Canvas) -> set[str]:
    return {finding.rule for finding in review(canvas).findings}


def test_nothing_tied_is_said_once_at_the_first_value() -> None:
    finding = only(untied(), "nothing_tied")
    assert finding.spot == Spot(VALUE, Section(""), 0)
    assert not rules_of(untied()) & TIE_RULES
    assert "2 segments, 2 notes" in finding_text(finding, load("en")).what
    one = untied().with_notes(VALUE, untied().notes(VALUE)[:1])
    assert "2 segments, 1 note in" in finding_text(only(one, "nothing_tied"), load("en")).what


def test_with_one_segment_everything_is_its() -> None:
    canvas = Canvas().add(SEGMENTS, "Students").add(VALUE, "Coffee").add(CHANNELS, "Cart")
    canvas = canvas.add(REVENUE, "Cups").add(RELATIONS, "Stamp card")
    assert not rules_of(canvas) & {*TIE_RULES - {"phases_of_segment"}, "nothing_tied", "who_pays"}


@pytest.mark.parametrize("block", [VALUE, CHANNELS, RELATIONS, REVENUE])
def test_the_rules_on_ties_are_silent_about_a_block_without_any(block: Block) -> None:
    texts = [note.text.replace("@", "") for note in sound().notes(block)]
    found = review(with_texts(block, *texts)).findings
    assert not [finding for finding in found if finding.rule in TIE_RULES]
    assert "nothing_tied" not in {finding.rule for finding in found}


def test_nobody_pays_unless_marked_or_named_by_revenue() -> None:
    unmarked = with_texts(SEGMENTS, "Students", "Staff").with_notes(REVENUE, [Note("Cups @staff")])
    assert findings_of(unmarked, "revenue_of_segment") == []
    finding = only(unmarked, "who_pays")
    assert finding_text(finding, load("en")).what.endswith(" for @students.")
    marked = unmarked.with_notes(SEGMENTS, [Note("Students #customer"), Note("Staff")])
    assert only(marked, "revenue_of_segment").text == "Students #customer"
    assert findings_of(marked, "who_pays") == []


def grouped(*value: str) -> Canvas:
    return with_texts(SEGMENTS, "Hosts with a spare room #klant", "Guests #klant").with_notes(
        VALUE, [Note(text) for text in value]
    )


@pytest.mark.parametrize(
    "value",
    [
        ("For the hosts:", "Extra income", "For the guests:", "A warm bed"),
        ("Hosts", "Extra income", "Guests", "A warm bed"),
        ("Voor hosts", "Extra income", "Voor de guests", "A warm bed"),
        ("Hosts: extra income", "Guests: a warm bed"),
        ("Both:", "Trust"),
        ("Host & guest:", "Trust"),
    ],
)
def test_a_group_ties_the_notes_below_it(value: tuple[str, ...]) -> None:
    assert not rules_of(grouped(*value)) & {"value_for_segment", "segment_of_value"}


def test_a_segment_that_no_group_names_is_found() -> None:
    assert only(grouped("Hosts:", "Extra income"), "value_for_segment").text == "Guests #klant"
    assert only(grouped("Hosts:", "Extra income @hosts"), "value_for_segment")


def test_a_shared_word_ties_nothing_and_a_note_outside_the_groups_may_be_for_anybody() -> None:
    shared = grouped("Extra income for hosts @hosts", "Hosts meet guests")
    assert {each.text for each in findings_of(shared, "segment_of_value")} == {"Hosts meet guests"}
    assert findings_of(shared, "value_for_segment") == []
    rules = rules_of(grouped("Trust", "For hosts:", "Income"))
    assert not rules & {"value_for_segment", "segment_of_value"}


def test_a_line_that_heads_others_is_not_a_note_of_the_model() -> None:
    canvas = grouped("Quality:", "Extra income @hosts", "A bed @guests")
    assert not rules_of(canvas) & {"platitude", "segment_of_value"}


def test_all_kinds_are_one_hint_where_words_are_used_too() -> None:
    canvas = more(COSTS, "Light").add(PARTNERS, "Mill").add(ACTIVITIES, "Roast #production")
    finding = only(canvas, "kinds")
    assert not rules_of(canvas) & {*DISTINCTION_RULES}
    assert finding_text(finding, load("nl")).what.endswith(
        ": kosten (vast, variabel), partners (vorm), activiteiten (soort)."
    )
    cost = Finding("cost_behaviour", Severity.HINT, COSTS)
    fewer = canvas.dismiss([cost.dismissal])
    assert "costs" not in finding_text(only(fewer, "kinds"), load("en")).what
    assert [finding.rule for finding in review(fewer).dismissed] == ["cost_behaviour"]


def without_words(canvas: Canvas) -> Canvas:
    """Return a canvas without the words after a `#`."""
    for block in BLOCKS:
        notes = [
            note._replace(text=re.sub(r" #[\w-]+", "", note.text)) for note in canvas.notes(block)
        ]
        canvas = canvas.with_notes(block, notes)
    return canvas


def test_where_no_word_is_used_no_kind_is_asked_while_anything_else_is_left_to_say() -> None:
    canvas = Canvas().add(COSTS, "Cleaning").add(PARTNERS, "Mill").add(RESOURCES, "Charm")
    canvas = canvas.add(CHANNELS, "Barge").add(REVENUE, "Monthly subscription", "Wonder")
    assert rules_of(canvas).isdisjoint({*DISTINCTION_RULES, "kinds"})


def test_where_no_word_is_used_and_nothing_else_is_left_all_kinds_are_one_hint() -> None:
    canvas = with_ties_answered(without_words(sound()).with_notes(COSTS, [Note("Cleaning")]))
    (finding,) = review(canvas).findings
    assert finding.rule == "kinds"
    what = finding_text(finding, load("en")).what
    assert what.endswith(
        ": costs (fixed, variable), partners (form), resources (kind),"
        " channels (direct or not, online or not)."
    )
    assert "kosten (vast, variabel)" in finding_text(finding, load("nl")).what
    assert review(canvas.dismiss([finding.dismissal])).findings == ()


@pytest.mark.parametrize(
    ("block", "question", "answer", "rule"),
    [
        (RESOURCES, "kind", "Vooral fysiek", "resource_kind"),
        (PARTNERS, "form", "Inkoop", "partner_form"),
        (COSTS, "split", "Both, half and half", "cost_behaviour"),
        (RELATIONS, "contact", "Persoonlijk", "relationship_contact"),
    ],
)
def test_a_kind_is_said_of_all_by_an_answer_to_the_question_on_it(
    block: Block, question: str, answer: str, rule: str
) -> None:
    canvas = more(block, "Charm @staff")
    assert only(canvas, rule)
    assert (
        findings_of(canvas.add(block, answer, section=Section(f"{block.value}.{question}")), rule)
        == []
    )


def test_channels_have_two_questions_on_their_kinds() -> None:
    canvas = more(CHANNELS, "Barge @staff")
    direct, online = (Section(f"channels.{name}") for name in ("direct", "online"))
    half = canvas.add(CHANNELS, "Beide: direct en via de huisbaas", section=direct)
    assert only(half, "channel_kind")
    assert findings_of(half.add(CHANNELS, "Vooral online", section=online), "channel_kind") == []


@pytest.mark.parametrize(
    ("block", "note", "rule"),
    [
        (COSTS, "Rent #vaste", "cost_behaviour"),
        (COSTS, "Milk #variabele", "cost_behaviour"),
        (REVENUE, "Wonder #eenmalige @staff", "revenue_recurrence"),
        (REVENUE, "Wonder #abonnement @staff", "revenue_recurrence"),
        (REVENUE, "Wonder #once @staff", "revenue_recurrence"),
        (PARTNERS, "Mill (#leverancier)", "partner_form"),
        (COSTS, "Hall #huur", "cost_behaviour"),
        (COSTS, "Program #licenties", "cost_behaviour"),
        (RESOURCES, "Charm #merk", "resource_kind"),
        (CHANNELS, "Barge @staff/@students #directe/#online", "channel_kind"),
        (RELATIONS, "Talk @staff #personal #upsell", "relationship_contact"),
    ],
)
def test_words_are_understood_as_people_type_them(block: Block, note: str, rule: str) -> None:
    assert findings_of(more(block, note), rule) == []
    assert findings_of(more(block, note), "misspelt_word") == []


@pytest.mark.parametrize(
    ("block", "word", "like"),
    [
        (REVENUE, "recuring", "recurring"),
        (REVENUE, "eenmlaig", "eenmalig"),
        (RELATIONS, "acquisiton", "acquisition"),
        (PARTNERS, "samenwerkng", "samenwerking"),
        (RELATIONS, "comunity", "community"),
        (ACTIVITIES, "comunity", "community"),
        (REVENUE, "licensie", "license"),
        (RESOURCES, "licensie", "license"),
        (COSTS, "licensie", "licentie"),
        (REVENUE, "abonement", "abonnement"),
        (COSTS, "verzekring", "verzekering"),
        (PARTNERS, "leverancer", "leverancier"),
    ],
)
def test_a_slip_in_a_word_is_reported_with_the_nearest(block: Block, word: str, like: str) -> None:
    finding = only(more(block, f"X @staff #{word}"), "misspelt_word")
    assert f"did you mean #{like}?" in finding_text(finding, load("en")).what


def test_a_note_may_stand_again_under_another_heading() -> None:
    canvas = grouped("For hosts:", "Easy @hosts", "For guests:", "Easy @hosts")
    assert findings_of(canvas, "same_twice") == []
    assert only(grouped("For hosts:", "Easy", "Easy"), "same_twice").text == "Easy"


@pytest.mark.parametrize(
    ("segment", "partner", "is_same"),
    [
        ("Restaurants within 20 miles @r", "Restaurants", True),
        ("Scholen (basisonderwijs) @r", "De scholen", True),
        ("Gezinnen binnen een half uur @r", "Gezinnen", True),
        ("Restaurant owners @r", "Restaurants", False),
        ("Restaurants within 20 miles @r", "Restaurants that sell our boxes", False),
    ],
)
def test_what_describes_a_segment_is_not_part_of_its_name(
    segment: str, partner: str, is_same: bool
) -> None:
    canvas = more(SEGMENTS, segment).add(PARTNERS, f"{partner} #alliance")
    assert bool(findings_of(canvas, "partner_is_segment")) == is_same


@pytest.mark.parametrize("name", ["beginners", "studnets"])
def test_no_segment_is_found_lacking_while_a_name_in_the_block_does_not_exist(name: str) -> None:
    canvas = sound().with_notes(VALUE, []).add(VALUE, f"Coffee in two minutes @{name}")
    canvas = canvas.with_notes(RELATIONS, []).add(RELATIONS, "A card", f"A talk @{name}")
    rules = rules_of(canvas)
    assert not rules & {"value_for_segment", "relationship_for_segment", "segment_of_relationship"}
    named = canvas.with_notes(VALUE, []).add(VALUE, "Coffee in two minutes @students")
    assert only(named, "value_for_segment").values["segment"] == "staff"


HASHED_PHASES = ("bekendheid", "Evaluatie", "purchase", "levering", "after-sales")


def test_a_hash_word_of_a_phase_is_the_phase() -> None:
    texts = [f"Way {word} @students @staff #{word}" for word in HASHED_PHASES]
    canvas = sound().with_notes(CHANNELS, []).add(CHANNELS, *texts)
    assert not rules_of(canvas) & {"no_phase", "some_without_phase", "phases_of_segment"}
    lacking = canvas.with_notes(CHANNELS, []).add(CHANNELS, *texts[:-1])
    found = findings_of(lacking, "phases_of_segment")
    assert [finding.values["phases"] for finding in found] == [(Phase.AFTER_SALES,)] * 2
    cells = channel_coverage(canvas, segments_of(canvas))
    assert all(len(cells[phase, "staff"]) == 1 for phase in Phase)
    assert not cells[None, "staff"]


def test_channels_in_phases_are_a_list_only_by_phase() -> None:
    canvas = Canvas()
    for phase in Phase:
        canvas = canvas.add(CHANNELS, "Shop", "Site", section=Section(phase.value))
    assert "full_block" not in rules_of(canvas)
    full = canvas.add(CHANNELS, *"abcdef", section=Section("purchase"))
    found = only(full, "full_block")
    assert finding_text(found, load("en")).what.startswith("Purchase has 8 notes; more than 7")
    assert finding_text(found, load("nl")).what.startswith("Aankoop heeft 8 notities")


@pytest.mark.parametrize(
    ("line", "like"),
    [
        ("Voor HR", "hr-managers"),
        ("For HR:", "hr-managers"),
        ("Voor de medewerkers", "magazijnmedewerkers"),
        ("Voor de buren", ""),
        ("For the neighbours", ""),
    ],
)
def test_a_line_for_a_group_that_is_not_a_segment_heads_the_notes_below(
    line: str, like: str
) -> None:
    canvas = Canvas().add(SEGMENTS, "HR-managers van bedrijven", "Magazijnmedewerkers")
    found = only(canvas.add(VALUE, line, "Fewer sick days", "Less lifting"), "unnamed_group")
    what = finding_text(found, load("nl")).what
    end = f" (bedoel je @{like}?)." if like else "."
    assert what == f"“{line.rstrip(':')}” noemt geen segment{end}"
    assert only(canvas.add(VALUE, line, "Rest"), "nothing_tied").values["n"] == 1


@pytest.mark.parametrize(
    "note",
    ["For free", "Voor een lagere prijs", "Voor 5 euro klaar", "For less money", "Voor je plezier"],
)
def test_what_value_is_sold_for_heads_nothing(note: str) -> None:
    assert findings_of(more(VALUE, note, "Rest"), "unnamed_group") == []
    canvas = Canvas().add(SEGMENTS, "Parents", "Children").add(VALUE, note, "Rest")
    assert only(canvas, "nothing_tied").values["n"] == 2

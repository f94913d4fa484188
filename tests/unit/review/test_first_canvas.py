"""What the review says of a canvas without `@` and `#`, as people write it: nothing untrue."""

import pytest

from bmc_tui.guide import languages, load
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.ties.words import stem
from bmc_tui.review import FindingGroup, review
from bmc_tui.review.finding import Severity
from bmc_tui.review.messages import group_text
from tests.unit.review.test_review import (
    CHANNELS,
    COSTS,
    PARTNERS,
    RELATIONS,
    REVENUE,
    SEGMENTS,
    VALUE,
    findings_of,
    more,
    only,
    rules_of,
    sound,
    with_texts,
)

PAYING = SEGMENTS.questions[3]


def market(*segments: str) -> Canvas:
    """Return a canvas with segments of which nothing says who pays."""
    return Canvas().add(SEGMENTS, *(segments or ("Parents", "Children"))).add(VALUE, "Safe play")


def handles_of(*segments: str) -> list[str]:
    return [segment.handle for segment in segments_of(Canvas().add(SEGMENTS, *segments))]


def group_of(canvas: Canvas, rule: str) -> FindingGroup:
    (group,) = (group for group in review(canvas).groups if group.rule == rule)
    return group


def asked(canvas: Canvas) -> list[str]:
    """Return the segments of which the review asks who pays."""
    found = findings_of(canvas, "who_pays")
    return [str(name) for finding in found for name in finding.values["segments"]]  # type: ignore[attr-defined]


def test_who_pays_is_asked_while_nothing_says_it() -> None:
    assert asked(market()) == ["@parents", "@children"]


def test_who_pays_is_said_by_the_last_part_of_a_name_and_not_asked_of_everybody() -> None:
    canvas = market("Zorginstellingen", "Bewoners")
    assert asked(canvas.add(REVENUE, "Instelling betaalt € 150 per maand")) == ["@bewoners"]
    assert asked(market("Everyone", "Businesses")) == []
    assert asked(market("Iedereen", "Parents", "Children")) == ["@parents", "@children"]
    pets = market("Hondeneigenaren op reis", "Katteneigenaren", "Dog owners", "Vets")
    prices = ("€ 22 per hond per nacht", "€ 14 per kat", "€ 20 per dog")
    assert asked(pets.add(REVENUE, *prices)) == ["@vets"]
    venues = market("Small venues without a sound desk", "Bands")
    assert asked(venues.add(REVENUE, "Venues pay €90")) == ["@bands"]
    (row,) = (
        group
        for group in review(market("Hosts #customer", "Guests")).groups
        if group.rule == "who_pays"
    )
    text = "Who pays, and who only uses it? Not yet said for @guests."
    assert group_text(row, load("en")).what == text


@pytest.mark.parametrize("answer", ["Parents pay, children play", "Ja, de ouders", "Nee"])
def test_who_pays_is_not_asked_once_the_question_is_answered(answer: str) -> None:
    assert asked(market().add(SEGMENTS, answer, section=PAYING)) == []
    assert asked(market().add(SEGMENTS, " ?", section=PAYING)) != []


@pytest.mark.parametrize("question", ["Who pays?", "Wie betaalt er?", "Betalende klanten?"])
def test_nor_if_it_is_answered_below_ones_own_wording(question: str) -> None:
    assert asked(market("Parents", "Children", question, "Parents")) == []
    assert asked(market("Parents", "Children", question)) != []


@pytest.mark.parametrize(
    ("canvas", "names"),
    [
        (market("Parents (pay)", "Children"), ["@children"]),
        (market("Paying parents", "Children who use it"), []),
        (market("Betalers:", "Parents", "Gebruikers:", "Children"), []),
        (market().add(REVENUE, "A ticket for each of the parents"), ["@children"]),
        (market().add(REVENUE, "Parents: € 6"), ["@children"]),
        (market("Personal trainers", "Kids").add(REVENUE, "Trainers pay 15%"), ["@kids"]),
        (market().add(REVENUE, "A ticket"), ["@parents", "@children"]),
    ],
)
def test_what_plain_words_say_of_paying_is_not_asked(canvas: Canvas, names: list[str]) -> None:
    assert asked(canvas) == names


@pytest.mark.parametrize("block", [VALUE, CHANNELS, RELATIONS, REVENUE])
def test_one_tie_makes_no_problems_of_a_block(block: str) -> None:
    (block_,) = (each for each in BLOCKS if each is block)
    canvas = with_texts(SEGMENTS, *(f"{name} #klant" for name in ("Bakers", "Cooks", "Smiths")))
    canvas = canvas.with_notes(block_, []).add(block_, "One @bakers", "Two", "Three", "Four")
    findings = [each for each in review(canvas).findings if each.rule.endswith("_segment")]
    assert [each for each in findings if each.block is block_] == []
    rule = {
        VALUE: "segment_of_value",
        CHANNELS: "segment_of_channel",
        RELATIONS: "segment_of_relationship",
        REVENUE: "segment_of_revenue",
    }[block_]
    group = group_of(canvas, rule)
    assert group.severity > 1
    assert [each.text for each in group.findings] == ["Two", "Three", "Four"]
    for language in languages():
        assert group_text(group, load(language)).what.startswith("3 ")
    tied = canvas.with_notes(block_, [Note(f"{name} @bakers") for name in ("One", "Two")])
    missing = [each for each in review(tied).findings if each.rule.endswith("_segment")]
    assert [each.severity.value for each in missing if each.block is block_] == [1, 1]


@pytest.mark.parametrize(
    ("notes", "handles"),
    [
        (["Wie betaalt?", "De ouders"], ["ouders"]),
        (["Studenten", "Wie betaalt?", "De ouders", "Ja, de school"], ["studenten"]),
        (["Students", "What are they like?", "Often young"], ["students"]),
        (["Who uses it?", "Kids", "Who pays?", "Parents", "Kids pay later"], ["kids", "parents"]),
        (["Wat zijn hun kenmerken?", "Jong", "Wie zijn het?", "Studenten"], ["studenten"]),
        (["Zijn er groepen te onderscheiden?", "Ja, studenten", "Docenten"], ["studenten", "doc"]),
        (["Which groups are there?", "Students", "Which age are they?", "Young"], ["students"]),
        (["Students", "Elderly?"], ["students"]),
        (["Students", "And the elderly @old?"], ["students", "old"]),
        (["Wie betaalt？", "Ouders", "Overige:", "Scholen"], ["scholen"]),
    ],
)
def test_a_question_in_ones_own_words_is_not_a_segment(
    notes: list[str], handles: list[str]
) -> None:
    found = handles_of(*notes)
    assert len(found) == len(handles)
    assert all(one.startswith(other) for one, other in zip(found, handles, strict=True))


def test_a_question_above_notes_of_any_block_is_not_a_note_of_the_model() -> None:
    canvas = sound().with_notes(VALUE, []).add(VALUE, "Welk probleem lossen we op?", "Rest @staff")
    assert findings_of(canvas, "segment_of_value") == []
    guess = sound().with_notes(VALUE, []).add(VALUE, "Rest?", "Quiet @staff @students")
    assert only(guess, "segment_of_value").text == "Rest?"


def test_accents_make_no_other_name() -> None:
    canvas = Canvas().add(SEGMENTS, "Cafés", "Hotels")
    canvas = canvas.add(VALUE, "Rest @cafes", "Quiet @CAFÉS", "Cafe: sleep")
    canvas = canvas.add(VALUE, "A bed @hotels")
    assert not rules_of(canvas) & {"unknown_segment", "misspelt_segment", "segment_of_value"}
    both = handles_of("Café", "Cafe", "CAFE")
    assert len({one.lower() for one in both}) == 3


@pytest.mark.parametrize(
    ("segment", "label"),
    [("CAF", "Cafes"), ("Ouders", "Ouderen"), ("Hotels", "Cafes"), ("Kind", "Kinderboerderij")],
)
def test_a_label_ties_nothing_where_no_segment_has_its_word(segment: str, label: str) -> None:
    canvas = Canvas().add(SEGMENTS, segment, "Gasten").add(VALUE, f"{label}: rust", "Bed @gasten")
    assert only(canvas, "segment_of_value").text == f"{label}: rust"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("café", "cafes"), ("house", "houses"), ("office", "offices"), ("party", "parties")),
        *(("organisatie", "organisaties"), ("gemeente", "gemeenten"), ("bus", "buses")),
        *(("baby", "baby's"), ("persoon", "personen"), ("fles", "flessen"), ("dier", "dieren")),
        *(("employee", "employees"), ("potato", "potatoes"), ("shoe", "shoes")),
        *(("huisbaas", "huisbazen"), ("bedrijf", "bedrijven"), ("brief", "brieven")),
        *(("huis", "huizen"), ("grens", "grenzen"), ("prijs", "prijzen"), ("neef", "neven")),
        *(("knife", "knives"), ("wolf", "wolves"), ("shelf", "shelves"), ("quiz", "quizzes")),
        *(("kind", "kinderen"), ("schoolkind", "schoolkinderen"), ("child", "children")),
        *(("koorlid", "koorleden"), ("stad", "steden"), ("museum", "musea"), ("koe", "koeien")),
        *(("woman", "women"), ("craftsman", "craftsmen"), ("technicus", "technici")),
        *(("person", "people"), ("industrie", "industrieën"), ("school", "scholen")),
    ],
)
def test_the_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("ouder", "ouderen"), ("lid", "verleden"), ("kaas", "kast"), ("wijn", "wijf")),
        *(("hoofd", "hoeve"), ("man", "maand"), ("huis", "huid"), ("stad", "besteden")),
    ],
)
def test_other_words_have_another_stem(one: str, other: str) -> None:
    assert stem(one) != stem(other)


LONG = "Bakers with 50 to 300 orders a week"


def test_the_same_longer_note_in_two_blocks_is_found() -> None:
    canvas = more(SEGMENTS, f"{LONG} @bakers").add(PARTNERS, f"{LONG} #alliance")
    assert only(canvas, "partner_is_segment").text == f"{LONG} #alliance"
    canvas = more(SEGMENTS, f"{LONG} @bakers").add(PARTNERS, "Bakers who bake for us #alliance")
    assert findings_of(canvas, "partner_is_segment") == []


@pytest.mark.parametrize(
    "partner", ["Local schools", "De scholen", "School in the area", "Schools"]
)
def test_a_party_that_is_only_near_is_that_party(partner: str) -> None:
    canvas = more(SEGMENTS, "Schools @schools").add(PARTNERS, f"{partner} #alliance")
    assert only(canvas, "partner_is_segment").text == f"{partner} #alliance"
    other = more(SEGMENTS, "Primary schools @schools").add(PARTNERS, f"{partner} #alliance")
    assert findings_of(other, "partner_is_segment") == []


def test_a_party_in_three_blocks_is_found_once() -> None:
    canvas = more(SEGMENTS, "Accountants @acc").add(
        PARTNERS, "Accountants #alliance", "Gyms #alliance"
    )
    canvas = canvas.add(
        CHANNELS, "Accountants @staff #indirect #offline", "Gyms @staff #direct #offline"
    )
    assert only(canvas, "partner_is_segment")
    assert [finding.text for finding in findings_of(canvas, "partner_is_channel")] == [
        "Gyms #alliance"
    ]
    assert findings_of(canvas, "segment_is_channel") == []


def test_a_grant_of_who_is_not_a_segment_is_found_once() -> None:
    canvas = more(REVENUE, "Council grant £500", "Cakes")
    assert only(canvas, "funder_is_no_segment").text == "Council grant £500"
    assert only(canvas, "segment_of_revenue").text == "Cakes"


@pytest.mark.parametrize(
    ("segment", "is_asked"),
    [
        ("Companies that rent the hall", False),
        ("Bedrijven die de zaal huren", False),
        ("People who love old mills", True),
        ("Rent-free tenants", True),
    ],
)
def test_who_is_told_by_what_they_buy_is_not_asked_whether_they_pay(
    segment: str, is_asked: bool
) -> None:
    assert len(asked(market(segment, "Children"))) == 1 + is_asked


@pytest.mark.parametrize(
    "text",
    [
        *("Waterproof, light, foldable", "Made of recycled steel", "Wireless", "Compact & light"),
        *("Waterdicht, licht en opvouwbaar", "Handgemaakt, houten", "Afwasbaar", "Fast and light"),
    ],
)
def test_a_list_of_properties_is_a_feature(text: str) -> None:
    assert only(more(VALUE, f"{text} @staff"), "feature").text == f"{text} @staff"


@pytest.mark.parametrize(
    "text",
    [
        *("Light enough for a child to carry", "Rest, space, company", "Predictable costs"),
        *("Rust, ruimte, gezelligheid", "Zorgeloos", "Licht, zodat je hem meeneemt", "Warm"),
        *("Opvouwbaar: past in de trein", "Small groups", "Foldable without tools"),
    ],
)
def test_a_gain_is_not_a_list_of_properties(text: str) -> None:
    assert findings_of(more(VALUE, f"{text} @staff"), "feature") == []


@pytest.mark.parametrize("language", languages())
def test_a_hint_on_several_blocks_is_headed_by_them_all(language: str) -> None:
    canvas = (
        Canvas().add(BLOCKS[8], "Cleaning", "Rent #vast").add(BLOCKS[5], "Charm", "Van #physical")
    )
    canvas = canvas.add(CHANNELS, "Barge", "Web #online")
    assert group_text(group_of(canvas, "kinds"), load(language)).short_place == "3, 6, 9"
    many = Canvas().add(SEGMENTS, *(f"Group {number}" for number in range(46)))
    for rule in ("many_notes", "no_assumption"):
        assert group_text(group_of(many, rule), load(language)).short_place == "1-9"


def test_notes_are_counted_in_one_way() -> None:
    canvas = Canvas().add(VALUE, "For hosts:", *(f"Gain {number}" for number in range(46)))
    assert only(canvas, "many_notes").values["n"] == canvas.block_note_count == 47
    assert only(canvas, "full_block").values["n"] == only(canvas, "no_assumption").values["n"] == 47
    assert "notes;" in group_text(group_of(canvas, "many_notes"), load("en")).what
    canvas = canvas.add(VALUE, "Because", section=VALUE.questions[3])
    assert only(canvas, "many_notes").values["n"] == 47
    for rule in ("many_notes", "full_block"):
        assert (
            "47 notes (not counting answers);"
            in group_text(group_of(canvas, rule), load("en")).what
        )


LOSS = Canvas().add(REVENUE, "Tickets € 100/month").add(COSTS, "Rent € 500/month")


@pytest.mark.parametrize(
    ("canvas", "outside"),
    [
        (LOSS.add(COSTS, "A van € 9000"), 1),
        (LOSS.add(REVENUE, "Tickets abroad $ 300/month"), 1),
        (LOSS.add(REVENUE, "Grants € 5000", "Clubs $ 9/month"), 2),
    ],
)
def test_a_loss_is_told_of_what_could_be_counted(canvas: Canvas, outside: int) -> None:
    finding = only(canvas, "partial_loss")
    assert findings_of(canvas, "loss") == []
    assert finding.values["n"] == outside
    texts = [group_text(group_of(canvas, "partial_loss"), load(one)).what for one in languages()]
    assert "€ 6,000 a year goes out and € 1,200 comes in: a loss of € 4,800" in texts[0]
    assert "gaat er per jaar € 6.000 uit en komt er € 1.200 binnen: € 4.800 verlies" in texts[1]


@pytest.mark.parametrize(
    "canvas",
    [
        LOSS,
        Canvas().add(REVENUE, "Tickets $ 100/month").add(COSTS, "Rent € 500/month"),
        Canvas().add(REVENUE, "Tickets € 900/month", "Clubs $ 9").add(COSTS, "Rent € 500/month"),
        LOSS.add(COSTS, "Total: € 500/month"),
    ],
)
def test_no_loss_of_a_part_where_it_is_of_all_or_says_too_little(canvas: Canvas) -> None:
    assert findings_of(canvas, "partial_loss") == []


def test_a_loss_in_one_currency_is_said_beside_other_currencies_and_an_uncounted_note() -> None:
    canvas = (
        Canvas()
        .add(REVENUE, "Rides € 90/month", "Fair $49/year", "Post £15/year", "Repair $5 per piece")
        .add(COSTS, "Rent € 6.400/month")
    )
    finding = only(canvas, "partial_loss")
    assert finding.values["n"] == 3
    assert (
        "in another currency or impossible to count"
        in group_text(group_of(canvas, "partial_loss"), load("en")).what
    )


@pytest.mark.parametrize(
    "uncounted",
    [
        *(["Nights € 22 per dog"], ["Meals $ 9 each", "12% of sales"]),
        ["Clubs € 9/hour", "Grants € 5000", "Gifts € 10-20"],
    ],
)
def test_a_loss_is_not_a_problem_where_revenue_is_not_counted_and_says_which(
    uncounted: list[str],
) -> None:
    canvas = LOSS.add(REVENUE, *uncounted)
    assert only(canvas, "partial_loss").severity is Severity.CHECK
    for language in languages():
        what = group_text(group_of(canvas, "partial_loss"), load(language)).what
        assert all(f"“{text}”" in what for text in uncounted)


def test_a_gain_of_a_part_names_the_costs_that_are_not_in_it() -> None:
    canvas = Canvas().add(REVENUE, "Tickets € 900/month")
    canvas = canvas.add(COSTS, "Rent € 500/month", "Insurance € 9 per bike", "5% of sales")
    finding = only(canvas, "partial_gain")
    assert finding.severity is Severity.CHECK
    assert finding.values["n"] == 2
    texts = [group_text(group_of(canvas, "partial_gain"), load(one)).what for one in languages()]
    assert "€ 10,800 a year comes in and € 6,000 goes out: € 4,800 is left" in texts[0]
    assert "komt er per jaar € 10.800 binnen en gaat er € 6.000 uit: er blijft € 4.800" in texts[1]
    assert all("“Insurance € 9 per bike”, “5% of sales”" in text for text in texts)


@pytest.mark.parametrize(
    "free",
    [
        *("Guests pay nothing", "Free for children", "Meals free of charge", "Free"),
        *("Gasten betalen niets @gasten", "Gratis voor gasten", "Kinderen mogen gratis mee"),
    ],
)
def test_a_stream_of_nothing_is_not_a_stream_without_an_amount(free: str) -> None:
    canvas = LOSS.add(REVENUE, "Clubs € 20/month", "Shows € 30/month", free)
    assert only(canvas, "loss").severity is Severity.PROBLEM
    assert findings_of(canvas, "loss_of_amounts") == findings_of(canvas, "no_number") == []
    asked = canvas.add(REVENUE, "Bar #one-off € 1/month")
    assert findings_of(asked, "revenue_recurrence") == []
    assert findings_of(LOSS.add(REVENUE, "Freelance jobs"), "loss") == []


def test_costs_beside_revenue_of_which_nothing_counts_are_said() -> None:
    canvas = Canvas().add(
        REVENUE, "Meals $ 9 each", "12% of sales", "Free: 3% of 900 pay $ 4/month"
    )
    canvas = canvas.add(COSTS, "Rent $ 900/month")
    assert only(canvas, "uncounted_revenue").severity is Severity.CHECK
    texts = [
        group_text(group_of(canvas, "uncounted_revenue"), load(one)).what for one in languages()
    ]
    assert "$ 10,800" in texts[0]
    assert all("“Meals $ 9 each”, “12% of sales”" in text for text in texts)


def test_money_in_answers_is_reported_once_and_only_where_no_note_has_it() -> None:
    canvas = Canvas().add(COSTS, "Beans € 500 per month")
    canvas = canvas.add(COSTS, "Rent € 3,000 per month", section=COSTS.questions[0])
    canvas = canvas.add(COSTS, "Of the wages: 1.200 euro", section=COSTS.questions[1])
    canvas = canvas.add(REVENUE, "200 cups a day x € 2", section=REVENUE.questions[0])
    finding = only(canvas, "amounts_in_answers")
    assert finding.severity is Severity.CHECK
    texts = [
        group_text(group_of(canvas, "amounts_in_answers"), load(one)).what for one in languages()
    ]
    assert all("“200 cups a day x € 2”, “Rent € 3,000 per month”" in text for text in texts)
    for question, answer in [
        (COSTS.questions[0], "Beans, € 500 a month"),
        (COSTS.questions[0], "The two baristas"),
        (COSTS.questions[3], "80% fixed, 20% variable"),
        (COSTS.questions[4], "Above 1,000 kg a kilo is € 3 less"),
        (COSTS.questions[0], "~~Van € 900 per month~~"),
    ]:
        plain = Canvas().add(COSTS, "Beans € 500 per month").add(COSTS, answer, section=question)
        assert findings_of(plain, "amounts_in_answers") == []
    price = Canvas().add(REVENUE, "Yes, others ask € 3", section=REVENUE.questions[1])
    assert findings_of(price, "amounts_in_answers") == []


@pytest.mark.parametrize(
    ("segment", "stream"),
    [
        ("Small businesses delivering in the city", "15 businesses x € 120 per month"),
        ("Patients referred by a doctor", "Patients € 40 x 900 per year"),
        ("Families renting a house", "Fee of families"),
        ("Small businesses in the city", "15 businesses x € 120 per month"),
    ],
)
def test_a_name_ends_before_what_its_people_do(segment: str, stream: str) -> None:
    canvas = Canvas().add(SEGMENTS, segment, "Zoos").add(REVENUE, stream)
    assert only(canvas, "who_pays").values == {"segments": ("@zoos",)}


def test_notes_without_a_number_beside_three_with_one_are_reported() -> None:
    canvas = Canvas().add(COSTS, "Rent € 9/month", "Gas € 9", "Wages 2 x € 9/month", "Insurance")
    assert only(canvas.add(COSTS, "Fee 8%"), "no_number").text == "Insurance"
    assert findings_of(canvas.add(COSTS, "Ads", "Tax", "Van"), "no_number") == []


def test_a_percentage_is_not_an_amount() -> None:
    shares = Canvas().add(COSTS, "Salaries (60%)", "Servers 15%", "Rest 25 %")
    assert only(shares, "no_numbers")
    assert "no_numbers" not in rules_of(shares.add(COSTS, "Rent € 9"))


def test_a_grant_is_of_a_segment_once_one_could_give_it() -> None:
    canvas = Canvas().add(SEGMENTS, "Neighbours", "Group leaders")
    canvas = canvas.add(REVENUE, "Startsubsidie", "Donations", "Gift wrapping", "Shop sales")
    assert [finding.text for finding in findings_of(canvas, "funder_is_no_segment")] == [
        *("Startsubsidie", "Donations")
    ]
    assert "funder_is_no_segment" not in rules_of(canvas.add(SEGMENTS, "Gemeente Zwolle"))
    hospitals = Canvas().add(SEGMENTS, "Nurses", "Hospitals (HR)")
    assert "funder_is_no_segment" not in rules_of(hospitals.add(REVENUE, "Hospital subsidy $ 9"))


def test_a_total_beside_its_parts_does_not_double_the_loss() -> None:
    canvas = LOSS.add(COSTS, "Totaal: € 500/mnd")
    assert group_text(group_of(canvas, "loss"), load("en")).what.startswith("It loses € 4,800 a ")


def test_a_loss_is_only_of_the_amounts_where_revenue_has_notes_without_one() -> None:
    canvas = LOSS.add(REVENUE, "Sales", "Advertising").add(COSTS, "Flour")
    assert findings_of(canvas, "loss") == []
    assert only(canvas, "loss_of_amounts").severity is Severity.CHECK
    texts = [
        group_text(group_of(canvas, "loss_of_amounts"), load(one)).what for one in ("en", "nl")
    ]
    assert "a loss of € 4,800 a year" in texts[0]
    assert texts[0].endswith("Not included: 2 notes of revenue without an amount.")
    assert texts[1].endswith("Niet meegeteld: 2 notities bij de inkomsten zonder bedrag.")
    priced = LOSS.add(COSTS, "Flour", "Ovens")
    assert only(priced, "loss")
    assert findings_of(priced, "loss_of_amounts") == []
    gains = LOSS.add(REVENUE, "Sales", "Clubs € 900/month")
    assert findings_of(gains, "loss_of_amounts") == []


@pytest.mark.parametrize("text", ["Premium € 0 per month x 300", "Premium € 5 x 0", "Free: € 0"])
def test_a_price_or_a_number_of_zero_is_reported(text: str) -> None:
    assert only(more(REVENUE, f"{text} @staff"), "zero_revenue").text == f"{text} @staff"

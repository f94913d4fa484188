"""Answers and notes that name no group, and answers that list several."""

from collections.abc import Sequence

import pytest

from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.guide.vocabulary import is_marked_as_paying
from bmc_tui.model.blocks import GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.segments import rename_segment
from bmc_tui.model.ties.block_ties import block_ties
from bmc_tui.model.ties.listed import listed_groups

SEGMENTS = Block.CUSTOMER_SEGMENTS
GROUPS = Section("customer_segments.groups")
WHO = Section("customer_segments.who")


def handles(texts: Sequence[str], section: Section = GROUPS) -> list[str]:
    canvas = Canvas().add(SEGMENTS, *texts, section=section)
    return [segment.handle for segment in segments_of(canvas)]


@pytest.mark.parametrize(
    "line",
    [
        *("N/A", "n.v.t.", "tbd", "TBA", "?", "...", "Zie boven", "Zie hierboven.", "See above"),
        *("Same as above", "We don't know yet", "Weten we nog niet", "Wij weten het niet"),
        *("See pitch deck", "Zie bijlage", "TODO ask Jan", "Not for: big chains", "None yet"),
        *("Niet voor ketens", "Geen ketens", "Has a dog", "Lives in a city", "Heeft een hond"),
        *("Woont in de stad", "Nog te bepalen", "Idem", "Not sure", "Geen idee", "Later"),
    ],
)
def test_a_line_that_names_nobody_is_not_a_segment(line: str) -> None:
    for section in (GENERAL, GROUPS, WHO):
        assert handles([line], section) == []
    assert handles([line, "Farmers"], GENERAL) == ["farmers"]
    assert handles([f"{line} @own"], GENERAL) == ["own"]


@pytest.mark.parametrize(
    "answer",
    [
        *("Yes, by income", "Ja, op basis van inkomen", "By age: under 30, 30-60, over 60"),
        *("Op leeftijd: tot 30, 30-60", "Per region", "Ja, naar leeftijd", "Based on budget"),
        *("Depends on the season", "Dat hangt ervan af", "We'll see"),
    ],
)
def test_how_groups_are_divided_names_none(answer: str) -> None:
    assert handles([answer]) == []


def test_a_general_note_that_names_nobody_leaves_the_answers_their_place() -> None:
    canvas = Canvas().add(SEGMENTS, "N/A").add(SEGMENTS, "Students", section=WHO)
    assert [segment.handle for segment in segments_of(canvas)] == ["students"]


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("No-frills travellers", "no-frills-travellers"),
        ("Not for profit organisations", "not"),
        ("Niet-westerse vrouwen", "niet-westerse-vrouwen"),
        ("Zieke kinderen", "zieke-kinderen"),
        ("Same-sex couples", "same-sex-couples"),
        ("Seekers", "seekers"),
        ("@students", "students"),
    ],
)
def test_a_name_that_only_begins_like_no_answer_stays(name: str, handle: str) -> None:
    assert handles([name], GENERAL) == [handle]


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("Yes: cyclists, walkers and anglers", ["cyclists", "walkers", "anglers"]),
        ("Ja, particulieren en bedrijven", ["particulieren", "bedrijven"]),
        ("Er zijn drie groepen: scholen, clubs en bedrijven", ["scholen", "clubs", "bedrijven"]),
        ("There are three groups, namely schools, clubs and companies", None),
        ("Yes, three: students, staff and visitors", ["students", "staff", "visitors"]),
        ("Two groups: cafes and bars", ["cafes", "bars"]),
        ("Ja, twee: beginners en gevorderden", ["beginners", "gevorderden"]),
        ("Yes, two: people with dementia and their partners", ["people", "their-partners"]),
        ("Ja, twee groepen, te weten: toeristen en inwoners", ["toeristen", "inwoners"]),
        ("On the one hand landlords, on the other hand tenants", ["landlords", "tenants"]),
        ("Aan de ene kant verhuurders, aan de andere kant huurders", ["verhuurders", "huurders"]),
        ("Enerzijds de gemeenten en anderzijds de burgers", ["gemeenten", "burgers"]),
        ("Zowel scholen als kinderopvang", ["scholen", "kinderopvang"]),
        ("Firstly schools, secondly daycare centres", ["schools", "daycare-centres"]),
        ("Maybe tourists versus locals", ["tourists", "locals"]),
        ("Students / staff / visitors", ["students", "staff", "visitors"]),
        ("studenten/personeel", ["studenten", "personeel"]),
        ("Bakeries (pay) and their customers (use)", ["bakeries", "their-customers"]),
        ("Men and women have different wishes", ["men", "women"]),
        ("Winkels, restaurants, cafés, enz.", ["winkels", "restaurants", "cafés"]),
        ("Farmers; growers; vets", ["farmers", "growers", "vets"]),
        ("Students @stud and teachers @teach", ["stud", "teach"]),
    ],
)
def test_each_group_that_an_answer_lists_is_a_segment(answer: str, names: list[str] | None) -> None:
    assert handles([answer]) == (names or ["schools", "clubs", "companies"])
    assert all(part in answer for part in listed_groups(answer, lexicon()))


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("Young and busy parents", ["young"]),
        ("Small and medium-sized enterprises", ["small"]),
        ("Students, 18 to 24, in a hurry", ["students"]),
        ("Owners of cats and dogs", ["owners"]),
        ("Families with children, cats and dogs", ["families"]),
        ("Parents, they are busy", ["parents"]),
        ("Bedrijven, bijvoorbeeld banken en verzekeraars", ["bedrijven"]),
        ("Oudere en jongere dames", ["oudere"]),
        ("Students and teachers @school", ["school"]),
        ("The tenants pay, the landlords decide", []),
        ("De huurders betalen, de verhuurders beslissen", []),
        ("No, just schools and clubs", []),
    ],
)
def test_a_description_in_an_answer_is_not_a_list(answer: str, names: list[str]) -> None:
    assert handles([answer]) == names


def test_a_group_that_another_note_names_is_not_a_second_one() -> None:
    canvas = Canvas().add(SEGMENTS, "Cyclists", "Walkers")
    canvas = canvas.add(SEGMENTS, "Cyclists, walkers and anglers", section=GROUPS)
    assert [one.handle for one in segments_of(canvas)] == ["cyclists", "walkers", "anglers"]


def test_a_word_at_the_end_of_a_list_is_of_each_group() -> None:
    canvas = Canvas().add(SEGMENTS, "Students and teachers #customer", section=GROUPS)
    assert [is_marked_as_paying(one) for one in segments_of(canvas)] == [True, True]


def test_a_note_that_lists_groups_is_tied_to_all_of_them() -> None:
    canvas = Canvas().add(SEGMENTS, "Students and teachers", section=GROUPS)
    segments = segments_of(canvas)
    (spot,) = [spot for spot, _ in canvas.spots(SEGMENTS)]
    assert block_ties(canvas, SEGMENTS, segments).at(spot) == tuple(segments)
    canvas = canvas.add(Block.VALUE_PROPOSITIONS, "For teachers:", "A course")
    ties = block_ties(canvas, Block.VALUE_PROPOSITIONS, segments)
    assert {one.handle for tied in ties.by_spot.values() for one in tied} == {"teachers"}


@pytest.mark.parametrize(("name", "place"), [("students", 0), ("teachers", 1)])
def test_each_group_of_a_list_can_be_renamed(name: str, place: int) -> None:
    canvas = Canvas().add(SEGMENTS, "Yes, students and teachers #customer", section=GROUPS)
    segments = segments_of(canvas)
    segment = segments.find(name)
    assert segment
    renamed = segments_of(rename_segment(canvas, segments, segment, "new"))
    expected = ["students", "teachers"]
    expected[place] = "new"
    assert [one.handle for one in renamed] == expected
    assert all(map(is_marked_as_paying, renamed))


@pytest.mark.parametrize(
    ("note", "handle", "former"),
    [
        ("Care home managers", "care-home-managers", "care-home"),
        ("Second-hand car dealers", "second-hand-car-dealers", "second-hand-car"),
        ("Kleine lokale bakkers", "kleine-lokale-bakkers", "kleine-lokale"),
        ("studenten/personeel", "studenten", "studentenpersoneel"),
        ("Freelancers/startups", "freelancers", "freelancersstartups"),
        ("Young busy parents", "young-busy", "young-busy"),
        ("Small companies near Ommen", "small-companies", "small-companies"),
        ("Small: hairdressers", "hairdressers", "small"),
        ("Groot: ketens", "ketens", "groot"),
        ("Persona: Anna, 34, lawyer", "anna", "persona"),
        ("Segment B: huurders", "huurders", "segment-b"),
        ("We also serve libraries", "libraries", "we-also"),
        ("Later maybe schools", "schools", "later-maybe"),
        ("Eventueel later expats", "expats", "eventueel-later"),
        ("Vooral studenten", "studenten", "vooral-studenten"),
        ("Who: owners", "owners", "who"),
    ],
)
def test_a_handle_is_of_the_noun_of_a_name_and_its_former_one_stands_for_it(
    note: str, handle: str, former: str
) -> None:
    canvas = Canvas().add(SEGMENTS, note)
    segments = segments_of(canvas)
    assert [segment.handle for segment in segments] == [handle]
    assert segments.find(former) == segments.find(handle)

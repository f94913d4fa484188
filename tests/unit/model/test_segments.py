"""The customer segments of a canvas: their handles, and the notes that name them."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import GENERAL, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.segments import mentions, rename_segment
from bmc_tui.model.tokens import tokens
from tests.unit.growth import is_linear

SEGMENTS = Block.CUSTOMER_SEGMENTS


def with_segments(*texts: str) -> Canvas:
    return Canvas().add(SEGMENTS, *texts)


def handles_of(*texts: str) -> list[str]:
    return [segment.handle for segment in segments_of(with_segments(*texts))]


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("Students @stud #customer", "stud"),
        ("Students", "students"),
        ("#customer Students", "students"),
        ("Students, 18 to 24, in a hurry", "students"),
        ("Students in a hurry", "students"),
        ("De studenten van Zwolle", "studenten"),
        ("Small companies near Ommen", "small-companies"),
        ("Young and busy parents", "young"),
        ("Young busy parents", "young-busy"),
        ("50-plussers die reizen", "plussers"),
        ("Zzp'ers", "zzpers"),
        ("Creëerders", "creëerders"),
        ("€ 12", "segment"),
        ("Groep 7 en 8", "groep-7"),
        ("Beginners zonder een tuin in de stad", "beginners-zonder-tuin"),
        ("Parents without a car", "parents-without-car"),
        ("Parents without", "parents-without"),
        ("学生", "学生"),
    ],
)
def test_a_handle_is_the_one_written_else_made_of_the_first_words(text: str, handle: str) -> None:
    assert handles_of(text) == [handle]


def test_the_start_of_a_longer_handle_stands_for_it_too() -> None:
    canvas = with_segments("Beginners zonder tuin", "Beginners met een tuin", "Ouders")
    canvas = canvas.add(Block.VALUE_PROPOSITIONS, "Zaden @beginners-zonder")
    segments = segments_of(canvas)
    assert [segment.handle for segment in segments] == [
        *("beginners-zonder-tuin", "beginners", "ouders")
    ]
    first = segments.find("Beginners-Zonder")
    assert first
    assert first.handle == "beginners-zonder-tuin"
    renamed = rename_segment(canvas, segments, first, "balkon")
    assert renamed.texts(Block.VALUE_PROPOSITIONS, GENERAL) == ("Zaden @balkon",)


def test_a_handle_stays_while_the_rest_of_the_note_is_edited() -> None:
    assert handles_of("Students") == handles_of("Students with little time #customer")
    for amount in ("2000 p/y", "1.200 per jaar", "30 x 40/mnd", "€ 300/month", "300€/month"):
        assert handles_of(f"Students {amount}") == ["students"]


def test_no_two_segments_have_the_same_handle() -> None:
    assert handles_of("Students in Zwolle", "Students in Ommen", "Students", "Students @ommen") == [
        "students",
        "students-ommen",
        "students-2",
        "ommen",
    ]


def test_a_written_handle_goes_before_one_that_is_made() -> None:
    assert handles_of("Staff", "Teachers @staff") == ["staff", "teachers"]
    assert handles_of("Busy staff", "Teachers @busy-staffers") == ["busy-staff", "busy-staffers"]


def test_a_segment_that_is_told_by_another_is_one_of_its_own() -> None:
    assert handles_of("Parents of @students", "Students") == ["parents", "students"]
    assert handles_of("Students @stud", "Parents of @stud") == ["stud", "parents"]


def test_a_segment_knows_its_note_and_its_place() -> None:
    canvas = with_segments("Students @stud").add(
        SEGMENTS, "Staff", section=Section("customer_segments.groups")
    )
    first, second = segments_of(canvas)
    assert (first.note_text, first.index, first.is_explicit) == ("Students @stud", 0, True)
    assert (second.handle, second.index, second.is_explicit) == ("staff", 1, False)
    assert second.spot == Spot(SEGMENTS, Section("customer_segments.groups"), 0)
    assert segments_of(canvas).at(second.spot) == second
    assert segments_of(canvas).at(Spot(Block.CHANNELS, Section(""), 0)) is None


def test_yes_or_no_is_not_a_segment_nor_is_what_has_no_place_yet() -> None:
    paying = Section("customer_segments.paying")
    canvas = Canvas().add(SEGMENTS, "Yes: staff pay", "Buyers @buyers", section=paying)
    assert [segment.handle for segment in segments_of(canvas)] == ["buyers"]
    assert not segments_of(Canvas().add(SEGMENTS, "A heading", section=UNPLACED))


def test_a_note_names_segments_in_any_spelling_of_their_handles() -> None:
    canvas = with_segments("Cree\u0308erders", "Staff")
    named = segments_of(canvas).mentioned_in("Coffee @STAFF @creëerders @staff @nobody #use")
    assert [segment.handle for segment in named] == ["staff", "creëerders"]
    assert mentions("@a @B @A #c") == ("a", "B")
    assert segments_of(canvas).find("staff") == named[0]
    assert segments_of(canvas).find("Cree\u0308erders") == named[1]


def test_a_name_that_no_segment_has_is_reported_with_the_nearest_that_one_has() -> None:
    canvas = with_segments("Students", "Staff")
    assert segments_of(canvas).unknown_in("Coffee @student @staff @dogs") == (
        "student",
        "dogs",
    )
    found = segments_of(canvas).nearest("student")
    assert found is not None
    assert found.handle == "students"
    assert segments_of(canvas).nearest("dogs") is None


@given(st.lists(st.text(st.sampled_from("@#ab -_,'é1\u0308"), min_size=1), max_size=5))
def test_every_handle_can_be_typed_and_is_found(texts: list[str]) -> None:
    canvas = with_segments(*texts)
    for segment in segments_of(canvas):
        (token,) = tokens(f"@{segment.handle}")
        assert token.name == segment.handle
        assert segments_of(canvas).find(segment.handle) == segment


WHO, GROUPS, VALUE_FOR, PAYING = SEGMENTS.questions


def answered(**answers: list[str]) -> Canvas:
    """Return a canvas with notes of Customer segments by the name of their question."""
    canvas = Canvas()
    for name, texts in answers.items():
        section = Section("" if name == "general" else f"customer_segments.{name}")
        canvas = canvas.add(SEGMENTS, *texts, section=section)
    return canvas


@pytest.mark.parametrize(
    ("answers", "handles"),
    [
        ({"general": ["Students"], "who": ["Often young", "In a hurry"]}, ["students"]),
        ({"groups": ["Students", "Staff"], "who": ["Often young"]}, ["students", "staff"]),
        ({"general": ["Students"], "groups": ["Staff"]}, ["students", "staff"]),
        ({"general": ["Students"], "who": ["Doctors @docs"]}, ["students", "docs"]),
        ({"general": ["Students @stud"], "who": ["@stud are young"]}, ["stud"]),
        ({"who": ["@stud are young"], "groups": ["Students of Zwolle @stud"]}, ["stud"]),
        ({"general": ["Students"], "value_for": ["For @students mostly"]}, ["students"]),
        ({"who": ["Students", "Staff"], "value_for": ["Mostly for them"]}, ["students", "staff"]),
        ({"value_for": ["Parents"]}, ["parents"]),
        ({"paying": ["Ja, ouders betalen"]}, []),
        ({"general": ["Students"], "groups": ["Ja, twee groepen"]}, ["students"]),
        ({"groups": ["Ja, studenten", "Ja: docenten"]}, ["studenten", "docenten"]),
        ({"groups": ["Nee."], "who": ["Students"]}, ["students"]),
        ({"groups": ["Ja"], "who": ["Students"]}, ["students"]),
        ({"general": ["For the drivers:", "Commuters"], "who": ["Young"]}, ["commuters"]),
    ],
)
def test_an_answer_is_a_segment_only_where_nothing_else_is(
    answers: dict[str, list[str]], handles: list[str]
) -> None:
    assert [segment.handle for segment in segments_of(answered(**answers))] == handles


@given(
    st.lists(st.sampled_from(["Studenten", "Docenten", "Gasten"]), min_size=1, unique=True),
    st.sampled_from([WHO, VALUE_FOR, PAYING]),
    st.lists(st.text(st.sampled_from("#ab, :'é1"), min_size=1), max_size=4),
)
def test_no_answer_without_a_name_adds_a_segment(
    groups: list[str], question: Section, answers: list[str]
) -> None:
    for canvas in (Canvas().add(SEGMENTS, *groups), answered(groups=groups)):
        described = canvas.add(SEGMENTS, *answers, section=question)
        assert [(one.handle, one.note_text) for one in segments_of(described)] == [
            (one.handle, one.note_text) for one in segments_of(canvas)
        ]


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("childern", "children"),
        ("parent", "parents"),
        ("klant", "klanten"),
        ("bedrijf", "bedrijven"),
        ("ouder", "ouders"),
        ("Studnets", "students"),
    ],
)
def test_a_slip_and_another_form_are_reported_with_the_nearest(name: str, handle: str) -> None:
    nearest = segments_of(with_segments(f"Group @{handle}", "Dogs")).nearest(name)
    assert nearest is not None
    assert nearest.handle == handle


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("docenten", "studenten"), ("patients", "parents"), ("gasten", "klanten")),
        *(("owners", "borrowers"), ("drivers", "riders"), ("employers", "employees")),
        *(("huurders", "verhuurders"), ("kopers", "verkopers"), ("werkgevers", "werknemers")),
        *(("opdrachtgevers", "opdrachtnemers"), ("trainers", "trainees"), ("lessor", "lessee")),
        *(("buyers", "sellers"), ("hosts", "guests"), ("lenders", "senders")),
    ],
)
def test_the_other_side_of_the_market_is_never_the_nearest(one: str, other: str) -> None:
    assert segments_of(with_segments(f"Group @{one}")).nearest(other) is None
    assert segments_of(with_segments(f"Group @{other}")).nearest(one) is None


def test_the_segments_of_many_notes_are_looked_up_in_linear_time() -> None:
    def looking_up(count: int) -> Callable[[], object]:
        canvas = with_segments(*(f"Group @g{number}" for number in range(count)))
        segments = segments_of(canvas)
        spots = [spot for spot, _ in canvas.spots(SEGMENTS)]
        return lambda: [segments.at(spot) for spot in spots]

    assert is_linear(looking_up, 4_000)


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("school", "basisscholen"),
        ("scholen", "basisscholen"),
        ("venues", "small-venues"),
        ("tuinder", "hobbytuinders"),
    ],
)
def test_a_kind_of_what_a_name_says_is_the_nearest(name: str, handle: str) -> None:
    segments = segments_of(with_segments(f"Group @{handle}", "Dogs"))
    nearest = segments.nearest(name)
    assert nearest is not None
    assert nearest.handle == handle
    two = segments_of(with_segments(f"Group @{handle}", f"Others @neven-{name}"))
    assert two.nearest(name) is None


@pytest.mark.parametrize(
    ("note", "handle"),
    [
        ("Wie zijn de klanten? Beginners met een balkon", "beginners"),
        ("Who are they? Night nurses of the city", "night-nurses"),
        ("A grant? Or a loan", "grant"),
        ("a", "a"),
        ("De", "de"),
        ("The @staff", "staff"),
    ],
)
def test_a_handle_is_of_the_answer_and_of_what_there_is(note: str, handle: str) -> None:
    assert [segment.handle for segment in segments_of(with_segments(note))] == [handle]


@pytest.mark.parametrize(
    "sentence",
    [
        *("Ja, er zijn twee groepen te onderscheiden, namelijk A en B.", "Jongeren zijn online"),
        *("De beginners hebben nog nooit gezeild.", "Ouderen komen in de winkel", "Kopen online"),
        *("Yes, there are two groups: A and B", "The bakeries buy each day", "Cafes need less"),
        *("Young people are online", "Onze klanten verschillen in leeftijd"),
        *(
            "Our customers are happy",
            "De klanten zijn hoogopgeleid",
            "Ja, twee groepen",
            "Not really",
        ),
        *("Weet niet", "Twee belangrijkste groepen", "Love to travel"),
        *("Houden van reizen", "Work from home", "Enjoy cooking", "Sporten veel"),
    ],
)
def test_a_sentence_about_a_group_names_none(sentence: str) -> None:
    for question in ("groups", "who"):
        assert not segments_of(answered(**{question: [sentence]}))


@pytest.mark.parametrize(
    "name",
    [
        *("Ouders die werken", "Owners who have a dog", "Parents, they are busy"),
        *("People with a dog that is old", "Urban families", "50-plussers", "Adults", "Ouderen"),
        *("Busy parents", "Hoogopgeleide ouders", "Kinderen van 8 tot 12", "Zzp'ers tot 30 jaar"),
        *("Travel agents", "Sport clubs", "Prijsbewuste studenten", "Tech savvy parents"),
    ],
)
def test_a_description_after_a_name_leaves_the_name(name: str) -> None:
    for question in ("groups", "who"):
        assert len(segments_of(answered(**{question: [name]}))) == 1


@pytest.mark.parametrize(
    "characteristic",
    [
        *("met een goede baan", "en kinderen", "Hoogopgeleid", "Stedelijk", "18 tot 65 jaar"),
        *("Omzet tot 1 miljoen", "with a good job", "Educated, urban", "18-65", "Under 30 years"),
        *("Getrouwd met kinderen", "Jong", "Tech savvy", "Budget conscious", "Prijsbewust"),
        *("Love to travel", "Houden van lekker eten", "Health-minded", "Digitaal vaardig"),
    ],
)
def test_a_characteristic_below_a_group_names_none(characteristic: str) -> None:
    (segment,) = segments_of(answered(who=["Vrouwen", characteristic]))
    assert segment.handle == "vrouwen"


@pytest.mark.parametrize(
    ("answers", "handles"),
    [
        (
            ["Jonge ouders", "Drukke baan", "Online actief", "Duurzaamheid belangrijk"],
            ["jonge-ouders"],
        ),
        (["Starters", "Huren een kamer", "Veel op Instagram", "Geen auto"], ["starters"]),
        (["Docenten op het mbo", "Parttime", "Vrouwelijk", "Vinden het druk"], ["docenten"]),
        (
            ["Small bakeries", "Family owned", "Two to five employees", "Price sensitive"],
            ["small-bakeries"],
        ),
        (
            ["Small bakeries", "Cafes", "The hospital", "Gemeente Ommen"],
            ["small-bakeries", "cafes", "hospital", "gemeente-ommen"],
        ),
        (["Winkeliers", "Horeca", "Young people"], ["winkeliers", "horeca", "young-people"]),
        (["De gemeente", "Buurt"], ["gemeente", "buurt"]),
        (["Mijn buurvrouw", "Oma"], ["buurvrouw", "oma"]),
    ],
)
def test_below_who_only_what_has_the_form_of_a_group_is_one(
    answers: list[str], handles: list[str]
) -> None:
    assert [segment.handle for segment in segments_of(answered(who=answers))] == handles


@pytest.mark.parametrize(
    ("note", "handle", "former"),
    [
        ("We richten ons op jonge gezinnen", "jonge-gezinnen", "we-richten"),
        ("We target young families", "young-families", "we-target"),
        ("Onze belangrijkste klanten zijn cafés", "cafés", "belangrijkste-klanten"),
        ("Our main customers are: cafes", "cafes", "main-customers"),
        ("Klanten zijn vooral bakkers", "bakkers", "klanten-zijn"),
        ("The customer is a baker", "baker", "customer-is"),
        ("We help small farmers", "small-farmers", "we-help"),
        ("Our customers are happy", "customers", "customers-are"),
        ("Toekomstig: hotels", "hotels", "toekomstig"),
        ("In future: hotels", "hotels", "future"),
        ("Ten eerste ouders met een peuter", "ouders", "ten-eerste"),
        ("Bakeries need flour", "bakeries", "bakeries-need"),
        ("Ouderen komen in de winkel", "ouderen", "ouderen-komen"),
        ("Doelgroep: docenten", "docenten", "doelgroep"),
        ("Target group: teachers", "teachers", "target-group"),
        ("Segment 1: beginners", "beginners", "segment-1"),
        ("Klantgroep 2 - studenten", "studenten", "klantgroep-2"),
        ("Maybe parents", "parents", "maybe-parents"),
        ("Primaire doelgroep: jonge gezinnen", "jonge-gezinnen", "primaire-doelgroep"),
    ],
)
def test_what_leads_to_a_name_and_a_verb_after_it_are_not_part_of_a_handle(
    note: str, handle: str, former: str
) -> None:
    segments = segments_of(with_segments(note))
    assert [segment.handle for segment in segments] == [handle]
    assert segments.find(former) == segments.find(handle)


def test_a_mention_never_comes_to_mean_another_segment() -> None:
    segments = segments_of(with_segments("Students pay", "Students"))
    assert [segment.handle for segment in segments] == ["students-pay", "students"]


def test_words_that_are_not_a_lead_stay_in_a_handle() -> None:
    assert handles_of("Future pilots", "Customers of banks", "Users", "We target") == [
        *("future-pilots", "customers", "users", "we-target")
    ]

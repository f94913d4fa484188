"""Which segments a note is tied to: by an `@`, by a heading above it, or by its label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.formats import FORMATS
from bmc_tui.guide import load
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.coverage import channel_coverage, count_mentions
from bmc_tui.model.ties.block_ties import block_ties
from bmc_tui.render.plain import plain_text
from bmc_tui.render.segment_marks import visible_notes

SEGMENTS, VALUE, CHANNELS = BLOCKS[:3]
MARKET = Canvas("Rooms").add(SEGMENTS, "Hosts with a spare room", "Weekend guests @guests")


def ties_of(canvas: Canvas, block: Block = VALUE) -> list[str]:
    """Return, for each note of a block, the handles that it is tied to, in one string."""
    ties = block_ties(canvas, block, segments_of(canvas))
    return [
        " ".join(segment.handle for segment in ties.at(spot)) for spot, _ in canvas.spots(block)
    ]


@pytest.mark.parametrize(
    ("heading", "handles"),
    [
        ("For the hosts:", "hosts"),
        ("HOSTS:", "hosts"),
        ("Voor hosts:", "hosts"),
        ("Especially for the hosts :", "hosts"),
        ("For weekend guests:", "guests"),
        ("Guest:", "guests"),
        ("Guests and hosts:", "guests hosts"),
        ("For both:", "hosts guests"),
        ("For everyone:", "hosts guests"),
        ("For @guests:", "guests"),
        ("Public:", ""),
        ("For the hosts", "hosts"),
        ("Weekend:", "guests"),
        ("Room:", ""),
        ("Trust between the hosts and their own guests:", ""),
    ],
)
def test_a_heading_ties_the_notes_below_it(heading: str, handles: str) -> None:
    canvas = MARKET.add(VALUE, "Trust", heading, "Insurance", "Help")
    assert ties_of(canvas) in (
        ["", handles, handles, handles],
        ["", "", "", ""] if not handles else [],
    )
    assert canvas.texts(VALUE, Section(""))[1] == heading


def test_a_group_ends_at_the_next_heading_and_with_its_section() -> None:
    canvas = MARKET.add(CHANNELS, "Hosts:", "Letters", "Public:", "Posters").add(
        CHANNELS, "Fair", section=Section("awareness")
    )
    assert ties_of(canvas, CHANNELS) == ["hosts", "hosts", "", "", ""]


def test_a_label_ties_its_own_note_only() -> None:
    texts = ("Hosts: 3%", "Trust", "See https://hosts", "Hosts:x", "Both: by mail and at the door")
    assert ties_of(MARKET.add(VALUE, *texts)) == ["hosts", "", "", "", ""]


def test_names_alone_are_headings_only_where_they_divide_a_block() -> None:
    assert ties_of(MARKET.add(VALUE, "Hosts", "Income", "Weekend guests", "A bed")) == [
        *("hosts", "hosts", "guests", "guests"),
    ]
    assert ties_of(MARKET.add(VALUE, "Hosts", "Guests", "A bed")) == ["", "", ""]
    assert ties_of(MARKET.add(VALUE, "Income", "Hosts")) == ["", ""]
    partners = Block.KEY_PARTNERS
    assert ties_of(MARKET.add(partners, "Hosts", "A bank"), partners) == ["", ""]


def test_a_shared_word_ties_nothing() -> None:
    assert ties_of(MARKET.add(VALUE, "Hosts earn more", "A room for guests")) == ["", ""]


def test_a_heading_adds_to_what_a_note_says_itself() -> None:
    assert ties_of(MARKET.add(VALUE, "For hosts:", "A bed @guests")) == ["hosts", "guests hosts"]


def test_a_line_that_heads_segments_is_none_but_names_them() -> None:
    canvas = Canvas().add(SEGMENTS, "For the drivers:", "Commuters", "Students", "Riders:", "Kids")
    canvas = canvas.add(VALUE, "For drivers:", "Cheap", "Riders: fun")
    assert [segment.handle for segment in segments_of(canvas)] == ["commuters", "students", "kids"]
    assert ties_of(canvas) == ["commuters students", "commuters students", "kids"]


@pytest.mark.parametrize(
    ("texts", "handles"),
    [
        (["Primary:", "Students", "Secondary:", "Parents"], ["students", "parents"]),
        (["Primary", "Students", "Overige", "Parents"], ["students", "parents"]),
        (["Primaire doelgroep", "Students"], ["students"]),
        (["Users", "Night owls", "B2B", "Cafés"], ["night-owls", "cafés"]),
        (["Primary: students", "Secundair: ouders"], ["students", "ouders"]),
        (["Customers"], ["customers"]),
        (["Companies", "Students"], ["companies", "students"]),
        (["Students:"], ["students"]),
        (["Students", "Staff:"], ["students", "staff"]),
        (["Primary schools", "Students"], ["primary-schools", "students"]),
        (["Second", "Parents"], ["second", "parents"]),
        (["Eerste", "Ouders"], ["eerste", "ouders"]),
        (["First", "Students", "Second", "Parents"], ["students", "parents"]),
        (["Second group", "Parents"], ["parents"]),
        (["Students @stud:", "Staff"], ["stud", "staff"]),
        (["Hosts: with a room", "Guests"], ["hosts", "guests"]),
    ],
)
def test_a_line_that_only_heads_others_is_not_a_segment(
    texts: list[str], handles: list[str]
) -> None:
    canvas = Canvas().add(SEGMENTS, *texts)
    assert [segment.handle for segment in segments_of(canvas)] == handles


def test_with_one_segment_all_is_its_but_what_names_another() -> None:
    canvas = Canvas().add(SEGMENTS, "Students").add(VALUE, "Coffee", "Bones @dogs")
    assert ties_of(canvas) == ["students", ""]


def test_what_is_followed_counted_and_charted_goes_by_groups_too() -> None:
    phase = Section("awareness")
    canvas = MARKET.add(CHANNELS, "For the hosts:", "Letters", section=phase)
    segments = segments_of(canvas)
    assert count_mentions(canvas, segments)["hosts"][CHANNELS] == 1
    assert channel_coverage(canvas, segments)[Phase.AWARENESS, "hosts"] == ("Letters",)
    assert channel_coverage(canvas, segments)[Phase.AWARENESS, ""] == ()
    bright = [note.concerns_followed for note in visible_notes(canvas, CHANNELS, follow="hosts")]
    assert bright == [True, True]
    dim = [note.concerns_followed for note in visible_notes(canvas, CHANNELS, follow="guests")]
    assert dim == [False, False]
    hosts, guests = segments
    assert "Letters" in plain_text(canvas, load("en"), hosts)
    assert "Letters" not in plain_text(canvas, load("en"), guests)


@pytest.mark.parametrize("heading", ["**Hosts**", "### Hosts", "Hosts\n", "For the hosts:\n"])
def test_a_sub_heading_of_an_import_is_a_group(heading: str) -> None:
    text = (
        "# Rooms\n## Customer segments\n- Hosts\n- Guests\n## Value propositions\n"
        f"{heading}\n- Income\n- Help\n## Channels\n- Mail\n"
    )
    canvas = FORMATS["markdown"].read(text).canvas
    assert ties_of(canvas) == ["hosts", "hosts", "hosts"]


WORDS = st.sampled_from(["Hosts", "Guests", "for", "the", "Income", ":", "@hosts", "Public", "and"])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=6))
def test_no_note_is_tied_to_more_than_is_named_at_or_above_it(texts: list[str]) -> None:
    canvas = MARKET.add(VALUE, *texts)
    ties = block_ties(canvas, VALUE, segments_of(canvas))
    above = ""
    for spot, note in canvas.spots(VALUE):
        above += note.text.lower()
        for segment in ties.at(spot):
            assert segment.handle in above
    assert ties.headings <= {spot for spot, _ in canvas.spots(VALUE)}


@given(st.lists(st.text(st.sampled_from("@#ab :-_,'é1\u0308"), min_size=1), max_size=5))
def test_a_note_is_tied_to_each_segment_that_it_mentions(texts: list[str]) -> None:
    canvas = Canvas().add(SEGMENTS, *texts).add(VALUE, *texts)
    segments = segments_of(canvas)
    ties = block_ties(canvas, VALUE, segments)
    for spot, note in canvas.spots(VALUE):
        assert set(segments.mentioned_in(note.text)) <= set(ties.at(spot))


def test_a_label_names_a_segment_by_the_name_after_what_leads_to_it() -> None:
    canvas = Canvas().add(SEGMENTS, "We richten ons op jonge gezinnen", "Cafés").add(VALUE, "A bed")
    assert ties_of(canvas.add(VALUE, "Gezinnen: tijd over op zondag")) == ["", "jonge-gezinnen"]


def test_a_name_below_a_heading_is_one_too_where_both_divide_a_block() -> None:
    canvas = Canvas().add(SEGMENTS, "Travelling nurses", "Hospitals without housing")
    heading = "For the nurses:"
    beneath = ["A room", "Hospitals", "Fewer nurses who decline", "Nobody:", "A map"]
    nurses, hospitals = "travelling-nurses", "hospitals-without-housing"
    assert ties_of(canvas.add(VALUE, heading, *beneath)) == [
        *(nurses, nurses, hospitals, hospitals, "", ""),
    ]
    assert ties_of(canvas.add(VALUE, heading, "A room", "Hospitals")) == [nurses, nurses, nurses]
    weekend = MARKET.add(VALUE, "For hosts:", "A bed", "Weekend", "Food")
    assert ties_of(weekend) == ["hosts"] * 4

"""A canvas as a report: answers under their questions, read back by other people's parsers."""

from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.formats.markdown.reader import read
from bmc_tui.formats.markdown.report import write
from bmc_tui.guide import languages, load
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean
from bmc_tui.render.overviews import OVERVIEW_KEYS
from tests.unit.formats.markdown.test_writer import HOSTILE, PRESETS, outline

ENGLISH, DUTCH = load("en"), load("nl")


def everywhere(*texts: str) -> Canvas:
    """Return a canvas with these notes in every section of every block."""
    canvas = Canvas("T")
    for block in BLOCKS:
        notes = [Note(text, section) for section in block.sections for text in texts]
        canvas = canvas.with_notes(block, notes)
    return canvas


def test_an_answer_is_under_its_question_and_a_phase_has_its_own_heading() -> None:
    canvas = (
        Canvas("Campus coffee cart")
        .add(Block.CHANNELS, "Friendly @students")
        .add(Block.CHANNELS, "From a newer version", section=Section("later"))
        .add(Block.CHANNELS, "By walking past", section=Section("channels.information"))
        .add(Block.CHANNELS, "Pay by phone #direct", section=Section(Phase.PURCHASE))
    )
    written = write(canvas, ENGLISH)
    assert written.startswith("# Campus coffee cart\n\n## Customer segments\n\n## Value")
    assert (
        "\n## Channels\n"
        "\n- Friendly `@students`\n- From a newer version\n"
        "\n### Purchase\n"
        "\n- Pay by phone #direct\n"
        "\n### How do my customers get (information about) the product?\n"
        "\n- By walking past\n"
        "\n## Customer relationships\n"
    ) in written


def test_the_questions_without_an_answer_are_listed_at_the_end_block_by_block() -> None:
    canvas = Canvas("T")
    for block in BLOCKS:
        canvas = canvas.with_notes(block, [Note("x", section) for section in block.questions])
    first = Block.KEY_PARTNERS.questions[0]
    canvas = canvas.with_section(Block.KEY_PARTNERS, first, [])
    assert write(canvas, DUTCH).endswith(
        "\n## Vragen zonder antwoord\n"
        "\n### Kernpartners\n"
        "\n- Wie spelen er in het bedrijfsproces een belangrijke rol als partner?\n"
    )


def test_when_all_is_answered_there_is_no_such_list() -> None:
    assert "without an answer" not in write(everywhere("x"), ENGLISH)


def test_an_empty_canvas_asks_every_question_once_per_block() -> None:
    for guide in (ENGLISH, DUTCH):
        seen = outline(write(Canvas(), guide), "commonmark")
        at = seen.index(("h2", guide.say("report.unanswered")))
        assert seen[0] == ("h1", guide.say("canvas.untitled"))
        assert seen[1:at] == [("h2", guide.title(block)) for block in BLOCKS]
        asked: list[tuple[str, str]] = []
        for block in BLOCKS:
            asked.append(("h3", guide.title(block)))
            asked += (("li", guide.section_title(block, each)) for each in block.questions)
        assert seen[at + 1 :] == asked


def test_no_two_sections_of_a_block_have_the_same_words() -> None:
    for guide in (ENGLISH, DUTCH):
        for block in BLOCKS:
            words = [guide.section_title(block, section) for section in block.sections]
            assert len(set(words)) == len(words)


def expected(texts: list[str]) -> list[tuple[str, str]]:
    seen = [("h1", "T")]
    for block in BLOCKS:
        seen.append(("h2", ENGLISH.title(block)))
        for section in block.sections:
            if section:
                seen.append(("h3", ENGLISH.section_title(block, section)))
            seen += (("li", text) for text in texts)
    return seen


def blocks_of(report: str, preset: str) -> list[tuple[str, str]]:
    """Return the headings and bullets of a report up to its overviews."""
    headings = {("h2", ENGLISH.say(key)) for key in OVERVIEW_KEYS}
    return [*takewhile(lambda item: item not in headings, outline(report, preset))]


@pytest.mark.slow
def test_every_hostile_note_is_one_bullet_where_it_belongs() -> None:
    for preset in PRESETS:
        assert blocks_of(write(everywhere(*HOSTILE), ENGLISH), preset) == expected(HOSTILE)


@given(
    st.lists(
        st.one_of(st.text(max_size=20), st.sampled_from(HOSTILE)).map(clean).filter(bool),
        min_size=1,
        max_size=2,
    )
)
def test_any_note_is_one_bullet_where_it_belongs(texts: list[str]) -> None:
    assert blocks_of(write(everywhere(*texts), ENGLISH), "gfm-like") == expected(texts)


def assumed() -> Canvas:
    return (
        Canvas("T")
        .add(Block.CUSTOMER_SEGMENTS, "Students come daily #? @students", "Staff come #+")
        .add(Block.REVENUE_STREAMS, "#- They pay € 3", "Cups")
    )


def test_the_assumptions_are_listed_those_to_be_tested_first() -> None:
    assert (
        "\n## Aannames die nog te toetsen zijn\n"
        "\n- Klantsegmenten: Students come daily `@students`\n"
        "\n## Aannames waar bewijs voor is\n"
        "\n- Klantsegmenten: Staff come\n"
        "\n## Aannames die weerlegd zijn\n"
        "\n- Inkomstenstromen: They pay € 3\n"
    ) in write(assumed(), DUTCH)


def test_a_canvas_without_assumptions_has_no_such_list() -> None:
    assert "ssumption" not in write(Canvas("T").add(Block.CHANNELS, "C# #1 #x"), ENGLISH)


def test_the_overviews_are_not_read_back_as_notes_and_lines_keep_their_numbers() -> None:
    written = write(assumed(), ENGLISH)
    assert read(written).canvas == assumed()
    after = f"{written}\n## Nonsense\n\n- x\n"
    (remark,) = read(after).remarks
    assert after.splitlines()[remark.line - 1] == "## Nonsense"


def test_nothing_in_it_shows_where_it_is_pasted_raw() -> None:
    assert "<!--" not in write(assumed(), ENGLISH)


@pytest.mark.parametrize("language", languages())
def test_what_was_added_or_changed_in_an_overview_is_read_and_its_other_lines_are_not(
    language: str,
) -> None:
    guide = load(language)
    canvas = assumed().add(Block.REVENUE_STREAMS, "€ 2,50 x 1200/mnd")
    written = write(canvas, guide)
    heading = guide.say("sums.heading")
    changed = written.replace(f"## {heading}\n\n", f"## {heading}\n\n- Ask the bank\n")
    parked = read(changed).canvas.texts(Block.PARKED, GENERAL)
    assert parked == (heading, "Ask the bank")
    assert read(changed).canvas.with_notes(Block.PARKED, []) == canvas


def test_another_documents_heading_in_our_words_loses_nothing() -> None:
    document = "# T\n\n## Channels\n\n- Shop\n\n## Key partners\n\n- Mill\n"
    document += "\n## Rough numbers\n\n- Rent € 900/month\n"
    canvas = read(document).canvas
    assert canvas.texts(Block.PARKED, GENERAL) == ("Rough numbers", "Rent € 900/month")


def test_the_table_of_channels_is_not_read_back_also_where_a_cell_was_changed() -> None:
    canvas = (
        Canvas("T")
        .add(Block.CUSTOMER_SEGMENTS, "Hosts", "Guests")
        .add(Block.CHANNELS, "Posters @hosts", section=Section(Phase.AWARENESS))
    )
    written = write(canvas, ENGLISH)
    assert "| Awareness | Posters | – |" in written
    assert read(written).canvas == canvas
    changed = read(
        written.replace("| Awareness | Posters | – |", "| Awareness | Posters | Radio |")
    )
    parked = changed.canvas.texts(Block.PARKED, GENERAL)
    assert parked == ("Channels by segment", "Awareness — Radio")
    assert changed.canvas.with_notes(Block.PARKED, []) == canvas


def test_what_the_numbers_come_to_is_in_it_and_not_read_back_as_notes() -> None:
    canvas = (
        Canvas("T")
        .add(Block.REVENUE_STREAMS, "€ 2,50 x 1200/mnd", "Tips")
        .add(Block.COST_STRUCTURE, "Rent € 1.000/year")
    )
    written = write(canvas, ENGLISH)
    assert (
        "\n## Rough numbers\n"
        "\n- Revenue streams: € 3,000.00/month, € 36,000.00/year (1 of 2 notes)\n"
        "- Cost structure: € 83.33/month, € 1,000.00/year\n"
        "- What is left: € 2,916.67/month, € 35,000.00/year\n"
    ) in written
    assert read(written).canvas == canvas


def test_a_channel_that_says_its_phase_by_a_word_is_under_it() -> None:
    canvas = (
        Canvas("T")
        .add(Block.CHANNELS, "Posters #bekendheid", "Word of mouth", "Shop #purchase #delivery")
        .add(Block.CHANNELS, "Radio", section=Section(Phase.AWARENESS))
    )
    channels = write(canvas, ENGLISH).partition("## Channels\n")[2].partition("\n## ")[0]
    assert channels == (
        "\n- Word of mouth\n"
        "\n### Awareness\n\n- Posters #bekendheid\n- Radio\n"
        "\n### Purchase\n\n- Shop #purchase #delivery\n"
    )
    canvas = Canvas("T").add(Block.CUSTOMER_SEGMENTS, "Hosts", "Guests")
    grouped = canvas.add(Block.CHANNELS, "For the hosts:", "Posters #awareness")
    assert "### Awareness" not in write(grouped, ENGLISH).partition("## Customer relation")[0]

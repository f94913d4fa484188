"""What a paste becomes: a canvas, notes in the sections of a block, or plain notes."""

import pytest

from bmc_tui.formats.markdown.writer import write_block
from bmc_tui.formats.pasting import named_blocks, read_paste, with_notes, with_result
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas, DesignAnswer, Note
from bmc_tui.model.design.answers import QUESTIONS
from tests.unit.growth import slow_growth

PURCHASE = Section("purchase")


def lines_of(text: str, block: Block = Block.CHANNELS) -> tuple[str, ...]:
    pasted = read_paste(text, block)
    assert not pasted.names_places
    return pasted.lines


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("- **Students** and *staff*", "Students and staff"),
        ("* [x] __Fresh__ bread", "Fresh bread"),
        ("1. [Mill](https://mill.example)", "Mill (https://mill.example)"),
        ("o\tCoffee", "Coffee"),
        ("§ Coffee", "Coffee"),
        ("\uf0b7\t**Coffee**", "Coffee"),
        ("| Shop | **Rent** |", "Shop — Rent"),
        ("| Shop |", "| Shop |"),
        ("~~Old~~ new", "~~Old~~ new"),
        ("Tom &amp; Co", "Tom & Co"),
        ("### What it costs ##", "What it costs"),
        ("Shop<br>Market", "Shop Market"),
    ],
)
def test_marks_of_lists_and_markup_are_taken_away(line: str, note: str) -> None:
    assert lines_of(f"{line}\nOther") == (note, "Other")


@pytest.mark.parametrize(
    "line",
    [
        "€ 12*40*2",
        "2 * 3 * 4",
        "1986. A good year",
        "snake_case_name",
        "C:\\_new\\[x]",
        "[red]not red[/red] `id`",
        "a < b > c",
        "> 100 customers",
        "see [1] and [2]",
        "<rent and heating>",
        "a | b",
        "**",
        "#online @students",
        "<!-- keep --> **this**",
    ],
)
def test_what_is_not_markup_stays(line: str) -> None:
    assert lines_of(f"{line}\nOther") == (" ".join(line.split()), "Other")


def test_a_table_is_a_note_a_row_as_in_an_import() -> None:
    text = "Before\n\n| What | Where |\n|---|:-:|\n| Stall | *Square* |\n| Van | |\nAfter"
    assert lines_of(text) == ("Before", "Stall — Square", "Van", "After")


def test_headings_with_attributes_name_blocks() -> None:
    pasted = read_paste("## **Costs** {#costs}\n* van\n## Value {#value}\n* bait", Block.CHANNELS)
    assert pasted.result
    assert named_blocks(pasted.result) == {Block.COST_STRUCTURE, Block.VALUE_PROPOSITIONS}
    alone = read_paste("## **Costs** {#costs}\n* van", Block.CHANNELS)
    assert alone.result
    assert lines_of("## Shops {#shops}\nVans {2}") == ("Shops", "Vans {2}")


def test_a_quoted_mail_is_read_without_its_signs() -> None:
    assert lines_of("> - Mill\n>\n>> * Van\n") == ("Mill", "Van")


def test_each_line_of_prose_is_a_note() -> None:
    long = "A line that is as full as one of prose that somebody has wrapped at this width"
    assert lines_of(f"{long}\n{long}!\n---\nEnd") == (long, f"{long}!", "End")


def test_words_pasted_into_a_line_keep_the_room_around_them() -> None:
    assert read_paste(" and **bread** ", Block.CHANNELS).words == " and bread "
    assert read_paste("two\nlines", Block.CHANNELS).words == ""


@pytest.mark.parametrize(
    "text",
    [
        "Key partners\n- Mill\nCosts\n- Rent",
        "## Key partners\r\n- Mill\r\n## Costs\r\n- Rent",
        "Kernpartners: Mill\rKosten: Rent",
        '{"key_partners": ["Mill"], "cost_structure": ["Rent"]}',
        "| Key partners | Costs |\n|---|---|\n| Mill | Rent |",
        "block,note\nKey partners,Mill\nCosts,Rent",
        "key_partners:\n  - Mill\ncost_structure:\n  - Rent",
    ],
)
def test_a_paste_that_names_two_blocks_is_read_as_an_import(text: str) -> None:
    result = read_paste(text, Block.CHANNELS).result
    assert result
    assert named_blocks(result) == {Block.KEY_PARTNERS, Block.COST_STRUCTURE}
    assert result.canvas.texts(Block.KEY_PARTNERS, GENERAL) == ("Mill",)
    assert result.canvas.texts(Block.COST_STRUCTURE, GENERAL) == ("Rent",)


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "Costs: rent", "Costs\nRent\nPower", "Students\nStaff", "{", "<", "[1, 2]\nx"],
)
def test_any_other_paste_asks_nothing(text: str) -> None:
    pasted = read_paste(text, Block.CHANNELS)
    assert not pasted.names_places
    assert pasted.lines == tuple(filter(None, text.split("\n")))


@pytest.mark.parametrize("name", ["Key partners:", "**Key partners:**", "## Key partners"])
def test_the_name_of_another_block_above_its_notes_is_asked_about(name: str) -> None:
    result = read_paste(f"{name}\nMill\nGuild", Block.VALUE_PROPOSITIONS).result
    assert result
    assert result.canvas.texts(Block.KEY_PARTNERS, GENERAL) == ("Mill", "Guild")


def test_blocks_without_notes_are_named_too() -> None:
    result = read_paste("## Key partners\n\n## Costs\n", Block.CHANNELS).result
    assert result
    assert len(named_blocks(result)) == 2


def test_a_copied_block_is_pasted_into_it_without_its_name() -> None:
    canvas = Canvas().add(Block.CHANNELS, "Shop").add(Block.CHANNELS, "Till", section=PURCHASE)
    copied = write_block(canvas, Block.CHANNELS, load("nl"))
    assert read_paste(copied, Block.CHANNELS).notes == canvas.notes(Block.CHANNELS)
    result = read_paste(copied, Block.KEY_PARTNERS).result
    assert result
    assert result.canvas == canvas


@pytest.mark.parametrize("language", ["en", "nl"])
def test_each_question_and_phase_opens_its_section(language: str) -> None:
    guide = load(language)
    for block in BLOCKS:
        sections = [section for section in block.sections if section in block.questions]
        sections += block.phases
        for section in sections:
            title = guide.section_title(block, section)
            for heading in (title, f"- {title}", f"2) {title}", title.rstrip("?")):
                pasted = read_paste(f"First\n{heading}\n• One\nTwo", block)
                assert pasted.notes, heading
                assert set(pasted.notes) == {
                    Note("First"),
                    Note("One", section),
                    Note("Two", section),
                }


def test_a_question_of_another_block_has_its_notes_placed_there() -> None:
    question = load("en").section_title(Block.COST_STRUCTURE, Block.COST_STRUCTURE.questions[0])
    result = read_paste(f"Poster\n{question}\n- Rent", Block.CHANNELS).result
    assert result
    assert result.canvas.texts(Block.CHANNELS, GENERAL) == ("Poster",)
    assert result.canvas.texts(Block.COST_STRUCTURE, Block.COST_STRUCTURE.questions[0]) == ("Rent",)


def test_each_note_goes_after_those_of_its_place() -> None:
    canvas = Canvas("Cart").add(Block.KEY_PARTNERS, "Roastery")
    result = read_paste(
        "# Bakery\nNowhere\n## Key partners\n- Mill\n## Channels\n### Purchase\n- Shop",
        Block.CHANNELS,
    ).result
    assert result
    merged = with_result(canvas, result)
    assert merged.title == "Cart"
    assert merged.texts(Block.KEY_PARTNERS, GENERAL) == ("Roastery", "Mill")
    assert merged.texts(Block.CHANNELS, PURCHASE) == ("Shop",)
    assert merged.texts(Block.PARKED, GENERAL) == ("Nowhere",)
    assert with_result(Canvas(), result).title == "Bakery"


def test_an_answer_on_the_design_takes_the_place_of_none() -> None:
    first, second = QUESTIONS[:2]
    mine = Canvas(design=(DesignAnswer(first, "Mine", 3),))
    theirs = Canvas(design=(DesignAnswer(first, "Theirs", 9), DesignAnswer(second, "New", 5)))
    result = read_paste("## Costs\n## Partners", Block.CHANNELS).result
    assert result
    merged = with_result(mine, type(result)(theirs))
    assert merged.design == (DesignAnswer(first, "Mine", 3), DesignAnswer(second, "New", 5))
    assert merged.texts(Block.PARKED, GENERAL) == ("Theirs",)


def test_notes_go_to_the_cursor_and_the_others_after_their_section() -> None:
    canvas = Canvas().add(Block.CHANNELS, "a", "d").add(Block.CHANNELS, "p", section=PURCHASE)
    notes = [Note("b"), Note("q", PURCHASE), Note("c")]
    merged, spot = with_notes(canvas, Block.CHANNELS, notes, GENERAL, 1)
    assert merged.texts(Block.CHANNELS, GENERAL) == ("a", "b", "c", "d")
    assert merged.texts(Block.CHANNELS, PURCHASE) == ("p", "q")
    assert (spot.section, spot.index) == (GENERAL, 2)
    _, spot = with_notes(canvas, Block.CHANNELS, notes[:2], GENERAL, 1)
    assert (spot.section, spot.index) == (PURCHASE, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [
        "A note of a list\n",
        "- **bold** and [link](x)\n",
        "| a | b |\n|---|---|\n",
        "*_[",
        "| ",
        "x ",
    ],
)
def test_a_long_paste_is_read_in_linear_time(part: str) -> None:
    def paste(text: str) -> object:
        return read_paste(text, Block.CHANNELS)

    assert not slow_growth(paste, lambda size: part * (size // len(part)), 2**20)


def test_a_table_that_is_too_much_for_a_parser_is_read_by_lines() -> None:
    rows = "| a | b |\n|---|---|\n" * 20_000
    assert lines_of(rows) == ("a — b",) * 20_000


@pytest.mark.parametrize(
    "text",
    [
        "3. Kanalen\nAankoop:\no\tWinkel\n- Kassa\nBekendheid\n- Krijtbord\n9. Kosten\n- Huur",
        "## Channels\nPurchase\n- Winkel\n- Kassa\nAwareness\n- Krijtbord\n## Costs\n- Huur",
        "Kanalen:\n- Aankoop\n  - Winkel\n  - Kassa\n- Bekendheid\n  - Krijtbord\nKosten: Huur",
    ],
)
def test_phases_on_lines_of_their_own_open_in_a_whole_canvas_too(text: str) -> None:
    result = read_paste(text, Block.KEY_PARTNERS).result
    assert result
    assert result.canvas.notes(Block.CHANNELS) == (
        Note("Krijtbord", Section("awareness")),
        Note("Winkel", PURCHASE),
        Note("Kassa", PURCHASE),
    )
    assert result.canvas.notes(Block.COST_STRUCTURE) == (Note("Huur"),)


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("- x\n| a | b |\n- y", ("x", "a — b", "y")),
        ("```\na\n```\nb", ("a", "b")),
        ("~~~ python\na\n~~~\nb", ("a", "b")),
        ("> quoted\nother", ("quoted", "other")),
        ("> 100 customers\n> says Jan\nx", ("> 100 customers", "says Jan", "x")),
        ("a. drie\nb. vier", ("drie", "vier")),
        ("a. Mouton\nx", ("a. Mouton", "x")),
        ("e. coli test\nx", ("e. coli test", "x")),
        ("...\nx\n…", ("x",)),
    ],
)
def test_marks_between_other_lines_are_taken_away(text: str, notes: tuple[str, ...]) -> None:
    assert lines_of(text) == notes


def test_what_is_not_a_note_of_a_paste_is_quoted() -> None:
    table = "| What | Price |\n|---|---|\n| Bread | 3 |"
    assert read_paste(table, Block.CHANNELS).left_out == ("What, Price",)
    pasted = read_paste(f"# Bakery\n\n## Channels\n- Shop\n\n{table}", Block.CHANNELS)
    assert pasted.notes == (Note("Shop"), Note("Bread — 3"))
    assert pasted.left_out == ("Bakery", "What, Price")

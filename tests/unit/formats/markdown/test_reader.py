"""Markdown of other people and programs, read as a canvas: nothing is lost without a remark."""

import tomllib
from pathlib import Path

import pytest

import bmc_tui.guide
from bmc_tui.formats.detect import read_text
from bmc_tui.formats.markdown import reader as markdown_reader
from bmc_tui.formats.result import FormatError, ImportResult
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas

FIXTURES = Path(__file__).parents[3] / "fixtures" / "imports"


def fixture(name: str) -> ImportResult:
    return read_text((FIXTURES / name).read_text(encoding="utf-8"))


def notes(canvas: Canvas) -> dict[str, list[str]]:
    """Return the notes of each section that has some."""
    found: dict[str, list[str]] = {}
    for block, note in canvas:
        section = note.section.removeprefix(f"{block}.")
        found.setdefault(f"{block}/{section}".rstrip("/"), []).append(note.text)
    return found


def markdown(text: str) -> dict[str, list[str]]:
    return notes(markdown_reader.read(text).canvas)


def remarks(reading: ImportResult) -> list[tuple[int, str]]:
    return [(remark.line, remark.key.removeprefix("reading.")) for remark in reading.remarks]


def test_the_cards_of_streamlit_bmc() -> None:
    reading = fixture("streamlit-bmc.json")
    assert reading.canvas.title == "Apple"
    assert reading.remarks == ()
    assert notes(reading.canvas) == {
        "customer_segments": ["Buyers", "and their families"],
        "value_propositions": ["Premium products"],
        "channels": ["Apple Stores", "App Store / iTunes"],
        "customer_relationships": ["Apple Care"],
        "revenue_streams": ["Sales"],
        "key_resources": ["Brand"],
        "key_activities": ["Product development"],
        "key_partners": ["Manufacturing partners", "Carriers"],
    }


def test_the_model_of_biz_dev_ops_and_what_it_has_too_much() -> None:
    reading = fixture("biz-dev-ops.json")
    assert notes(reading.canvas) == {
        "customer_segments": ["Neighbours"],
        "parked": ["unfair advantage", "Grandmother's recipe"],
        "value_propositions": ["Warm bread"],
        "channels": ["Shop"],
        "revenue_streams": ["Bread"],
        "key_resources": ["Oven"],
        "key_partners": ["The mill", "The guild"],
        "cost_structure": ["Flour"],
    }
    assert remarks(reading) == [(11, "key")]


def test_what_a_chat_answers() -> None:
    reading = fixture("chat.md")
    assert notes(reading.canvas) == {
        "customer_segments": ["Students on their way to class", "Staff of the university"],
        "parked": [
            "Sure! Here is a Business Model Canvas for a campus coffee cart:",
            "Let me know if you need more!",
        ],
        "value_propositions": ["Good coffee in two minutes"],
        "channels": ["A cart on the square", "Instagram (https://instagram.com/cart)"],
        "key_partners": ["Roastery", "Delivers on Monday", "Before 8:00", "Facility office"],
        "cost_structure": ["Beans & milk"],
    }
    assert remarks(reading) == [(1, "no_heading"), (21, "no_heading")]


def test_a_dutch_document_with_all_sorts_of_headings() -> None:
    reading = fixture("notes_nl.md")
    assert reading.canvas.title == "Fietsenmakerij Ommen"
    assert notes(reading.canvas) == {
        "customer_segments": ["Scholieren", "Forenzen"],
        "customer_segments/who": ["Ze wonen dichtbij"],
        "parked": ["Risico's", "Concurrentie van webwinkels"],
        "value_propositions": [
            (
                "Een fiets die morgen weer rijdt, ook als het onderdeel besteld moet worden, en "
                "dat voor een prijs die je van tevoren weet."
            )
        ],
        "channels/awareness": ["Flyers op school"],
        "channels/information": ["Via de website", "Aan de balie"],
        "key_activities": ["Repareren", "Onderdelen bestellen", "Seizoenen", "Winterbeurt"],
        "cost_structure": ["Huur — 900"],
    }
    assert remarks(reading) == [
        (1, "front_matter"),
        (33, "sub_heading"),
        (36, "heading"),
        (42, "left_out"),
    ]


def test_tables_with_blocks_above_the_columns_or_before_the_rows() -> None:
    reading = fixture("columns.md")
    assert reading.canvas.title == "Bakery"
    assert notes(reading.canvas)["key_partners"] == ["The mill", "The guild", "Landlord"]
    assert notes(reading.canvas)["key_activities"] == ["Baking"]
    assert notes(reading.canvas)["value_propositions"] == ["Warm bread", "Early"]
    assert notes(reading.canvas)["cost_structure"] == ["Flour, rent"]
    assert notes(reading.canvas)["revenue_streams"] == ["Bread"]
    assert "parked" not in notes(reading.canvas)
    assert remarks(reading) == [(8, "left_out")]


def test_plain_text_from_a_mail() -> None:
    assert notes(fixture("plain.txt").canvas) == {
        "customer_segments": ["Students", "Staff"],
        "key_partners": ["Roastery", "Facility office"],
        "cost_structure": ["Beans"],
    }


@pytest.mark.parametrize(
    ("heading", "block"),
    [
        ("# Kernpartners", Block.KEY_PARTNERS),
        ("###### KEY PARTNERSHIPS", Block.KEY_PARTNERS),
        ("## 8. Key Partners", Block.KEY_PARTNERS),
        ("## (8) Key-partners:", Block.KEY_PARTNERS),
        ("## 🤝 Key Partners", Block.KEY_PARTNERS),
        ("## Onze partners", Block.KEY_PARTNERS),
        ("Key partners\n---", Block.KEY_PARTNERS),
        ("## Sleutelactiviteiten", Block.KEY_ACTIVITIES),
        ("## Klantrelaties (Customer Relationships)", Block.CUSTOMER_RELATIONSHIPS),
        ("## Customer Relationship", Block.CUSTOMER_RELATIONSHIPS),
        ("## Kostenstructuur / Cost structure", Block.COST_STRUCTURE),
        ("## Value Propositions", Block.VALUE_PROPOSITIONS),
        ("## Waardeaanbod", Block.VALUE_PROPOSITIONS),
        ("## Stap 1: Doelgroepen", Block.CUSTOMER_SEGMENTS),
        ("## Verdienmodel", Block.REVENUE_STREAMS),
        ("## customer_segments", Block.CUSTOMER_SEGMENTS),
        ("**Key Resources:**", Block.KEY_RESOURCES),
        ("__Hulpbronnen__", Block.KEY_RESOURCES),
        ("Kanalen:", Block.CHANNELS),
    ],
)
def test_a_block_is_known_by_its_usual_names(heading: str, block: Block) -> None:
    assert markdown(f"{heading}\n\n- x\n") == {block.value: ["x"]}


def test_every_alias_names_one_block() -> None:
    file = Path(bmc_tui.guide.__file__).parent / "aliases.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    for table in (tables["blocks"], tables["phases"]):
        names = [name for aliases in table.values() for name in aliases]
        assert len(set(names)) == len(names)
    for block in BLOCKS:
        for name in tables["blocks"][block.value]:
            assert markdown(f"# {name}\n- x\n") == {block.value: ["x"]}, name


def test_the_methods_own_questions_are_prompts_unless_someone_escaped_them() -> None:
    found = markdown(
        "## Key partners\n- Who are our most important suppliers?\n- The mill\n"
        "- **Which activities do they carry out?**\n  - Milling\n"
        "- Who are our most important suppliers\\?\n- Who are our suppliers?\n"
    )
    assert found == {
        "key_partners/suppliers": [
            "The mill",
            "Who are our most important suppliers?",
            "Who are our suppliers?",
        ],
        "key_partners/activities": ["Milling"],
    }


def test_phases_are_known_as_headings_bullets_and_in_bold() -> None:
    assert markdown(
        "## Channels\n- Everywhere\n- Awareness\n  - Flyers\n- Purchase\n"
        "### Nazorg\n- Phone\n\n**Delivery:** by bike\n"
    ) == {
        "channels": ["Everywhere", "Purchase"],
        "channels/awareness": ["Flyers"],
        "channels/delivery": ["by bike"],
        "channels/after_sales": ["Phone"],
    }


def test_escapes_and_markup_give_the_text_that_a_reader_sees() -> None:
    assert markdown(
        "## Costs\n- \\# 1 \\*x\\* &lt;b&gt;\n- **bold** _em_ ~~gone~~ `a*b`\n- \\[ ] box\n"
        "- <https://x.nl/a_b> and ![logo](l.png)\n- one\n  two\n- 5 * 3 * 2\n"
    ) == {
        "cost_structure": [
            "# 1 *x* <b>",
            "bold em ~~gone~~ a*b",
            "[ ] box",
            "https://x.nl/a_b and logo (l.png)",
            "one two",
            "5 * 3 * 2",
        ]
    }


def test_the_title_is_told_from_the_blocks() -> None:
    for text, title in (
        ("# Channels\n## Channels\n- x\n", "Channels"),
        ("# Channels\n- x\n", ""),
        ("My plan\n=====\n\n# Channels\n- x\n", "My plan"),
        ("# Untitled canvas\n## Channels\n- x\n", ""),
        ("---\ntitle: 'Plan B'\n---\n## Channels\n- x\n", "Plan B"),
        ("---\n## Channels\n- x\n", ""),
    ):
        reading = markdown_reader.read(text)
        assert (reading.canvas.title, notes(reading.canvas)) == (title, {"channels": ["x"]})


def test_headings_that_only_group_blocks_are_not_notes() -> None:
    reading = markdown_reader.read("# T\n## Market\n### Channels\n- a\n## Money\n### Costs\n- b\n")
    assert notes(reading.canvas) == {"channels": ["a"], "cost_structure": ["b"]}
    assert remarks(reading) == [(2, "left_out"), (5, "left_out")]


def test_what_is_not_a_canvas_is_refused() -> None:
    for text in (
        "# Readme\n\nInstall it.\n\n## Usage\n- x\n",
        "# Readme\n\n## Resources\n- a link\n\n## License\n- MIT\n",
        "Just a note\n",
        "| a | b |\n|---|---|\n| c | d |\n",
    ):
        with pytest.raises(FormatError, match="no_canvas"):
            read_text(text)
    with pytest.raises(FormatError, match="no_canvas"):
        read_text('{"name": "x", "channels": ["a"]}')
    with pytest.raises(FormatError, match=r"not_json.*line=2"):
        read_text('{"channels":\n[')
    with pytest.raises(FormatError, match="too_deep"):
        read_text("## Costs\n" + ">" * 3000 + "x\n")


def test_an_empty_canvas_is_one_all_the_same() -> None:
    assert markdown_reader.read("## Channels\n\n## Costs\n").canvas == Canvas()


def test_nothing_of_what_is_nested_deep_or_full_of_brackets_is_lost() -> None:
    nested = "".join(f"{'  ' * depth}- n{depth}\n" for depth in range(60))
    assert markdown(f"## Costs\n{nested}") == {"cost_structure": [f"n{at}" for at in range(60)]}
    brackets = "[" * 3000
    assert markdown(f"## Costs\n- {brackets}\n") == {"cost_structure": [brackets]}


def test_html_from_a_browser_or_a_word_processor() -> None:
    page = (
        "<!DOCTYPE html><html><head><title>x</title><style>a{}</style></head><body>"
        "<h1>Bakery</h1>\n<h2>Key <em>partners</em></h2><ul><li>The&nbsp;mill<li>R&amp;D</ul>"
        "<p><b>Costs</b></p><p>Flour<br>Rent</p><script>alert(1)</script></body></html>"
    )
    reading = read_text(page)
    assert reading.canvas.title == "Bakery"
    assert notes(reading.canvas) == {
        "key_partners": ["The mill", "R&D"],
        "cost_structure": ["Flour", "Rent"],
    }


@pytest.mark.parametrize(
    "text",
    [
        "Key partners: Roastery, Ommen\nChannels: Cart\n- Shop",
        "## Key partners: Roastery, Ommen\n\n## Channels: Cart\n\n- Shop",
        "**Key partners**: Roastery, Ommen\n\n**Channels** – Cart\n\n- Shop",
        "- Key partners\n  - Roastery, Ommen\n- Channels: Cart\n  - Shop\n",
        "Key partners: Roastery, Ommen\n\nChannels:\nCart\nShop",
    ],
)
def test_what_follows_a_blocks_name_is_its_first_note(text: str) -> None:
    expected = {"key_partners": ["Roastery, Ommen"], "channels": ["Cart", "Shop"]}
    assert notes(read_text(text).canvas) == expected


@pytest.mark.parametrize(
    "text",
    [
        "## Channels\n- Awareness: posters\n- Delivery - by bike\n- Shop\n",
        "Channels\nAwareness: posters\nDelivery: by bike\nShop\n\nCosts\nrent\n",
        "1. Channels\n   - Awareness: posters\n   - Levering: by bike\n   - Shop\n2. Costs\n",
        "1. Channels\n  - Shop\n  Awareness\n  - posters\n  Delivery:\n  - by bike\n",
        "## Channels\n- Shop\n\n| Phase | How |\n|-|-|\n|Awareness|posters|\n|Delivery|by bike|\n",
    ],
)
def test_a_phase_before_a_note_is_its_phase(text: str) -> None:
    canvas = read_text(text).canvas
    assert canvas.texts(Block.CHANNELS, Section("awareness")) == ("posters",)
    assert canvas.texts(Block.CHANNELS, Section("delivery")) == ("by bike",)
    assert canvas.texts(Block.CHANNELS, GENERAL) == ("Shop",)


def test_a_phase_before_a_note_of_another_block_is_text() -> None:
    canvas = read_text("## Channels\n- Shop\n\n## Costs\n- Delivery: 300 a month\n").canvas
    assert canvas.texts(Block.COST_STRUCTURE, GENERAL) == ("Delivery: 300 a month",)


def test_a_blocks_name_may_be_followed_by_its_other_name_a_phase_or_a_question() -> None:
    assert markdown(
        "## Key partners - Kernpartners\n- Roastery\n"
        "## Channels: Awareness\n- Poster\n### Purchase\n- Till\n"
        "## Cost structure: Does the model allow economies of scale?\n- Beans by the sack"
    ) == {
        "key_partners": ["Roastery"],
        "channels/awareness": ["Poster"],
        "channels/purchase": ["Till"],
        "cost_structure/scale": ["Beans by the sack"],
    }


def test_a_dash_or_a_dot_within_a_line_is_not_a_bullet() -> None:
    assert markdown("## Channels\n\n• Cart – on the square\nTea · coffee\n") == {
        "channels": ["Cart – on the square", "Tea · coffee"]
    }


def test_a_limit_of_money_in_a_list_is_not_a_quote() -> None:
    text = "# T\n\n## Revenue streams\n\n- > €500 per month\n- >$5 a day\n- > a quote\n"
    texts = notes(read_text(text).canvas)[Block.REVENUE_STREAMS]
    assert texts == ["> €500 per month", ">$5 a day", "a quote"]

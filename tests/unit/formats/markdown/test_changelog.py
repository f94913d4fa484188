"""What changed, as Markdown: read back by parsers, and worded as a person would."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bmc_tui.formats.markdown.changelog import version_label, version_name, write
from bmc_tui.guide import Guide, load
from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.diff import changes
from bmc_tui.model.loss import Occasion, OccasionKind
from tests.unit.formats.markdown.test_writer import HOSTILE, ORDINARY, PRESETS

ENGLISH, DUTCH = load("en"), load("nl")
AWARENESS, PURCHASE = Section(Phase.AWARENESS), Section(Phase.PURCHASE)
CART = Canvas("Coffee cart").add(Block.CHANNELS, "Instagram", section=AWARENESS)


def log(before: Canvas, after: Canvas) -> list[str]:
    """Return the lines of a change log after those that say of what it is."""
    lines = write(changes(before, after), after.title, "one", "two", ENGLISH).splitlines()
    return [line for line in lines[4:] if line]


def texts(markdown: str, preset: str) -> list[str]:
    """Return each paragraph and heading as someone sees it who reads the Markdown."""
    seen = []
    for token in MarkdownIt(preset, {"linkify": False}).parse(markdown):
        if token.type == "inline":
            parts = token.children or []
            assert {part.type for part in parts} <= {
                "code_inline",  # an `@name`
                "text",
                "text_special",
                "link_open",
                "link_close",
            }
            seen.append("".join(part.content for part in parts))
        else:
            assert token.type.split("_")[0] in {"heading", "bullet", "list", "paragraph"}
    return seen


def test_each_kind_of_change_is_said_under_its_block_with_the_former_wording_below() -> None:
    before = CART.add(Block.CUSTOMER_SEGMENTS, "Students", "Staff").add(Block.KEY_PARTNERS, "Cart")
    after, _ = before.move_to_block(Spot(Block.KEY_PARTNERS, Section(""), 0), Block.CHANNELS)
    after = after.with_section(
        Block.CUSTOMER_SEGMENTS, Section(""), ["Students on the way", "Guests"]
    ).with_title("Cart and shop")
    assert log(before, after) == [
        "- Title: Cart and shop",
        "  - was: Coffee cart",
        "## Customer segments",
        "- Added: Guests",
        "- Changed: Students on the way",
        "  - was: Students",
        "- Gone: Staff",
        "## Channels",
        "- Moved here from Key partners: Cart",
    ]


def test_a_phase_is_named_and_a_question_is_not() -> None:
    shop = CART.add(Block.CHANNELS, "Shop", section=PURCHASE)
    assert log(CART, shop) == ["## Channels", "- Added in Purchase: Shop"]
    assert log(shop, CART) == ["## Channels", "- Gone from Purchase: Shop"]
    question = Block.CHANNELS.questions[0]
    asked = CART.add(Block.CHANNELS, "Shop", section=question)
    assert log(CART, asked) == ["## Channels", "- Added: Shop"]
    assert log(shop, asked) == ["## Channels", "- Moved here from Purchase: Shop"]
    general = CART.add(Block.CHANNELS, "Shop")
    assert log(asked, general) == ["## Channels", "- Moved within the block: Shop"]
    assert log(general, shop) == ["## Channels", "- Moved here from Notes: Shop"]
    other = CART.add(Block.KEY_PARTNERS, "Shop")
    assert log(shop, other) == ["## Key partners", "- Moved here from Channels: Purchase: Shop"]


def test_a_note_that_changed_and_moved_is_told_as_both() -> None:
    before = CART.add(Block.CHANNELS, "Pay by card", section=PURCHASE)
    after = CART.add(Block.CHANNELS, "Pay by phone", section=AWARENESS)
    assert log(before, after) == [
        "## Channels",
        "- Changed, and moved here from Purchase: Pay by phone",
        "  - was: Pay by card",
    ]


def test_where_nothing_changed_that_is_said_in_the_persons_language() -> None:
    text = write(changes(CART, CART), "", "één", "nu", DUTCH)
    assert text == (
        "# Wijzigingen in Canvas zonder titel\n\n- van: één\n- tot: nu\n\nEr is niets gewijzigd.\n"
    )


def test_a_version_is_called_by_its_name_and_the_local_time() -> None:
    noon = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
    local = noon.astimezone().strftime("%Y-%m-%d %H:%M")
    assert version_label("before pricing", noon, ENGLISH) == f"“before pricing”, {local}"
    assert version_label("", noon, DUTCH) == f"automatisch, {local}"


NOTES = st.sampled_from([*ORDINARY, *HOSTILE])


@pytest.mark.parametrize("preset", PRESETS)
@given(was=NOTES, now=NOTES, new=NOTES, title=NOTES, name=NOTES)
def test_every_text_reads_as_it_was_typed(
    preset: str, was: str, now: str, new: str, title: str, name: str
) -> None:
    before = Canvas().with_title(was).add(Block.CHANNELS, was, "a stays")
    after = Canvas().with_title(title).add(Block.CHANNELS, f"{was} {now}", "a stays", new)
    seen = texts(write(changes(before, after), after.title, name, name, ENGLISH), preset)
    assert seen[:3] == [f"Changes in {after.title}", f"from: {name}", f"to: {name}"]
    bodies = {text.partition(": ")[2] for text in seen[3:]}
    for _, note in after:
        assert note.text in bodies or note.text in {was, "a stays"}


@pytest.mark.parametrize("guide", [ENGLISH, DUTCH])
@pytest.mark.parametrize("kind", OccasionKind)
def test_a_version_has_the_edit_that_it_was_made_before_for_a_name(
    guide: Guide, kind: OccasionKind
) -> None:
    noon = datetime(2026, 3, 14, 12, tzinfo=UTC)
    subject = noon.isoformat() if kind is OccasionKind.RESTORE_UNNAMED else "[b]pupils[/]"
    occasion = Occasion(kind, subject)
    name = version_name("", occasion, guide)
    assert name.startswith("before" if guide is ENGLISH else "vóór")
    assert name in version_label("", noon, guide, occasion)
    assert version_name("mine", occasion, guide) == "mine"


def test_a_time_that_cannot_be_read_is_not_shown() -> None:
    occasion = Occasion(OccasionKind.RESTORE_UNNAMED, "yesterday")
    assert version_name("", occasion, ENGLISH) == "automatic"

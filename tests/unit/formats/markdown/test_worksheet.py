"""A worksheet comes back from the user's own editor, merged with what has changed meanwhile."""

from bmc_tui.formats.markdown.worksheet import apply_worksheet, write
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas

CART = Canvas("Cart").add(Block.CHANNELS, "Square", "Phone")
WRITTEN = write(CART, [Block.CHANNELS], load("en"))


def test_a_title_that_was_changed_elsewhere_too_is_a_remark() -> None:
    edited = WRITTEN.replace("# Cart", "# Coffee", 1)
    merged, remarks = apply_worksheet(edited, WRITTEN, CART.with_title("Tea"))
    assert merged.title == "Coffee"
    assert [load("en").say(remark.key, **remark.values) for remark in remarks] == [
        "meanwhile the title was changed elsewhere, to “Tea”; yours replaces it."
    ]
    assert apply_worksheet(edited, WRITTEN, CART) == (CART.with_title("Coffee"), ())


def test_an_order_that_was_made_in_the_editor_holds_although_a_note_was_added() -> None:
    edited = write(
        Canvas("Cart").add(Block.CHANNELS, "Phone", "Square"), [Block.CHANNELS], load("en")
    )
    merged, _ = apply_worksheet(edited, WRITTEN, CART.add(Block.CHANNELS, "Van"))
    assert merged == Canvas("Cart").add(Block.CHANNELS, "Phone", "Square", "Van")


def test_nothing_that_was_typed_in_the_editor_is_lost_or_moved_to_another_block() -> None:
    typed = (
        "### Van\n#### With an oven\n- **Partners:** 10 %\n- [Shop]\n- ...\n- [[Web]] ==shop==\n"
    )
    merged, remarks = apply_worksheet(f"{WRITTEN}\n{typed}", WRITTEN, CART)
    texts = [note.text for block, note in merged if block is Block.CHANNELS]
    expected = ["Van", "With an oven", "Partners: 10 %", "[Shop]", "...", "[[Web]] ==shop=="]
    assert [text for text in texts if text in expected] == expected
    assert merged.note_count == CART.note_count + len(expected)
    assert [remark.key for remark in remarks] == ["reading.sub_heading", "reading.sub_heading"]


def test_notes_that_are_typed_as_headings_do_not_empty_the_block() -> None:
    edited = "# Cart\n\n## Channels\n\n### Square\n### Phone\n### Van\n"
    merged, _ = apply_worksheet(edited, WRITTEN, CART)
    assert merged == CART.add(Block.CHANNELS, "Van")


def test_notes_that_have_lost_the_heading_of_their_block_are_merged_with_it() -> None:
    merged, remarks = apply_worksheet("- Square\n- Van\n## Revenue\n- Fee\n", WRITTEN, CART)
    expected = CART.add(Block.CHANNELS, "Van").add(Block.REVENUE_STREAMS, "Fee")
    assert merged == expected
    assert remarks == ()
    headless = WRITTEN.replace("## Channels\n", "")
    assert apply_worksheet(headless, WRITTEN, CART) == (CART, ())


def test_a_heading_without_a_block_below_lost_ones_is_reported_on_its_line() -> None:
    merged, remarks = apply_worksheet("- Square\n## Ideas\n- y\n", WRITTEN, CART)
    assert merged == CART.add(Block.PARKED, "Ideas", "y")
    assert [(remark.line, remark.key) for remark in remarks] == [(2, "reading.heading")]

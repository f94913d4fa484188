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
        "the title was changed elsewhere meanwhile, to “Tea”; yours is in its place."
    ]
    assert apply_worksheet(edited, WRITTEN, CART) == (CART.with_title("Coffee"), ())


def test_an_order_that_was_made_in_the_editor_holds_although_a_note_was_added() -> None:
    edited = write(
        Canvas("Cart").add(Block.CHANNELS, "Phone", "Square"), [Block.CHANNELS], load("en")
    )
    merged, _ = apply_worksheet(edited, WRITTEN, CART.add(Block.CHANNELS, "Van"))
    assert merged == Canvas("Cart").add(Block.CHANNELS, "Phone", "Square", "Van")

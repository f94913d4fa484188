"""The nine boxes above a report are a picture of it, in any format; another table is not."""

from bmc_tui.formats.detect import read_text
from bmc_tui.model.blocks import Block

REPORT = "".join(
    f"\n## {name}\n\n- {note}\n"
    for name, note in (
        ("Customer segments", "Families"),
        ("Value propositions", "Bread"),
        ("Channels", "Shop"),
        ("Key activities", "Baking"),
        ("Key partners", "Mill"),
    )
)


def cells(*notes: str) -> str:
    """Return boxes with names and notes in one cell each, as a word processor exports them."""
    names = ("Key partners", "Key activities", "Value", "Channels", "Customer segments")
    texts = (
        f"<td><p>{name}</p><ul><li>{note}</li></ul></td>"
        for name, note in zip(names, notes, strict=True)
    )
    return f"<table><tr>{''.join(texts)}</tr></table>\n"


def test_a_note_in_the_boxes_and_below_a_heading_is_one_note() -> None:
    boxes = cells("Mill", "Baking", "Bread", "Shop", "Families")
    canvas = read_text(f"# Bakery\n\n{boxes}{REPORT}").canvas
    assert [note.text for _, note in canvas] == ["Families", "Bread", "Shop", "Baking", "Mill"]


def test_the_name_of_a_phase_in_a_box_is_not_a_note() -> None:
    boxes = cells("Mill", "Baking", "Bread", "Shop", "Families")
    boxes = boxes.replace(
        "<li>Shop</li></ul>", "</ul><p><em>Awareness</em></p><ul><li>Shop</li></ul>"
    )
    report = REPORT.replace("- Shop", "### Awareness\n\n- Shop")
    canvas = read_text(f"# Bakery\n\n{boxes}{report}").canvas
    assert [note.text for note in canvas.notes(Block.CHANNELS)] == ["Shop"]


def test_markdown_that_starts_with_the_boxes_as_html_is_not_a_page() -> None:
    boxes = cells("Mill", "Baking", "Bread", "Shop", "Families")
    canvas = read_text(f"{boxes}{REPORT}").canvas
    assert [note.text for _, note in canvas] == ["Families", "Bread", "Shop", "Baking", "Mill"]


def test_what_only_the_boxes_have_is_added_with_a_remark() -> None:
    boxes = cells("Mill", "Baking", "Bread", "Market", "Families")
    result = read_text(f"# Bakery\n\n{boxes}{REPORT}")
    assert [note.text for note in result.canvas.notes(Block.CHANNELS)] == ["Shop", "Market"]
    assert [(each.key, each.values["text"]) for each in result.remarks] == [
        ("reading.only_in_boxes", "Market"),
        ("reading.not_in_boxes", "Shop"),
    ]


def test_what_was_taken_out_of_the_boxes_alone_is_reported() -> None:
    boxes = cells("Mill", "Baking", "Bread", "Shop", "Families").replace("<li>Mill</li>", "")
    result = read_text(f"# Bakery\n\n{boxes}{REPORT}")
    assert [note.text for note in result.canvas.notes(Block.KEY_PARTNERS)] == ["Mill"]
    assert [(each.key, each.values["text"]) for each in result.remarks] == [
        ("reading.not_in_boxes", "Mill")
    ]


def test_a_table_that_says_something_else_loses_nothing() -> None:
    boxes = cells("Dairy", "Milking", "Cheese", "Market", "Cooks")
    canvas = read_text(f"# Bakery\n\n{boxes}{REPORT}").canvas
    texts = {note.text for _, note in canvas}
    assert texts >= {"Dairy", "Milking", "Cheese", "Market", "Cooks", "Mill", "Bread", "Families"}

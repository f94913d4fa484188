"""Pastes into the installed program: on the board, in quick add and in the editor."""

from pathlib import Path

import pytest

from bmc_tui.model.blocks import GENERAL, Block
from tests.e2e.home_folder import canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.test_app_in_terminal import READY, quit_app

pytestmark = pytest.mark.slow

CANVAS = """\
# Bakery

## Key partners
- **Mill** in [Utrecht](https://mill.example)
- Landlord

## Costs
Rent
Flour
"""

QUESTION = "The paste names 2 blocks and has 4 notes"


def new_canvas(home: Path) -> None:
    run_bmc(home, "new", "Coffee cart")
    run_bmc(home, "add", "8", "Roastery")


def blocks_in(home: Path) -> dict[str, tuple[str, ...]]:
    """Return the texts of the notes in each place that has some."""
    canvas = canvas_in(home)
    return {
        place.value: tuple(note.text for note in canvas.notes(place))
        for place in canvas.places
        if canvas.notes(place)
    }


def test_on_the_board_each_note_goes_to_its_place_and_one_undo_takes_all_back(
    tmp_path: Path,
) -> None:
    new_canvas(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.paste(CANVAS)
        terminal.wait_for(QUESTION)
        terminal.wait_for("8 Partners: 2   9 Costs: 2")
        terminal.send("1")
        terminal.wait_for("Pasted: 4 notes in Key partners, Cost structure. u undoes that.")
        terminal.wait_for_note("Mill")
        quit_app(terminal)
    assert blocks_in(tmp_path) == {
        "key_partners": ("Roastery", "Mill in Utrecht (https://mill.example)", "Landlord"),
        "cost_structure": ("Rent", "Flour"),
    }
    run_bmc(tmp_path, "undo")
    assert blocks_in(tmp_path) == {"key_partners": ("Roastery",)}


def test_it_becomes_a_new_canvas_or_nothing(tmp_path: Path) -> None:
    new_canvas(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.paste(CANVAS)
        terminal.wait_for(QUESTION)
        terminal.keys("escape")
        terminal.wait_for("The paste was cancelled. Nothing was changed;")
        terminal.paste(CANVAS)
        terminal.wait_for(QUESTION)
        terminal.send("2")
        terminal.wait_for("Pasted: the title “Bakery”, 4 notes in Key partners, Cost structure.")
        terminal.send("u")
        terminal.wait_for("“Bakery”. “Coffee cart” is open again.")
        assert "Bakery" not in run_bmc(tmp_path, "list")
        terminal.send("U")
        terminal.wait_for("Redone: “Bakery” is open, and out of the trash.")
        quit_app(terminal)
    assert "Mill" in run_bmc(tmp_path, "show", "Bakery")
    assert "Mill" not in run_bmc(tmp_path, "show", "Coffee cart")
    assert "Roastery" in run_bmc(tmp_path, "show", "Coffee cart")


def test_a_list_on_the_board_becomes_notes_of_the_block_with_the_cursor(tmp_path: Path) -> None:
    new_canvas(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.send("3")
        terminal.paste(
            "- [x] **Shop**\no\tMarket\n§ Van\n\uf0b7\tBike\n"
            "| What | Where |\n|---|---|\n| Stall | Square |\n"
        )
        terminal.wait_for("Pasted: 5 notes in 3 Channels. u undoes that.")
        terminal.wait_for("“What, Where” is not a note, and was left out.")
        terminal.send("u")
        terminal.wait_for("Undone: 5 notes removed from Channels.")
        terminal.send("U")
        terminal.wait_for("Redone: 5 notes added in Channels.")
        quit_app(terminal)
    texts = canvas_in(tmp_path).texts(Block.CHANNELS, GENERAL)
    assert texts == ("Shop", "Market", "Van", "Bike", "Stall — Square")


def test_quick_add_asks_too_and_keeps_what_was_typed(tmp_path: Path) -> None:
    new_canvas(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.send("2aFresh")
        terminal.paste(CANVAS)
        terminal.wait_for(QUESTION)
        terminal.keys("escape")
        terminal.wait_for("The paste was cancelled")
        terminal.paste(CANVAS)
        terminal.wait_for(QUESTION)
        terminal.send("1")
        terminal.wait_for("Close this line")
        terminal.send(" bread\r")
        terminal.paste("## Costs\nRent\n## Partners\nMill")
        terminal.wait_for("The paste names 2 blocks and has 2 notes")
        terminal.send("3")
        terminal.wait_for_note("Partners")
        quit_app(terminal)
    assert blocks_in(tmp_path) == {
        "value_propositions": ("Fresh bread", "Costs", "Rent", "Partners", "Mill"),
        "key_partners": ("Roastery", "Mill in Utrecht (https://mill.example)", "Landlord"),
        "cost_structure": ("Rent", "Flour"),
    }


def test_the_editor_asks_too_and_one_undo_takes_it_back(tmp_path: Path) -> None:
    new_canvas(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("8", "enter")
        terminal.wait_for("Roastery")
        terminal.send("Cup maker\r")
        terminal.paste(CANVAS)
        terminal.wait_for(QUESTION)
        terminal.send("1")
        terminal.wait_for("Pasted: 4 notes in Key partners, Cost structure. Ctrl+Z undoes that.")
        terminal.wait_for("Landlord")
        terminal.keys("ctrl+z")
        terminal.wait_for("Undone: 4 notes removed from Key partners, Cost structure.")
        terminal.wait_for(lambda rows: not any("Landlord" in row for row in rows))
        terminal.paste(CANVAS)
        terminal.wait_for(QUESTION)
        terminal.send("3")
        terminal.wait_for("Flour")
        terminal.send("!")
        terminal.wait_for("Flour!")
        quit_app(terminal)
    assert blocks_in(tmp_path) == {
        "key_partners": (
            "Roastery",
            "Cup maker",
            "Bakery",
            "Key partners",
            "Mill in Utrecht (https://mill.example)",
            "Landlord",
            "Costs",
            "Rent",
            "Flour!",
        ),
    }


def test_questions_and_phases_in_a_paste_open_their_sections(tmp_path: Path) -> None:
    new_canvas(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.keys("3", "enter")
        terminal.wait_for("1 Awareness")
        terminal.send("Market")
        terminal.paste(
            "Square\n1. Awareness\n- Poster\nAankoop:\n- Web shop\n- Till\n"
            "• How are these channels integrated with each other\n- Same price"
        )
        terminal.wait_for("Pasted: 5 notes in 3 Channels. Ctrl+Z undoes that.")
        terminal.keys("ctrl+z")
        terminal.wait_for("Undone: 5 notes removed from Channels.")
        terminal.keys("ctrl+y")
        terminal.wait_for("Redone")
        terminal.keys("escape", "escape")
        terminal.wait_for(READY)
        quit_app(terminal)
    canvas = canvas_in(tmp_path)
    assert [(note.text, note.section) for note in canvas.notes(Block.CHANNELS)] == [
        ("Market", GENERAL),
        ("Square", GENERAL),
        ("Poster", "awareness"),
        ("Web shop", "purchase"),
        ("Till", "purchase"),
        ("Same price", "channels.integration"),
    ]


def test_a_question_of_another_block_asks_where_the_paste_goes(tmp_path: Path) -> None:
    new_canvas(tmp_path)
    with Terminal([BMC, "--lang", "nl"], tmp_path) as terminal:
        terminal.wait_for("? hulp")
        terminal.keys("9", "enter")
        terminal.wait_for("Notities")
        terminal.paste("Huur\n2) Hoe zijn deze kanalen met elkaar geïntegreerd?\n- Samen\n")
        terminal.wait_for("Je plakt 2 blokken met 2 notities:")
        terminal.send("1")
        terminal.wait_for("Geplakt: 2 notities in")
        quit_app(terminal)
    assert blocks_in(tmp_path) == {
        "channels": ("Samen",),
        "key_partners": ("Roastery",),
        "cost_structure": ("Huur",),
    }


def test_a_long_list_is_added_before_the_keys_after_it_act(tmp_path: Path) -> None:
    new_canvas(tmp_path)
    notes = [f"Supplier {n:04d} of a long list" for n in range(2_000)]
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.send("9")
        terminal.paste("\n".join(f"- **Supplier**{note[8:]}" for note in notes))
        terminal.send("q")
        assert terminal.wait() == 0
    assert blocks_in(tmp_path) == {"key_partners": ("Roastery",), "cost_structure": tuple(notes)}


def test_what_another_program_adds_while_it_is_asked_stays(tmp_path: Path) -> None:
    new_canvas(tmp_path)
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.paste(CANVAS)
        terminal.wait_for(QUESTION)
        run_bmc(tmp_path, "add", "8", "Theirs")
        terminal.paste("not this")
        terminal.keys("q", "enter", "u")
        terminal.wait_for(QUESTION)
        terminal.send("1")
        terminal.wait_for("Pasted: 4 notes")
        terminal.wait_for_note("Theirs")
        terminal.send("u")
        terminal.wait_for("Undone: 4 notes")
        quit_app(terminal)
    assert blocks_in(tmp_path) == {"key_partners": ("Roastery", "Theirs")}


def test_a_canvas_of_a_megabyte_can_be_pasted(tmp_path: Path) -> None:
    new_canvas(tmp_path)
    count = 10_000
    notes = "".join(
        f"- A supplier with a long name and a number: {n:06d} of them all, and so on\n"
        for n in range(count)
    )
    with Terminal([BMC], tmp_path) as terminal:
        terminal.wait_for(READY)
        terminal.paste(f"## Key partners\n{notes}## Costs\n- Rent\n")
        terminal.wait_for(f"The paste names 2 blocks and has {count + 1} notes")
        terminal.send("1")
        terminal.wait_for(f"Pasted: {count + 1} notes")
        terminal.wait_for(lambda rows: rows[0].endswith("saved"))
        terminal.send("u")
        terminal.wait_for("Undone")
        quit_app(terminal)
    assert blocks_in(tmp_path) == {"key_partners": ("Roastery",)}

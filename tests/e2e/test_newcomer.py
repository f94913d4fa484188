"""Someone's first ten minutes, in either language: from an empty home to a copied canvas."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from bmc_tui.examples import example_names, load_example
from bmc_tui.guide import Guide, load
from bmc_tui.model.blocks import BLOCKS, GENERAL, Block, Section
from bmc_tui.model.canvas import Canvas
from bmc_tui.store import Shelf
from bmc_tui.ui.messages import fitted_message
from tests.e2e.home_folder import DATA_FOLDER
from tests.e2e.terminal import BMC, Terminal
from tests.e2e.test_whole_canvas import SSH, outline, shows


@dataclass(frozen=True)
class Plan:
    """What the newcomer of one language has in mind."""

    title: str
    notes: dict[Block, list[str]]
    phase: str
    """A note for the first phase of Channels."""
    forgotten: str
    """The value proposition in which they forget to name the segment."""
    handle: str
    sought: str
    """What they look for at the end, without its accent; it is in two notes."""


PLANS = {
    "en": Plan(
        "Bike café",
        {
            Block.CUSTOMER_SEGMENTS: [
                "Commuters by train @commuters #customer",
                "Students @students #user",
            ],
            Block.VALUE_PROPOSITIONS: ["A mended bike at five @commuters @students"],
            Block.CHANNELS: ["Counter at the station @commuters @students #direct #offline"],
            Block.CUSTOMER_RELATIONSHIPS: [
                "Same mechanic each time @commuters @students #personal"
            ],
            Block.REVENUE_STREAMS: ["Repairs @commuters #one-off € 35 x 90/month"],
            Block.KEY_RESOURCES: ["Workshop with a café corner #physical"],
            Block.KEY_ACTIVITIES: ["Repair and test ride #production"],
            Block.KEY_PARTNERS: ["Wheel maker #purchasing"],
            Block.COST_STRUCTURE: ["Rent #fixed € 900/month", "Café supplies #variable"],
        },
        "Poster at the platform @commuters #direct #offline",
        "Coffee while you wait",
        "commuters",
        "cafe",
    ),
    "nl": Plan(
        "Fietscafé Zoë",
        {
            Block.CUSTOMER_SEGMENTS: [
                "Forensen met de trein @forensen #klant",
                "Studenten @studenten #gebruiker",
            ],
            Block.VALUE_PROPOSITIONS: ["Om vijf uur een hele fiets @forensen @studenten"],
            Block.CHANNELS: ["Balie op het station @forensen @studenten #direct #offline"],
            Block.CUSTOMER_RELATIONSHIPS: [
                "Steeds dezelfde monteur @forensen @studenten #persoonlijk"
            ],
            Block.REVENUE_STREAMS: ["Reparaties @forensen #eenmalig € 35 x 90/mnd"],
            Block.KEY_RESOURCES: ["Werkplaats met een caféhoek #fysiek"],
            Block.KEY_ACTIVITIES: ["Repareren en proefrijden #productie"],
            Block.KEY_PARTNERS: ["Wielenmaker #inkoop"],
            Block.COST_STRUCTURE: ["Huur #vast € 900/mnd", "Café-inkoop #variabel"],
        },
        "Poster op het perron @forensen #direct #offline",
        "Koffie tijdens het wachten",
        "forensen",
        "cafe",
    ),
}


@pytest.mark.parametrize("language", ["en", pytest.param("nl", marks=pytest.mark.slow)])
def test_the_first_ten_minutes(tmp_path: Path, language: str) -> None:
    plan, guide = PLANS[language], load(language)
    env = SSH | {"LC_MESSAGES": f"{language}_NL.UTF-8"}
    with Terminal([BMC], tmp_path, env=env) as terminal:
        read_the_greeting(terminal, guide)
        look_at_examples(terminal, guide)
        make_a_canvas(terminal, guide, plan)
        fill_in_all_blocks(terminal, guide, plan)
        follow_a_finding(terminal, guide, plan)
        find_a_note(terminal, guide, plan)
        copied = copy(terminal, guide, tmp_path)
        terminal.keys("q")
        assert terminal.wait() == 0

    mine, looked_at = stored_canvases(tmp_path)
    assert mine == expected(plan)
    assert all(mine.notes(block) for block in BLOCKS)
    assert looked_at == load_example(example_names(language)[1])
    title, notes = outline(copied)
    assert title == plan.title
    assert sorted(text for _, _, text in notes.elements()) == sorted(note.text for _, note in mine)


def read_the_greeting(terminal: Terminal, guide: Guide) -> None:
    """See an empty canvas that asks, and one line that says how to begin."""
    terminal.wait_for(f"? {guide.say('keys.app.help')}")
    terminal.wait_for(guide.say("greeting.long"))
    assert guide.say("canvas.untitled") in terminal.screen[0]
    for block in BLOCKS:
        names_of = (guide.short_title(block), guide.title(block))  # as there is room
        screen = "".join(terminal.screen)
        assert any(f"{block.number} {name}" in screen for name in names_of)


def look_at_examples(terminal: Terminal, guide: Guide) -> None:
    """Do what the greeting says, twice."""
    for name in example_names(guide.language)[:2]:
        title = load_example(name).title
        terminal.keys("x")
        terminal.wait_for(shows(fitted_message(guide, "message.example", 80, title=title)))
        terminal.wait_for(lambda rows, title=title: rows[0].startswith(f" {title} "))  # type: ignore[misc]
    assert guide.say("greeting.long") not in terminal.screen[0]


def make_a_canvas(terminal: Terminal, guide: Guide, plan: Plan) -> None:
    """Make one of one's own, from the list; the example stays there."""
    terminal.keys(
        "down", "up"
    )  # o and n are commands of their own, not a word with what was before
    terminal.keys("o")
    terminal.wait_for(guide.say("shelf.title"))
    terminal.wait_for(load_example(example_names(guide.language)[1]).title)
    terminal.keys("n")
    terminal.wait_for(guide.say("ask.new"))
    terminal.send(f"{plan.title}\r")
    terminal.wait_for(lambda rows: rows[0].startswith(f" {plan.title} "))
    terminal.wait_for(guide.say("greeting.long"))


def fill_in_all_blocks(terminal: Terminal, guide: Guide, plan: Plan) -> None:
    """Type into the worksheets of the first three blocks, and add to the others at once."""
    terminal.keys("enter")
    for block in BLOCKS[:3]:
        terminal.wait_for(f"{block.number} {guide.title(block)}")
        for text in plan.notes[block]:
            terminal.send(f"{text}\r")
        if block is Block.VALUE_PROPOSITIONS:
            terminal.send(plan.forgotten)
        if block is Block.CHANNELS:
            terminal.keys("down")
            terminal.send(plan.phase)
        else:
            terminal.keys("ctrl+pagedown")
    terminal.wait_for(shows(plan.phase))
    terminal.keys("escape")
    for block in BLOCKS[3:]:
        terminal.keys(str(block.number), "a")
        terminal.wait_for(f"{block.number} {guide.title(block)} +")
        for text in plan.notes[block]:
            terminal.send(f"{text}\r")
        terminal.keys("escape")
    # Each cell counts its notes on its border, after its title.
    for block in BLOCKS:
        terminal.wait_for(plan.notes[block][0].split()[0])


def follow_a_finding(terminal: Terminal, guide: Guide, plan: Plan) -> None:
    """Open the review, fix the first finding, and return to fewer findings."""
    what = guide.say("review.rule.segment_of_value.what")
    terminal.keys("r")
    terminal.wait_for(lambda rows: guide.say("review.title") in rows[0])
    terminal.wait_for(what)
    terminal.wait_for(plan.forgotten)
    terminal.keys("enter")
    terminal.wait_for(f"2 {guide.title(Block.VALUE_PROPOSITIONS)}")
    terminal.send(f" @{plan.handle}")
    terminal.wait_for(f"{plan.forgotten} @{plan.handle}")
    terminal.keys("escape")
    terminal.wait_for(lambda rows: guide.say("review.title") in rows[0])
    terminal.wait_for(lambda rows: not any(what in row for row in rows))
    terminal.keys("escape")
    terminal.wait_for(lambda rows: rows[0].startswith(f" {plan.title} "))


def find_a_note(terminal: Terminal, guide: Guide, plan: Plan) -> None:
    """Find a text that is in two notes, and end the search."""
    terminal.keys("/")
    terminal.wait_for(guide.say("ask.find"))
    terminal.send(plan.sought)
    terminal.wait_for(guide.say("find.at", text=plan.sought, n=1, all=2))
    terminal.keys("enter", "n")
    terminal.wait_for(guide.say("find.at", text=plan.sought, n=2, all=2))
    terminal.keys("escape")
    terminal.wait_for(lambda rows: plan.sought not in rows[0])


def copy(terminal: Terminal, guide: Guide, home: Path) -> str:
    """Copy twice: only the first time the message names the data file; return what was sent."""
    data_file_message = shows(
        guide.say("clipboard.data", file=home / DATA_FOLDER / "canvases.json")
    )
    terminal.keys("y")
    terminal.wait_for(data_file_message)
    terminal.wait_for(shows(guide.say("clipboard.why.remote")))
    terminal.wait_for(
        shows(guide.say("clipboard.saved_too", path=home / DATA_FOLDER / "copied.md"))
    )
    terminal.keys("left")
    terminal.wait_for(f"? {guide.say('keys.app.help')}")
    terminal.keys("y")
    terminal.wait_for(
        shows(guide.say("clipboard.saved_too", path=home / DATA_FOLDER / "copied.md"))
    )
    assert not data_file_message(terminal.settle())
    assert terminal.clipboard
    return terminal.clipboard


def stored_canvases(home: Path) -> tuple[Canvas, Canvas]:
    """Return the two canvases of the file, the last used first, read past the program."""
    shelf = Shelf(home / DATA_FOLDER / "canvases.json", NotImplemented)
    mine = shelf.last_used()
    (other,) = (entry.id for entry in shelf.entries() if entry.id != mine)
    return shelf.load(mine or "").canvas, shelf.load(other).canvas


def expected(plan: Plan) -> Canvas:
    """Return the canvas that was typed, with the finding fixed."""
    canvas = Canvas(plan.title)
    for block, texts in plan.notes.items():
        canvas = canvas.with_section(block, GENERAL, texts)
    canvas = canvas.add(Block.VALUE_PROPOSITIONS, f"{plan.forgotten} @{plan.handle}")
    return canvas.add(Block.CHANNELS, plan.phase, section=Section("awareness"))

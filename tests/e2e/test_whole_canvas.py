"""A whole business, filled in by keys, closed, opened again, copied, and read as Markdown."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from bmc_tui.model.blocks import Block
from tests.e2e.home_folder import DATA_FOLDER, canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal, has_note

pytestmark = pytest.mark.slow

SSH = {"SSH_TTY": "/dev/pts/7", "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}

TITLE = "Fietsenmaker Zoë"

NOTES = {
    ("Customer segments", ""): [
        "Studenten zonder auto @studenten #klant",
        "Commuters who park at the station @commuters #customer",
        "In a hurry, pay by phone",
        "Studenten letten op de prijs, forensen op de tijd",
    ],
    ("Value propositions", ""): [
        "Vóór 9:00 gebracht, om 17:00 klaar @commuters",
        "Lend bike while yours is here @studenten",
        "A flat tyre is mended within the hour",
    ],
    ("Channels", ""): [
        "Shop at the station, platform side @commuters #direct",
        "Vouwbord op het perron #offline",
        "By the sign on the footbridge",
    ],
    ("Channels", "Awareness"): ["Instagram #online @studenten", "Flyer bij de introductieweek"],
    ("Channels", "Evaluation"): ["Google reviews: 4.8 of 5"],
    ("Channels", "Purchase"): ["Pin of Tikkie #direct"],
    ("Channels", "After sales"): ["Reminder by e-mail after 6 months #online"],
    ("Customer relationships", ""): [
        "Stempelkaart: de vijfde band is gratis #klantbehoud",
        "Always the same mechanic #personal",
        "Korting voor wie een vriend meebrengt",
    ],
    ("Revenue streams", ""): [
        "Repairs € 35 x 120/month #one-off @commuters",
        "Abonnement Zorgeloos € 8,50/maand #terugkerend @studenten",
    ],
    ("Key resources", ""): ["Werkplaats van 60 m² #fysiek", "Two mechanics: Zoë and Joël #human"],
    ("Key activities", ""): ["Repair and test ride #production", "Voorraad tellen op maandag"],
    ("Key partners", ""): ["Wielen van Züber & Söhne #inkoop"],
    ("Cost structure", ""): [
        "Rent € 1.250/month #fixed",
        "Vergunning € 90/maand #vast",
        "Onderdelen: 20 % van de reparatie #variabel",
        "Insurance € 60/month",
    ],
}
"""Every note, under the heading that it is exported under: the block and the phase."""

IN_ENGLISH = {
    "#klant": "#customer",
    "#klantbehoud": "#retention",
    "#terugkerend": "#recurring",
    "#fysiek": "#physical",
    "#inkoop": "#purchasing",
    "#vast": "#fixed",
    "#variabel": "#variable",
}
"""The Dutch words among them as an English document has them."""


def in_english(text: str) -> str:
    """Return a note as an English document has it."""
    return " ".join(IN_ENGLISH.get(word, word) for word in text.split(" "))


def outline(markdown: str) -> tuple[str, Counter[tuple[str, str, str]]]:
    """Return the title of a document and how often it has each note (block, phase, text)."""
    title = block = phase = ""
    notes: Counter[tuple[str, str, str]] = Counter()
    tokens = MarkdownIt().parse(markdown)
    for before, token in zip(["", *(token.tag for token in tokens)], tokens, strict=False):
        text = "".join(part.content for part in token.children or ())
        if token.type != "inline":
            continue
        if before == "h1":
            title = text
        elif before == "h2":
            block, phase = text, ""
        elif before == "h3":
            phase = text
        else:
            notes[block, phase, text] += 1
    return title, notes


class Typist:
    """Someone who types the notes of `NOTES`, each of them once and in their order."""

    def __init__(self, terminal: Terminal) -> None:
        self.keys = terminal.keys
        self.paste = terminal.paste
        self.wait_for = terminal.wait_for
        self.type = terminal.send
        self._left = {place: iter(texts) for place, texts in NOTES.items()}

    def take(self, block: str, count: int, phase: str = "") -> list[str]:
        """Return the next notes under a heading."""
        return [next(self._left[block, phase]) for _ in range(count)]

    def write(self, block: str, count: int = 1, phase: str = "") -> None:
        """Type the next notes under a heading, one per line."""
        self.type("\r".join(self.take(block, count, phase)))


def fill_in_the_first_three_blocks(typist: Typist) -> None:
    """Answer the first questions, and say in which phase a channel serves."""
    typist.keys("t")
    typist.type(f"{TITLE}\r")
    typist.keys("enter")
    typist.write("Customer segments", 2)
    typist.keys("down")
    typist.write("Customer segments")
    typist.keys("down")
    typist.write("Customer segments")

    typist.keys("ctrl+pagedown")
    typist.write("Value propositions", 2)
    typist.keys("down", "down", "down")
    typist.write("Value propositions")

    typist.keys("ctrl+pagedown")
    shop, board = typist.take("Channels", 2)
    typist.type(f"{board}\r{shop}")
    typist.keys("alt+up", "down", "down")
    typist.write("Channels", 1, "Awareness")
    typist.keys("down")
    typist.write("Channels", 1, "Awareness")
    typist.keys("alt+up", "down")  # from Evaluation, where it was typed, and back there
    typist.write("Channels", 1, "Evaluation")
    typist.keys("down")
    typist.write("Channels", 1, "Purchase")
    typist.keys("down", "down")
    typist.write("Channels", 1, "After sales")
    typist.keys("down")
    typist.write("Channels")


def fill_in_the_others(typist: Typist) -> None:
    """Paste a list, send a note from one block to another, add at once, undo and redo."""
    one, two, three = typist.take("Customer relationships", 3)
    typist.keys("ctrl+pagedown")
    typist.paste(f"- {one}\n\n  * {two}\n3. {three}\n")
    for block in ("Revenue streams", "Key resources", "Key activities"):
        typist.keys("ctrl+pagedown")
        typist.write(block, 2)

    rent, permit, parts, insurance = typist.take("Cost structure", 4)
    typist.keys("ctrl+pagedown")
    typist.write("Key partners")
    typist.type(f"\r{rent}")
    typist.keys("ctrl+b", "9")
    typist.wait_for("Sent to 9 Cost structure")
    typist.keys("ctrl+pagedown")
    typist.type(permit)
    typist.keys("escape", "a")
    typist.type(f"{parts}\r{insurance}\r")
    typist.keys("escape")
    typist.wait_for("Insurance")
    typist.keys("u")
    typist.wait_for(lambda rows: not has_note(rows, "Insurance"))
    typist.keys("U")
    typist.wait_for(lambda rows: has_note(rows, "Insurance"))


def shows(text: str) -> Callable[[list[str]], bool]:
    """Return a test of the rows for a text, wherever it is wrapped."""
    return lambda rows: squeezed(text) in squeezed("".join(rows))


def squeezed(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def test_a_whole_business_is_filled_in_kept_and_copied(tmp_path: Path) -> None:
    expected = Counter(
        (block, phase, text) for (block, phase), texts in NOTES.items() for text in texts
    )
    assert expected.total() >= 25

    with Terminal([BMC], tmp_path, env=SSH) as terminal:
        terminal.wait_for("? keys")
        typist = Typist(terminal)
        fill_in_the_first_three_blocks(typist)
        fill_in_the_others(typist)
        terminal.keys("q")
        assert terminal.wait() == 0
    canvas = canvas_in(tmp_path)
    assert canvas.title == TITLE
    assert canvas.note_count == expected.total()
    assert len({note.section for notes in canvas.blocks for note in notes}) >= 9

    with Terminal([BMC], tmp_path, env=SSH) as terminal:
        terminal.wait_for("? keys")
        terminal.wait_for(TITLE)
        for block in Block:
            terminal.keys(str(block.number), "enter")
            for note in canvas.notes(block):
                terminal.wait_for(shows(note.text))
            terminal.keys("escape")
        terminal.keys("y")
        terminal.wait_for("You are working over SSH.")
        copied = terminal.clipboard
        saved_in = tmp_path / DATA_FOLDER / "copied.md"
        assert shows(f"saved in {saved_in}")(terminal.screen)
        terminal.keys("q")
        assert terminal.wait() == 0

    assert canvas_in(tmp_path) == canvas
    assert copied is not None
    expected_in_english = Counter(
        (block, phase, in_english(text)) for block, phase, text in expected.elements()
    )
    assert outline(copied) == (TITLE, expected_in_english)
    assert copied == saved_in.read_text(encoding="utf-8") == run_bmc(tmp_path, "export")

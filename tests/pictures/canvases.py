"""What is drawn: nothing at all, a canvas as people make them, and one far too full."""

from itertools import cycle, islice

from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note

EMPTY = Canvas()

_SOME = {
    Block.CUSTOMER_SEGMENTS: (
        "Students between lectures, 18 to 24 @students #customer",
        "Staff with fifteen minutes @staff #customer",
        "Bezoekers van open dagen #gebruiker",
    ),
    Block.VALUE_PROPOSITIONS: (
        "Good coffee in two minutes, on the way to class @students",
        "A quiet corner to work @staff",
        "Eerlijke bonen uit eigen streek, zichtbaar gebrand",
        "No queue: order ahead by phone",
    ),
    Block.CHANNELS: ("Cart on the square, 8-11 h, between the bus stop and the library",),
    Block.CUSTOMER_RELATIONSHIPS: (
        "Stamp card @students #retention",
        "Baristas know your name @staff #personal",
        "Klachten: kopje gratis, zonder vragen",
    ),
    Block.REVENUE_STREAMS: (
        "Cup sales @students #one-off € 2,50 x 1200/month",
        "Subscription @staff #recurring € 15 x 40/month",
        "Catering bij open dagen #eenmalig € 350 per keer",
    ),
    Block.KEY_RESOURCES: (
        "Cart #physical",
        "Two baristas #human",
        "Vergunning van de gemeente",
        "Espresso machine (leased) #physical",
    ),
    Block.KEY_ACTIVITIES: (
        "Brew and serve",
        "Plan shifts",
        "Run the stamp card",
        "Inkopen bij de branderij",
    ),
    Block.KEY_PARTNERS: (
        "Roastery Ommen #purchasing",
        "Campus facility office",
        "Studievereniging voor personeel",
        "Melkveehouderij De Vecht #inkoop",
    ),
    Block.COST_STRUCTURE: (
        "Beans and milk #variable € 0,60 x 1200/month",
        "Permit #fixed € 90/month",
        "Lonen #vast € 2400 per maand",
        "Lease of the machine #fixed € 110/month",
    ),
}


def full() -> Canvas:
    """Return a canvas of some thirty notes, in English and Dutch."""
    canvas = Canvas("Campus coffee cart")
    for block, texts in _SOME.items():
        canvas = canvas.add(block, *texts)
    for phase, text in ((Phase.AWARENESS, "Instagram #online"), (Phase.PURCHASE, "Pay by phone")):
        canvas = canvas.add(Block.CHANNELS, text, section=Section(phase))
    return canvas


def overfull() -> Canvas:
    """Return a canvas of three hundred notes, among them long words, under a long title."""
    notes = (text for texts in cycle([_SOME]) for some in texts.values() for text in some)
    canvas = Canvas("A canvas that is far too full and nobody ever made its title any shorter " * 2)
    for block in BLOCKS:
        texts = ["W" * 300, "https://example.com/" + "long_" * 60, *islice(notes, 31)]
        canvas = canvas.with_notes(block, map(Note, texts))
    return canvas

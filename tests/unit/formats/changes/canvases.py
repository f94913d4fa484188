"""Two states of a canvas, with every kind of change to a note between them."""

from bmc_tui.formats.changes.comparison import Comparison
from bmc_tui.model.blocks import Block, Phase, Section
from bmc_tui.model.canvas import Canvas

AWARENESS = Section(Phase.AWARENESS)

OLDER = (
    Canvas("Coffee cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students @students", "Staff")
    .add(Block.VALUE_PROPOSITIONS, "A better cup", "A low price @students", "Free refill")
    .add(Block.CHANNELS, "Cart on the square")
    .add(Block.CHANNELS, "Instagram", section=AWARENESS)
    .add(Block.REVENUE_STREAMS, "Cup sales € 2,50")
    .add(Block.PARKED, "Ask the baker")
)
NEWER = (
    Canvas("Coffee and tea cart")
    .add(Block.CUSTOMER_SEGMENTS, "Students @students", "Staff")
    .add(Block.VALUE_PROPOSITIONS, "A price that is low @students")
    .add(Block.CUSTOMER_RELATIONSHIPS, "Free refill", "Stamp card @students")
    .add(Block.CHANNELS, "Cart on the square", "Instagram")
    .add(Block.REVENUE_STREAMS, "Cup sales € 2,50")
)
CHANGED = Comparison(OLDER, NEWER, "“before pricing”, 2026-03-14 13:00", "now")

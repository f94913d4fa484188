"""Names of blocks of which only the start of each word is written."""

import pytest

from bmc_tui.guide.aliases import block_shortened
from bmc_tui.guide.named_lines import split_name
from bmc_tui.model.blocks import Block


@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("CUSTOMER SEGM.", Block.CUSTOMER_SEGMENTS),
        ("Cust. Rel.", Block.CUSTOMER_RELATIONSHIPS),
        ("rev streams", Block.REVENUE_STREAMS),
        ("3. key act:", Block.KEY_ACTIVITIES),
        ("Klantrel.", Block.CUSTOMER_RELATIONSHIPS),
        ("Seg. de clientes", Block.CUSTOMER_SEGMENTS),
        ("Part. clés", Block.KEY_PARTNERS),
    ],
)
def test_a_block_is_known_by_the_start_of_each_word(name: str, block: Block) -> None:
    assert block_shortened(name) is block


@pytest.mark.parametrize(
    "name",
    ["Part.", "key", "key p", "Act. clave", "Klantrel", "custom made", "after sal.", "", "."],
)
def test_no_block_is_guessed(name: str) -> None:
    assert block_shortened(name) is None


def test_a_dot_can_be_between_a_shortened_name_and_a_note() -> None:
    named = split_name("key res. studio (rented per hour)")
    assert named
    assert (named.named, named.rest) == (Block.KEY_RESOURCES, "studio (rented per hour)")

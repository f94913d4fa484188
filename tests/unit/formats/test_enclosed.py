"""A canvas as data within a text: in a block of code, or between sentences, as an AI answers."""

from contextlib import suppress

import pytest

from bmc_tui.formats import enclosed
from bmc_tui.formats.detect import read_text
from bmc_tui.formats.pasting import read_paste
from bmc_tui.formats.result import FormatError
from bmc_tui.model.blocks import Block
from tests.unit.growth import slow_growth

_JSON = (
    '{"customer_segments": ["anglers"], "value_propositions": ["bait"], "cost_structure": ["van"]}'
)
_SPREAD = '{\n  "customer_segments": ["anglers"],\n  "value_propositions": ["bait"],\n'
_SPREAD += '  "cost_structure": ["van"]\n}'
_RECORDS = "Block,Note\nCustomer Segments,anglers\nValue Propositions,bait\nCost Structure,van"
_COLUMNS = "Klantsegmenten;Waardepropositie;Kosten\nanglers;bait;van"
_TABS = "Customer Segments\tValue Propositions\tCosts\nanglers\tbait\tvan"
_HTML = "<table><tr><th>Customer Segments</th><th>Value</th><th>Costs</th></tr>\n"
_HTML += "<tr><td>anglers</td><td>bait</td><td>van</td></tr></table>"
_TABLE = "| Customers | Value | Costs |\n|---|---|---|\n| anglers | bait | van |"
_MARKDOWN = "## Customer Segments\n- anglers\n## Value\n- bait\n## Costs\n- van"
_YAML = "customer_segments:\n  - anglers\nvalue_propositions: [bait]\ncost_structure:\n  - van"

_DATA = (_JSON, _SPREAD, _RECORDS, _COLUMNS, _TABS, _HTML, _TABLE, _MARKDOWN, _YAML)

_BEFORE, _BEHIND = "Sure, Jo! Here is the canvas, as asked:", "Let me know, if you want more."


def _notes(text: str) -> dict[Block, list[str]]:
    canvas = read_text(text).canvas
    return {block: [n.text for n in canvas.notes(block)] for block, _ in canvas}


_RIGHT = {
    Block.CUSTOMER_SEGMENTS: ["anglers"],
    Block.VALUE_PROPOSITIONS: ["bait"],
    Block.COST_STRUCTURE: ["van"],
}


@pytest.mark.parametrize("data", _DATA)
@pytest.mark.parametrize("kind", ["", "json", "markdown"])
def test_a_block_of_code_is_read_by_what_is_in_it(data: str, kind: str) -> None:
    assert _notes(f"```{kind}\n{data}\n```\n") == _RIGHT
    parked = {Block.PARKED: [_BEFORE, _BEHIND]}
    text = f"{_BEFORE}\n\n  ~~~{kind}\n{data}\n~~~\n\n{_BEHIND}\n"
    assert _notes(text) == _RIGHT | parked


@pytest.mark.parametrize("data", _DATA[:-1])
def test_data_is_read_between_sentences(data: str) -> None:
    parked = {Block.PARKED: [_BEFORE, _BEHIND]}
    assert _notes(f"{_BEFORE}\n\n{data}\n\n{_BEHIND}\n") == _RIGHT | parked


@pytest.mark.parametrize("data", _DATA[:5])
def test_data_is_read_right_below_and_above_a_sentence(data: str) -> None:
    assert _notes(f"{_BEFORE}\n{data}") == _RIGHT | {Block.PARKED: [_BEFORE]}
    assert _notes(f"{data}\nHope it helps!") == _RIGHT | {Block.PARKED: ["Hope it helps!"]}


def test_a_heading_above_a_block_of_code_is_the_title() -> None:
    result = read_text(f"# Bait at night\n\n```json\n{_JSON}\n```\n")
    assert result.canvas.title == "Bait at night"
    assert read_text(f"# Business Model Canvas\n\n```json\n{_JSON}\n```\n").canvas.title == ""


def test_each_block_of_code_with_a_canvas_is_one() -> None:
    other = _JSON.replace("anglers", "divers")
    result = read_text(f"One:\n```json\n{_JSON}\n```\nTwo:\n```json\n{other}\n```\n")
    assert [part.canvas.notes(Block.CUSTOMER_SEGMENTS)[0].text for part in result.parts] == [
        "anglers",
        "divers",
    ]


def test_a_last_comma_in_json_is_not_an_error() -> None:
    assert _notes(f"```json\n{_JSON[:-1]},}}\n```") == _RIGHT


def test_the_text_around_is_the_canvas_where_it_names_blocks() -> None:
    notes = _notes(f"{_MARKDOWN}\n\n```json\n{_JSON.replace('van', 'boat')}\n```\n")
    assert notes[Block.CUSTOMER_SEGMENTS] == ["anglers"]


def test_a_pasted_answer_is_a_canvas() -> None:
    pasted = read_paste(f"{_BEFORE}\n```json\n{_JSON}\n```\n{_BEHIND}", Block.CHANNELS)
    assert pasted.result
    assert pasted.result.canvas.notes(Block.COST_STRUCTURE)[0].text == "van"


@pytest.mark.parametrize(
    "line", ["```\n", "[{", "a, b; c\n", '{"', "Block,Note\n", '[["', "~~~~ x\n~~~"]
)
def test_the_time_grows_no_faster_than_the_text(line: str) -> None:
    def read(text: str) -> object:
        with suppress(FormatError):
            enclosed.read(text)
        return None

    assert not slow_growth(read, lambda size: line * (size // len(line)), 2**18)

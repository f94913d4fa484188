"""Documents with several canvases: each becomes one, with its own title and notes."""

import pytest

from bmc_tui.formats.detect import read_text
from bmc_tui.formats.parking import park_result
from bmc_tui.model.blocks import Block

PORTFOLIO = """# Portfolio 2026
Two ideas of the studio.

## Print shop
### Customer segments
- Students
### Costs
- Paper

## Bindery
### Customer segments
- Writers
### Costs
- Glue
### Channels
- Fairs

## Sources
- interview
"""
BOLD = """**Bakkerij**

**Klantsegmenten**
- Buren

**Kosten**
- Meel

**Molen**

**Klantsegmenten**
- Bakkers

**Kosten**
- Onderhoud
"""
TABLES = """<h1>Boulangerie</h1><table><tr><th>Segments de clientèle</th><th>Coûts</th></tr>
<tr><td>Voisins</td><td>Farine</td></tr></table><h1>Crêperie</h1><table><tr>
<th>Segments de clientèle</th><th>Coûts</th></tr><tr><td>Touristes</td><td>Œufs</td></tr></table>"""
ONE_LEVEL = (
    "# Jetzt\n# Kunden\nPendler\n# Kosten\nDiesel\n# Später\n# Kunden\nGäste\n# Kosten\nStrom\n"
)
LINES = """Jardin

Clients: villas
Coûts: camion

Projet: Peintre
Clients: copropriétés
Coûts: peinture
"""
FRONT_AND_BACK = """# Ferry
## Front
### Customer segments
- Commuters
### Channels
- Kiosk
## Back
### Key partners
- Yard
### Cost structure
- Diesel
## Money in detail
### Cost structure
- Crew
"""
NO_TITLES = "Klanten\nVilla\nKosten\nBus\nKlanten\nVvE\nKosten\nVerf\n"


@pytest.mark.parametrize(
    ("text", "canvases"),
    [
        (PORTFOLIO, {"Print shop": (["Students"], ["Paper"]), "Bindery": (["Writers"], ["Glue"])}),
        (BOLD, {"Bakkerij": (["Buren"], ["Meel"]), "Molen": (["Bakkers"], ["Onderhoud"])}),
        (TABLES, {"Boulangerie": (["Voisins"], ["Farine"]), "Crêperie": (["Touristes"], ["Œufs"])}),
        (ONE_LEVEL, {"Jetzt": (["Pendler"], ["Diesel"]), "Später": (["Gäste"], ["Strom"])}),
        (
            LINES,
            {"Jardin": (["villas"], ["camion"]), "Peintre": (["copropriétés"], ["peinture"])},
        ),
        (FRONT_AND_BACK, {"Ferry": (["Commuters"], ["Diesel", "Crew"])}),
        (NO_TITLES, {"": (["Villa", "VvE"], ["Bus", "Verf"])}),
    ],
)
def test_each_canvas_of_a_document_is_one(
    text: str, canvases: dict[str, tuple[list[str], list[str]]]
) -> None:
    blocks = (Block.CUSTOMER_SEGMENTS, Block.COST_STRUCTURE)
    read = [
        (part.canvas.title, *([note.text for note in part.canvas.notes(each)] for each in blocks))
        for part in read_text(text).parts
    ]
    assert read == [(title, *notes) for title, notes in canvases.items()]


def test_what_is_of_no_canvas_is_parked_or_quoted() -> None:
    result = read_text(PORTFOLIO)
    bindery = result.siblings[0]
    assert [note.text for note in result.canvas.parked] == ["Two ideas of the studio."]
    assert [remark.values["text"] for remark in result.remarks] == [
        "Portfolio 2026",
        "Two ideas of the studio.",
    ]
    assert [note.text for note in bindery.canvas.parked] == ["Sources", "interview"]
    parked = [note.text for part in park_result(result).parts for note in part.canvas.parked]
    assert {"Portfolio 2026", "Two ideas of the studio.", "Costs", "Glue"} <= {*parked}

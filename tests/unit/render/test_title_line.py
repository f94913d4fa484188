"""The line above the board: its title has room, whatever else is on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bmc_tui.render.title_line import location_room, min_title_cells, title_line

TITLE = "Fietsenmakerij Het Achterwiel"


def shown(width: int, title: str, location: str, status: str) -> str:
    return "".join(run.text for run in title_line(width, title, location, status))


def test_a_title_has_twenty_cells_of_eighty_beside_the_longest_location() -> None:
    location = "€ 12.100 − € 11.270 = € 830/mnd  € 145.200 − € 135.240 = € 9.960/jaar"
    line = shown(80, TITLE, location, "bewaard")
    assert line.startswith(" Fietsenmakerij Het …  € 12.100")
    assert line.endswith(" bewaard ")
    assert cell_len(line) == 80


def test_the_title_of_a_copy_keeps_the_end_that_tells_it_from_its_original() -> None:
    assert shown(40, f"{TITLE} (kopie)", "3 Kanalen", "bewaard").startswith(
        " Fietsenmak… (kopie)  3 Kan"
    )


def test_a_short_title_leaves_its_room_to_the_location() -> None:
    location = "x" * 80
    assert shown(80, "Kar", location, "saved").startswith(" Kar  xxx")
    assert location_room(80, "Kar", "saved") == 80 - 3 - 5 - 5
    fitting = "x" * location_room(80, "Kar", "saved")
    assert fitting in shown(80, "Kar", fitting, "saved")


@given(
    st.integers(30, 200),
    st.text("ab ", max_size=60).map(str.strip),
    st.text("xy", max_size=150),
    st.sampled_from(["", "saved", "BESTAND WEG"]),
)
def test_the_line_is_full_and_the_title_has_its_share(
    width: int, title: str, location: str, status: str
) -> None:
    line = shown(width, title, location, status)
    assert cell_len(line) == width
    cells = min(cell_len(title), min_title_cells(width))
    assert line.startswith(" " + title[: max(0, cells - 1)])


@pytest.mark.parametrize(("width", "cells"), [(200, 20), (80, 20), (60, 15), (30, 7)])
def test_a_narrow_line_leaves_it_a_fourth(width: int, cells: int) -> None:
    assert min_title_cells(width) == cells

"""Copies of one canvas have titles of their own."""

from bmc_tui.guide import load
from bmc_tui.session.copy_titles import copy_title


def test_each_copy_has_another_title() -> None:
    taken = ["Bakery"]
    for expected in ("Bakery (copy)", "Bakery (copy 2)", "Bakery (copy 3)"):
        assert copy_title("Bakery", taken, load("en")) == expected
        taken.append(expected)
    assert copy_title("", [], load("nl")) == "Canvas zonder titel (kopie)"

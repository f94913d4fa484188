"""What acted as keys right before a text belongs to it where it reads as a part of it."""

import pytest

from bmc_tui.ui.keys.leads import lead_length


@pytest.mark.parametrize(
    ("lead", "text"),
    [
        ("un", "do "),
        ("u-", "tur"),
        ("€ 5 ", "a "),
        ("9 ", "to "),
        ("50 ", "use"),
        ("3", "D "),
        ("#1 ", "bra"),
        ("b&b ", "roo"),
        ("un", "gov"),
        ("by 9 to ", "fi"),
    ],
)
def test_all_of_it_belongs_to_the_text(lead: str, text: str) -> None:
    assert lead_length(lead, text) == len(lead)


@pytest.mark.parametrize(
    ("lead", "text"),
    [("", "stu"), ("jj", "stu"), ("jj", "Stu"), ("n", "Stu"), (" ", "stu"), ("3", "stu")],
)
def test_moves_before_a_text_do_not_belong_to_it(lead: str, text: str) -> None:
    assert lead_length(lead, text) == 0


def test_only_the_words_right_before_the_text_belong_to_it() -> None:
    assert lead_length("jj 24 ", "use") == len("24 ")

"""What plain lines show in the place of characters that a terminal may show two cells wide."""

from bmc_tui.themes.charset import substitutions


def test_letters_lose_their_accents_and_other_signs_never_become_another_amount() -> None:
    plain = substitutions({}, is_plain=True)
    assert "één à € 5 × 3²: “¿ë?” – ½ æ".translate(plain) == 'een a E 5 x 3²: "?ë?" - ½ æ'

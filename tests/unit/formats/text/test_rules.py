"""The lines drawn across a text, and the underlines of titles."""

import pytest

from bmc_tui.formats.text.rules import with_rules

RULE = "***"


@pytest.mark.parametrize(
    "line", ["---", "=====", "-----------", "─────", "_ _ _", "######", "- - -"]
)
def test_a_drawn_line_below_several_lines_is_a_rule(line: str) -> None:
    assert with_rules(f"Costs\nrent\n{line}\nBye").text == f"Costs\nrent\n{RULE}\nBye"


@pytest.mark.parametrize(
    "text",
    [
        "Plan\n=====\nBye",
        "Text\n\nChannels\n--------\n- Shop",
        "Rent is due\n\nCosts:\n---\nrent\n\nWhat else\n---\nBye",
        "```\nrent\nfuel\n---\n```",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "~~~\n=====\n~~~",
        "a - b\n--flag",
    ],
)
def test_titles_code_and_tables_stay(text: str) -> None:
    assert with_rules(text).text == text


def test_the_signature_of_a_mail_is_a_rule_that_is_marked() -> None:
    ruled = with_rules("Costs\n- rent\n\n-- \nAnn")
    assert ruled.text == f"Costs\n- rent\n\n{RULE}\nAnn"
    assert ruled.signatures == {4}

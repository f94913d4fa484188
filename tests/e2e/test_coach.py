"""The review of a canvas as people write it, and the ways back from its editor, as installed."""

import json
from pathlib import Path

import pytest

from tests.e2e.home_folder import canvas_in, run_bmc
from tests.e2e.terminal import BMC, Terminal

pytestmark = pytest.mark.slow

MARKET = """# Market
## Customer segments
- Cafés
- Restaurants
- 25-45 years old
### Who pays?
- Restaurants
## Value propositions
- Waterproof, light, foldable
- Fresh bread at six @CAFES
## Channels
- Van @cafes
## Revenue streams
- Bread € 100/month
- Tasting € 0 per month x 300
## Cost structure
- Flour € 400/month
- Van € 9000
- Total: € 400/month
"""


def test_a_first_canvas_gets_what_is_true_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "market.md").write_text(MARKET, encoding="utf-8")
    report = run_bmc(tmp_path, "review", "market.md")
    for true in (
        "This says how customers differ",
        "“Waterproof, light, foldable”",
        "This value proposition names no segment.",
        "its price or quantity is zero",
        "€ 4,800 a year goes out and € 1,200 comes in",
    ):
        assert true in report
    for untrue in (
        "Who pays, and who",
        "has no value",
        "@years-old",
        "no segment @caf",
    ):
        assert untrue not in report


def test_escape_leads_back_to_the_matrix_and_the_keys_are_those_of_the_screen(
    tmp_path: Path,
) -> None:
    (tmp_path / "market.md").write_text(MARKET, encoding="utf-8")
    run_bmc(tmp_path, "import", "market.md")
    with Terminal([BMC], tmp_path, size=(80, 24)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("C")
        terminal.wait_for("No phase yet")
        terminal.keys("?")
        rows = terminal.wait_for("In the matrix of channels")
        assert any("To the segment on the left" in row for row in rows)
        terminal.keys("escape")
        terminal.wait_for("No phase yet")
        terminal.keys("enter")
        terminal.wait_for("3 Channels")
        terminal.keys("escape")
        terminal.wait_for("No phase yet")
        terminal.keys("L")
        terminal.wait_for("Nog geen fase")
        terminal.keys("escape", "q")
        assert terminal.wait() == 0


BOARDING = """# Boarding
## Customer segments
- Millennials and Gen Z
- Pet owners in Europe
- Beginners without a garden
## Value propositions
- One-stop shop
- A passionate team
- Een kamer per hond @beginners-without
## Channels
- Posters #awareness
- Online
## Revenue streams
- Startsubsidie € 9.000 per jaar
- Twice a week €40
## Key resources
- Knowledge
- Customer relationships
## Key partners
- Owners
## Cost structure
- Hosting $ 20/month
- Overhead
"""


def test_the_words_and_the_money_of_a_canvas_are_read_by_what_they_mean(tmp_path: Path) -> None:
    (tmp_path / "boarding.md").write_text(BOARDING, encoding="utf-8")
    findings = json.loads(run_bmc(tmp_path, "review", "boarding.md", "--json"))[0]["findings"]
    notes = {
        rule: [each["note"] for each in findings if each["rule"] == rule]
        for rule in ("everyone", "platitude", "one_word", "funder_is_no_segment")
    }
    assert notes == {
        "everyone": ["Millennials and Gen Z", "Pet owners in Europe"],
        "platitude": ["One-stop shop", "A passionate team"],
        "one_word": ["Online", "Knowledge", "Customer relationships", "Overhead"],
        "funder_is_no_segment": ["Startsubsidie € 9.000 per jaar"],
    }
    rules = {each["rule"]: each for each in findings}
    money = "Revenue is in € and costs are in $, so nothing says whether it pays."
    assert rules["no_common_currency"]["what"] == money
    assert {each["severity"] for each in findings} == {"problem", "check", "hint"}
    assert not {"unknown_segment", "misspelt_segment"} & {*rules}
    run_bmc(tmp_path, "import", "boarding.md")
    report = run_bmc(tmp_path, "export", "--format", "report")
    assert "### Awareness\n\n- Posters #awareness\n" in report
    assert "(segment beginners-without-garden)" in run_bmc(tmp_path, "show", "--plain")


PHYSIO = """# Physio on wheels
## Customer segments
- Doelgroep: hardlopers
- Care homes
- ~~Everyone~~
## Value propositions
- Stretches to do alone so that you need not travel to a clinic after each working day
- Excellent treatment
## Channels
- Running clubs
- Flyers
## Revenue streams
- Care homes: £50 per treatment
- Grant £9,000 a year if we win it
- 9 runners at £20 a month
## Key partners
- Local care homes
## Cost structure
- Van £400 pcm
- Fuel £60 a week
- Website £0 a month
- Insurance
- ~~Radio £900 a month~~
"""


def test_a_first_review_asks_for_no_kinds_and_says_what_is_in_no_sum(tmp_path: Path) -> None:
    (tmp_path / "physio.md").write_text(PHYSIO, encoding="utf-8")
    findings = json.loads(run_bmc(tmp_path, "review", "physio.md", "--json"))[0]["findings"]
    rules = {each["rule"]: each for each in findings}
    assert not {"kinds", "several_ideas", "everyone", "loss"} & {*rules}
    assert rules["partial_loss"]["severity"] == "check"
    what = rules["partial_loss"]["what"]
    assert "£ 7,920 a year goes out and £ 2,160 comes in: a loss of £ 5,760" in what
    assert "(“Care homes: £50 per treatment”, “Grant £9,000 a year if we win it”)" in what
    notes = {rule: rules[rule]["note"] for rule in ("platitude", "no_number", "zero_cost")}
    assert notes == {
        "platitude": "Excellent treatment",
        "no_number": "Insurance",
        "zero_cost": "Website £0 a month",
    }
    assert "Local care homes" in rules["partner_is_segment"]["what"]
    run_bmc(tmp_path, "import", "physio.md")
    plain = run_bmc(tmp_path, "show", "--plain")
    assert "(segment hardlopers)" in plain
    assert "(segment everyone)" not in plain
    assert " ~~Radio £900 a month~~" in plain


def test_what_is_dismissed_is_undone_in_the_review(tmp_path: Path) -> None:
    (tmp_path / "market.md").write_text(MARKET, encoding="utf-8")
    run_bmc(tmp_path, "import", "market.md")
    with Terminal([BMC], tmp_path, size=(80, 24)) as terminal:
        terminal.wait_for("? keys")
        terminal.keys("r")
        terminal.wait_for("This says how customers differ")
        terminal.send("X")
        terminal.wait_for("Dismissed")
        terminal.send("u")
        terminal.wait_for("Undone: a finding dismissed or restored.")
        terminal.send("U")
        terminal.wait_for("Redone:")
        terminal.send("u")
        rows = terminal.wait_for("Undone:")
        assert not any(row.strip() == "Dismissed" for row in rows)
        terminal.keys("escape")
        terminal.wait_for("q quit")
        terminal.keys("q")
        assert terminal.wait() == 0
    assert canvas_in(tmp_path).dismissed == ()

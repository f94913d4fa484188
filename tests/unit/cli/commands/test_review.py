"""`bmc review`, and dismissed findings in the file."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bmc_tui.cli.main import main
from bmc_tui.model.blocks import Block
from bmc_tui.model.canvas import Canvas
from bmc_tui.model.history import History
from bmc_tui.review import review
from bmc_tui.store import Shelf, undo_log
from tests.ui.apps import shelf_in
from tests.unit.review.test_review import sound

Bmc = Callable[..., tuple[int, str, str]]
BREW = "Brew; serve"


@pytest.fixture
def bmc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Bmc:
    """Return what a command ends with and prints."""
    monkeypatch.setenv("BMC_FILE", str(tmp_path / "canvases.json"))

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["--lang", "en", *arguments])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_in(tmp_path)


def with_finding() -> Canvas:
    return sound().add(Block.KEY_ACTIVITIES, BREW)


def with_dismissal(canvas: Canvas) -> Canvas:
    return canvas.toggle_dismissal(review(canvas).findings[0].dismissal)


def test_a_review_says_what_where_why_and_how_better(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(with_finding())
    code, out, _ = bmc("review")
    assert code == 0
    assert "1. [check] 7 Key activities: This note holds several ideas, or more words " in out
    assert "\n    “Brew; serve”\n    Why:" in out
    assert "Why: With one idea per note" in out
    assert "A good answer: A few words" in out
    assert "Deze notitie" not in out
    assert "In deze notitie staat meer dan één idee" in bmc("review", "--lang", "nl")[1]


def test_a_canvas_without_findings_is_reported_as_clean(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(sound())
    code, out, err = bmc("review", "Coffee", "--strict")
    assert (code, err) == (0, "")
    assert "No gaps found" in out


def with_many_findings() -> Canvas:
    return with_finding().add(Block.KEY_ACTIVITIES, *(f"Wash {n}; dry" for n in range(6)))


def test_equal_findings_are_one_row_with_the_reason_once(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(sound().add(Block.VALUE_PROPOSITIONS, *(f"Better cup {n}" for n in range(12))))
    out = bmc("review")[1]
    row = out[out.index("1. ") : out.index("2. ")]
    assert row.startswith("1. [check] 2 Value propositions: 12 value propositions name no segment.")
    assert "\n    “Better cup 0”\n    “Better cup 1”\n" in row
    assert row.count("Why:") == row.count("A good answer:") == 1
    assert len(row.splitlines()) == 12 + 4  # the line after it is empty


def test_the_notes_below_a_row_of_several_blocks_say_their_block(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(with_finding().add(Block.CHANNELS, "Fair; market @staff @students"))
    out = bmc("review", "--lang", "nl")[1]
    assert "[let op] Blokken 3, 7: In 2 notities staat meer dan één idee" in out
    assert "    3 Kanalen: “Fair; market @staff @students”\n    7 Kernactiviteiten: “" in out


def test_json_has_an_entry_for_each_note(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(with_many_findings())
    findings = json.loads(bmc("review", "--json")[1])["findings"]
    several = [finding["what"] for finding in findings if finding["rule"] == "several_ideas"]
    assert len(several) == 7
    assert {what.partition(",")[0] for what in several} == {"This note holds several ideas"}


@pytest.mark.parametrize("row", ["1", "several_ideas", "Several-Ideas"])
def test_a_row_is_dismissed_as_one_step(bmc: Bmc, shelf: Shelf, row: str) -> None:
    id_ = shelf.create(with_many_findings()).entry.id
    code, out, _ = bmc("review", "--dismiss", row)
    assert code == 0
    assert "Dismissed in “Coffee cart” (7 findings): 7 notes hold several ideas each" in out
    assert "bmc undo" in out
    assert "7 dismissed" in bmc("review", "--strict")[1]
    bmc("undo")
    assert shelf.load(id_).canvas == with_many_findings()


def test_a_row_that_does_not_exist_is_answered_with_those_that_do(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(with_finding().add(Block.COST_STRUCTURE, "Light € 5/month"))
    for row in ("3", "0", "-1", "everyone", "", "9" * 5000):
        code, out, err = bmc("review", f"--dismiss={row}")
        assert (code, out) == (1, "")
        assert "1 several_ideas, 2 cost_behaviour" in err
    bmc("review", "--dismiss", "1")
    bmc("review", "--dismiss", "1")
    assert "There is nothing to dismiss" in bmc("review", "--dismiss", "1")[2]


def test_what_remains_after_a_dismissal_is_what_strict_and_json_judge(
    bmc: Bmc, shelf: Shelf
) -> None:
    shelf.create(with_finding().add(Block.CUSTOMER_SEGMENTS, "Everyone"))
    assert bmc("review", "--dismiss", "several_ideas", "--strict")[0] == 1
    code, out, _ = bmc("review", "--dismiss", "everyone", "--json")
    assert code == 0
    assert {finding["rule"]: finding["dismissed"] for finding in json.loads(out)["findings"]}[
        "everyone"
    ]


def test_strict_fails_with_the_findings_and_one_line_that_says_so(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(with_finding())
    code, out, err = bmc("review", "--strict")
    assert code == 1
    assert BREW in out
    assert err.count("\n") == 1
    assert "other than hints" in err
    assert bmc("review", "--strict", "--json")[0] == 1


def test_hints_do_not_fail_a_strict_review(bmc: Bmc, shelf: Shelf) -> None:
    shelf.create(sound().add(Block.COST_STRUCTURE, "Light € 5/month"))
    code, out, err = bmc("review", "--strict")
    assert (code, err) == (0, "")
    assert "[hint] 9 Cost structure: Fixed or variable? Not yet said for 1 of 3 costs" in out


def test_a_program_gets_each_finding_with_its_rule_and_its_note(bmc: Bmc, shelf: Shelf) -> None:
    canvas = with_dismissal(with_finding()).add(Block.COST_STRUCTURE, "Light € 5/month")
    shelf.create(canvas)
    data = json.loads(bmc("review", "--json")[1])
    assert data["title"] == "Coffee cart"
    hint, dismissed = data["findings"]
    assert (hint["rule"], hint["severity"], hint["block"]) == (
        "cost_behaviour",
        "hint",
        "cost_structure",
    )
    assert (hint["note"], hint["dismissed"]) == (None, False)
    assert (dismissed["note"], dismissed["dismissed"], dismissed["section"]) == (BREW, True, "")


def test_a_dismissed_finding_is_in_the_file_and_is_only_counted(bmc: Bmc, shelf: Shelf) -> None:
    stored = shelf.create(with_dismissal(with_finding()))
    assert shelf.load(stored.entry.id).canvas == stored.canvas
    assert stored.canvas.dismissed
    code, out, _ = bmc("review", "--strict")
    assert code == 0
    assert BREW not in out
    assert "1 dismissed" in out
    bmc("add", "costs", "Rent #fixed")
    assert shelf.load(stored.entry.id).canvas.dismissed == stored.canvas.dismissed


def test_a_finding_that_is_no_longer_dismissed_is_gone_from_the_file(shelf: Shelf) -> None:
    canvas = with_dismissal(with_finding())
    stored = shelf.create(canvas)
    shelf.save(stored, canvas.toggle_dismissal(canvas.dismissed[0]))
    assert shelf.load(stored.entry.id).canvas == with_finding()


def test_a_canvas_without_dismissed_findings_has_no_such_entry_in_the_file(shelf: Shelf) -> None:
    shelf.create(with_finding())
    assert "dismissed" not in shelf.path.read_text()


def test_undo_brings_a_dismissed_finding_back_after_a_restart(tmp_path: Path) -> None:
    history = History(with_finding()).record(with_dismissal(with_finding()))
    undo_log.write_history(tmp_path / "steps.json", history)
    assert undo_log.read_history(tmp_path / "steps.json") == history
    assert history.undo().canvas == with_finding()

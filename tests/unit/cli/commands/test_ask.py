"""The command ask: the interview on plain lines, through a pipe."""

import re
from pathlib import Path
from typing import Any

import pytest

from bmc_tui.cli.shelf import utc_now
from bmc_tui.guide import load
from bmc_tui.guide.interview import asked_text
from bmc_tui.model.blocks import Block
from bmc_tui.model.questions import ASKED
from bmc_tui.store import LockedError, Shelf, StoredCanvas
from tests.unit.cli.invoke import Bmc, error_line, exported_lines


def asked_numbers(out: str) -> list[int]:
    """Return the numbers of the questions in the output, in order."""
    return [int(number) for number in re.findall(r"^(\d+) \w+ 46\. ", out, re.MULTILINE)]


def test_each_line_is_an_answer_and_an_empty_line_goes_on(bmc: Bmc) -> None:
    bmc("new", "Cart")
    result = bmc("ask", stdin=b"Students\n- Staff\n\n\nFor all\r\n\r\n")
    assert result.code == 0
    assert result.err == ""
    assert asked_numbers(result.out) == [1, 2, 3, 4]
    assert "3 answers added to “Cart”." in result.out
    assert "44 questions are still unanswered" in result.out
    notes = bmc("show", "--plain").out.splitlines()[2:9]
    assert notes == [
        "1 Customer segments: 3 notes",
        "Who are my customers, and what characterises them?",
        "1.1 Students (segment students)",
        "1.2 Staff (segment staff)",
        "For whom do we actually create value?",
        "1.3 For all",
        "Questions without an answer: 2 of 4.",
    ]


def test_that_the_encoding_of_an_answer_is_a_guess_is_reported_once(bmc: Bmc) -> None:
    bmc("new", "Cart")
    result = bmc("ask", stdin="een\nééns\ntwéé\n".encode("cp1252"))
    assert result.err.count("Windows-1252") == 1
    assert "line 2: it is not UTF-8 here, and was read as Windows-1252" in result.err
    assert "1.2 ééns" in bmc("show", "--plain").out


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_pipe_answers_everything_in_the_order_of_the_sheet(
    bmc: Bmc, tmp_path: Path, language: str
) -> None:
    bmc("new", "Cart")
    lines = "".join(f"Antwoord {number}\n\n" for number in range(1, 47))
    result = bmc("ask", "--lang", language, stdin=lines.encode())
    assert asked_numbers(result.out) == [*range(1, 47)]
    guide = load(language)
    assert guide.say("cli.ask_done") in result.out
    for block, section in ASKED:
        assert asked_text(guide, block, section) in result.out
    again = bmc("ask", "--lang", language, stdin=b"not read\n")
    assert asked_numbers(again.out) == []
    assert guide.say("cli.ask_done") in again.out
    shelf = Shelf(tmp_path / "canvases.json", utc_now)
    [entry] = shelf.entries()
    canvas = shelf.load(entry.id).canvas
    assert canvas.note_count == 46
    for number, (block, section) in enumerate(ASKED, 1):
        assert canvas.texts(block, section) == (f"Antwoord {number}",)


def test_the_first_canvas_is_by_the_author_that_is_set(
    bmc: Bmc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text('author = "Ann"\n')
    monkeypatch.setenv("BMC_CONFIG", str(config))
    bmc("ask", stdin=b"Students\n")
    assert "Designed by: Ann\n" in bmc("show", "--plain").out


def test_it_begins_with_the_first_question_without_an_answer(bmc: Bmc) -> None:
    bmc("new", "Cart")
    bmc("add", "1/customer_segments.who", "Students")
    bmc("add", "1/customer_segments.groups", "No")
    assert asked_numbers(bmc("ask").out) == [3]


def test_a_sign_goes_back_and_shows_what_was_answered(bmc: Bmc) -> None:
    bmc("new", "Cart")
    result = bmc("ask", stdin=b"Students\n\n<\nTeachers\n\n\n<\n<\n<\n<\n")
    assert asked_numbers(result.out) == [1, 2, 1, 2, 3, 2, 1, 1, 1]
    assert "Answers: Students (segment students)" in result.out
    assert exported_lines(bmc)[-2:] == ["- Students", "- Teachers"]


def test_a_dot_stops_and_what_follows_is_not_read(bmc: Bmc) -> None:
    bmc("new", "Cart")
    result = bmc("ask", stdin=b"Students\n.\nnot an answer\n")
    assert "1 answer added to “Cart”." in result.out
    assert exported_lines(bmc)[-1] == "- Students"


def test_a_file_that_ends_without_a_line_break_ends_it(bmc: Bmc) -> None:
    bmc("new", "Cart")
    assert "1 answer added" in bmc("ask", stdin="\ufeffCafé".encode()).out
    assert exported_lines(bmc)[-1] == "- Café"


def test_what_the_canvas_says_on_a_question_is_before_its_answer(bmc: Bmc) -> None:
    bmc("new", "Cart")
    bmc("add", "segments", "Students @students #customer")
    bmc("add", "channels", "The cart @students")
    out = bmc("ask", "--block", "channels", stdin=b"\n").out
    assert asked_numbers(out) == [9, 10]
    assert "Customer segments: Students (segment students; customer)" in out
    assert "Notes: The cart (for students)" in out
    assert "Think of return" not in out  # that is a hint for the questions below the phases
    out = bmc("ask", "--block", "channels", stdin=b"\n" * 5).out
    assert out.count("fit with the customer's routine, and so on.\n") == 1


def test_of_many_notes_the_first_are_said_and_the_rest_counted(bmc: Bmc) -> None:
    bmc("new", "Cart")
    bmc("add", "value", stdin="".join(f"Value {n}\n" for n in range(30)).encode())
    assert "; Value 11; +18" in bmc("ask").out


def test_it_can_be_only_about_one_block(bmc: Bmc) -> None:
    bmc("new", "Cart")
    result = bmc("ask", "Cart", "--block", "kosten", stdin=b"\n" * 99)
    assert asked_numbers(result.out) == [42, 43, 44, 45, 46]
    assert "5 questions are still unanswered" in result.out
    assert "has no questions" in error_line(bmc("ask", "--block", "0"))
    assert "There is no block" in error_line(bmc("ask", "--block", "x"))


def test_without_a_canvas_the_first_answer_makes_one(bmc: Bmc) -> None:
    assert "answers added" not in bmc("ask", stdin=b"\n\n").out
    assert "no canvas yet" in bmc("list").out
    assert "2 answers added to “Untitled canvas”." in bmc("ask", stdin=b"Students\nStaff\n").out
    assert exported_lines(bmc)[-2:] == ["- Students", "- Staff"]
    assert "no canvas “Other”" in error_line(bmc("ask", "Other"))


def test_no_control_code_of_an_answer_or_a_note_is_written(bmc: Bmc) -> None:
    bmc("new", "Cart")
    result = bmc("ask", stdin=b"\x1b[31mred\x07\n\n\x1b\n\x9b31m\xff\n<\n<\n")
    assert not re.search(r"[^\n -~“”…→]", result.out.replace("\ufffd", ""))


def test_each_answer_is_a_step_of_undo(bmc: Bmc) -> None:
    bmc("new", "Cart")
    bmc("ask", stdin=b"Students\n\nNo\n")
    bmc("undo")
    assert exported_lines(bmc)[-1] == "- Students"


def test_what_another_program_saves_meanwhile_is_asked_no_more(
    bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    bmc("new", "Cart")
    load_canvas = Shelf.load
    loads = 0

    def load_and_be_overtaken(shelf: Shelf, id_: str) -> StoredCanvas:
        nonlocal loads
        stored = load_canvas(shelf, id_)
        loads += 1
        if loads == 2:
            groups = Block.CUSTOMER_SEGMENTS.questions[1]
            theirs = stored.canvas.add(Block.CUSTOMER_SEGMENTS, "theirs", section=groups)
            shelf.save(stored, theirs)
        return stored

    monkeypatch.setattr(Shelf, "load", load_and_be_overtaken)
    assert asked_numbers(bmc("ask", stdin=b"mine\n\n").out) == [1, 3]
    assert [line for line in exported_lines(bmc) if line.startswith("- ")] == ["- mine", "- theirs"]


def test_an_answer_that_cannot_be_saved_is_reported_and_saved_with_the_next(
    bmc: Bmc, monkeypatch: pytest.MonkeyPatch
) -> None:
    bmc("new", "Cart")
    save = Shelf.save
    failures = 1

    def fail_first(shelf: Shelf, *arguments: Any) -> StoredCanvas:
        nonlocal failures
        if failures:
            failures -= 1
            raise LockedError("store.locked", file="canvases.json")
        return save(shelf, *arguments)

    monkeypatch.setattr(Shelf, "save", fail_first)
    result = bmc("ask", stdin=b"Students\nStaff\n")
    assert result.code == 0
    assert "another program is using" in result.err
    assert exported_lines(bmc)[-2:] == ["- Students", "- Staff"]


def test_a_line_that_is_too_long_ends_it_with_what_came_before_saved(bmc: Bmc) -> None:
    bmc("new", "Cart")
    result = bmc("ask", stdin=b"Students\n" + b"x" * 1_000_001)
    assert (result.code, len(result.err.splitlines())) == (1, 1)
    assert "longer than 1 MB" in result.err
    assert exported_lines(bmc)[-1] == "- Students"


def test_the_last_answer_is_made_a_note_of_the_block_and_an_answer_again(bmc: Bmc) -> None:
    bmc("new", "Cart")
    result = bmc("ask", stdin=b">\nStudents\n> quoted\nStaff\n>\n\nFor all\n>\n>\n>\n\n")
    assert "There is no answer yet to make a note of the block" in result.out
    assert result.out.count("\u201cStaff\u201d is now a note of the block.") == 1
    assert "\u201cFor all\u201d is an answer again." in result.out
    canvas = exported_lines(bmc)
    assert canvas.index("- Staff") < canvas.index("- Students")
    assert any("quoted" in line for line in canvas)
    assert canvas.index("- For all") < canvas.index("- Students")
    bmc("undo")
    assert "- For all" in exported_lines(bmc)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_how_to_make_an_answer_a_note_is_said_at_the_start(bmc: Bmc, language: str) -> None:
    bmc("new", "Cart")
    assert " > " in bmc("ask", "--lang", language, stdin=b"").out.splitlines()[0]

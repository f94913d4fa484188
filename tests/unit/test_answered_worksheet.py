"""A worksheet with a student's answers to every question, in Dutch: what counts as a segment."""

from pathlib import Path

from bmc_tui.formats import FORMATS
from bmc_tui.guide import load
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, Block
from bmc_tui.model.questions import unanswered
from bmc_tui.render.matrix import matrix_lines
from bmc_tui.render.plain import plain_text
from bmc_tui.render.title_line import legend_text
from bmc_tui.review import review
from bmc_tui.review.messages import finding_text
from bmc_tui.ui.widgets.completion import name_candidates

DUTCH = load("nl")
WORKSHEET = Path(__file__).parents[1] / "fixtures" / "all-questions.nl.md"
CANVAS = FORMATS["markdown"].read(WORKSHEET.read_text(encoding="utf-8")).canvas
SEGMENTS = ["eerstejaars", "ouderejaars"]
FALSE_NAMES = ("studenten-van", "vaak", "wonen-op", "vooral", "huisgenoten", "@ouders", "@ja")


def test_every_question_has_an_answer() -> None:
    assert [unanswered(CANVAS, block) for block in BLOCKS] == [()] * len(BLOCKS)
    assert sum(len(block.questions) for block in BLOCKS) == 41


def test_the_groups_are_the_segments_and_no_other_answer_is() -> None:
    assert [segment.handle for segment in segments_of(CANVAS)] == SEGMENTS


def test_the_offers_after_an_at_sign_are_the_groups() -> None:
    _, candidates = name_candidates("Warm eten @", CANVAS, Block.VALUE_PROPOSITIONS, DUTCH)
    assert [candidate.name for candidate in candidates] == SEGMENTS


def test_no_picture_names_another_segment() -> None:
    matrix = "\n".join(
        "".join(run.text for run in line) for line in matrix_lines(CANVAS, DUTCH, 120)
    )
    pictures = (
        legend_text(CANVAS),
        matrix,
        plain_text(CANVAS, DUTCH),
        str(FORMATS["report"].write(CANVAS, DUTCH)),
    )
    for picture in pictures:
        for name in SEGMENTS:
            assert name in picture
        for line in picture.splitlines():
            if line.startswith(("Segment", "A ", "| Fase")):
                assert not any(name in line.lower() for name in FALSE_NAMES)


def test_the_whole_review_is_short_and_says_that_nothing_is_tied() -> None:
    rules = [finding.rule for finding in review(CANVAS).findings]
    assert rules == ["nothing_tied", "no_assumption"]


def test_no_finding_is_about_another_segment() -> None:
    for finding in review(CANVAS).findings:
        assert not any(name in finding_text(finding, DUTCH).what for name in FALSE_NAMES)

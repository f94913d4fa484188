"""Parked notes: a tenth place beside the nine blocks, in every edit, comparison and merge."""

from hypothesis import given
from hypothesis import strategies as st

from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.blocks import BLOCKS, GENERAL, PLACES, UNPLACED, Block, Section
from bmc_tui.model.canvas import Canvas, Note, Spot
from bmc_tui.model.diff import ChangeKind, changes, extent
from bmc_tui.model.history import History
from bmc_tui.model.loss import REMOVAL, Occasion, OccasionKind, takes_much_away
from bmc_tui.model.merge import find_conflicts, merge
from bmc_tui.model.questions import next_unfilled, unanswered
from bmc_tui.model.search import search
from bmc_tui.model.segments import rename_segment
from bmc_tui.review import review
from bmc_tui.review.overview import overview

PARKED = Block.PARKED
CART = Canvas("Cart").add(Block.CUSTOMER_SEGMENTS, "Students @students")
WITH_PARKED = CART.add(PARKED, "Ask the baker", "A van?")

texts = st.lists(st.sampled_from("abcd"), max_size=4, unique=True)


def parked(*notes: str) -> Canvas:
    return Canvas().add(PARKED, *notes)


def test_it_is_the_tenth_place_and_none_of_the_nine_blocks() -> None:
    assert (len(BLOCKS), PLACES) == (9, (*BLOCKS, PARKED))
    assert (PARKED.number, PARKED.sections) == (0, (GENERAL,))
    assert WITH_PARKED.blocks == CART.blocks
    assert [note.text for note in WITH_PARKED.notes(PARKED)] == ["Ask the baker", "A van?"]
    assert (WITH_PARKED.note_count, WITH_PARKED.block_note_count) == (3, 1)
    assert [block for block, _ in WITH_PARKED] == [Block.CUSTOMER_SEGMENTS, PARKED, PARKED]


def test_it_comes_after_the_last_block_while_there_is_something() -> None:
    assert CART.place_after(Block.COST_STRUCTURE, 1) is Block.CUSTOMER_SEGMENTS
    assert CART.place_after(PARKED, 1) is Block.CUSTOMER_SEGMENTS
    assert CART.place_after(PARKED, -1) is Block.COST_STRUCTURE
    assert WITH_PARKED.place_after(Block.COST_STRUCTURE, 1) is PARKED
    assert WITH_PARKED.place_after(Block.CUSTOMER_SEGMENTS, -1) is PARKED


def test_a_note_is_sent_on_to_a_block_and_back() -> None:
    sent, spot = WITH_PARKED.move_to_block(Spot(PARKED, GENERAL, 0), Block.KEY_PARTNERS)
    assert spot == Spot(Block.KEY_PARTNERS, GENERAL, 0)
    assert sent == CART.add(PARKED, "A van?").add(Block.KEY_PARTNERS, "Ask the baker")
    back, _ = sent.move_to_block(spot, PARKED)
    assert back.texts(PARKED, GENERAL) == ("A van?", "Ask the baker")


def test_a_note_is_carried_within_what_is_parked_and_not_out_of_it() -> None:
    moved, spot = WITH_PARKED.move_note(Spot(PARKED, GENERAL, 0), down=True)
    assert moved.texts(PARKED, GENERAL) == ("A van?", "Ask the baker")
    assert moved.move_note(spot, down=True) == (moved, spot)


def test_it_is_in_no_review_figure_or_segment() -> None:
    full = CART.add(Block.COST_STRUCTURE, "Rent € 90/month")
    with_ideas = full.add(PARKED, "Everybody", "Rent € 900/month", "For @students", "@nobody #x")
    assert review(with_ideas).findings == review(full).findings
    assert overview(with_ideas, review(with_ideas)) == overview(full, review(full))
    assert [*segments_of(with_ideas)] == [*segments_of(full)]


def test_a_search_finds_it_last() -> None:
    canvas = WITH_PARKED.add(Block.COST_STRUCTURE, "The baker")
    spots = [match.spot for match in search("baker", canvas)]
    assert spots == [Spot(Block.COST_STRUCTURE, GENERAL, 0), Spot(PARKED, GENERAL, 0)]


def test_renaming_a_segment_renames_its_mentions_there() -> None:
    canvas = CART.add(PARKED, "Cake for @students")
    segments = segments_of(canvas)
    renamed = rename_segment(canvas, segments, next(iter(segments)), "pupils")
    assert renamed.texts(PARKED, GENERAL) == ("Cake for @pupils",)


def test_a_comparison_tells_what_was_sent_on() -> None:
    sent, _ = WITH_PARKED.move_to_block(Spot(PARKED, GENERAL, 0), Block.KEY_PARTNERS)
    (change,) = changes(WITH_PARKED, sent).notes
    assert (change.kind, change.subject.block) == (ChangeKind.MOVED, Block.KEY_PARTNERS)
    assert [each.kind for each in changes(CART, WITH_PARKED).of(PARKED)] == [ChangeKind.ADDED] * 2
    assert extent(CART, WITH_PARKED).blocks == (PARKED,)
    assert extent(CART, WITH_PARKED).note_count == 2


def test_what_is_taken_away_from_it_counts_as_lost() -> None:
    assert takes_much_away(WITH_PARKED, CART, REMOVAL)
    assert takes_much_away(parked("a"), parked(), Occasion(OccasionKind.RESTORE))
    sent = CART.add(Block.KEY_PARTNERS, "Ask the baker", "A van?")
    assert not takes_much_away(WITH_PARKED, sent, REMOVAL)


def test_an_edit_there_is_undone_and_redone() -> None:
    history = History(CART).record(WITH_PARKED)
    assert history.undo().canvas == CART
    assert history.undo().redo().canvas == WITH_PARKED


@given(texts, texts, texts)
def test_two_windows_lose_nothing_of_it(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    merged = merge(parked(*base), parked(*mine), parked(*theirs))
    assert merged.blocks == Canvas().blocks
    as_block = [Canvas().add(Block.KEY_PARTNERS, *side) for side in (base, mine, theirs)]
    assert merged.parked == merge(*as_block).notes(Block.KEY_PARTNERS)


def test_two_wordings_of_one_are_a_conflict() -> None:
    base, mine, theirs = parked("A van"), parked("A red van"), parked("A blue van")
    (conflict,) = find_conflicts(base, mine, theirs)
    assert (conflict.block, conflict.mine, conflict.theirs) == (PARKED, "A red van", "A blue van")


def test_the_next_question_from_there_is_the_first_of_all() -> None:
    spot = next_unfilled(Canvas(), PARKED, GENERAL)
    assert spot == Spot(BLOCKS[0], BLOCKS[0].questions[0], 0)
    answered = Canvas()
    for block in BLOCKS[:-1]:
        for asked in (*block.phases, *block.questions):
            answered = answered.add(block, "Yes", section=asked)
    spot = next_unfilled(answered, PARKED, GENERAL)
    assert spot == Spot(BLOCKS[-1], BLOCKS[-1].questions[0], 0)
    assert unanswered(Canvas(), PARKED) == ()


def test_unplaced_notes_of_the_first_block_are_parked() -> None:
    old = Canvas().with_notes(
        BLOCKS[0], [Note("Students"), Note("Risks", UNPLACED), Note("x", Section("later"))]
    )
    old = old.add(PARKED, "First").add(Block.CHANNELS, "Cards", section=UNPLACED)
    new = old.with_unplaced_parked()
    assert new.notes(BLOCKS[0]) == (Note("Students"), Note("x", Section("later")))
    assert new.parked == (Note("First"), Note("Risks"))
    assert new.notes(Block.CHANNELS) == old.notes(Block.CHANNELS)
    assert new.with_unplaced_parked() is new

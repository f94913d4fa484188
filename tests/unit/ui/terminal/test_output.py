"""The thin output leaves a terminal just as Textual's own output would."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from operator import itemgetter

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size

from bmc_tui.ui.terminal.cells.clusters import clusters, is_sure
from bmc_tui.ui.terminal.output import ThinOutput
from tests.e2e.sequences import SequenceFilter
from tests.e2e.terminal import AnsweringScreen

WIDTH, HEIGHT = 14, 5

STYLES = (
    "",
    "1;38;2;216;220;226;48;2;20;23;28",
    "38;2;216;220;226;48;2;20;23;28",
    "3;7;38;2;161;162;164;48;2;20;23;28",
    "4;9;31;42",
    "97;48;5;17",
)


WIDTHS = {"its own": None, "narrow": 1, "wide": 2}
"""How wide a terminal takes each code point to be about which terminals disagree."""

DOUBT = "¿"
"""What is in the cells of characters of doubtful width, which may show anything."""


def without_doubt(data: str) -> str:
    """Return output of Textual in which each character that is not one sure cell is `DOUBT`."""
    pieces = re.split("(\x1b\\[[^a-zA-Z]*[a-zA-Z]|\x1b][^\x07]*\x07)", data)
    for index in range(0, len(pieces), 2):
        pieces[index] = "".join(
            cluster if cell_len(cluster) == 1 and is_sure(cluster) else DOUBT * width
            for cluster, width in clusters(pieces[index])
        )
    return "".join(pieces)


def width_in_cells(doubtful: int, character: str) -> int:
    """Return the cells of a code point in a terminal in which doubtful ones take `doubtful`."""
    return cell_len(character) if is_sure(character) else doubtful


UNIVERSAL = "ABCDHJKmr"
"""The control sequences that a VT100 and Emacs' ansi-term have, by their last character."""


@dataclass
class Both:
    """A terminal fed with what Textual means, and one fed with the thin output of it.

    Args:
        width: How wide the second takes doubtful code points to be; None for as pyte does.
    """

    width: int | None = None
    repeats: bool = False
    """Whether the second one repeats characters, and has said so."""

    def __post_init__(self) -> None:
        self.thin = ThinOutput(WIDTH, HEIGHT)
        self.filters = [SequenceFilter() for _ in range(2)]
        self.screens = [
            pyte.Screen(WIDTH, HEIGHT),
            AnsweringScreen(WIDTH, HEIGHT, self.take_answer),
        ]
        self.streams = [pyte.Stream(screen) for screen in self.screens]
        self.write("\x1b[?7l\x1b[?25l")
        if self.repeats:
            self.show(1, self.thin.ask_for_repeats())
            self.write(update([(0, HEIGHT - 1, full([]))], (0, 0)))

    def take_answer(self, answer: str) -> None:
        self.thin.repeats.note_read(answer)

    def show(self, number: int, data: str) -> None:
        text = self.filters[number].feed(data.encode())
        # One by one: pyte forgets what follows a character without width in the same chunk.
        for character in text:
            self.streams[number].feed(character)

    def write(self, data: str) -> str:
        thin = self.thin.feed(data)
        universal = {*UNIVERSAL, "b"} if self.repeats else {*UNIVERSAL}
        assert {*re.findall("\x1b\\[[\\d;]*([@-~])", thin)} <= universal
        for number, (text, width) in enumerate(((without_doubt(data), None), (thin, self.width))):
            with pytest.MonkeyPatch.context() as patch:
                if width is not None:
                    patch.setattr(pyte.screens, "wcwidth", partial(width_in_cells, width))
                self.show(number, text)
        return thin

    def assert_same(self) -> None:
        stock, thin = self.screens
        for y in range(HEIGHT):
            sure = [x for x in range(WIDTH) if stock.buffer[y][x].data != DOUBT]
            assert [thin.buffer[y][x] for x in sure] == [stock.buffer[y][x] for x in sure]
        assert (thin.cursor.x, thin.cursor.y) == (stock.cursor.x, stock.cursor.y)


def update(
    strips: Iterable[tuple[int, int, list[tuple[str, str]]]], cursor: tuple[int, int]
) -> str:
    """Return an update as Textual writes it: strips from top to bottom, then the cursor's place."""
    parts = ["\x1b[?2026h"]
    for before, (x, y, pieces) in pairwise([(0, HEIGHT, []), *sorted(strips, key=itemgetter(1))]):
        if before[1] < y:
            parts.append("\n")
        parts.append(f"\x1b[{y + 1};{x + 1}H")
        room = WIDTH - x
        for style, text in pieces:
            fitting = set_cell_size(text, min(cell_len(text), room))
            room -= cell_len(fitting)
            if fitting:
                parts.append(f"\x1b[{style}m{fitting}\x1b[0m" if style else fitting)
    return "".join([*parts, f"\x1b[{cursor[1] + 1};{cursor[0] + 1}H", "\x1b[?2026l"])


def full(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the pieces of a row filled up to its whole width."""
    room = WIDTH - sum(cell_len(text) for _, text in pieces)
    return [*pieces, ("", " " * max(0, room))]


WORDS = st.sampled_from(
    [
        "a",
        "bc",
        "  ",
        "│",
        "─┬─",
        "ë",
        "·",
        "日本",
        "👨‍👩‍👧",
        "🇳🇱",
        "e\u0301",
        "q\u0301",
        "❤️",
        "❤️‍🔥",
        "…",
        "x" * 9,
    ]
)
PIECES = st.lists(st.tuples(st.sampled_from(STYLES), WORDS), min_size=1, max_size=6)
STRIPS = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), PIECES)
ROWS = st.tuples(st.just(0), st.integers(0, HEIGHT - 1), PIECES.map(full))
CURSORS = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1))
UPDATES = st.builds(update, st.lists(st.one_of(STRIPS, ROWS), min_size=1, max_size=7), CURSORS)
OTHERS = st.sampled_from(["\x1b[?1000h", "\x1b[?2026$p", "\x1b]52;c;YQ==\x07", "\x1b[>1u"])


@given(
    st.lists(st.one_of(UPDATES, OTHERS), max_size=12),
    st.sampled_from([*WIDTHS.values()]),
    st.booleans(),
)
def test_any_sequence_of_updates_shows_the_same_as_textual_s_own_output(
    updates: list[str], width: int | None, repeats: bool
) -> None:
    both = Both(width, repeats)
    for data in updates:
        both.write(data)
    both.assert_same()


@pytest.mark.slow
@given(st.lists(UPDATES, max_size=6), st.lists(UPDATES, min_size=1, max_size=6))
def test_after_the_terminal_lost_its_content_all_that_is_written_is_there(
    before: list[str], after: list[str]
) -> None:
    both = Both()
    for data in before:
        both.write(data)
    for screen in both.screens:
        screen.select_graphic_rendition()
        screen.erase_in_display(2)
        screen.cursor_position()
    both.thin.invalidate()
    for data in after:
        both.write(data)
    both.assert_same()


def test_an_update_that_changes_nothing_writes_nothing() -> None:
    both = Both()
    same = update([(0, 0, full([(STYLES[1], "title")]))], (3, 2))
    assert both.write(same)
    assert both.write(same) == ""


def test_only_the_changed_cells_and_attributes_are_written() -> None:
    both = Both()
    both.write(update([(0, 0, full([(STYLES[1], "title"), (STYLES[2], " one")]))], (0, 0)))
    thin = both.write(update([(0, 0, full([(STYLES[1], "title"), (STYLES[2], " two")]))], (0, 0)))
    assert thin == "\x1b[38;2;216;220;226;48;2;20;23;28m\x1b[6Ctwo\r"
    both.assert_same()


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize(
    ("text", "shown"), [("e\u0301", "é"), ("ệ", "ệ"), ("q\u0301", "q"), ("★", " "), ("日", " ")]
)
def test_the_last_column_shows_what_has_one_cell_everywhere(
    text: str, shown: str, width: int
) -> None:
    both = Both(width)
    before = "x" * (WIDTH - 1)
    both.write(update([(0, 0, [("", f"{before}{text}")])], (0, 1)))
    assert "".join(both.screens[1].buffer[0][x].data for x in range(WIDTH)) == before + shown


def test_where_letters_may_be_wide_the_cursor_is_set_anew_behind_them() -> None:
    thin = ThinOutput(WIDTH, HEIGHT, is_wide=True).feed(update([(0, 0, [("", "a½b|cd")])], (0, 1)))
    screen = pyte.Screen(WIDTH, HEIGHT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pyte.screens, "wcwidth", lambda char: 1 if char.isascii() else 2)
        pyte.Stream(screen).feed(thin)
    assert "".join(screen.buffer[0][x].data for x in (0, *range(2, 6))) == "ab|cd"


def test_the_pointer_of_the_mouse_is_left_alone() -> None:
    assert ThinOutput(WIDTH, HEIGHT).feed("\x1b]22;default\x07") == ""


def test_the_sides_of_a_box_are_written_one_after_the_other_and_not_row_by_row() -> None:
    both = Both()
    for side in "│┃":
        rows = [(x, y, [("", side)]) for y in range(HEIGHT) for x in (3, WIDTH - 1)]
        thin = both.write(update(rows, (0, 0)))
        both.assert_same()
    # Up on the left, and down in the last column, where the cursor stays in it.
    up, down = "\b\x1bM┃" * (HEIGHT - 1), "\x1b[B┃" * (HEIGHT - 1)
    assert thin == f"\x1b[5;4H┃{up}\x1b[9C┃{down}\x1b[1H"


BORDER = f"┏{'━' * 6}┓{' ' * 6}"

ANSWERS = {
    "\x1b[5;9R": "┏━\x1b[5b┓ \x1b[5b",
    "\x1b[5;7R": f"┏━\x1b[5b┓{' ' * 6}",
    "\x1b[5;5R": f"┏{'━' * 6}┓ \x1b[5b",
    "\x1b[5;3R": BORDER,
    "\x1b[5;4R": BORDER,  # in Latin-1
    "\x1b[5;6R": BORDER,
    "\x1b[1;9R": BORDER,
    "": BORDER,
}
"""What is written, by what the terminal has sent: of two kinds of characters, one, or none."""


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_terminal_repeats_the_characters_that_it_has_shown_it_can(answer: str) -> None:
    thin = ThinOutput(WIDTH, HEIGHT)
    thin.ask_for_repeats()
    thin.repeats.note_read(answer)
    assert ANSWERS[answer] in thin.feed(update([(0, 0, [("", BORDER)])], (3, 2)))


def test_a_terminal_in_which_the_question_would_scroll_is_not_asked() -> None:
    assert ThinOutput(9, HEIGHT).ask_for_repeats() == ""


def test_a_long_update_is_announced_so_that_terminals_show_it_at_once() -> None:
    both = Both()
    rows = [(0, y, full([(STYLES[y], "x" * 9)])) for y in range(5)]
    thin = both.write(update(rows * 3, (0, 0)))
    assert thin.startswith("\x1b[?2026h") is (len(thin) > 256)
    assert thin.endswith("\x1b[?2026l") is (len(thin) > 256)


@pytest.mark.parametrize("sequence", ["\x1b[?1049h", "\x1b[2J", "\x1b[3;4r", "\x1bc"])
def test_what_may_change_the_screen_makes_the_next_update_whole(sequence: str) -> None:
    both = Both()
    same = update([(0, 0, full([(STYLES[1], "title")]))], (3, 2))
    first = both.write(same)
    both.write(sequence)
    assert len(both.write(same)) >= len(first) - len("\x1b[0;m")


def test_the_terminal_is_handed_on_without_colours() -> None:
    both = Both()
    both.write(update([(0, 0, full([("31", "red")]))], (3, 2)))
    assert both.write("\x1b[?1049l") in {"\x1b[?1049l", "\x1b[m\x1b[?1049l"}
    both.write("text of the shell")
    assert both.screens[1].buffer[2][5].fg == "default"

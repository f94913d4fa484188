"""Typing goes on in the note it was in, whatever other programs do to the notes meanwhile."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bmc_tui.model.merge import MergedItem, merge_lists, trace_merge
from bmc_tui.model.sanitize import clean
from bmc_tui.ui.widgets.note_lines import Location, NoteLines, carry_over

Texts = list[str]

texts = st.sampled_from(["mine", "their note", "咖啡 車", "cafe\u0301", "x", "x", "naïve 👩‍🌾"])
lists = st.lists(texts, max_size=5)


def lines_of(text: str) -> NoteLines:
    """Return lines with the cursor at "|", and the start of the selection at "<"."""
    plain = text.replace("|", "").replace("<", "")
    cursor = location(text.replace("<", ""), "|")
    anchor = location(text.replace("|", ""), "<") if "<" in text else cursor
    return NoteLines(tuple(plain.split("\n")), anchor, cursor)


def location(text: str, mark: str) -> Location:
    before = text[: text.index(mark)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def marked(lines: NoteLines) -> str:
    """Return lines as `lines_of` reads them."""
    marks = {(lines.cursor, "|")}
    if lines.anchor != lines.cursor:
        marks.add((lines.anchor, "<"))
    rows = list(lines.lines)
    for (row, column), mark in sorted(marks, reverse=True):
        rows[row] = rows[row][:column] + mark + rows[row][column:]
    return "\n".join(rows)


def notes(lines: NoteLines) -> Texts:
    return [clean(line) for line in lines.lines if clean(line)]


def type_into(lines: NoteLines, text: str) -> NoteLines:
    """Return the lines after typing a text, which replaces the selection."""
    (first, start), (last, end) = sorted((lines.anchor, lines.cursor))
    line = lines.lines[first][:start] + text + lines.lines[last][end:]
    after = (*lines.lines[:first], line, *lines.lines[last + 1 :])
    cursor = (first, start + len(text))
    return NoteLines(after, cursor, cursor)


def carried(before: NoteLines, base: Texts, theirs: Texts) -> NoteLines:
    """Return the lines after the other side has changed `base` to `theirs`."""
    return carry_over(before, trace_merge(base, notes(before), theirs), keeps_line=True)


@pytest.mark.parametrize(
    ("before", "base", "theirs", "after"),
    [
        ("mineA|", "mine", "theirs/mine", "theirs\nmineA|"),
        ("a\nmi|ne\nb", "a/mine/b", "new/a/mine/b", "new\na\nmi|ne\nb"),
        ("a\nmi|ne\nb", "a/mine/b", "mine/b", "mi|ne\nb"),
        ("a\nmi|ne\nb", "a/mine/b", "b/mine/a", "b\nmi|ne\na"),
        ("x\nx|\ny", "x/x/y", "new/x/x/y", "new\nx\nx|\ny"),
        ("x\nx|", "x/y", "y", "x|"),  # reworded here, while they delete the other x
        ("a\n|\nb", "a/b", "a/new/b", "a\n|\nnew\nb"),
        ("a\n|\nb", "a/b", "b", "|\nb"),
        ("a\n  |\nb", "a/b", "a/b/c", "a\n  |\nb\nc"),
        ("|", "", "theirs", "|\ntheirs"),
        ("a\nmine|\nb", "a/mine/b", "a/b", "a\n|\nb"),  # deleted there
        ("a\nmine|\nb", "a/mine/b", "a/their note/b", "a\n|\ntheir note\nb"),
        ("mine|", "mine", "mine and more", "mine and more|"),
        ("min|e here", "mine here", "a mine here", "a min|e here"),
        ("mine |", "mine", "new/mine", "new\nmine |"),
        ("some note |", "some note", "some notes", "some notes |"),
        ("one tw|o", "one two", "one 2, two", "one 2, tw|o"),
        ("cafe| noir", "cafe noir", "cafe\u0301 noir", "cafe\u0301| noir"),
        ("咖|啡", "咖啡", "新/咖啡", "新\n咖|啡"),
        ("a\n<mine|", "a/mine", "new/a/mine", "new\na\n<mine|"),
        ("<a\nmi|ne", "a/mine", "a/new/mine", "a\nnew\nmi|ne"),  # else typing replaces the new one
        ("<a note|", "a note", "a notes", "a notes|"),
    ],
)
def test_the_cursor_stays_in_its_note(before: str, base: str, theirs: str, after: str) -> None:
    sides = [side.split("/") if side else [] for side in (base, theirs)]
    assert marked(carried(lines_of(before), *sides)) == after


@st.composite
def typing(draw: st.DrawFn) -> tuple[NoteLines, Texts]:
    """Lines in which a note is being typed or is about to be, and the notes before that."""
    base = draw(lists)
    rows = list(base) or [""]
    row = draw(st.integers(0, len(rows) - 1))
    match draw(st.sampled_from(["unchanged", "typed", "blank"])):
        case "typed":
            rows[row] += draw(st.sampled_from(["A", " ", " A"]))
        case "blank":
            rows.insert(row, draw(st.sampled_from(["", " "])))
    column = draw(st.integers(0, len(rows[row])))
    return NoteLines(tuple(rows), (row, column), (row, column)), base


@given(typing(), lists)
def test_what_is_typed_after_a_change_lands_in_the_note_it_was_typed_in(
    typed: tuple[NoteLines, Texts], theirs: Texts
) -> None:
    before, base = typed
    merged = merge_lists(base, notes(before), theirs)
    after = carried(before, base, theirs)
    assert notes(after) == merged  # showing the change changes nothing
    line, new_line = before.lines[before.cursor[0]], after.lines[after.cursor[0]]
    assert new_line in (line, "") or clean(line) not in merged
    later = notes(type_into(after, "TYPED"))
    (typed_note,) = (note for note in later if "TYPED" in note)
    rest = [note for note in later if note is not typed_note]
    if clean(new_line):  # one note was changed, and that is the one that the cursor was in
        assert len(rest) == len(merged) - 1
        assert typed_note.replace("TYPED", "") in {new_line, clean(new_line)}
    else:  # a note of its own
        assert rest == merged
        assert typed_note == "TYPED"


@given(typing(), st.data(), lists)
def test_typing_over_a_selection_replaces_no_note_that_was_not_selected(
    typed: tuple[NoteLines, Texts], data: st.DataObject, theirs: Texts
) -> None:
    before, base = typed
    row = data.draw(st.integers(0, len(before.lines) - 1))
    anchor = row, data.draw(st.integers(0, len(before.lines[row])))
    before = NoteLines(before.lines, anchor, before.cursor)
    after = carried(before, base, theirs)
    assert after.selected() in (before.selected(), "")


@given(typing(), lists)
def test_two_changes_one_after_the_other_leave_the_cursor_where_it_was(
    typed: tuple[NoteLines, Texts], more: Texts
) -> None:
    before, base = typed
    assume(clean(before.lines[before.cursor[0]]))
    line = before.lines[before.cursor[0]]
    added = carried(before, base, ["new", *base])
    assert added.lines[added.cursor[0]] == line
    again = carried(added, ["new", *base], ["new", *more, *base])
    if line not in more:
        assert again.lines[again.cursor[0]] == line
        assert again.cursor[1] == before.cursor[1]


def test_an_area_that_was_left_gets_no_blank_line() -> None:
    before = lines_of("a\nmine|")
    after = carry_over(before, [MergedItem("a", 0)], keeps_line=False)
    assert marked(after) == "a|"
    assert marked(carry_over(before, [], keeps_line=False)) == "|"

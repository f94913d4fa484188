"""The notes in the text areas of a block, and their merge with what other programs change."""

from collections.abc import Iterable, Mapping, Sequence

from textual.widgets import TextArea

from bmc_tui.model.blocks import Block, Section
from bmc_tui.model.canvas import Canvas, Note, Notes, Spot
from bmc_tui.model.merge import MergedItem, merge_lists, trace_merge
from bmc_tui.ui.widgets.note_area import NoteArea


class TypedNotes:
    """The notes as they are typed, which are ahead of the canvas, and may lack its latest changes.

    Args:
        canvas: The canvas.
        block: The block of the areas.
        areas: The areas by section, in the order of the worksheet. Sections without one have the
            notes of the canvas.
    """

    def __init__(self, canvas: Canvas, block: Block, areas: Mapping[Section, NoteArea]) -> None:
        self._block = block
        self._areas = areas
        self._recorded = canvas.notes(block)
        """The notes that the areas and the canvas had in common last, which is the base of every
        merge: what was typed since then is in the areas alone, and what other programs have changed
        is in the canvas alone."""

        self._others: dict[Section, Notes] = {}
        """The recorded notes of each section without an area."""
        self._current: tuple[tuple[tuple[str, ...], ...], Notes] = (), ()
        """Texts of the areas, and their notes: each typed character has several readers of them."""
        self._group_others()

    def _group_others(self) -> None:
        """Group the notes whose section has no area, as they were recorded last."""
        others: dict[Section, list[Note]] = {}
        for note in self._recorded:
            if note.section not in self._areas:
                others.setdefault(note.section, []).append(note)
        self._others = {section: tuple(notes) for section, notes in others.items()}
        self._current = (), ()

    @property
    def _sections(self) -> Iterable[Section]:
        """The sections with notes or an area, in the order of the worksheet."""
        if not self._others:
            return self._areas
        sections = dict.fromkeys((*self._block.sections, *self._areas, *self._others))
        return [
            section for section in sections if section in self._areas or section in self._others
        ]

    @property
    def current(self) -> Notes:
        """The notes as they are in the areas, and those of the sections without an area."""
        texts = tuple(area.texts for area in self._areas.values())
        if texts != self._current[0]:
            typed = dict(zip(self._areas, texts, strict=True))
            notes: list[Note] = []
            for section in self._sections:
                if section in typed:
                    notes += [Note(text, section) for text in typed[section]]
                else:
                    notes += self._others[section]
            self._current = texts, tuple(notes)
        return self._current[1]

    @property
    def are_recorded(self) -> bool:
        """Whether nothing was typed that the canvas does not have."""
        return self.current == self._recorded

    def merge_into(self, canvas: Canvas) -> Canvas:
        """Return the canvas with what was typed and is not in it yet."""
        return self._merge(self.current, canvas)

    def record_in(self, canvas: Canvas) -> Canvas:
        """Return what `merge_into` does, for the user's canvas from now on.

        What else changed in it is still to be shown.
        """
        current = self.current
        merged = self._merge(current, canvas)
        self._recorded = current
        return merged

    def _merge(self, current: Notes, canvas: Canvas) -> Canvas:
        """Return the canvas with the notes of its block merged with the current ones."""
        notes = canvas.notes(self._block)
        if self.lacks(notes):
            current = tuple(merge_lists(self._recorded, current, notes))
        return canvas.with_notes(self._block, current)

    def lacks(self, notes: Notes) -> bool:
        """Tell whether the notes of the canvas differ from those last recorded or shown."""
        return notes != self._recorded

    def replace(self, notes: Notes, cursor_area: NoteArea) -> None:
        """Put other notes into the areas, which the user made from the current ones."""
        self._fill(trace_merge(self.current, self.current, notes), cursor_area)

    def show(self, notes: Notes, cursor_area: NoteArea) -> Spot | None:
        """Put the notes of the canvas into the areas, merged with what was typed.

        Args:
            notes: The notes.
            cursor_area: The area that has the cursor, or had it last. The cursor stays in its note.

        Returns:
            Where that note is now, if another program has moved it to another section.
        """
        typed, position = self.current, cursor_area.index
        merged = trace_merge(self._recorded, typed, notes)
        self._recorded = notes
        self._fill(merged, cursor_area)
        if position is None:
            return None
        section = cursor_area.section
        index = [index for index, note in enumerate(typed) if note.section == section][position]
        for note, my_index in merged:
            is_same = my_index == index and note.text == typed[index].text
            if is_same and note.section != section and note.section in self._areas:
                position = self._areas[note.section].texts.index(note.text)
                return Spot(self._block, note.section, position)
        return None

    def _fill(self, merged: Sequence[MergedItem[Note]], cursor_area: NoteArea) -> None:
        """Put notes into the areas; an area that has them already is not changed.

        Args:
            merged: The notes, each traced to the index in `current` that it had.
            cursor_area: The area that has the cursor.
        """
        end = 0
        for section in self._sections:
            area = self._areas.get(section)
            if area is None:
                end += len(self._others[section])
                continue
            start, end = end, end + len(area.texts)
            positions: dict[int | None, int] = {at: at - start for at in range(start, end)}
            notes = [
                MergedItem(note.text, positions.get(index))
                for note, index in merged
                if note.section == section
            ]
            with area.prevent(TextArea.Changed):
                area.show(notes, keeps_line=area is cursor_area)
        self._group_others()

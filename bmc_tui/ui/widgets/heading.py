"""The headings of the sections in the editor, and which of the sections are shown."""

from collections.abc import Iterator, Mapping, Sequence

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from bmc_tui.guide import Guide
from bmc_tui.model.blocks import Block, Section, phase_number
from bmc_tui.render.wrap import wrap
from bmc_tui.ui.widgets.note_area import NoteArea


class Heading(Widget):
    """A heading with a hanging indent.

    Args:
        sign: The start of the first line, such as `? `, or spaces; its width is the indent.
        text: The text after the sign.
        classes: CSS classes, separated by spaces.
    """

    def __init__(self, sign: str, text: str, classes: str) -> None:
        super().__init__(classes=classes)
        self._sign = sign
        self._text = text

    def set_text(self, text: str) -> None:
        """Replace the text."""
        self._text = text
        self.refresh(layout=True)

    def _lines(self, width: int) -> list[str]:
        """Return the text, wrapped in lines that leave room for the sign."""
        room = max(1, width - len(self._sign))
        return [self._text[start:end] for start, end in wrap(self._text, room)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at this width."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        lines = self._lines(self.size.width)
        indent = self._sign if y == 0 else " " * len(self._sign)
        text = indent + lines[y] if y < len(lines) else ""
        return Strip([Segment(text, self.rich_style)]).crop_extend(
            0, self.size.width, self.rich_style
        )


class SectionRows:
    """The sections of an editor below each other: each a heading, and an area for its notes.

    Args:
        block: The block of the sections.
        areas: The areas by section.
        guide: The language of the headings.
        part: The only sections that there are, from top to bottom: the question first, under a
            heading that only says so. All sections of the block by default.
    """

    def __init__(
        self,
        block: Block,
        areas: Mapping[Section, NoteArea],
        guide: Guide,
        part: Sequence[Section] = (),
    ) -> None:
        self._block = block
        self._asked = part[0] if part else None
        self._areas = {section: areas[section] for section in part} if part else areas
        self._headings = {
            section: self._heading(section, self._title(section, guide)) for section in self._areas
        }
        hints = () if part else guide.hints(block)
        self._hints = [Heading("  ", hint, classes="hint") for hint in hints]

    def _title(self, section: Section, guide: Guide) -> str:
        """Return the heading above a section."""
        if section == self._asked:
            return guide.say("interview.answers")
        return guide.section_title(self._block, section)

    def _heading(self, section: Section, title: str) -> Heading:
        """Return the heading of a section."""
        if section == self._asked:
            return Heading("", title, classes="heading")
        if phase := phase_number(section):
            return Heading(f"{phase} ", title, classes="heading")
        if section in self._block.questions:
            return Heading("? ", title, classes="heading -question")
        return Heading("", title, classes="heading")

    def widgets(self) -> Iterator[Widget]:
        """Yield the sections, each with its heading, and the hints."""
        for section, area in self._areas.items():
            yield self._headings[section]
            yield area
        yield from self._hints

    def set_language(self, guide: Guide) -> None:
        """Show the headings in another language."""
        for section, heading in self._headings.items():
            heading.set_text(self._title(section, guide))
        for heading, hint in zip(self._hints, guide.hints(self._block), strict=False):
            heading.set_text(hint)

    def update(
        self, section: Section, cursor_area: NoteArea | None, *, hides_questions: bool
    ) -> None:
        """Show or hide a section: an empty one without the cursor is only its heading.

        Args:
            section: The section.
            cursor_area: The area that has the cursor.
            hides_questions: Whether a question is hidden that is empty and has no cursor.
        """
        area = self._areas[section]
        in_use = bool(area.texts) or area.has_focus or area is cursor_area
        area.display = in_use
        self._headings[section].display = in_use or not (
            hides_questions and section in self._block.questions
        )

    def open(self, section: Section) -> NoteArea:
        """Show a section's area, even if it is empty, and return it."""
        area = self._areas[section]
        area.display = True
        self._headings[section].display = True
        return area

    def top(self, section: Section) -> int:
        """Return the row at which a section's heading begins."""
        return self._headings[section].virtual_region.y

    def neighbour(self, section: Section, *, down: bool) -> NoteArea | None:
        """Return the area of the next visible section, below or above; None at the ends."""
        sections = [each for each, heading in self._headings.items() if heading.display]
        index = sections.index(section) + (1 if down else -1)
        return self._areas[sections[index]] if 0 <= index < len(sections) else None

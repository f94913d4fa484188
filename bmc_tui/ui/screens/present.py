"""The presentation of a canvas: one block or note at a time, centered on an empty screen."""

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from bmc_tui.formats.markdown import script
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.slides import Slide, slides
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, BaseScreen
from bmc_tui.ui.screens.plain_text import PlainTextScreen


class PresentScreen(BaseScreen[None]):
    """The story of a canvas, or of one of its segments, slide by slide.

    Args:
        context: The app's context.
        canvas: The canvas to present.
        handle: The segment whose story comes first; "" for the story of the whole canvas.
    """

    CSS_PATH = "present.tcss"

    BINDINGS = [
        Binding(
            "right,down,space,enter,pagedown,l,j", "turn(1)", id="present.next", key_display="→"
        ),
        Binding("left,up,backspace,pageup,h,k", "turn(-1)", id="present.previous", key_display="←"),
        Binding("home,g", "go(0)", id="present.first", show=False),
        Binding("end,G", "go(-1)", id="present.last", show=False),
        Binding("s", "segment", id="present.segment"),
        Binding("y", "copy", id="present.copy"),
        Binding("m", "plain", id="present.plain", show=False),
        Binding("escape,q,p", "close", id="present.close", key_display="esc"),
        HELP,
    ]

    def __init__(self, context: AppContext, canvas: Canvas, handle: str = "") -> None:
        super().__init__(context)
        self._canvas = canvas
        self._segments = (None, *segments_of(canvas))
        """The segments that have a story; None stands for the whole canvas."""
        self._segment_index = self._segments.index(
            segments_of(canvas).find(handle) if handle else None
        )
        self._slides = slides(canvas, context.guide, self._segments[self._segment_index])
        self._slide_index = 0
        self._slide = Static(id="slide", markup=False)

    def compose_body(self) -> Iterable[Widget]:
        """Return the stage with the slide."""
        yield Vertical(self._slide, id="stage")

    def on_mount(self) -> None:
        """Show the first slide."""
        self._show()

    def _show(self) -> None:
        """Show the current slide."""
        slide = self._slides[self._slide_index]
        place = f"{slide.block.number} {self.guide.title(slide.block)}" if slide.block else ""
        segment = self._segments[self._segment_index]
        name = f"@{segment.handle}  " if segment else ""
        self.title_bar.show(
            self.guide.canvas_title(self._canvas.title),
            place,
            f"{name}{self._slide_index + 1}/{len(self._slides)}",
        )
        self._slide.update(_content(slide))
        self.show_keys(self, self._is_enabled)

    def _is_enabled(self, action: str) -> bool:
        """Return whether an action has something to act on."""
        conditions = {
            "turn(1)": self._slide_index + 1 < len(self._slides),
            "turn(-1)": self._slide_index > 0,
            "segment": len(self._segments) > 1,
        }
        return conditions.get(action, True)

    def action_turn(self, steps: int) -> None:
        """Show the next or previous slide; at the ends, do nothing."""
        self._slide_index = max(0, min(self._slide_index + steps, len(self._slides) - 1))
        self._show()

    def action_go(self, slide: int) -> None:
        """Show the slide at an index; -1 is the last."""
        self._slide_index = slide % len(self._slides)
        self._show()

    def action_segment(self) -> None:
        """Show the story of the next segment; after the last, that of the whole canvas."""
        self._segment_index = (self._segment_index + 1) % len(self._segments)
        self._slides = slides(self._canvas, self.guide, self._segments[self._segment_index])
        self._slide_index = 0
        self._show()

    @work
    async def action_copy(self) -> None:
        """Copy the script of the story as Markdown."""
        text = script.write(self._slides)
        key = self.guide.key("present.plain", "m")
        self.message_bar.show(await self.context.copy_text(text, key))

    def action_plain(self) -> None:
        """Show the script as plain Markdown, to be selected with the mouse."""
        self.app.push_screen(PlainTextScreen(script.write(self._slides), self.guide))

    def action_close(self) -> None:
        """Return to the canvas."""
        self.dismiss()


def _content(slide: Slide) -> Content:
    """Return a slide as styled text, with its caption above or below."""
    if slide.is_note:
        caption = f"{slide.caption}\n\n" if slide.caption else ""
        return Content.styled(caption, "$primary") + Content.styled(slide.text, "bold")
    if slide.block is None:
        return Content.styled(slide.text, "bold $accent") + Content.styled(
            f"\n\n{slide.caption}", ""
        )
    title = Content.styled(f"{slide.block.number}\n\n{slide.text}", "bold $accent")
    return title + Content.styled(f"\n\n{slide.caption}", "italic $text-muted")

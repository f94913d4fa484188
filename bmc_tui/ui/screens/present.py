"""Presenting a canvas: one block or note at a time, with calm around it."""

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from bmc_tui.formats.markdown.script import script
from bmc_tui.guide.lexicon import segments_of
from bmc_tui.model.canvas import Canvas
from bmc_tui.render.slides import Slide, slides
from bmc_tui.ui.context import AppContext
from bmc_tui.ui.screens.base import HELP, BaseScreen


class PresentScreen(BaseScreen[None]):
    """The story of a canvas, slide by slide; of all of it, or of one segment.

    Args:
        context: What the screen works with.
        canvas: What to present.
        whose: The handle of the segment whose story comes first; "" for that of all.
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

    def __init__(self, context: AppContext, canvas: Canvas, whose: str = "") -> None:
        super().__init__(context)
        self._canvas = canvas
        self._stories = (None, *segments_of(canvas))
        """Whose story there is to tell: everybody's first."""
        self._told = self._stories.index(segments_of(canvas).find(whose) if whose else None)
        """Which of them is told."""
        self._story = slides(canvas, context.guide, self._stories[self._told])
        self._at = 0
        self._slide = Static(id="slide", markup=False)

    def compose_body(self) -> Iterable[Widget]:
        """Return the stage."""
        yield Vertical(self._slide, id="stage")

    def on_mount(self) -> None:
        """Show the first slide."""
        self._show()

    def _show(self) -> None:
        """Show the slide that it has come to."""
        slide = self._story[self._at]
        place = f"{slide.block.number} {self.guide.title(slide.block)}" if slide.block else ""
        segment = self._stories[self._told]
        name = f"@{segment.handle}  " if segment else ""
        self.title_bar.show(
            self.guide.canvas_title(self._canvas.title),
            place,
            f"{name}{self._at + 1}/{len(self._story)}",
        )
        self._slide.update(_content(slide))
        self.show_keys(self, self._can)

    def _can(self, action: str) -> bool:
        """Tell whether an action has something to act on."""
        needs = {
            "turn(1)": self._at + 1 < len(self._story),
            "turn(-1)": self._at > 0,
            "segment": len(self._stories) > 1,
        }
        return needs.get(action, True)

    def action_turn(self, steps: int) -> None:
        """Go on, or back; at the ends it stays."""
        self._at = max(0, min(self._at + steps, len(self._story) - 1))
        self._show()

    def action_go(self, slide: int) -> None:
        """Go to a slide; -1 is the last."""
        self._at = slide % len(self._story)
        self._show()

    def action_segment(self) -> None:
        """Tell the story of the next segment; after the last, that of all."""
        self._told = (self._told + 1) % len(self._stories)
        self._story = slides(self._canvas, self.guide, self._stories[self._told])
        self._at = 0
        self._show()

    @work
    async def action_copy(self) -> None:
        """Copy the script of the story."""
        text = script(self._story)
        key = self.guide.key("present.plain", "m")
        self.message_bar.show(await self.copy_text(text, key))

    def action_plain(self) -> None:
        """Show the script as plain Markdown, to be selected with the mouse."""
        self.show_plainly(script(self._story))

    def action_close(self) -> None:
        """Go back to the canvas."""
        self.dismiss()


def _content(slide: Slide) -> Content:
    """Return what a slide shows: the text large, and above it quietly what it is about."""
    if slide.is_note:
        over = Content.styled(f"{slide.caption}\n\n", "$primary") if slide.caption else Content("")
        return over + Content.styled(slide.text, "bold")
    if slide.block is None:
        return Content.styled(slide.text, "bold $accent") + Content.styled(
            f"\n\n{slide.caption}", ""
        )
    title = Content.styled(f"{slide.block.number}\n\n{slide.text}", "bold $accent")
    return title + Content.styled(f"\n\n{slide.caption}", "italic $text-muted")

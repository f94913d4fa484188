"""The part of the canvas screen that finds notes: all are lit, one of them is the current one."""

from typing import TYPE_CHECKING, cast

from textual.binding import Binding

from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas, Spot
from bmc_tui.model.sanitize import clean
from bmc_tui.store import StoredCanvas
from bmc_tui.ui.screens.canvas.editing import EditingScreen

if TYPE_CHECKING:
    # Imported when somebody looks for something, which makes the app start faster.
    from bmc_tui.render.highlight import Highlight
    from bmc_tui.ui.widgets.prompt import TextPrompt

_ONLY_LIT = {"find_step(1)", "back"}
"""What the footer shows only while something is lit."""

_WHILE_LIT = {"edit", "find", "follow", "app.help"} | _ONLY_LIT
"""All that it shows then: the other keys act, but have no room in a narrow one."""


class FindingScreen(EditingScreen):
    """The grid, in which notes can be found."""

    _light: "Highlight | None" = None
    _turned = ""
    """Which end the last step went over: `from_start`, `from_end`, or none."""
    _sought = ""
    """What was looked for last, for the next step after the light went out."""
    _from = BLOCKS[0]
    """The block that had the cursor when somebody began to look."""

    # What is shown

    def _show(self) -> None:
        """Bring everything in sight up to date; a current note that is gone is none any more."""
        if self._light and self._light.current not in self._spots(self._light.query, self._canvas):
            self._shine(self._light.query, None)
        super()._show()

    @property
    def _place(self) -> str:
        """What is looked for, and which of the notes that have it is the current one."""
        light = self._light
        if light is None or self._editor:
            return super()._place
        text, spots = clean(light.query), self._spots(light.query, self._canvas)
        if not spots:
            return self.guide.say("find.none", text=text)
        if light.current not in spots:
            return self.guide.say("find.many", text=text, n=len(spots))
        at = spots.index(light.current) + 1
        return self.guide.say(f"find.{self._turned or 'at'}", text=text, n=at, all=len(spots))

    def _show_keys(self) -> None:
        """Show the keys; those that act on what is lit only when there is something."""
        if self._editor:
            super()._show_keys()
            return
        bindings = [each for each in type(self).BINDINGS if isinstance(each, Binding)]
        others = {binding.action for binding in bindings} - _WHILE_LIT
        self.show_keys(self, self._can, others if self._light else _ONLY_LIT)

    def _shine(self, sought: str, here: Spot | None) -> None:
        """Light what is looked for, and go to a note; with nothing to look for, nothing is lit."""
        from bmc_tui.render.highlight import Highlight

        self._light = Highlight(sought, here) if clean(sought) else None
        self._board.light(self._light)
        if here:
            self._board.go_to(here.block)

    def _put_out(self) -> None:
        """Light nothing any more."""
        if self._light:
            self._sought = self._light.query
        self._turned = ""
        self._shine("", None)
        self._show_title()
        self._show_keys()

    @staticmethod
    def _spots(sought: str, canvas: Canvas) -> list[Spot]:
        """Return where something is found."""
        from bmc_tui.model.search import search

        return [match.spot for match in search(sought, canvas) if match.spot]

    # Looking

    def action_find(self) -> None:
        """Ask for what to find; while it is typed, all that has it is lit."""
        self._asking, self._ask_anew = self._keep_lit, self.action_find
        self._from = self._board.block
        self.ask(self.guide.say("ask.find"), self.guide.say("ask.find_hint"))
        cast("TextPrompt", self._prompt).call_on_change(self._seek)

    def _seek(self, sought: str, here: Spot | None = None) -> None:
        """Light what is looked for, and go to a note that has it, the first if none is named."""
        spots = self._spots(sought, self._canvas)
        if here not in spots:
            here = spots[0] if spots else None
        self._turned = ""
        self._shine(sought, here)
        if here is None:
            self._board.go_to(self._from)
        self._show_title()

    def _find_again(self, sought: str, here: Spot | None) -> None:
        """Light what was found elsewhere already, and go to a note that has it."""
        self._from = self._board.block
        self._seek(sought, here)
        if self._light and not self._light.current:  # it was in the title
            self._put_out()
        self._show_keys()

    def _keep_lit(self, lines: tuple[str, ...]) -> None:
        """Leave lit what was found, and go back to the grid; where nothing was, ask on."""
        if self._light is None or clean(self._light.query) != lines[0]:
            self._seek(lines[0])  # it was pasted
        if self._light and self._light.current:
            super().on_text_prompt_cancelled()
            self._show_keys()
            return
        line = cast("TextPrompt", self._prompt)
        line.set_text(lines[0])
        line.call_on_change(self._seek)
        self.show_message("not_found", text=lines[0])

    def on_text_prompt_cancelled(self) -> None:
        """Go back to where the question came from; one for what to find puts the light out."""
        if self.is_asking and self._asking == self._keep_lit:
            self._put_out()
            self._board.go_to(self._from)
        super().on_text_prompt_cancelled()

    def action_find_step(self, steps: int) -> None:
        """Go to the next or previous note that was found; after the last, the first again."""
        sought = self._light.query if self._light else self._sought
        spots = self._spots(sought, self._canvas)
        if not sought:
            self.show_message("find_first")
        elif not spots:
            self.show_message("not_found", text=clean(sought))
        else:
            here = self._light.current if self._light else None
            before = 0 if steps < 0 else -1
            at = (spots.index(here) if here in spots else before) + steps
            self._turned = "" if 0 <= at < len(spots) else "from_start" if at > 0 else "from_end"
            self._shine(sought, spots[at % len(spots)])
            self._show_title()
            self._show_keys()

    def action_edit(self) -> None:
        """Open the focused block, at the current note if that is in it."""
        super().action_edit()
        here = self._light.current if self._light else None
        if self._editor and here and here.block is self._editor.block:
            self._editor.call_after_refresh(self._editor.go_to, here)

    def action_back(self) -> None:
        """Leave what is open, else put the light out."""
        if self._light and not self.is_asking and not self._editor:
            self._put_out()
        else:
            super().action_back()

    def _open_anew(self, kept: StoredCanvas | None) -> None:
        """Have another canvas open, in which nothing is lit."""
        self._put_out()
        super()._open_anew(kept)

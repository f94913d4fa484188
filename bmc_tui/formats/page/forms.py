"""The answers in a form of HTML: what is typed in its fields, and picked from its lists."""

from collections.abc import Mapping

from bmc_tui.formats.outline.items import OutlineItem

_TYPED = {"", "text", "search", "email", "url", "tel", "number", "date"}
"""The types of the fields whose value someone typed."""


class Form:
    """Distinguishes the answers in a form from the choices that it offers."""

    def __init__(self) -> None:
        self._depth = 0
        """The forms around the current position."""
        self._start = -1
        """The items before the list or button around the current position; -1 without one."""
        self._picked: list[bool] = []
        """Which options of the list around the current position are picked."""
        self._ends: list[int] = []
        """The items up to the end of each of these options."""
        self._is_button = False
        self._unanswered: list[tuple[int, str]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> str:
        """Enter an element; returns the answer in a field, "" in any other element.

        Args:
            tag: Its tag.
            attributes: Its attributes.
        """
        self._depth += tag == "form"
        if tag == "select":
            self._start, self._picked, self._ends = -2, [], []
        elif tag == "option":
            self._picked.append("selected" in attributes)
        elif tag == "button" and self._depth and attributes.get("type", "submit") != "button":
            self._is_button = True
        is_typed = tag == "input" and (attributes.get("type") or "").lower() in _TYPED
        return attributes.get("value", "") if is_typed else ""

    def end(self, tag: str, items: list[OutlineItem]) -> bool:
        """Leave an element, and take the texts out that are not answers.

        Args:
            tag: Its tag.
            items: The items of the page or cell so far.

        Returns:
            Whether there are such texts.
        """
        self._depth = max(0, self._depth - (tag == "form"))
        if tag == "option":
            self._ends.append(len(items))
        elif tag == "select":
            self._leave_out_options(items)
        elif tag == "button" and self._is_button:
            self._is_button = False
            self._unanswered += [(item.line, item.text) for item in items[-1:]]
            del items[-1:]
        return bool(self._unanswered)

    def _leave_out_options(self, items: list[OutlineItem]) -> None:
        """Take out the options that are not picked, if another one is."""
        if any(self._picked) and len(self._picked) == len(self._ends):
            starts = [end - 1 for end in self._ends]
            for start, picked in reversed([*zip(starts, self._picked, strict=True)]):
                if not picked and 0 <= start < len(items):
                    self._unanswered.insert(0, (items[start].line, items[start].text))
                    del items[start]
        self._picked, self._ends = [], []

    def take_unanswered(self) -> list[tuple[int, str]]:
        """Return the texts that are not answers, with their lines; they are returned once."""
        unanswered, self._unanswered = self._unanswered, []
        return unanswered

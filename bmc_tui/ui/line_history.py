"""The texts that a line had while it was typed, for undo and redo."""


class LineHistory:
    """The texts that a line had, and those that undo took back: typing word by word."""

    def __init__(self) -> None:
        self._past: list[str] = []
        self._future: list[str] = []
        self._text = ""
        self._is_typing = False
        """Whether the last change was a character typed at the end, which further ones join."""

    def restart(self, text: str) -> None:
        """Forget all texts but the current one: the line has another purpose now."""
        self._past.clear()
        self._future.clear()
        self._text, self._is_typing = text, False

    def record(self, text: str) -> None:
        """Record the text of the line after a change."""
        if text == self._text:
            return
        is_typed = text[:-1] == self._text
        starts_word = self._text[-1:].isspace() and not text[-1:].isspace()
        if not (is_typed and self._is_typing) or starts_word:
            self._past.append(self._text)
        self._future.clear()
        self._text, self._is_typing = text, is_typed

    def undo(self) -> str | None:
        """Return the text before the last change; None if there is none."""
        return self._step(self._past, self._future)

    def redo(self) -> str | None:
        """Return the text that was undone last; None if there is none."""
        return self._step(self._future, self._past)

    def _step(self, source: list[str], target: list[str]) -> str | None:
        """Take the last text from one list, and put the current one into the other."""
        if not source:
            return None
        target.append(self._text)
        self._text, self._is_typing = source.pop(), False
        return self._text

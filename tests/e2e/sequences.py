"""Filters from a program's output the sequences that pyte 0.8 misreads, and records their effect.

It repeats a character that is to be repeated (REP), which pyte ignores.

pyte ends a control sequence at the first character that it does not know, and shows the rest as
text: `CSI < u` leaves a `u`, a device control string all of its content. It reads `CSI > 4 m` as
underlining. None of the sequences removed here changes the text on the screen.
"""

import base64
import codecs
import re

_SEQUENCE = re.compile(
    r"\x1b(?:"
    r"\[(?P<mark>[<=>?]?)(?P<numbers>[0-?]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|(?P<string>[\]PX^_])(?P<content>.*?)(?:\x07|\x1b\\)"
    r"|[ -/]*[0-OQ-WYZ\\`-~]"
    r")",
    re.DOTALL,
)
"""A whole escape sequence (ECMA-48, 5.3-5.6); OSC may end with BEL, as xterm allows."""

_INCOMPLETE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_].*|[ -/]*)", re.DOTALL)
"""The start of a sequence that is not complete yet."""

_ALTERNATE_SCREEN = 1049
"""The private mode of the alternate screen. pyte has one screen only, so it is cleared when the
mode is set and when it is reset: the first line after the program is at the top."""


class SequenceFilter:
    """Converts the bytes that a program writes to text that pyte can show."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._pending = ""
        self._last = ""
        """The last character of text, which REP repeats."""
        self.modes: set[int] = set()
        """The private modes that are set."""
        self.clipboard: str | None = None
        """The text last sent as OSC 52, the sequence that sets the clipboard."""

    def feed(self, data: bytes) -> str:
        """Return the text for pyte; an incomplete sequence waits for the next call."""
        text = self._pending + self._decode(data)
        output, index = [], 0
        while (escape := text.find("\x1b", index)) >= 0:
            output.append(self._noted(text[index:escape]))
            match = _SEQUENCE.match(text, escape)
            if match:
                output.append(self._filter(match))
                index = match.end()
            elif _INCOMPLETE.fullmatch(text, escape):
                index = escape
                break
            else:
                index = escape + 1
        else:
            output.append(self._noted(text[index:]))
            index = len(text)
        self._pending = text[index:]
        return "".join(output)

    def _noted(self, text: str) -> str:
        """Return a text, and remember its last character."""
        self._last = text[-1:] or self._last
        return text

    def _filter(self, match: re.Match[str]) -> str:
        """Return the sequence if pyte understands it, else ""; record what it sets."""
        if match["string"]:
            if match["string"] == "]" and match["content"].startswith("52;"):
                payload = match["content"].split(";", 2)[2]
                self.clipboard = base64.b64decode(payload).decode()
            return match[0] if match["string"] == "]" else ""
        if not match["final"]:
            return match[0]
        if match["mark"] == "?":
            return (
                self._switch_modes(match) if match["final"] in "hl" and not match["between"] else ""
            )
        if match["final"] == "b" and not match["mark"]:
            return self._last * int(match["numbers"] or 1)
        if match["mark"] or match["between"] or ":" in match["numbers"]:
            return ""
        return match[0]

    def _switch_modes(self, match: re.Match[str]) -> str:
        """Record the private modes that a sequence sets or resets; return the text for pyte."""
        modes = {int(number) for number in match["numbers"].split(";") if number}
        if match["final"] == "h":
            self.modes |= modes
        else:
            self.modes -= modes
        return "\x1b[m\x1b[2J\x1b[H" if _ALTERNATE_SCREEN in modes else match[0]

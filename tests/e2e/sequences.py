"""Takes out of a program's output what pyte 0.8 would print or misread, and notes what it means.

pyte ends a control sequence at the first character that it does not know, and shows the rest as
text: `CSI < u` leaves a `u`, a device control string all of its content. `CSI > 4 m` it takes for
underlining. What is taken out here has no effect on a screen's text.
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

_BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]PX^_].*|[ -/]*)", re.DOTALL)
"""A sequence of which the end has yet to come."""

_OTHER_SCREEN = 1049
"""The mode of the screen that full-screen programs draw on. pyte has one screen only, so it is
cleared on the way in and out: the first line after the program stands at the top."""


class Sieve:
    """Bytes of a program in, text that pyte can show out."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        self.modes: set[int] = set()
        """Private modes that are on."""
        self.clipboard: str | None = None
        """What was last sent as OSC 52."""

    def feed(self, data: bytes) -> str:
        """Return the text for pyte; the begin of a sequence is kept until its end is there."""
        text = self._rest + self._decode(data)
        kept, at = [], 0
        while (escape := text.find("\x1b", at)) >= 0:
            kept.append(text[at:escape])
            match = _SEQUENCE.match(text, escape)
            if match:
                kept.append(self._sift(match))
                at = match.end()
            elif _BEGUN.fullmatch(text, escape):
                at = escape
                break
            else:
                at = escape + 1
        else:
            kept.append(text[at:])
            at = len(text)
        self._rest = text[at:]
        return "".join(kept)

    def _sift(self, match: re.Match[str]) -> str:
        """Return the sequence if pyte understands it, and note what it says."""
        if match["string"]:
            if match["string"] == "]" and match["content"].startswith("52;"):
                payload = match["content"].split(";", 2)[2]
                self.clipboard = base64.b64decode(payload).decode()
            return match[0] if match["string"] == "]" else ""
        if not match["final"]:
            return match[0]
        if match["mark"] == "?":
            return self._mode(match) if match["final"] in "hl" and not match["between"] else ""
        if match["mark"] or match["between"] or ":" in match["numbers"]:
            return ""
        return match[0]

    def _mode(self, match: re.Match[str]) -> str:
        """Note private modes that are switched on or off."""
        modes = {int(number) for number in match["numbers"].split(";") if number}
        if match["final"] == "h":
            self.modes |= modes
        else:
            self.modes -= modes
        return "\x1b[m\x1b[2J\x1b[H" if _OTHER_SCREEN in modes else match[0]

"""Reads YAML with a canvas; `other_json` finds it in its values.

PyYAML parses it to events, from which this module makes values: every scalar but null is its text,
as written, so that `no` and `1_000` stay; and each use of an alias counts as its full value, so
that a few lines cannot expand to millions of values. Comments are quoted in a remark.
"""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from bmc_tui.formats.data.other_json import read_values
from bmc_tui.formats.limits import check_lines
from bmc_tui.formats.outline.trees import MAX_TREE_DEPTH
from bmc_tui.formats.parking import park_text
from bmc_tui.formats.result import FormatError, ImportResult, Remark
from bmc_tui.guide.named_lines import block_of_heading
from bmc_tui.model.blocks import Block
from bmc_tui.model.sanitize import clean

MAX_VALUES = 100_000
"""Maximum number of values in a document, each alias counted for all that it stands for."""

_TOP_LEVEL = re.compile(
    r"(?:-\s+)?(?:\"[^\"]*\"|'[^']*'|[^\s:#\"'\[\]{}>|*&!%@`][^:#\"'\[\]{}]*):(?:\s|$)"
)
"""A line of a map that is not indented."""

_OTHER_LINE = re.compile(r"\s|-(?:\s|$)|#|[\]}]|---|\.\.\.|%YAML|$")
"""The start of a line that can be beside those: indented, an element, a comment, a document."""

_ONLY_IN_YAML = re.compile(
    r"^---\s*$|^%YAML |^\s*(?:- )?[a-z]+_[a-z_]+:(?:\s|$)|^\s*(?:- )?[a-z]+[A-Z]\w*:(?:\s|$)"
    r"|:[ \t]+\[.*\][ \t]*$|:[ \t]+[|>][+-]?[ \t]*$|^\s*- [a-z]+:[ \t].*\n\s+[a-z]+:(?:\s|$)",
    re.MULTILINE,
)
"""What YAML has and the notes of a person have not: keys of programs, a list or map in a line, a
text of several lines, maps in a list."""

_NULLS = ("~", "null", "Null", "NULL")
"""How no value is written (YAML 1.2, 10.2.1.1)."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
"""The fields above a text, between lines of dashes."""

_COMMENT = re.compile(r"#\s*(.*)")


def is_yaml(text: str) -> bool:
    """Tell whether a text is meant as YAML, and does not just happen to be valid YAML.

    Names with a colon and bullets can be either. In plain text a `#` starts a word of the
    vocabulary or a heading: in YAML it starts a comment.
    """
    for line in text.split("\n"):
        if not (_TOP_LEVEL.match(line) or _OTHER_LINE.match(line)):
            return False
        if line.startswith("#") and block_of_heading(line.lstrip("# ")):
            return False
    return _ONLY_IN_YAML.search(text) is not None


def read(text: str) -> ImportResult:
    """Return the canvas in YAML, with the others in it.

    Args:
        text: One document or several.

    Raises:
        FormatError: It is not YAML, is too deep or too large, or has no canvas.
    """
    import yaml

    check_lines(text)
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.add(event)
        comments = list(_comments(text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise FormatError("reading.not_yaml", line=line, column=column) from error
    except RecursionError as error:
        raise FormatError("reading.too_deep") from error
    documents = builder.documents
    result = read_values(documents[0] if len(documents) == 1 else documents, text)
    return replace(result, remarks=(*comments, *result.remarks))


def read_front_matter(text: str) -> ImportResult:
    """Return the canvas in the fields above a text, which is parked.

    Args:
        text: A document whose blocks are fields of its front matter.

    Raises:
        FormatError: It has no front matter in YAML, or that has no canvas.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        raise FormatError("reading.no_canvas")
    result = read("\n" + match[1])
    beneath = park_text(text[match.end() :])
    remarks = [
        Remark(0, "reading.no_heading", {"text": note.text, "block": Block.PARKED})
        for note in beneath.canvas.parked[:1]
    ]
    canvas = result.canvas.add(Block.PARKED, *(note.text for note in beneath.canvas.parked))
    lines = (*result.lines, *beneath.lines)
    return replace(result, canvas=canvas, remarks=(*result.remarks, *remarks), lines=lines)


@dataclass(slots=True)
class _Open:
    """A list or map that is being made."""

    value: Any
    anchor: str | None
    count: int = 1
    """The values in it."""
    keys: list[str] = field(default_factory=list)
    """The key of a map whose value comes next, if there is one."""


class _Builder:
    """Makes values of the events of a parser."""

    def __init__(self) -> None:
        self.documents: list[Any] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        """The value of each anchor, and how many values are in it."""
        self._count = 0

    def add(self, event: Any) -> None:
        """Take the next event.

        Raises:
            FormatError: There are too many values, or they are nested too deep.
        """
        kind = type(event).__name__
        if kind == "ScalarEvent":
            is_null = not event.style and event.value in _NULLS and not self._takes_key()
            self._put(None if is_null else event.value, event.anchor, 1)
        elif kind == "AliasEvent":
            value, count = self._anchors.get(event.anchor, ("", 1))
            self._put(value, None, count)
        elif kind in ("SequenceStartEvent", "MappingStartEvent"):
            if len(self._open) >= MAX_TREE_DEPTH:
                raise FormatError("reading.too_deep")
            self._open.append(_Open([] if kind.startswith("Seq") else {}, event.anchor))
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            ended = self._open.pop()
            self._put(ended.value, ended.anchor, ended.count)
        elif kind == "DocumentStartEvent":
            self._anchors = {}

    def _takes_key(self) -> bool:
        """Tell whether the next value is a key of a map."""
        around = self._open[-1] if self._open else None
        return around is not None and isinstance(around.value, dict) and not around.keys

    def _put(self, value: Any, anchor: str | None, count: int) -> None:
        """Add a value to the list or map around it."""
        self._count += 1
        if self._count > MAX_VALUES or count > MAX_VALUES:
            raise FormatError("reading.too_many_values", limit=MAX_VALUES)
        if anchor:
            self._anchors[anchor] = (value, count)
        if not self._open:
            self.documents.append(value)
            return
        around = self._open[-1]
        around.count += count
        if isinstance(around.value, list):
            around.value.append(value)
        elif not around.keys:
            around.keys.append(value if isinstance(value, str) else _as_key(value))
        else:
            self._put_in_map(around.value, around.keys.pop(), value)

    def _put_in_map(self, target: dict[Hashable, Any], key: str, value: Any) -> None:
        """Add a field to a map; a repeated key adds to its value."""
        if key == "<<" and isinstance(value, dict):
            for name, each in value.items():
                target.setdefault(name, each)
        elif key not in target:
            target[key] = value
        else:
            former = target[key]
            target[key] = [*(former if isinstance(former, list) else [former]), value]


def _as_key(value: Any) -> str:
    """Return a key that is a list or map as a text: its scalars."""
    if isinstance(value, dict):
        return " ".join(map(_as_key, [*value, *value.values()]))[:200]
    return " ".join(map(_as_key, value))[:200] if isinstance(value, list) else str(value)


def _comments(text: str) -> Iterator[Remark]:
    """Yield a remark on each comment: between tokens there is nothing else but white space."""
    import yaml

    if "#" not in text:
        return
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for token, following in pairwise(yaml.scan(text, Loader=loader)):
        gap = text[token.end_mark.index : following.start_mark.index]
        for offset, line in enumerate(gap.split("\n")):
            if (comment := _COMMENT.search(line)) and clean(comment[1]):
                number = token.end_mark.line + 1 + offset
                yield Remark(number, "reading.left_out", {"text": clean(comment[1])})

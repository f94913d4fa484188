"""Takes the notation out of a canvas, to hand it in: segments by name, without kinds and signs.

`@students` becomes `(for students)` after the text of a note, and `students` if it is a word of its
sentence. In the note that stands for that segment it is left out, and so are the `#words` of the
vocabulary and the signs of evidence. A segment whose note is gone still counts as one. Everything
else stays as typed: amounts, and an `@` or `#` that is not a token, such as an account.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bmc_tui.guide import Guide
from bmc_tui.guide.aliases import is_open_end
from bmc_tui.guide.catalog import recognized_words
from bmc_tui.guide.lexicon import lexicon, segments_of
from bmc_tui.guide.vocabulary import meaning
from bmc_tui.model.blocks import BLOCKS, GENERAL, PLACES, Block
from bmc_tui.model.canvas import Canvas, Note, Spot
from bmc_tui.model.coverage import section_said
from bmc_tui.model.segments import Segment, Segments, normalize_handle
from bmc_tui.model.tokens import Mark, Token, tokens

_GONE = "\ufdd0"
"""Stands for what was left out; it is not a character (Unicode 23.7), and in no note."""

_BETWEEN_GONE = re.compile(rf"{_GONE}(?:\s{{0,9}}[/,;&+]?\s{{0,9}}{_GONE})+")
"""Several that were left out, with what separates them."""

_AROUND_GONE = re.compile(
    rf"\s{{0,9}}[(\[{{][\s/,;]{{0,9}}{_GONE}[\s/,;]{{0,9}}[)\]}}]"  # all that was in brackets
    rf"|^{_GONE}[\s:,;/–-]{{0,9}}"  # the start of a note
    rf"|[\s:,;/–-]{{0,9}}{_GONE}$"  # its end
    rf"|\s{{0,9}}{_GONE}"
)
"""What was left out, with what would dangle without it."""


_BLOCKS_FOR_SEGMENTS = frozenset(
    {Block.VALUE_PROPOSITIONS, Block.CUSTOMER_RELATIONSHIPS, Block.REVENUE_STREAMS}
)
"""The blocks where an `@name` is a segment, and hardly an account or a place."""

_MAX_TOKEN = 100
"""Characters in which a token that is glued to another one is looked for."""

_START = re.compile(r"(?:^|[.:;,!?(])\s*(?:(?P<subject>[^\W\d_]+)\s+)?(?P<verb>[^\W\d_]+)$")
"""The one or two words from the start of a sentence, or of a part of one, to the end of a text."""

_SHOWN_CHARACTERS = 200
"""Characters of the text around a segment that show its place in the sentence."""


def without_notation(canvas: Canvas, guide: Guide, *, has_parked: bool = False) -> Canvas:
    """Return a canvas as it is handed in to someone who does not know the notation.

    No note of a block is lost: one that is only notation keeps its words. A channel that names its
    phase by a `#word` is in that phase. `Canvas.source` of the result is the canvas itself.

    Args:
        canvas: The canvas.
        guide: The language of `for` and `and`.
        has_parked: Whether the result has the parked notes. The user did not want them in the
            canvas, so the result has them only if they themselves are copied.
    """
    segments = _Names(segments_of(canvas), _gone_segments(canvas, guide))
    clean_canvas = replace(canvas, parked=(), source=canvas)
    for place in PLACES if has_parked else BLOCKS:
        notes = []
        for spot, note in canvas.spots(place):
            own = segments.known.listed_at(spot)
            notes.append(
                Note(_clean(note.text, own, segments, guide), section_said(place, note, lexicon()))
            )
        clean_canvas = clean_canvas.with_notes(place, notes)
    return clean_canvas


class _Names(NamedTuple):
    """The segments that notes mention."""

    known: Segments
    gone: Mapping[str, Segment]
    """Those without a note, by their normalized handle."""

    def find(self, handle: str) -> Segment | None:
        """Return the segment with a handle in any spelling, or None."""
        return self.known.find(handle) or self.gone.get(normalize_handle(handle))


def _gone_segments(canvas: Canvas, guide: Guide) -> Mapping[str, Segment]:
    """Return the segments whose notes are gone: names that several notes, or a sentence, mention.

    A name after a word such as `on` is an account, and so may be a name in a single note of a block
    that is not about segments.

    Args:
        canvas: The canvas.
        guide: The language of `for`.
    """
    segments, word_for = segments_of(canvas), guide.say("clean.for", names="").strip()
    names, counts, accounts = dict[str, str](), Counter[str](), set[str]()
    for place, note in canvas:
        for name in segments.unknown_in(note.text):
            handle = normalize_handle(name)
            names.setdefault(handle, name)
            counts[handle] += 1 + (place in _BLOCKS_FOR_SEGMENTS)
        for token in tokens(note.text):
            before = note.text[max(0, token.start - _SHOWN_CHARACTERS) : token.start].rstrip()
            last = before.casefold().rpartition(" ")[2]
            is_behind = last in recognized_words("sentences.behind_names")
            if (is_open_end(before) or is_behind) and last != word_for:
                accounts.add(normalize_handle(token.name))
    spot = Spot(Block.CUSTOMER_SEGMENTS, GENERAL, 0)
    return {
        handle: Segment(names[handle], "", len(segments), spot, is_explicit=True)
        for handle, count in counts.items()
        if count > 1 and handle not in accounts
    }


def _clean(text: str, own: Collection[Segment], segments: _Names, guide: Guide) -> str:
    """Return the text of a note without notation.

    Args:
        text: The text.
        own: The segments that the note stands for.
        segments: All segments.
        guide: The language.
    """
    ours = [*_ours(text, segments)]
    if not ours:
        return text
    output, position = "", 0
    group: list[tuple[str, str]] = []
    """The segments of the group that is being read: what is before each, and its name."""
    gone = ""
    """What was left out since the group began."""
    for token, segment in ours:
        between = text[position : token.start]
        position = token.end
        if group and not _joins(between):
            output += _behind_gone(output) + _group(group, output, gone + between, guide) + gone
            group, gone = [], ""
        if not group:
            output, between = output + between, ""
        if segment is None or segment in own:
            gone += _GONE if group else ""
            output += "" if group else _GONE
        else:
            group.append((between, _name(segment)))
    rest = text[position:]
    if group:
        output += _behind_gone(output) + _group(group, output, gone + rest, guide) + gone
    cleaned = _AROUND_GONE.sub("", _BETWEEN_GONE.sub(_GONE, output + rest)).strip()
    if not cleaned:
        names = [_name(segment) if segment else token.name for token, segment in ours]
        return _capitalized(", ".join(dict.fromkeys(names)))
    return _capitalized(cleaned) if ours[0][0].start == 0 else cleaned


def _ours(text: str, segments: _Names) -> Iterator[tuple[Token, Segment | None]]:
    """Yield the meaningful tokens of a note, each with its segment if it mentions one.

    A token that is glued to such a token, as in `#fixed#variable`, counts too.

    Args:
        text: The text.
        segments: All segments.
    """
    end = 0
    for first in tokens(text):
        token: Token | None = first if first.start >= end else None
        while token and ((segment := _segment(token, segments)) or _is_left_out(token)):
            yield token, segment
            end = token.end
            glued = (
                tokens(text[end : end + _MAX_TOKEN]) if text[end : end + 1] in {"@", "#"} else ()
            )
            token = next((_moved(each, end) for each in glued if not each.start), None)


def _moved(token: Token, by: int) -> Token:
    """Return a token of the part of a text that starts at `by` as one of the text."""
    return token._replace(start=token.start + by, end=token.end + by)


def _behind_gone(output: str) -> str:
    """Return the separator between a text and a name that was glued to what was left out."""
    return " " if output.endswith(_GONE) else ""


def _segment(token: Token, segments: _Names) -> Segment | None:
    """Return the segment that a token mentions; None if it is another token."""
    return segments.find(token.name) if token.mark is Mark.SEGMENT else None


def _is_left_out(token: Token) -> bool:
    """Tell whether a token is a kind, a phase or a sign of evidence."""
    return token.mark is Mark.WORD and (token.is_evidence or _is_word(token.name.casefold()))


@cache
def _is_word(name: str) -> bool:
    """Tell whether `#name` is in the vocabulary of a block, or is a phase."""
    phases = lexicon().phases.values()
    return any(meaning(block, name) for block in BLOCKS) or any(name in words for words in phases)


def _name(segment: Segment) -> str:
    """Return the name of a segment as words; an abbreviation as its note has it, such as `MKB`."""
    name = segment.handle.replace("-", " ").replace("_", " ")
    written = name.upper()
    return written if re.search(rf"(?<!\w){re.escape(written)}(?!\w)", segment.note_text) else name


def _joins(between: str) -> bool:
    """Tell whether a text between two segments makes one group of them."""
    words = between.strip(" ,/&+")
    return not words or (words.isalpha() and is_open_end(words))


def _group(mentions: Sequence[tuple[str, str]], before: str, after: str, guide: Guide) -> str:
    """Return the segments of a group as words.

    Args:
        mentions: The text before each segment of the group, and its name.
        before: The text before the group.
        after: The text after it, as far as it is known.
        guide: The language.
    """
    if all(between.isspace() or not between for between, _ in mentions):
        *first, last = (name for _, name in mentions)
        names = guide.say("clean.and", names=", ".join(first), last=last) if first else last
    else:
        names = "".join(between + name for between, name in mentions)
    words = before[-_SHOWN_CHARACTERS:].replace(_GONE, "").rstrip()
    is_word = not words or words.endswith(":") or is_open_end(words.rstrip("([ "))
    if is_word or _has_object(words) or _goes_on(after):
        return names
    if all(_is_said(name, words) for _, name in mentions):
        return _GONE
    in_brackets = words.endswith(("(", "["))
    return guide.say("clean.for" if in_brackets else "clean.behind", names=names)


def _has_object(before: str) -> bool:
    """Tell whether people are the next word of a sentence: after `we help`, or `serving`."""
    start = _START.search(before.casefold()[-_SHOWN_CHARACTERS:])
    if not start:
        return False
    if start["subject"]:
        return start["subject"] in recognized_words("sentences.subjects")
    return start["verb"] in recognized_words("sentences.verbs_with_people")


def _goes_on(after: str) -> bool:
    """Tell whether a sentence continues after its subject, as in `@students find a room`."""
    following = after[:_SHOWN_CHARACTERS].lstrip()
    if after.startswith(("'", "’")):
        return True
    if not following[:1].islower():
        return False
    word = following.split()[0]
    is_behind = word.strip(".,;:!?") in recognized_words("sentences.behind_names")
    return not is_behind and not is_open_end(word)


def _is_said(name: str, before: str) -> bool:
    """Tell whether a text ends with a name, or says `for` one or two words before it."""
    said = before.casefold()[-_SHOWN_CHARACTERS:]
    for match in re.finditer(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", said):
        last_words = said[: match.start()].split()[-2:]
        if match.end() == len(said) or not _before_names().isdisjoint(last_words):
            return True
    return False


def _before_names() -> frozenset[str]:
    """Return the words such as `for`."""
    return recognized_words("sentences.before_names")


def _capitalized(text: str) -> str:
    """Return a text with a capital at its start."""
    return text[:1].upper() + text[1:]

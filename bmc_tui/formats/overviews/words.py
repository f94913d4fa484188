"""Compares the contents of overviews by their words, since programs change punctuation."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bmc_tui.model.canvas import Canvas
from bmc_tui.model.tokens import without_evidence, without_tokens

_WORD = re.compile(r"\w+")

_MIN_LIKENESS = 0.6
"""How alike two texts are (Dice's coefficient of their words) if one may be the other, reworded."""

_MAX_COMPARISONS = 100_000
"""In one document. What is beyond that counts as like no note, so that it is not left out."""


def words_of(text: str) -> str:
    """Return the words of a text, in lower case and with one space between them.

    A text without any, such as `👍`, is returned without its spaces.
    """
    return " ".join(_WORD.findall(text.casefold())) or "".join(text.split())


def cell_texts(texts: Sequence[str]) -> list[str]:
    """Return the texts of notes in a cell of the table of channels, as lines or between `;`."""
    return [part for text in texts for part in map(str.strip, text.split(";")) if part]


class OverviewNotes:
    """The notes of a document, to be found by the texts of its overviews.

    A text that no note has is the former wording of a note only if no overview has that note as it
    is now, and each note has one former wording, the most similar: else the text was added.

    Args:
        canvases: The canvases in the document.
        texts: The texts in its overviews that may be notes.
    """

    def __init__(self, canvases: Iterable[Canvas], texts: Iterable[str]) -> None:
        self._forms: list[set[str]] = []
        """The words of each note, and of each part of it between `;`: with and without tokens."""
        for canvas in canvases:
            for _, note in canvas:
                self._forms += _forms(note.text)
        self.words = {word for forms in self._forms for form in forms for word in form.split()}
        """All words of the notes."""
        numbers: dict[str, list[int]] = {}
        for number, forms in enumerate(self._forms):
            for form in forms:
                numbers.setdefault(form, []).append(number)
        says = {words for text in texts if (words := words_of(text))}
        self._said = says & numbers.keys()
        present = {number for words in self._said for number in numbers[words]}
        former: set[int] = set()
        likenesses = self._likenesses(sorted(says - self._said), present)
        for _, words, number in sorted(likenesses, reverse=True):
            if words not in self._said and number not in former:
                self._said.add(words)
                former.add(number)

    def is_said(self, text: str) -> bool:
        """Tell whether a text is that of a note, or was before the note was reworded."""
        return words_of(text) in self._said

    def _likenesses(
        self, says: Sequence[str], present: set[int]
    ) -> Iterator[tuple[float, str, int]]:
        """Yield how similar a text is to each note whose former wording it may be."""
        forms = [
            (number, form, frozenset(form.split()))
            for number, forms in enumerate(self._forms)
            if number not in present
            for form in forms
        ]
        comparisons = 0
        for words in says:
            comparisons += len(forms)
            if comparisons > _MAX_COMPARISONS:
                return
            distinct, start = frozenset(words.split()), f"{words} "
            for number, form, others in forms:
                likeness = 2 * len(distinct & others) / (len(distinct) + len(others))
                if form.startswith(start):
                    yield 1 + likeness, words, number
                elif likeness >= _MIN_LIKENESS:
                    yield likeness, words, number


def _forms(text: str) -> Iterator[set[str]]:
    """Yield the words of a note in its forms, then those of its parts between `;`, if any."""
    from bmc_tui.render.matrix import shortened

    whole = (text, without_tokens(text), without_evidence(text))
    forms = (*whole, *shortened({(None, ""): whole})[None, ""])
    yield {words for form in forms if (words := words_of(form))}
    if ";" in text:
        for form in forms:
            for part in cell_texts([form]):
                yield {words_of(part)} - {""}

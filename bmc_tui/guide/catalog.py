"""A language of the program: the words of the method, and the catalogue of messages.

A language is one TOML file beside this module; its name is the language's code of two letters.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from errno import errorcode
from functools import cache
from typing import Any, NamedTuple
from unicodedata import normalize

from bmc_tui.guide.errors import ReportableError
from bmc_tui.guide.loader import language_codes, read_tables
from bmc_tui.model.blocks import BLOCKS, GENERAL, UNPLACED, Block, Phase, Section


class Word(NamedTuple):
    """A word of a vocabulary, which a note carries as `#word`."""

    id: str
    """The same in every language."""
    word: str
    """The word in this language; a token's name."""


class Distinction(NamedTuple):
    """A distinction that a question of the sheet asks for, such as fixed and variable costs."""

    id: str
    """The same in every language; unique within its block."""
    name: str
    words: tuple[Word, ...]
    """In the sheet's order."""


@dataclass(frozen=True, slots=True)
class TranslatedName:
    """The names of a thing that match what the user typed, for a message."""

    names: Mapping[str, str]
    """By language; under "" a name without a language, such as an id."""


class _KeyPlaceholders:
    """The keys in a message: `{press[canvas.undo=u]}` is the key for undo, `u` by default."""

    def __init__(self, guide: "Guide") -> None:
        self.guide = guide

    def __getitem__(self, key: str) -> str:
        id_, _, default = key.partition("=")
        return self.guide.key(id_, default)


class _BlockWords(NamedTuple):
    """What the method says of one block."""

    title: str
    short: str
    heading: str
    hints: tuple[str, ...]
    sections: Mapping[Section, str]
    vocabulary: tuple[Distinction, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """Every word of one language. `load` makes it."""

    language: str
    """Its code, such as `nl`."""
    name: str
    """What its speakers call it, such as `Nederlands`."""
    _blocks: Mapping[Block, _BlockWords]
    _messages: Mapping[str, str]
    recognized: Mapping[str, Sequence[str]]
    """The lists of words by which this language is recognized in texts; see `recognized`."""
    _keys: Mapping[str, str] = field(default_factory=dict)
    """The keys that the user configured, as they are shown, by the binding's id."""

    def with_keys(self, keys: Mapping[str, str]) -> "Guide":
        """Return the guide with the keys that the user configured in its messages.

        Args:
            keys: The key to show for a binding, by the binding's id.
        """
        return replace(self, _keys=keys)

    def key(self, id_: str, default: str) -> str:
        """Return the key of a binding as it is shown.

        Args:
            id_: The binding's id, such as `canvas.undo`.
            default: The key that it has unless the user configured another one.
        """
        return self._keys.get(id_, default)

    def title(self, block: Block) -> str:
        """Return the title of `block`, such as `Customer segments`."""
        return self._blocks[block].title

    def short(self, block: Block) -> str:
        """Return the title of `block` for a narrow cell, such as `Segments`."""
        return self._blocks[block].short

    def heading(self, block: Block) -> str:
        """Return the title of `block` with the sheet's own English name where that differs."""
        return self._blocks[block].heading

    def canvas_title(self, title: str) -> str:
        """Return a canvas's title, or the word for a canvas without one."""
        return title or self.say("canvas.untitled")

    def section_title(self, block: Block, section: Section) -> str:
        """Return the words above a section of `block`.

        Args:
            block: The block.
            section: One of its sections; the id of one that it does not have comes back as it is.
        """
        return self._blocks[block].sections.get(section, section)

    def hints(self, block: Block) -> tuple[str, ...]:
        """Return the sheet's hints at `block`; most blocks have none."""
        return self._blocks[block].hints

    def vocabulary(self, block: Block) -> tuple[Distinction, ...]:
        """Return the distinctions that the questions of `block` ask for, in the sheet's order."""
        return self._blocks[block].vocabulary

    def say(self, key: str, /, **values: object) -> str:
        """Return a message of the catalogue.

        Args:
            key: Its area and name, such as `names.unknown_block`.
            values: What its placeholders stand for. A block or a phase is shown by its title,
                a tuple as its parts with commas between, an error of the system as `reason`.

        Raises:
            KeyError: There is no such message, or a placeholder has no value.
        """
        texts = {name: self._show(value) for name, value in values.items()}
        return self._messages[key].format(press=_KeyPlaceholders(self), **texts)

    def count(self, key: str, n: int) -> str:
        """Return a number of things, such as `1 note` or `3 notes`.

        Args:
            key: Where in the catalogue the things' `one` and `other` are, such as `count.note`.
            n: How many there are.

        Raises:
            KeyError: There is no such message.
        """
        return self.say(f"{key}.one" if n == 1 else f"{key}.other", n=n)

    def error_message(self, error: ReportableError) -> str:
        """Return the message of an error in this language.

        Raises:
            KeyError: Its message is not in the catalogue, or a placeholder has no value.
        """
        return self.say(error.key, **error.values)

    def reason(self, error: OSError) -> str:
        """Return why the system refused something, as a part of a sentence.

        Args:
            error: The system's error; one that is not in the catalogue gives the system's own text.
        """
        name = errorcode.get(error.errno or 0, "")
        return self._messages.get(f"reason.{name}") or error.strerror or str(error)

    def _show(self, value: object) -> object:
        """Return the value of a placeholder as the user reads it."""
        if isinstance(value, OSError):
            return self.reason(value)
        if isinstance(value, tuple):
            return ", ".join(str(self._show(part)) for part in value)
        if isinstance(value, TranslatedName):
            # A matching name in another language explains more than another name in this one.
            return value.names.get(self.language) or next(iter(value.names.values()))
        if isinstance(value, Block):
            return self.title(value)
        if isinstance(value, Phase):
            return self.section_title(Block.CHANNELS, Section(value.value))
        return value


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages there are, in alphabetical order."""
    return language_codes()


@cache
def load(language: str) -> Guide:
    """Return the guide in one language; it is read once.

    Args:
        language: One of `languages()`.

    Raises:
        FileNotFoundError: There is no such language.
    """
    data = read_tables(language)
    name, phases = data.pop("name"), data.pop("phases")
    places = {GENERAL: data.pop("general"), UNPLACED: data.pop("unplaced")}
    blocks = data.pop("blocks")
    recognized_words = dict(_lists(data.pop("recognized", {})))
    return Guide(
        language,
        name,
        {block: _block_words(block, blocks[block], places, phases) for block in BLOCKS},
        dict(_flat(data)),
        recognized_words,
    )


@cache
def yes_answers() -> frozenset[str]:
    """Return the answers that mean yes, such as `y`, `yes`, `j` and `ja`.

    Those of every language count, whatever language the program speaks: the fingers of a user
    of two languages do not change with the setting.
    """
    return recognized("yes")


@cache
def recognized(group: str) -> frozenset[str]:
    """Return the words of every language by which the program recognizes something in a text.

    Args:
        group: A list of the table `recognized` in the languages' files, such as `before_names` or
            `periods.month`.

    Returns:
        The words and phrases, in lower case and composed (NFC); none for a list that no language
        has.
    """
    return frozenset(
        normalize("NFC", word).lower()
        for language in languages()
        for word in load(language).recognized.get(group, ())
    )


def _block_words(
    block: Block, data: Mapping[str, Any], places: Mapping[Section, str], phases: Any
) -> _BlockWords:
    """Return the words of one block out of a language's file."""
    sections = dict(places)
    sections.update((phase, phases[phase]) for phase in block.phases)
    sections.update((id_, data["questions"][id_.split(".")[1]]) for id_ in block.questions)
    return _BlockWords(
        title=data["title"],
        short=data["short"],
        heading=data["heading"],
        hints=tuple(data.get("hints", ())),
        sections=sections,
        vocabulary=tuple(
            Distinction(id_, part["name"], tuple(Word(*pair) for pair in part["words"].items()))
            for id_, part in data.get("vocabulary", {}).items()
        ),
    )


def _lists(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the lists of a table and of the tables in it, each under its dotted key."""
    for name, value in table.items():
        if isinstance(value, list):
            yield path + name, value
        else:
            yield from _lists(value, f"{path}{name}.")


def _flat(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the messages of a table and of the tables in it, each under its dotted key."""
    for name, value in table.items():
        if isinstance(value, str):
            yield path + name, value
        else:
            yield from _flat(value, f"{path}{name}.")

"""A language of the program: the words of the method, and the catalogue of messages.

A language is one TOML file beside this module, named by the language's code of two letters.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from errno import errorcode
from functools import cache
from typing import Any, NamedTuple
from unicodedata import normalize

from bmc_tui.guide.errors import ReportableError
from bmc_tui.guide.loader import language_codes, read_tables
from bmc_tui.model.blocks import GENERAL, PLACES, UNPLACED, Block, Phase, Section
from bmc_tui.model.canvas import Particulars


class Word(NamedTuple):
    """A word of a vocabulary, which a note contains as a token such as `#fixed`."""

    id: str
    """The same in every language."""
    name: str
    """The word in this language, without the `#`; the token's name."""


class Distinction(NamedTuple):
    """A distinction that a question of the sheet asks for, such as fixed or variable costs."""

    id: str
    """The same in every language; unique within its block."""
    name: str
    words: tuple[Word, ...]
    """In the sheet's order."""


@dataclass(frozen=True, slots=True)
class TranslatedName:
    """The names of a block or section that match what the user typed, for a message."""

    names: Mapping[str, str]
    """By language; under "" a name without a language, such as an id."""


class _KeyPlaceholders:
    """The value of `press` in a message: `{press[canvas.undo=u]}` formats as the key for undo.

    That is the key that the user configured for the binding, else the default after the `=`.
    """

    def __init__(self, guide: "Guide") -> None:
        self.guide = guide

    def __getitem__(self, key: str) -> str:
        id_, _, default = key.partition("=")
        return self.guide.key(id_, default)


class _BlockWords(NamedTuple):
    """The words of the method for one block; see the methods of `Guide`."""

    title: str
    short: str
    heading: str
    hints: tuple[str, ...]
    sections: Mapping[Section, str]
    vocabulary: tuple[Distinction, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """All words of one language; `load` returns it."""

    language: str
    """Its code, such as `nl`."""
    name: str
    """The language's name in the language itself, such as `Nederlands`."""
    _blocks: Mapping[Block, _BlockWords]
    _messages: Mapping[str, str]
    _keys: Mapping[str, str] = field(default_factory=dict)
    """The keys that the user configured, as displayed, by the binding's id."""

    @property
    def recognized(self) -> Mapping[str, Sequence[str]]:
        """This language's lists of words that the program recognizes in texts, by dotted keys.

        `recognized_words` has those of all languages.
        """
        return _recognized_lists(self.language)

    def with_keys(self, keys: Mapping[str, str]) -> "Guide":
        """Return the guide with messages that name the keys that the user configured.

        Args:
            keys: The configured keys, as displayed, by the binding's id.
        """
        return replace(self, _keys=keys)

    def key(self, id_: str, default: str) -> str:
        """Return the key of a binding, as displayed.

        Args:
            id_: The binding's id, such as `canvas.undo`.
            default: The key to return if the user configured none.
        """
        return self._keys.get(id_, default)

    def title(self, block: Block) -> str:
        """Return the title of `block`, such as `Customer segments`."""
        return self._blocks[block].title

    def short_title(self, block: Block) -> str:
        """Return the title of `block` for a narrow cell, such as `Segments`."""
        return self._blocks[block].short

    def heading(self, block: Block) -> str:
        """Return the title of `block` for a document: with the English one, where that differs.

        In Dutch that is, for example, `Klantsegmenten (Customer segments)`.
        """
        return self._blocks[block].heading

    def canvas_title(self, title: str) -> str:
        """Return a canvas's title, or for an empty one the words for a canvas without a title."""
        return title or self.say("canvas.untitled")

    def particular_lines(self, particulars: Particulars) -> Iterator[str]:
        """Yield each particular that was given as a line, such as `Designed by: Ann`."""
        for name, text in particulars.given():
            yield f"{self.say(f'particulars.{name}')}: {text}"

    def section_title(self, block: Block, section: Section) -> str:
        """Return the words above a section of `block`.

        Args:
            block: The block.
            section: One of its sections; for an unknown one, its id is returned.
        """
        return self._blocks[block].sections.get(section, section)

    def hints(self, block: Block) -> tuple[str, ...]:
        """Return the sheet's hints for filling in `block`; most blocks have none."""
        return self._blocks[block].hints

    def vocabulary(self, block: Block) -> tuple[Distinction, ...]:
        """Return the distinctions that the questions of `block` ask for, in the sheet's order."""
        return self._blocks[block].vocabulary

    def say(self, key: str, /, **values: object) -> str:
        """Return a message of the catalogue.

        Args:
            key: Its area and name, such as `names.unknown_block`.
            values: The values of its placeholders. A block or a phase is formatted as its title,
                a tuple as its parts separated by commas, an `OSError` as its `reason`.

        Raises:
            KeyError: There is no such message, or a placeholder has no value.
        """
        texts = {name: self._format(value) for name, value in values.items()}
        return self._messages[key].format(press=_KeyPlaceholders(self), **texts)

    def has_message(self, key: str) -> bool:
        """Tell whether the catalogue has a message, such as a text that not every rule needs."""
        return key in self._messages

    def pluralize(self, key: str, n: int) -> str:
        """Return a number with its noun in singular or plural, such as `1 note` or `3 notes`.

        Args:
            key: The catalogue's table with the forms `one` and `other`, such as `count.note`.
            n: The number.

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
        """Return the cause of an error of the operating system, as a part of a sentence.

        Args:
            error: The error; for one that is not in the catalogue, the system's own text is
                returned.
        """
        name = errorcode.get(error.errno or 0, "")
        return self._messages.get(f"reason.{name}") or error.strerror or str(error)

    def _format(self, value: object) -> object:
        """Return the value of a placeholder in the words of this language."""
        if isinstance(value, OSError):
            return self.reason(value)
        if isinstance(value, tuple):
            return ", ".join(str(self._format(part)) for part in value)
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
    """Return the codes of all languages, in alphabetical order."""
    return language_codes()


@cache
def load(language: str) -> Guide:
    """Return the guide in one language; its file is read only once.

    Args:
        language: One of `languages()`.

    Raises:
        FileNotFoundError: There is no such language.
    """
    data = dict(read_tables(language))
    name, phases = data.pop("name"), data.pop("phases")
    common_sections = {GENERAL: data.pop("general"), UNPLACED: data.pop("unplaced")}
    blocks = data.pop("blocks")
    _RECOGNIZED.setdefault(language, _lists_in(data.pop("recognized", {})))
    messages: dict[str, str] = {}
    _add_messages(messages, data)  # all tables that remain
    return Guide(
        language,
        name,
        {block: _block_words(block, blocks[block], common_sections, phases) for block in PLACES},
        messages,
    )


_RECOGNIZED: dict[str, Mapping[str, Sequence[str]]] = {}
"""The lists of each language whose file was read. All else in the file of a language that is not
shown is dropped."""


def _recognized_lists(language: str) -> Mapping[str, Sequence[str]]:
    """Return a language's lists of words that the program recognizes, by their dotted keys."""
    if language not in _RECOGNIZED:
        _RECOGNIZED[language] = _lists_in(read_tables(language).get("recognized", {}))
    return _RECOGNIZED[language]


@cache
def yes_answers() -> frozenset[str]:
    """Return the answers that mean yes, such as `y`, `yes`, `j` and `ja`.

    Those of every language count, whatever the language of the program: a bilingual user answers
    from habit.
    """
    return recognized_words("yes")


@cache
def recognized_words(group: str) -> frozenset[str]:
    """Return the words of all languages by which the program recognizes something in a text.

    Args:
        group: The key of a list in the table `recognized` of the languages' files, such as
            `before_names` or `periods.month`.

    Returns:
        The words and phrases, in lower case and composed (NFC); empty if no language has the list.
    """
    # In one piece: a start looks at some three thousand words.
    text = "\n".join(
        word for code in languages() for word in _recognized_lists(code).get(group, ())
    )
    return frozenset(normalize("NFC", text).lower().split("\n") if text else ())


def _block_words(
    block: Block,
    data: Mapping[str, Any],
    common_sections: Mapping[Section, str],
    phases: Mapping[str, str],
) -> _BlockWords:
    """Return the words of one block.

    Args:
        block: The block.
        data: Its table in the language's file.
        common_sections: The titles of the sections that all blocks have.
        phases: The titles of the phases of Channels.
    """
    sections = dict(common_sections)
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


def _lists_in(table: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    """Return the lists of a table and of its subtables, by their dotted keys."""
    return dict(_flatten_lists(table))


def _flatten_lists(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the lists of a table and of its subtables, each with its dotted key."""
    for name, value in table.items():
        if isinstance(value, list):
            yield path + name, value
        else:
            yield from _flatten_lists(value, f"{path}{name}.")


def _add_messages(messages: dict[str, str], table: Mapping[str, Any], path: str = "") -> None:
    """Add the messages of a table and of its subtables, each by its dotted key."""
    for name, value in table.items():
        if isinstance(value, str):
            messages[path + name] = value
        else:
            _add_messages(messages, value, f"{path}{name}.")

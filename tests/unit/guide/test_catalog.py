"""The catalogue: the same keys in every language, and only keys that the program uses."""

import ast
import errno
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import bmc_tui
from bmc_tui.guide import ReportableError, languages, load, yes_answers
from bmc_tui.model.blocks import Block, Phase

PACKAGE = Path(bmc_tui.__file__).parent
ENGLISH, DUTCH = load("en"), load("nl")


def leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a language's file under its dotted key."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}{name}.")
        elif isinstance(value, list):
            yield from ((f"{path}{name}.{place}", text) for place, text in enumerate(value))
        else:
            yield path + name, value


def tables_of(language: str) -> dict[str, Any]:
    file = PACKAGE / "guide" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def texts_of(language: str) -> dict[str, str]:
    """Return the texts that the program shows; the words that it recognizes are not shown."""
    tables = tables_of(language)
    del tables["recognized"]
    return dict(leaves(tables))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# The languages beside each other


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_keys_in_the_same_order(language: str) -> None:
    assert list(texts_of(language)) == list(texts_of("en"))


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_lists_of_words_to_recognize(language: str) -> None:
    words, english = tables_of(language)["recognized"], tables_of("en")["recognized"]
    assert list(words) == list(english)
    for table in ("periods", "currencies"):
        assert list(words[table]) == list(english[table])


@pytest.mark.parametrize("language", languages())
def test_every_text_fills_in_the_same_things_in_every_language(language: str) -> None:
    english, other = texts_of("en"), texts_of(language)
    filled = {key: placeholders(text) for key, text in other.items()}
    assert filled == {key: placeholders(text) for key, text in english.items()}


@pytest.mark.parametrize("language", languages())
def test_no_text_is_empty_or_has_room_around_it(language: str) -> None:
    assert [
        key for key, text in texts_of(language).items() if not text or text.strip() != text
    ] == []


@pytest.mark.parametrize("language", languages())
def test_things_that_are_counted_have_a_one_and_an_other(language: str) -> None:
    keys = set(texts_of(language))
    for this, that in (("one", "other"), ("other", "one")):
        counted = {key.rpartition(".")[0] for key in keys if key.endswith(f".{this}")}
        assert all(f"{key}.{that}" in keys for key in counted)


def test_no_dutch_sentence_starts_with_the_key_u_which_reads_as_the_formal_you() -> None:
    texts = texts_of("nl")
    assert [
        key for key, text in texts.items() if re.search(r"(^|[.:;!?] )u ", text, re.IGNORECASE)
    ] == []


# The catalogue


def test_a_message_is_said_in_the_guides_language() -> None:
    assert ENGLISH.pluralize("count.note", 1) == "1 note"
    assert ENGLISH.pluralize("count.note", 0) == "0 notes"
    assert DUTCH.pluralize("count.note", 3) == "3 notities"


def test_an_error_is_told_in_the_guides_language_with_blocks_and_phases_by_title() -> None:
    error = ReportableError(
        "names.ambiguous_section",
        block=Block.CHANNELS,
        text="{e} [red]",
        candidates=(Phase.EVALUATION, Phase.DELIVERY, "direct"),
    )
    message = DUTCH.error_message(error)
    assert message.startswith("Bij Kanalen past “{e} [red]” bij meer dan één onderdeel")
    assert "Evaluatie, Aflevering, direct" in message
    assert "names.ambiguous_section" in str(error)
    assert "text='{e} [red]'" in str(error)


def test_why_the_system_refused_is_told_in_the_guides_language() -> None:
    def written(error: OSError) -> ReportableError:
        return ReportableError("cli.not_written", file="plan.md", reason=error)

    full = OSError(errno.ENOSPC, "No space left on device")
    assert ENGLISH.error_message(written(full)).startswith(
        "plan.md can't be written: there is no room left."
    )
    assert DUTCH.error_message(written(full)).startswith(
        "plan.md is niet te schrijven: er is geen ruimte meer."
    )
    common = "ENOSPC EACCES EPERM EROFS ENOENT EISDIR ENOTDIR EIO EFBIG EDQUOT ELOOP ENAMETOOLONG"
    for name in common.split():
        code = getattr(errno, name)
        assert os.strerror(code) not in DUTCH.reason(OSError(code, os.strerror(code)))
    assert DUTCH.reason(OSError(errno.EXDEV, "Invalid cross-device link")).startswith("Invalid")
    assert DUTCH.reason(OSError("no number")) == "no number"


def test_yes_can_be_said_in_every_language_whatever_language_the_program_speaks() -> None:
    assert yes_answers() == {"y", "yes", "j", "ja"}


def test_a_message_that_is_not_in_the_catalogue_is_a_mistake_that_shows() -> None:
    with pytest.raises(KeyError):
        ENGLISH.say("names.nothing")
    with pytest.raises(KeyError):
        ENGLISH.say("names.unknown_block", text="x")


def calls_for_messages() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield where in the program a message is asked for by name: the place, the key, the call."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            key = node.args[0]
            name = str(getattr(node.func, "attr", "") or getattr(node.func, "id", ""))
            if name not in {"say", "pluralize"} and not name.endswith("Error"):
                continue
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and "." in key.value:
                place = f"{file.relative_to(PACKAGE)}:{node.lineno}"
                keys = [f"{key.value}.{form}" for form in ("one", "other")]
                yield from (
                    (place, k, node) for k in (keys if name == "pluralize" else [key.value])
                )


def test_every_message_that_the_program_asks_for_is_in_the_catalogue() -> None:
    known = texts_of("en")
    assert [(place, key) for place, key, _ in calls_for_messages() if key not in known] == []


def test_every_message_that_the_program_asks_for_gets_all_its_values() -> None:
    known = texts_of("en")
    for place, key, call in calls_for_messages():
        given = {keyword.arg for keyword in call.keywords}
        if key in known and None not in given and not key.endswith((".one", ".other")):
            filled = {name for name in placeholders(known[key]) if not name.startswith("press[")}
            assert filled <= given, f"{place} asks for {key}"


def test_no_message_is_left_that_the_program_does_not_ask_for() -> None:
    whole, starts = set(), set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                starts.add(str(node.values[0].value))
    built = tuple(start for start in starts if re.match(r"[a-z_]+\.", start))
    of_the_program = [
        key
        for key in texts_of("en")
        if key.partition(".")[0] not in {"name", "general", "unplaced", "phases", "blocks"}
    ]
    assert [
        key
        for key in of_the_program
        if not {key, key.rpartition(".")[0]} & whole and not key.startswith(built)
    ] == []

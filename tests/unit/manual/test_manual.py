"""The manual and README: whole at any width, with commands and files that are there."""

import re
from pathlib import Path

import pytest

import bmc_tui
from bmc_tui.cli.arguments import ARGUMENTS, COMMAND_NAMES, COMMON_OPTIONS
from bmc_tui.guide import languages
from bmc_tui.manual import TOPICS, read_topic, topic_text
from bmc_tui.manual.lines import line_text, topic_lines
from bmc_tui.manual.markup import parse_spans, plain

MANUAL = Path(bmc_tui.__file__).parent / "manual"
README = MANUAL.parents[1] / "README.md"
MAX_README_BYTES = 9 * 1024
TEXTS = (README, *sorted(MANUAL.glob("*.md")))

COMMAND = re.compile(r"\bbmc (?P<name>[a-z]+)(?P<rest>[^`|;&\n]*)")
CODE = re.compile(r"```\w*\n(.*?)```|`([^`]+)`", re.DOTALL)
LINK = re.compile(r"\]\(([^)]+)\)")


def test_each_topic_is_a_file_and_each_file_a_topic() -> None:
    names = [file.name.split(".") for file in MANUAL.glob("*.md")]
    assert {name for name, _, _ in names} == set(TOPICS)
    assert {language for _, language, _ in names} <= set(languages())
    assert sum(language == "en" for _, language, _ in names) == len(TOPICS)


@pytest.mark.parametrize("width", [24, 50, 80])
@pytest.mark.parametrize("language", languages())
def test_a_topic_is_shown_whole_at_any_width(language: str, width: int) -> None:
    for name in TOPICS:
        title, blocks = read_topic(name, language)
        lines = [line_text(line).rstrip() for line in topic_lines(title, blocks, width)]
        shown = "".join("".join(lines).split())
        for word in re.findall(r"\w{2,}", plain(parse_spans(topic_text(name, language)))):
            assert word in shown, (name, word)
        is_code = [line.startswith("    ") for line in lines]
        too_long = [
            x for x, code in zip(lines, is_code, strict=True) if len(x) > width and not code
        ]
        assert too_long == []
        assert "](" not in shown


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_every_command_and_option_that_a_text_names_is_there(file: Path) -> None:
    spans = ["".join(found) for found in CODE.findall(file.read_text(encoding="utf-8"))]
    for span in spans:
        for match in COMMAND.finditer(span.replace(r"\|", "/")):
            name = match["name"]
            assert name in COMMAND_NAMES, match[0]
            known = {a.name for a in (*ARGUMENTS[name], *COMMON_OPTIONS)} | {"--help"}
            assert set(re.findall(r"--[a-z-]+", match["rest"])) <= known, match[0]


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.name)
def test_every_link_of_a_text_leads_to_a_file(file: Path) -> None:
    for link in LINK.findall(file.read_text(encoding="utf-8")):
        assert (file.parent / link).is_file(), link


def test_the_readme_is_short_and_names_every_topic() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(text.encode()) <= MAX_README_BYTES
    assert [name for name in TOPICS if f"[`{name}`](bmc_tui/manual/{name}.en.md)" not in text] == []

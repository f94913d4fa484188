"""The manual: topics as Markdown, one file beside this module for each topic and language.

`bmc help TOPIC`, `bmc man` and the list of keys in the app show the same files. A topic that has no
file in a language is shown in English. Only Python's own library is imported here: the manual page
is written while a wheel is built.
"""

from pathlib import Path

from bmc_tui.manual.markup import TopicBlock, TopicHeading, parse

_FOLDER = Path(__file__).parent

TOPICS = (
    "keys",
    "notes",
    "amounts",
    "review",
    "extras",
    "commands",
    "completion",
    "json",
    "plain",
    "settings",
    "colours",
    "formats",
    "handing-in",
    "changes",
    "import",
    "clipboard",
    "data",
)
"""The names of the topics, in the order of the manual."""


def read_topic(name: str, language: str) -> tuple[str, tuple[TopicBlock, ...]]:
    """Return the title of a topic, and its other blocks.

    Args:
        name: One of `TOPICS`.
        language: The code of a language.
    """
    title, *blocks = parse(topic_text(name, language))
    assert isinstance(title, TopicHeading)  # noqa: S101 - a test reads every file
    return title.text, tuple(blocks)


def topic_text(name: str, language: str) -> str:
    """Return a topic as Markdown, in English if the language has none."""
    file = _FOLDER / f"{name}.{language}.md"
    if not file.is_file():
        file = _FOLDER / f"{name}.en.md"
    return file.read_text(encoding="utf-8")

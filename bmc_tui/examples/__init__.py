"""Example canvases of well-known kinds of business, to look at and to start from.

An example is a Markdown file beside this module, in the format of `bmc export`; it is named by its
file.
"""

from functools import cache
from pathlib import Path

from bmc_tui.model.canvas import Canvas

_FOLDER = Path(__file__).parent

EXAMPLE_LANGUAGES = {
    "coffee-cart": "en",
    "freemium-app": "en",
    "marketplace": "en",
    "machinebouwer": "nl",
    "repair-cafe": "nl",
    "zzp-tekstschrijver": "nl",
}
"""The language of each example, by its name."""


def example_names(language: str) -> tuple[str, ...]:
    """Return the names of all examples, those in `language` first.

    Args:
        language: The code of a language.
    """
    return tuple(sorted(EXAMPLE_LANGUAGES, key=lambda name: EXAMPLE_LANGUAGES[name] != language))


@cache
def load_example(name: str) -> Canvas:
    """Return an example; its file is read only once.

    Args:
        name: One of `example_names`.

    Raises:
        KeyError: There is no such example.
    """
    from bmc_tui.formats.markdown.reader import read

    if name not in EXAMPLE_LANGUAGES:
        raise KeyError(name)
    return read((_FOLDER / f"{name}.md").read_text(encoding="utf-8")).canvas


def next_example(canvas: Canvas, language: str) -> Canvas | None:
    """Return the example that replaces a canvas when the user asks for one.

    Args:
        canvas: The current canvas.
        language: The code of the language whose examples come first.

    Returns:
        For an empty canvas the first example; for an unchanged example the next one, wrapping
        around; for any other canvas None, because the user's notes would be lost.
    """
    examples = [load_example(name) for name in example_names(language)]
    if canvas in examples:
        return examples[(examples.index(canvas) + 1) % len(examples)]
    return None if canvas.note_count or canvas.design else examples[0]

"""Example canvases of well-known kinds of business, to look at and to start from.

An example is a Markdown file beside this module, as `bmc export` writes it; the file's name is the
example's.
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
    """Return the names of all examples, those in `language` first."""
    return tuple(sorted(EXAMPLE_LANGUAGES, key=lambda name: EXAMPLE_LANGUAGES[name] != language))


@cache
def load_example(name: str) -> Canvas:
    """Return an example.

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
    """Return the example to show in the place of a canvas.

    Args:
        canvas: The canvas that is shown.
        language: The language of the examples that come first.

    Returns:
        The first example for an empty canvas, the next for an example; None for other canvases.
    """
    examples = [load_example(name) for name in example_names(language)]
    if canvas in examples:
        return examples[(examples.index(canvas) + 1) % len(examples)]
    return None if canvas.note_count else examples[0]

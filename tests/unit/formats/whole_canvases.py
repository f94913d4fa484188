"""Whole canvases: the examples, and those in `canvases/` as people first write them."""

from itertools import chain
from pathlib import Path

from bmc_tui.examples import example_names, load_example
from bmc_tui.formats.markdown.reader import read
from bmc_tui.guide import Guide, languages
from bmc_tui.guide.vocabulary import translate_words
from bmc_tui.model.blocks import BLOCKS
from bmc_tui.model.canvas import Canvas, Particulars

_FOLDER = Path(__file__).parent / "canvases"

_PARTICULARS = Particulars("The jury", "Ann & Bo", "26-11-2026", "2")

WHOLE_CANVASES = [
    *(
        load_example(name).with_particulars(_PARTICULARS)
        for name in sorted(set(chain(*map(example_names, languages()))))
    ),
    *(read(file.read_text(encoding="utf-8")).canvas for file in sorted(_FOLDER.glob("*.md"))),
]


def texts_by_block(canvas: Canvas, guide: Guide) -> dict[str, list[str]]:
    """Return the notes of each block, sorted, as an export has them, and the particulars.

    Other programs type the punctuation of print in the place of that on keyboards.
    """
    notes = translate_words(canvas, guide)
    texts = {
        block.value: sorted(printed(note.text) for note in notes.notes(block)) for block in BLOCKS
    }
    return texts | {"particulars": [*map(printed, canvas.particulars)]}


def printed(text: str) -> str:
    """Return a text with the punctuation of print."""
    return text.replace("'", "’").replace("...", "…").replace('"', "”").replace("“", "”")

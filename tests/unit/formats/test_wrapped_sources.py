"""Imports what pandoc and word processors wrap: questions, lists and words over several lines.

Each text is as pandoc 2.17 or LibreOffice 7.4 writes it.
"""

import pytest

from bmc_tui.formats.importer import import_bytes
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block

MARKDOWN = """\
## Value propositions

-   Fresh bread

## Key partners

-   The mill

## Questions without an answer

### Value propositions

-   What complete package of products/services do we offer? Per
    customer segment!
"""

ASCIIDOC = """\
== Value propositions

* Fresh bread

== Key partners

* The mill

== Questions without an answer

=== Value propositions

* What complete package of products/services do we offer? Per customer
segment!
"""

LATEX = r"""
\hypertarget{plan}{%
\section{Plan}\label{plan}}

\hypertarget{value-propositions}{%
\subsection{Value propositions}\label{value-propositions}}

\begin{itemize}
\tightlist
\item
  Fresh bread
\end{itemize}

\hypertarget{key-partners}{%
\subsection{Key partners}\label{key-partners}}

\begin{itemize}
\tightlist
\item
  The mill
\end{itemize}
"""

OPML = """\
<?xml version="1.0"?>
<opml version="2.0"><body>
<outline text="Plan">
  <outline text="Value propositions" _note="-   Fresh&#10;    bread">
  </outline>
  <outline text="Key partners" _note="-   The mill">
  </outline>
</outline>
</body></opml>
"""

HTML = """\
<h2>Value propositions</h2>
<ul><li><p>Fresh <i>bread</i></p></li></ul>
<h2>Key partners</h2>
<p><b>The</b>
<i>mill</i></p>
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wrapped.md", MARKDOWN),
        ("wrapped.adoc", ASCIIDOC),
        ("targets.tex", LATEX),
        ("lists.opml", OPML),
        ("breaks.html", HTML),
    ],
)
def test_a_break_in_the_source_makes_no_note(name: str, text: str) -> None:
    canvas = import_bytes(text.encode(), name, load("en")).canvas
    notes = {
        block: [note.text for note in canvas.notes(block)] for block in (*BLOCKS, Block.PARKED)
    }
    assert {block: texts for block, texts in notes.items() if texts} == {
        Block.VALUE_PROPOSITIONS: ["Fresh bread"],
        Block.KEY_PARTNERS: ["The mill"],
    }


def test_a_cell_of_asciidoc_goes_on_before_the_next_one() -> None:
    table = '[options="header"]\n|===\n|Key partners |Costs\n\n|The old\nmill |Rent\n|===\n'
    canvas = import_bytes(f"== Cart\n\n{table}\n== Left\n".encode(), "a.adoc", load("en")).canvas
    assert [note.text for note in canvas.notes(Block.KEY_PARTNERS)] == ["The old mill"]
    assert [note.text for note in canvas.notes(Block.COST_STRUCTURE)] == ["Rent"]

"""Outlines in OPML: of pandoc, which writes Markdown into them, and of programs that do not."""

import pytest

from bmc_tui.formats.detect import read_text
from bmc_tui.model.blocks import BLOCKS, Block

PANDOC_HEAD = "<title></title><dateModified></dateModified><ownerName></ownerName>"
WORKFLOWY_HEAD = "<ownerEmail>a@example.org</ownerEmail>"
OTHER_HEADS = (
    "<title></title><expansionState>0</expansionState>",  # OmniOutliner
    "<title></title><flavor>dynalist</flavor><source>https://dynalist.io</source>",
    "<title>untitled</title>",  # Logseq
)


def notes_in(head: str, *outlines: str) -> dict[Block, list[str]]:
    """Return the notes of each block that has any, and the parked ones, in an outline."""
    body = "\n".join(outlines)
    opml = f'<opml version="2.0">\n<head>{head}</head>\n<body>\n{body}\n</body></opml>'
    canvas = read_text(opml).canvas
    notes = {
        block: [note.text for note in canvas.notes(block)] for block in (*BLOCKS, Block.PARKED)
    }
    return {block: texts for block, texts in notes.items() if texts}


def test_what_pandoc_escapes_and_wraps_is_as_it_was_typed() -> None:
    note = (
        r"-   Tea \#fixed 2 \* 3 `@staff` a\_b&#10;    \&lt;b\&gt; C:\\x ‘so’ ~x~ &amp;amp; y"
        r"&#10;-   \~\~Radio\~\~"
    )
    outlines = (
        '<outline text="A &amp;lt;b&amp;gt; &lt;em&gt;cart&lt;/em&gt; *1*">',
        f'<outline text="Cost structure" _note="{note}"></outline>',
        '<outline text="Channels"><outline text="Awareness" _note="- Square"></outline></outline>',
        '<outline text="Channels by segment" _note="[TABLE]"></outline></outline>',
    )
    assert notes_in(PANDOC_HEAD, *outlines) == {
        Block.COST_STRUCTURE: ["Tea #fixed 2 * 3 @staff a_b <b> C:\\x ‘so’ ~x~ & y", "~~Radio~~"],
        Block.CHANNELS: ["Square"],
    }


@pytest.mark.parametrize("head", OTHER_HEADS)
def test_what_other_outliners_write_is_plain_text(head: str) -> None:
    outlines = (
        r'<outline text="Costs"><outline text="Tea \# *new* a_b_c" _note="for a &lt;b&gt; \* c"/>',
        '</outline><outline text="Channels" _note="Square&#10;Web #1"/>',
        '<outline text="Partners" _note="- Mill&#10;- Farm"/>',
    )
    assert notes_in(head, *outlines) == {
        Block.COST_STRUCTURE: [r"Tea \# *new* a_b_c — for a <b> \* c"],
        Block.CHANNELS: ["Square", "Web #1"],
        Block.KEY_PARTNERS: ["Mill", "Farm"],
    }


def test_what_workflowy_writes_is_html() -> None:
    outlines = (
        '<outline text="&lt;b&gt;Costs&lt;/b&gt;"><outline _complete="true"',
        ' text="&lt;s&gt;Tea&lt;/s&gt; &amp;lt; 3 &amp;amp; up"/></outline>',
        '<outline text="Channels" _note="A&lt;a href=&quot;https://x.org&quot;&gt;',
        'page&lt;/a&gt;&#10;Square&#10;"/>',
    )
    assert notes_in(WORKFLOWY_HEAD, *outlines) == {
        Block.COST_STRUCTURE: ["~~Tea~~ < 3 & up"],
        Block.CHANNELS: ["A page", "Square"],
    }


def test_a_remark_on_what_pandoc_wrote_names_the_line_of_the_file() -> None:
    opml = (
        f'<opml version="2.0">\n<head>{PANDOC_HEAD}</head>\n<body>\n'
        '<outline text="T">\n<outline text="Costs" _note="-   Tea"></outline>\n'
        '<outline text="Partners" _note="-   Mill&#10;&#10;&lt;!-- later --&gt;"></outline>\n'
        "</outline></body></opml>"
    )
    assert [(each.line, each.values["text"]) for each in read_text(opml).remarks] == [(6, "later")]

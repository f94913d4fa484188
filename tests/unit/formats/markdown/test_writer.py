"""A canvas as Markdown, read back by parsers that other people's tools use."""

import json
import re
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bmc_tui.formats import FORMATS
from bmc_tui.formats.detect import read_text
from bmc_tui.formats.markdown.writer import escape, write, write_block
from bmc_tui.guide import load
from bmc_tui.model.blocks import BLOCKS, Block, Phase, Section
from bmc_tui.model.canvas import Canvas, Note
from bmc_tui.model.sanitize import clean

ORDINARY = (
    r"""
a-b§€ 5§(x)§C#§C# and F#§Ten past #online§#recurring at the start§i. roman
the #recurring word§5 at the start§5.50 a cup§2024 - 2026§-5 %§+31 6 1234§--dash--§a) first§50%
snake_case_name§a * b§2 * 3 * 4§price*§5*3§~5 minutes§R&D§AT&T & co§a < b > c§<5 & >3§<- there§x^2
[red] label§[/]§array[0]§"quoted" 'too'§what?!§$5 and $6 a month§...§...and§:-)
€ 2,50 x 1200/month§08:30:15§12:00 (noon)§www.x.nl/~user§a@b.nl§`§lone _ too§wait: what§#1
https://example.com/a_b/c?x=1&copy=2#top§http://[::1]/§!important§=> so§= 5§ë 漢字 👩‍👩‍👧 🇳🇱
""".strip()
    .replace("\n", "§")
    .split("§")
)
"""Notes as people write them, which Markdown reads as they are."""

HOSTILE = (
    r"""
# not a heading§## Key resources§#§###### six§####### seven§ends with #§ends with ##§# a #§#######
- nested§* x§+ y§-§*§+§--§---§- - -§***§* * *§___§_ _ _§**§__§===§=§1. one§1) one§5.§123456789. x
> quote§>quote§>§`code`§``a`§```§```python§~~~§~~~ x§<b>bold</b>§<script>alert(1)</script>§<!-- open
<?php§</div>§<div§<![CDATA[§<a.b@c.nl>§<5@c.nl>§<http://a.b>§&amp; &copy;§&#35;§&#x41;§R&amp;D§[^1]
[link](http://x)§![img](x)§[ref]: http://evil§[ref]§[^1]: note§[a][ref]§![§](§a](b)§[a\]: b§:+1:§]:
*em* _em_ **b**§***x***§~~s~~§~s~§x*y*z§a_b_ c_§_x_y_§**_mixed*_§*a_*b_§`*a*`§*`*`§\§trailing \§\\
\*a*§\_a_§\`a`§\#§\\# h§a\§\[x](y)§$x^2$§$$y$$§$a and b$ c$ d§$5$§[ ] todo§[x] done§[X] done§[]
| a | b |§|---|---|§|§a|b§:---:§:smile: hi§a:b:c§1:100:2§{#id .cls}§%% title§\begin{x}§+++§[a]:b§!
Term : def§: def§^[inline]§@cite§[@cite]§(1) paren§a. alpha§<@x>§https://x.nl/_a_/*b*?c=&lt;§<§<a§&
see (https://x.nl/_me_/) or "http://y.nl/~a/~b".§https://x.nl/_a_ *b* https://y.nl/*c*§1.§1)
[red]§[/]§[@click=app.quit]§a<b>c§<b§"a" -- 'b'§* a *b*§- [ ] t§- # x§::: warn§a  b§a   *b*
C:\temp§\o/ hi
""".strip()
    .replace("\n", "§")
    .split("§")
)
"""Notes that would be something else than a bullet with that text."""

PRESETS = ("commonmark", "gfm-like")


def outline(markdown: str, preset: str) -> list[tuple[str, str]]:
    """Return what a reader sees as (`h1`, `h2`, `h3` or `li`, text); anything else as its kind."""
    # The links that GitHub makes of bare addresses are looked at on their own, below.
    tokens = MarkdownIt(preset, {"linkify": False}).parse(markdown)
    seen: list[tuple[str, str]] = []
    kind = ""
    for token in tokens:
        if token.type == "heading_open":
            kind = token.tag
        elif token.type == "list_item_open":
            kind = "li"
            seen.append((kind, ""))
        elif token.type == "inline" and kind == "li" and seen[-1] == ("li", ""):
            seen[-1] = ("li", text_of(token))
        elif token.type == "inline":
            seen.append((kind, text_of(token)))
        elif token.type.split("_")[0] not in ("heading", "paragraph", "bullet", "list"):
            seen.append((token.type, token.content))
    return seen


def text_of(inline: Token) -> str:
    """Return an inline token's text; anything but text shows as its kind."""
    shown = ""
    for token in inline.children or ():
        is_mention = token.type == "code_inline" and token.content.startswith("@")
        if token.type in ("text", "text_special") or is_mention:
            shown += token.content
        elif token.markup != "autolink":
            shown += f"«{token.type}»"
    return shown


def canvas_of(*notes: str) -> Canvas:
    return Canvas(title="T").with_notes(Block.KEY_PARTNERS, [Note(note) for note in notes])


def bullets(*notes: str) -> list[tuple[str, str]]:
    return [("h2", "Key partners"), *(("li", note) for note in notes)]


def read_back(*notes: str, preset: str) -> list[tuple[str, str]]:
    return outline(write_block(canvas_of(*notes), Block.KEY_PARTNERS, load("en")), preset)


def test_a_canvas_is_a_title_and_nine_headings_in_filling_order_even_when_empty() -> None:
    for language in ("en", "nl"):
        guide = load(language)
        for preset in PRESETS:
            assert outline(write(Canvas("Café"), guide), preset) == [
                ("h1", "Café"),
                *(("h2", guide.title(block)) for block in BLOCKS),
            ]


def test_it_reads_well_raw() -> None:
    canvas = (
        Canvas("Campus coffee cart")
        .add(Block.CHANNELS, "Friendly @students", "Cart on the square")
        .add(Block.CHANNELS, "By walking past", section=Section("channels.information"))
        .add(Block.CHANNELS, "Pay by phone #direct", section=Section(Phase.PURCHASE))
        .add(Block.CHANNELS, "Instagram #online", section=Section(Phase.AWARENESS))
        .add(Block.CHANNELS, "From a newer version", section=Section("later"))
    )
    written = write(canvas, load("nl"))
    assert written.startswith("# Campus coffee cart\n\n## Klantsegmenten\n\n## Waardeproposities\n")
    assert (
        "\n## Kanalen\n"
        "\n- Friendly `@students`\n- Cart on the square\n"
        "- By walking past\n- From a newer version\n"
        "\n### Bekendheid\n"
        "\n- Instagram #online\n"
        "\n### Aankoop\n"
        "\n- Pay by phone #direct\n"
        "\n## Klantrelaties\n"
    ) in written
    assert written.endswith("\n## Kostenstructuur\n")


MENTIONS = (
    r"""
@students§Tea @students, @staff§(@students)§@students/@staff§@a@b§@me@x.nl§5` @x§`@x`
``@x`` ` @y§*@x*§_@x_§~~@x~~§[@x](y)§<@x>§@x-§@x_y and @z§a@b.nl§https://x.nl/@me @you
medium.com/@me§@1§@_x§@é§\@x§**@a** @b__c__ `d§a:@x§"@x"§@x's
""".strip()
    .replace("\n", "§")
    .split("§")
)


@pytest.mark.parametrize("note", MENTIONS)
def test_no_user_of_github_is_notified_and_the_note_reads_back(note: str) -> None:
    """GitHub looks for names in the text outside of code, once it is rendered."""
    markdown = str(FORMATS["report"].write(canvas_of(note), load("en")))
    html = MarkdownIt("gfm-like", {"linkify": False}).render(markdown)
    shown = re.sub(r"<code>.*?</code>|<[^<>]*>", "\ufffc", html)
    assert not re.search(r"(?<![A-Za-z0-9_/])@[A-Za-z0-9]", shown)
    assert read_text(markdown).canvas.notes(Block.KEY_PARTNERS) == (Note(note),)
    assert "`@" not in str(FORMATS["obsidian"].write(canvas_of("Tea @x"), load("en")))


def test_a_canvas_without_a_title_is_called_so() -> None:
    assert write(Canvas(), load("en")).startswith("# Untitled canvas\n")


def test_the_registry_knows_it() -> None:
    assert FORMATS["markdown"].write(Canvas("x"), load("en")) == write(Canvas("x"), load("en"))


@pytest.mark.parametrize("note", ORDINARY)
def test_ordinary_text_stays_as_it_was_typed(note: str) -> None:
    assert escape(note) == note
    for preset in PRESETS:
        assert read_back(note, preset=preset) == bullets(note)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_hostile_note_is_one_bullet_with_its_own_text(preset: str) -> None:
    assert read_back(*HOSTILE, preset=preset) == bullets(*HOSTILE)
    for note in HOSTILE:
        assert read_back(note, preset=preset) == bullets(note)


@pytest.mark.parametrize("preset", PRESETS)
def test_every_hostile_title_is_the_heading(preset: str) -> None:
    for title in HOSTILE:
        assert outline(write(Canvas(title), load("en")), preset)[0] == ("h1", title)


_MARKUP = st.text(st.sampled_from("ab1 é\u00a0,-+*_#>`~<![](){}&;:\\/$|=.@^\"'"), max_size=12)
_NOTES = st.one_of(_MARKUP, st.text(max_size=20), st.sampled_from(HOSTILE)).map(clean).filter(bool)


@settings(max_examples=100, deadline=None)
@given(st.lists(_NOTES, min_size=1, max_size=4))
@example(["a*", "*b"])
@example(["[x]:", "[x]"])
@example([r"\https://x.nl/_a_"])
def test_any_notes_are_as_many_bullets_with_their_own_text(notes: list[str]) -> None:
    for preset in PRESETS:
        assert read_back(*notes, preset=preset) == bullets(*notes)
        assert outline(write(Canvas(notes[0]), load("en")), preset)[0] == ("h1", notes[0])


def test_an_address_is_a_link_where_a_reader_makes_links() -> None:
    address = "https://example.com/a_b/c?x=1&copy=2#top"
    assert f'href="{address.replace("&", "&amp;")}"' in html_of(f"See {address} @students")
    assert 'href="https://x.nl/_me_/"' in html_of("See (https://x.nl/_me_/)")


def html_of(note: str) -> str:
    return str(MarkdownIt("gfm-like").render(f"- {escape(note)}\n"))


def test_a_long_note_is_written_at_once() -> None:
    note = "*_~`[]($x<&: " * 400
    assert read_back(note.strip(), preset="commonmark") == bullets(note.strip())


@pytest.mark.needs("pandoc")
@pytest.mark.parametrize("dialect", ["commonmark", "gfm"])
def test_pandoc_reads_the_same_bullets(dialect: str) -> None:
    notes = [*HOSTILE, *ORDINARY]
    markdown = write_block(canvas_of(*notes), Block.KEY_PARTNERS, load("en"))
    run = subprocess.run(
        ["pandoc", "--from", dialect, "--to", "json"],
        input=markdown.encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    heading, items = json.loads(run.stdout)["blocks"]
    assert (heading["t"], items["t"]) == ("Header", "BulletList")
    read = []
    for (paragraph,) in items["c"]:
        assert paragraph["t"] == "Plain"
        read.append("".join(_pandoc_text(part) for part in paragraph["c"]))
    # Pandoc folds spaces in a row.
    assert read == [" ".join(note.split()) for note in notes]


@pytest.mark.needs("pandoc")
def test_pandoc_takes_no_backslash_of_a_note_for_tex() -> None:
    notes = [r"\alpha {braces}", r"C:\Users\me {x}", r"either \ or", r"\begin{cost}"]
    markdown = write_block(canvas_of(*notes), Block.KEY_PARTNERS, load("en"))
    command = ["pandoc", "--from", "markdown", "--to", "plain", "--wrap", "none"]
    run = subprocess.run(command, input=markdown.encode(), stdout=subprocess.PIPE, check=True)
    assert run.stdout.decode().splitlines()[2:] == [f"-   {note}" for note in notes]


def _pandoc_text(inline: dict[str, object]) -> str:
    """Return the text of one of pandoc's inlines; anything but text and links shows as its kind."""
    match inline:
        case {"t": "Str", "c": str(text)}:
            return text
        case {"t": "Code", "c": [_, str(text)]} if text.startswith("@"):
            return text
        case {"t": "Space"}:
            return " "
        case {"t": "Link", "c": [_, list(parts), _]}:
            return "".join(map(_pandoc_text, parts))
    return f"«{inline['t']}»"

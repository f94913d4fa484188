"""Importing a file in any encoding that it may have been saved in."""

import pytest

from bmc_tui.formats.importer import (
    MAX_IMPORT_BYTES,
    ImportFileError,
    decode_text,
    import_bytes,
)
from bmc_tui.formats.result import FormatError, report_lines
from bmc_tui.guide import load
from bmc_tui.model.blocks import Block

TEXT = "## Kosten\n- Café «één» ☕\n"


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r\n").encode("utf-16"),
    ],
)
def test_what_says_what_it_is_or_is_utf_8_is_read_without_a_word(raw: bytes) -> None:
    assert decode_text(raw) == (TEXT, ())


def test_older_text_is_read_as_windows_1252_and_that_is_reported_with_its_line() -> None:
    text, (remark,) = decode_text("## Kosten\r\n- “Café” één € 5\r\n".encode("cp1252"))
    assert text == "## Kosten\n- “Café” één € 5\n"
    assert (remark.line, remark.key) == (2, "reading.windows")
    assert decode_text("- é\n".encode("latin-1"))[0] == "- é\n"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "no_text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no_text"),
        (TEXT.encode("utf-16-le"), "no_text"),
        (b"\xff\xfea", "damaged"),
        (b"x" * (MAX_IMPORT_BYTES + 1), "too_large"),
    ],
)
def test_what_is_not_text_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(FormatError, match=rf"reading\.{why}"):
        decode_text(raw)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("# Recipe\n\n## Ingredients\n- flour\n", ["Recipe", "Ingredients"]),
        ("# Bakery\n## Key partners\n\n## Channels\n", ["Bakery", "Key partners", "Channels"]),
        ("Key partners\nChannels\nCosts\n", ["Key partners", "Channels", "Costs"]),
        ("flour\nmilk\n", ["flour", "milk"]),
        ("Block,Note\nOne,x\n", ["Block,Note"]),
    ],
)
def test_an_import_without_notes_is_an_error_with_the_headings_that_were_seen(
    text: str, seen: list[str], language: str
) -> None:
    with pytest.raises(ImportFileError) as refused:
        import_bytes(text.encode(), "plan.md", load(language))
    message = load(language).error_message(refused.value)
    assert [f"“{heading}”" for heading in seen if f"“{heading}”" not in message] == []
    assert load(language).title(Block.KEY_PARTNERS) in message


@pytest.mark.parametrize("language", ["en", "nl"])
def test_many_remarks_of_a_kind_are_one_line_which_quotes_all_that_was_left_out(
    language: str,
) -> None:
    headings = "".join(f"### Sort {number}\n- note {number}\n" for number in range(47))
    places = "".join(f"- [Cost {number}]\n" for number in range(5))
    text = f"## Key partners\n{headings}## Costs\n{places}- Rent\n## Risks\n- Rain\n"
    lines = [*report_lines(import_bytes(text.encode(), "x.md", load(language)), load(language))]
    assert len([line for line in lines if "Sort" in line]) == 1
    assert any(line.startswith("47 ") and "“Sort 0” (2)" in line for line in lines)
    (left_out,) = [line for line in lines if "[Cost" in line]
    assert all(f"“[Cost {number}]”" in left_out for number in range(5))
    assert any("“Risks”" in line for line in lines)

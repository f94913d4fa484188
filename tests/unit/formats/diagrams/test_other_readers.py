"""Outlines and diagrams of other programs, in other trades and languages than the cases have."""

import pytest

from bmc_tui.formats.detect import read_text
from bmc_tui.formats.result import FormatError
from bmc_tui.model.blocks import Block

MINDMAP = """---
title: Imkerij
---
mindmap
  root((De Korf))
    kp[Kernpartners]
      Boer Huber
    Kanalen
      ::icon(fa fa-book)
      Bekendheid
        Krant
"""
FLOWCHART = """graph LR
  BMC((Imkerij)) --> KP[Kernpartners] & KA[Kernactiviteiten]
  KP -->|levert| P1[Boer Huber]
  KA --> A1(Slingeren)
"""
ORG = "* Kernpartners\n- Molen\n  bij de /brug/\n* Kanalen\n** TODO Krant [1/2]\n"
PLANTUML = (
    "@startmindmap\n+ Imkerij\n++ Kernpartners\n+++:Boer\nHuber;\n-- Kanalen\n--- Krant\n@end"
)
YAML = "canvas:\n  key_partners: &a [Boer, 1_000]\n  channels: *a # later\n"
DRAWING = (
    "+----------+------------+\n| KERN-    | Kanalen    |\n| PARTNERS |            |\n"
    "| - Boer   | Krant en   |\n|   Huber  | radio      |\n+----------+------------+\n"
)


@pytest.mark.parametrize(
    ("text", "block", "notes"),
    [
        (MINDMAP, Block.CHANNELS, ["Krant"]),
        (FLOWCHART, Block.KEY_ACTIVITIES, ["Slingeren"]),
        (ORG, Block.KEY_PARTNERS, ["Molen bij de brug"]),
        (PLANTUML, Block.KEY_PARTNERS, ["Boer Huber"]),
        (YAML, Block.CHANNELS, ["Boer", "1_000"]),
        (DRAWING, Block.KEY_PARTNERS, ["Boer Huber"]),
    ],
    ids=["mindmap", "flowchart", "org", "plantuml", "yaml", "drawing"],
)
def test_each_is_found_out_and_read(text: str, block: Block, notes: list[str]) -> None:
    assert [note.text for note in read_text(text).canvas.notes(block)] == notes


def test_aliases_of_yaml_cannot_fill_the_memory() -> None:
    lines = ["key_partners: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 20)}]" for n in range(1, 9)]
    with pytest.raises(FormatError, match="too_many_values"):
        read_text("\n".join([*lines, "channels: *a8"]), "yaml")


def test_a_text_with_tokens_is_not_yaml() -> None:
    text = "Key partners:\n- Mill #joint-venture\nChannels:\n- Shop #online\n"
    assert [note.text for _, note in read_text(text).canvas] == [
        "Shop #online",
        "Mill #joint-venture",
    ]

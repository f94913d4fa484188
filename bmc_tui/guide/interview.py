"""What the interview asks, in the words of a language: the questions, and one for each phase."""

from bmc_tui.guide.catalog import Guide
from bmc_tui.model.blocks import Block, Section, phase_number
from bmc_tui.model.questions import ASKED


def asked_text(guide: Guide, block: Block, section: Section) -> str:
    """Return a question of the sheet, or a phase of Channels with what is asked about it.

    Args:
        guide: The language.
        block: The block of the question or phase.
        section: The question or phase.
    """
    title = guide.section_title(block, section)
    if phase := phase_number(section):
        return f"{phase} {title}: {guide.say(f'interview.phase.{section}')}"
    return title


def asked_hints(guide: Guide, block: Block, section: Section) -> tuple[str, ...]:
    """Return the hints of the sheet for a question; a phase has none besides its question.

    Args:
        guide: The language.
        block: The block of the question or phase.
        section: The question or phase.
    """
    if phase_number(section):
        return ()
    return tuple(
        guide.say("interview.hint_goes_on", hint=hint.removesuffix("…"))
        if hint.endswith("…")  # which would read as if it were cut off
        else hint
        for hint in guide.hints(block)
    )


def progress(guide: Guide, block: Block, section: Section) -> str:
    """Return the position of a question or phase among all that are asked, such as `23 of 46`."""
    number = ASKED.index((block, section)) + 1
    return guide.say("interview.progress", n=number, all=len(ASKED))

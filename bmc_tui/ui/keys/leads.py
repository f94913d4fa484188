"""Tells how much of what acted as keys right before a text belongs to it: `un` of `undo fees`."""

from bmc_tui.ui.keys.words import frequency

_CURSOR = frozenset("hjklgG")
"""Letters that move a cursor, which many give right before another command."""


def lead_length(lead: str, text: str) -> int:
    """Return how many of the last characters before a text belong to it.

    Args:
        lead: The characters that came right before it, and were keys.
        text: The text as far as it is typed.

    Returns:
        The number; 0 where all of them were meant as keys.
    """
    head, space, glued = lead.rpartition(" ")
    if glued and not _is_part_of_word(glued, text.split(" ", 1)[0], is_finished=" " in text):
        return 0
    length = len(glued)
    for word in reversed(head.split(" ")) if space else ():
        is_moves = not set(word) - _CURSOR
        if is_moves or (word.isalpha() and not frequency(word.lower(), is_finished=True)):
            break
        length += 1 + len(word)
    return length


def _is_part_of_word(glued: str, rest: str, *, is_finished: bool) -> bool:
    """Return whether characters are the start of the word that goes on right behind them.

    Args:
        glued: The characters.
        rest: What follows on them.
        is_finished: Whether that is all of it.
    """
    if any(not character.isalnum() for character in glued):
        return True
    if not glued.isalpha():  # a digit goes to a block
        return glued[-1].isalpha() or not frequency(rest.lower(), is_finished=is_finished)
    if rest[:1].isupper() and not glued.isupper():
        return False  # nobody goes on with a capital within a word
    is_more_than_moves = bool(set(glued) - _CURSOR) and glued != glued[0] * len(glued)
    return is_more_than_moves or frequency((glued + rest).lower(), is_finished=is_finished) > 0

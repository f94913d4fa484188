"""Recognizes the titles of columns: with notes, about the notes, and of several canvases."""

from bmc_tui.guide.aliases import name_words, words_of


def is_notes_column(name: str) -> bool:
    """Tell whether a text is the title of a column with notes, such as `Content`."""
    return name_words(name) in words_of("notes")


def is_cards_column(name: str) -> bool:
    """Tell whether a text is the title of a column with a note in each row, such as `Name`."""
    return is_notes_column(name) or name_words(name) in words_of("cards")


def is_column_about_notes(name: str) -> bool:
    """Tell whether a text is the title of a column about the notes themselves, such as `Status`."""
    return name_words(name) in words_of("about")


def is_column_title(name: str) -> bool:
    """Tell whether a text is only the title of a column, such as `Price`."""
    return name_words(name) in words_of("columns")


def is_title_of_blocks(name: str) -> bool:
    """Tell whether a text is the title of a column with the names of blocks, such as `Block`."""
    return name_words(name) in words_of("block_titles")


def has_canvas_noun(name: str) -> bool:
    """Tell whether a title is of a canvas among others: `Idea A`, `Team name`."""
    return not words_of("canvas_nouns").isdisjoint(name_words(name).split())

"""The words of natural languages that have a meaning in notes, as data."""

from collections.abc import Mapping
from dataclasses import dataclass

PERIODS_PER_YEAR = {"day": 365, "week": 52, "month": 12, "quarter": 4, "half_year": 2, "year": 1}
"""How often each period fits into a year. Leap days do not matter for a rough number."""

AMOUNT_WORD_GROUPS = (
    "per_unit",
    "each",
    "thousands",
    "millions",
    "billions",
    "taxes",
    "bounds",
    "limits",
    "denials",
    "negations",
    "past_verbs",
    "negation_ends",
    "sharing",
    "together",
    "sharing_verbs",
    "per_thousand",
    "number_words",
    "deductions",
    "year_words",
    "of",
    "times",
    "hours",
    "hourly",
    "persons",
    "members",
    "not_units",
    "cents",
    "first_periods",
    "parts_of_year",
    "short_months",
    "capital_months",
    "days_of_week",
    "other_periods",
    "once",
    "pay",
    "payers",
    "pay_fillers",
    "articles",
    "at",
    "about",
    "subscriptions",
    "proceeds",
    "totals",
    "total_fillers",
    "unpaid",
    "unpaid_costs",
    "own_payers",
    "free_states",
    "optional_states",
    "replaced",
    "free_streams",
    "scenarios",
    "scenario_signs",
    "current",
    "alternatives",
    "parts_of_whole",
    "outside",
    "market",
    "deducted",
    "together_signs",
    "subscription_endings",
    "of_years",
)
"""The groups of words that may be in an amount; `en.toml` says what each is."""

CARDINALS = range(2, 13)
"""The numbers that are read in words, before words such as `times`."""

MULTIPLES = range(1, 4)
"""The numbers of times that a word of their own says: `twice`."""

CURRENCY_SIGNS = {"eur": "€", "usd": "$", "gbp": "£"}
"""The sign of each currency by its ISO 4217 code in lower case."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words that have a meaning in the text of a note, of all languages together.

    All of them are in lower case and in Unicode's composed form (NFC). Two lexicons are equal only
    if they are the same object, so that hashing one as the key of a cache is cheap.
    """

    before_names: frozenset[str]
    """Words that are before the name of a segment and are not part of it: `the`, `our`."""
    after_names: frozenset[str]
    """Words that end the name of a segment because a description follows: `in`, `with`."""
    name_joints: frozenset[str]
    """Words after which the name of a segment goes on: `without` in `beginners without garden`."""
    ranks: frozenset[str]
    """Words that say only which rank of segments follows: `primary`, `other`."""
    ordinals: frozenset[str]
    """Those ranks that may be the name of a segment too, if no other rank is there: `second`."""
    parties: frozenset[str]
    """Words that name a kind of party and not a group: `users`, `b2b`."""
    group_words: frozenset[str]
    """Words of a heading around the name of a group that are not part of it: `especially for`."""
    for_words: frozenset[str]
    """Those with which a line begins that heads what is for a group: `for`."""
    no_groups: frozenset[str]
    """Words after these that no group is named by: `for less money`."""
    joins: frozenset[str]
    """Words between the names of two groups: `and`."""
    all_groups: frozenset[str]
    """Words of a heading for all groups together: `everyone`, `both`."""
    who_names: frozenset[str]
    """The words with which a question for people begins: `who`."""
    which_words: frozenset[str]
    """The words with which a question for one of several begins: `which`."""
    what_words: frozenset[str]
    """The words with which a question for something else begins: `what`, `how`."""
    yes_no_words: frozenset[str]
    """The words with which a question begins that yes or no answers: `is`, `do`."""
    no_answers: frozenset[str]
    """The words with which an answer says no."""
    yes_answers: frozenset[str]
    """The words with which an answer says yes."""
    no_names: frozenset[str]
    """The lines about groups that name none: `see above`, `n/a`."""
    no_name_starts: frozenset[str]
    """The phrases with which such a line begins, or one that says for whom it is not: `not for`."""
    names_anyway: frozenset[str]
    """The names that begin with one of these: `not for profit`."""
    bases: frozenset[str]
    """The phrases with which an answer begins that says how groups are divided: `by` age."""
    third_persons: frozenset[str]
    """The verbs with which a line begins on what one of a group has or does: `has` a dog."""
    sizes: frozenset[str]
    """The words before a colon that say how large the group after it is: `small`."""
    list_starts: frozenset[str]
    """The words between a number of groups and their names: `namely`."""
    list_joins: frozenset[str]
    """Those between two names of a list, beside `joins`: `as well as`."""
    list_pairs: frozenset[str]
    """Those between two names only after a word for both: `zowel scholen als clubs`."""
    list_ends: frozenset[str]
    """The words after a list that is not whole: `etc`."""
    list_examples: frozenset[str]
    """The words after which examples of one group follow: `such as`."""
    emphases: frozenset[str]
    """The words before a group that say it is most of the customers: `mainly`."""
    descriptions: frozenset[str]
    """The words with which an answer begins that describes a segment: `often`, `they`."""
    verbs: frozenset[str]
    """The forms of verbs after which a sentence says something of a group: `are`, `buy`."""
    copulas: frozenset[str]
    """Those of them that say who a group is: `Our customers are`."""
    leads: frozenset[str]
    """The phrases that lead to the name of a group: `we target`, `secondly`."""
    continuations: frozenset[str]
    """The words with which a line begins that goes on with the one above it: `with`, `and`."""
    activities: frozenset[str]
    """The forms of verbs with which a line begins that says what a group likes or does: `love`."""
    activity_objects: frozenset[str]
    """The words right after these that show that they are verbs: `to`, `from`."""
    collectives: frozenset[str]
    """The words for groups that are not plural: `youth`, `horeca`."""
    traits: frozenset[str]
    """The words for characteristics of people: `educated`, `age`."""
    trait_fillers: frozenset[str]
    """The words around these and around numbers: `between`, `per`, `million`."""
    phases: Mapping[str, frozenset[str]]
    """The words after a `#` for each phase of Channels, by its id: `#awareness`."""
    per: frozenset[str]
    """Words between an amount and its period, such as `per`."""
    periods: Mapping[str, frozenset[str]]
    """The words for each period by its id, a key of `PERIODS_PER_YEAR`."""
    period_letters: Mapping[str, frozenset[str]]
    """The letters for each period, which are after a slash or `p.` only: `/y`, `p/m`."""
    period_adverbs: Mapping[str, frozenset[str]]
    """The words that state a period by themselves: `monthly`, `jaarhuur`."""
    period_abbreviations: Mapping[str, frozenset[str]]
    """The abbreviations that are a period right after an amount only: `pm`, `pcm`, `p.a`."""
    amounts: Mapping[str, frozenset[str]]
    """The other words in amounts, by their group, one of `AMOUNT_WORD_GROUPS`."""
    cardinals: Mapping[int, frozenset[str]]
    """The words for each number of `CARDINALS`: `two`."""
    multiples: Mapping[int, frozenset[str]]
    """The words for each number of `MULTIPLES` times: `twice`."""
    currencies: Mapping[str, frozenset[str]]
    """The words for each currency by its ISO 4217 code in lower case."""

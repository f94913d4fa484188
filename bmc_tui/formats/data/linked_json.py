"""Joins the records of JSON that refer to each other by an id, as cards and lists of Trello do.

    {"lists": [{"id": "l1", "name": "Channels"}], "cards": [{"name": "Radio", "idList": "l1"}]}

becomes `{"lists": [{"name": "Channels", "items": [{"name": "Radio"}]}]}`, which `other_json` reads.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bmc_tui.formats.data.json_notes import block_of_key
from bmc_tui.formats.data.json_texts import key_as_words
from bmc_tui.model.sanitize import clean

_ID_KEYS = ("id", "_id", "uuid", "gid", "key")
"""The keys of an id."""

_NAME_KEYS = ("name", "title", "label", "text", "subject", "naam", "titel")
"""The keys of a name."""

_ORDER_KEYS = ("pos", "position", "order", "index")
"""The keys of the place of a record among others."""

_MIN_BLOCKS = 2
"""Minimum number of names of blocks in the list of records that others are below."""

_TRELLO = "idList"
"""The key by which a card of Trello names its list."""

_TRELLO_FIELDS = ("name", "desc", "due", "items")
"""What a person has written of a card of Trello, which has forty other fields."""

_TRELLO_BOARD = ("name", "desc", "lists")
"""The same of a board."""


def with_records_joined(data: Any) -> tuple[Any, list[str]]:
    """Return data with the records of one list below those of another that they refer to.

    Args:
        data: The data, as parsed from JSON.

    Returns:
        The data, the same if there are no such records in it; and the texts that were left out.
    """
    inner = data.values() if isinstance(data, Mapping) else data
    around = [data, *(inner if isinstance(data, list | Mapping) and len(data) == 1 else ())]
    joined = (_with_lists_joined(each) for each in around if isinstance(each, Mapping))
    return next(filter(None, joined), (data, []))


def _with_lists_joined(data: Mapping[str, Any]) -> tuple[Any, list[str]] | None:
    """Return what `with_records_joined` does for an object; None without such records in it."""
    lists = {key: value for key, value in data.items() if _are_records(value)}
    for key, parents in lists.items():
        names = (_name(parent) for parent in parents)
        if len({block for name in names if (block := block_of_key(name))}) >= _MIN_BLOCKS:
            for child_key, children in lists.items():
                field = _linking_field(children, parents) if child_key != key else None
                if field:
                    return _joined(data, key, child_key, field)
    return None


def _are_records(value: Any) -> bool:
    """Tell whether a value is a list of objects."""
    return isinstance(value, list) and bool(value) and all(isinstance(v, Mapping) for v in value)


def _records(fields: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """Return the objects in a list that is a field."""
    values = fields.get(key)
    return [v for v in values if isinstance(v, Mapping)] if isinstance(values, list) else []


def _name(record: Mapping[str, Any]) -> str:
    """Return the name of a record; "" if it has none."""
    names = (record[key] for key in _NAME_KEYS if isinstance(record.get(key), str))
    return clean(next(names, ""))


def _ids(records: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return the index of each record by its id."""
    return {
        str(record[key]): index
        for index, record in enumerate(records)
        for key in _ID_KEYS
        if isinstance(record.get(key), str | int)
    }


def _linking_field(
    children: Sequence[Mapping[str, Any]], parents: Sequence[Mapping[str, Any]]
) -> str | None:
    """Return the field in which most records have the id of another record; None without one."""
    ids = _ids(parents)
    counts: dict[str, int] = {}
    for child in children:
        for key, value in child.items():
            if key not in _ID_KEYS and isinstance(value, str | int) and str(value) in ids:
                counts[key] = counts.get(key, 0) + 1
    best = max(counts, key=lambda key: counts[key], default=None)
    return best if best and 2 * counts[best] >= len(children) else None


def _joined(data: Mapping[str, Any], key: str, child_key: str, field: str) -> tuple[Any, list[str]]:
    """Return data with the records of one list below those of another.

    Args:
        data: The data.
        key: The key of the list with the names of blocks.
        child_key: The key of the other list.
        field: The field of its records that has an id of the first.
    """
    parents = _in_order(data[key])
    ids = _ids(parents)
    left_out: list[str] = []
    checklists: dict[str, list[Mapping[str, Any]]] = {}
    for checklist in _records(data, "checklists") if field == _TRELLO else ():
        if isinstance(checklist.get("idCard"), str):
            checklists.setdefault(checklist["idCard"], []).append(checklist)
    beneath: list[list[Any]] = [[] for _ in parents]
    beside: list[Any] = []
    for child in _in_order(data[child_key]):
        index = ids.get(str(child.get(field)))
        fields = {name: value for name, value in child.items() if name != field}
        if field == _TRELLO:
            fields = _trello_fields(fields, checklists.get(str(child.get("id")), ()), left_out)
            if child.get("closed"):
                left_out += (_name(child), clean(str(child.get("desc", ""))))
                continue
        (beside if index is None else beneath[index]).append(fields)
    groups = [
        {"name": _name(parent), "items": children}
        for parent, children in zip(parents, beneath, strict=True)
        if children or not parent.get("closed")
    ]
    rest = {name: value for name, value in data.items() if name != child_key}
    if field == _TRELLO:
        rest = {name: rest[name] for name in _TRELLO_BOARD if rest.get(name)}
    elif beside:
        rest[child_key] = beside
    return {**rest, key: groups}, [text for text in left_out if text]


def _in_order(records: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return records in the order that a number in each of them gives, if there is one."""
    for key in _ORDER_KEYS:
        if all(isinstance(record.get(key), int | float) for record in records):
            return sorted(records, key=lambda record: record[key])
    return records


def _trello_fields(
    card: Mapping[str, Any], checklists: Sequence[Mapping[str, Any]], left_out: list[str]
) -> dict[str, Any]:
    """Return what a person has written on a card of Trello, with its checklists.

    Args:
        card: The card.
        checklists: Its checklists.
        left_out: What is added to for its labels and attachments, and the names of its checklists,
            which are not notes.
    """
    fields = {key: card[key] for key in _TRELLO_FIELDS if card.get(key)}
    for key in ("labels", "attachments"):
        names = map(_name, _records(card, key))
        left_out += (f"{key_as_words(key)}: {name}" for name in names if name)
    items: list[str] = []
    for checklist in checklists:
        left_out.append(_name(checklist))
        items += map(_name, _records(checklist, "checkItems"))
    return {**fields, "items": items} if items else fields

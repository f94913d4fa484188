"""An HTML page or table as a reader gets it: its elements, and the text in them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "col", "br", "hr"}


@dataclass
class Element:
    """An element with its attributes, the elements in it, and the text that is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: "list[Element]" = field(default_factory=list)
    text: str = ""
    """All of it, that of the elements in it too."""

    def all(self, *tags: str) -> "list[Element]":
        """Return the elements of these kinds, at any depth, in order."""
        found = []
        for element in self.inside:
            found += [element] if element.tag in tags else []
            found += element.all(*tags)
        return found

    def texts(self, *tags: str) -> list[str]:
        """Return the texts of the elements of these kinds."""
        return [element.text for element in self.all(*tags)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data

    def handle_comment(self, data: str) -> None:
        self.open[-1].inside.append(Element("!--", text=data))


def page_of(html: str) -> Element:
    """Return the root that holds a page's elements; each must be closed in its turn."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"left open: {[element.tag for element in reader.open]}"
    return reader.open[0]

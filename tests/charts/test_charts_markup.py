"""Nothing that comes in as data leaves as markup."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from advisor.charts.markup import Markup, el, join, text

ANY_TEXT = st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\r"))


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag and its attributes."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.said += data


def read(markup: str) -> Reader:
    """Parse markup."""
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


@given(ANY_TEXT, ANY_TEXT)
def test_data_stays_data(child: str, value: str) -> None:
    """Any text, as a child or an attribute, is read back as it was and adds no element."""
    seen = read(el("p", child, title=value))
    assert seen.tags == ["p"]
    assert seen.said == child
    assert seen.attributes == [("title", value)]


def test_markup_is_not_escaped_twice() -> None:
    """What was built by the helper is nested as it is."""
    assert el("p", el("b", "a < b")) == "<p><b>a &lt; b</b></p>"
    assert join("<", None, Markup("<i></i>")) == "&lt;<i></i>"
    assert text(Markup("&amp;")) == "&amp;"


def test_attribute_names_and_absent_values() -> None:
    """Underscores become dashes, a trailing one is dropped; None and False leave the attribute out."""
    made = el("ol", class_="b", aria_hidden="true", id=None, hidden=False, reversed=True)
    assert made == '<ol class="b" aria-hidden="true" reversed=""></ol>'

"""What a room and its host see while a workshop runs: the way in, the question on the wall, who is here."""

import re
from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width

import segno

from advisor.charts.markup import Markup, el, join
from advisor.charts.markup import text as escaped
from advisor.content.locale import decimal
from advisor.content.text import Text
from advisor.core.model import DONT_KNOW, Question
from advisor.ui.blocks.marks import lettered

_MOST_DOTS = 40
"""Up to so many people are drawn one by one; more would not be counted by anybody."""

_LONG = 62
"""From this many half-width letters on, a question takes a smaller size, or it would push its options out."""

_HALF_EM = 0.46
"""How much of its height a half-width letter takes in a line of many."""

_TALK = 170
"""From this many half-width letters on, the sentence to talk about takes a smaller size."""

_BROAD = frozenset("MW")
_BROAD_EM, _NARROW_EM, _GAP_EM = 0.9, 0.72, 0.34
"""How much room the letters of a code and the gap between its halves take, in parts of their height."""

_NUMBER = "\N{START OF TEXT}n\N{END OF TEXT}"
"""Stand-in for the number in a sentence that is drawn larger: no sentence contains it."""


def grouped(code: str) -> str:
    """A join code in two halves, as it is read aloud."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def qr(address: str, label: str) -> Markup:
    """The address as a QR code on a white plate, in light and in dark, with a name for readers."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=0, dark="#000", light=None, omitsize=True
    )
    return el("div", Markup(drawn), class_="qr", role="img", aria_label=label)


def join_card(
    text: Text, address: str, place: str, code: str, *, locked: bool = False, large: bool = False
) -> Markup:
    """The way in: QR code, short address and join code; ``large`` for a screen with nothing else on it.

    ``address`` opens the door by itself, ``place`` is the short address to type. For ``st.markdown``, as SVG
    needs; so it has no heading, to which Markdown would tie a link.
    """
    return el(
        "div",
        None if large else el("p", text("workshop.join.title"), class_="title"),
        qr(address, text("workshop.join.qr")),
        el(
            "div",
            el("p", _breakable(place), class_="place", style=f"--letters:{_width(place)}"),
            el("p", _spoken(text), grouped(code), class_="code", style=f"--em:{_em(code):.2f}"),
            el("p", text("workshop.join.locked"), class_="note") if locked else None,
            class_="way",
        ),
        class_="b join large" if large else "b join",
    )


def _breakable(place: str) -> Markup:
    """An address that breaks between its parts, if it has to."""
    return join(*(join(part, Markup("<wbr>")) for part in re.findall(r"[^./:-]*[./:-]|[^./:-]+", place)))


def _em(code: str) -> float:
    """How wide a code is, in parts of its height: one of broad letters must not leave its card."""
    return sum(_BROAD_EM if letter in _BROAD else _NARROW_EM for letter in code) + _GAP_EM


def _spoken(text: Text) -> Markup:
    return el("span", text("workshop.join.code"), " ", class_="heard")


def code_line(text: Text, place: str, code: str) -> Markup:
    """The way in for who comes late, small."""
    shown = el("span", _spoken(text), grouped(code), class_="code")
    return el("p", el("span", _breakable(place), class_="place"), " ", shown, class_="b late")


def lobby_head(text: Text, lines: Iterable[str]) -> Markup:
    """Before the first question: what to do, and what everybody should know."""
    return el(
        "header",
        el("p", text("workshop.screen.eyebrow"), class_="eyebrow"),
        el("h1", text("workshop.screen.lobby")),
        *(el("p", line, class_="lede") for line in lines),
        class_="b wall",
    )


def wall_head(text: Text, question: str, position: tuple[int, int], number: int) -> Markup:
    """The question on the wall with its place and round; ``position`` counts from 0, of how many."""
    place, total = position
    asked = text(f"questions.{question}.text")
    return el(
        "header",
        el("p", text("workshop.screen.place", n=place + 1, total=total, round=number), class_="eyebrow"),
        el("h1", asked, class_="long" if _width(asked) > _LONG else None),
        class_="b wall",
    )


def wall(text: Text, question: str, options: Sequence[str], *parts: str, rounds: int = 0) -> Markup:
    """All that the wall says of a question, one part below the other, as large as the window lets it be.

    ``options`` are those that the last part shows, ``rounds`` how many bars each of them has; the style sheet
    makes them fit by their number and by the longest.
    """
    widest = max(_length(_label(text, question, option)) for option in options)
    size = f"--options:{len(options)};--rounds:{rounds};--widest:{widest:.1f}"
    return el("div", *parts, class_="b posed counted" if rounds else "b posed", style=size)


def _label(text: Text, question: str, option: str) -> str:
    return text(
        "questions.dont_know.label" if option == DONT_KNOW else f"questions.{question}.options.{option}"
    )


def wall_options(text: Text, question: Question) -> Markup:
    """The options of a question, lettered as everywhere; "don't know" has no letter."""
    items = [
        el("li", lettered(question, option), el("span", _label(text, question.id, option)))
        for option in question.option_ids
    ]
    return el("ol", *items, role="list", class_="b choices")


def _length(words: str) -> float:
    """How long words are at most, in parts of their height."""
    return sum(1 if east_asian_width(letter) in "WF" else _HALF_EM for letter in words)


def _width(words: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)


def talk_card(text: Text, sentence: str, others: Sequence[str]) -> Markup:
    """What to talk about, in one sentence, with quieter ones below."""
    return el(
        "section",
        el("h2", text("workshop.screen.talk"), class_="label"),
        el("p", sentence, class_="said long" if _width(sentence) > _TALK else "said"),
        *(el("p", other, class_="note") for other in others if other),
        class_="b talk",
    )


def answered(text: Text, given: int, total: int, *, drawn: bool) -> Markup:
    """How many have answered, of how many; drawn as one dot per person, or a bar for a large room."""
    sentence = text("workshop.screen.answered", n=_NUMBER, total=decimal(total, text.language, digits=0))
    people = _people(given, total) if drawn else None
    return el("div", _numbered(text, sentence, given), people, class_="b present")


def here(text: Text, total: int) -> Markup:
    """How many are here, one dot for each, or a bar for a large room."""
    sentence = text("workshop.screen.here", n=_NUMBER)
    return el("div", _numbered(text, sentence, total), _people(total, total), class_="b present")


def _numbered(text: Text, sentence: str, number: int) -> Markup:
    before, _, after = sentence.partition(_NUMBER)
    shown = el("strong", decimal(number, text.language, digits=0), class_="number")
    return el("p", join(escaped(before), shown, escaped(after)))


def _people(given: int, total: int) -> Markup | None:
    if not total:
        return None
    if total <= _MOST_DOTS:
        dots = [el("span", class_="dot done" if n < given else "dot") for n in range(total)]
        return el("div", *dots, class_="dots", aria_hidden="true")
    bar = el("span", class_="bar", style=f"--w:{given / total:.4f}")
    return el("div", bar, class_="track", aria_hidden="true")


def timer(text: Text, seconds: int) -> Markup:
    """The time left, or that it is over; nothing closes by itself."""
    minutes, rest = divmod(seconds, 60)
    words = el("strong", f"{minutes}:{rest:02d}", class_="number") if seconds else None
    label = text("workshop.screen.time_left" if seconds else "workshop.screen.time_over")
    return el("p", el("span", label), " " if words else None, words, class_="b timer", role="timer")


def facts(rows: Iterable[tuple[str, str]]) -> Markup:
    """Settings and dates in words, each under its name."""
    items = [el("div", el("dt", name), el("dd", value)) for name, value in rows]
    return el("dl", *items, class_="b facts")


def names(label: str, people: Sequence[str]) -> Markup:
    """Who has come in, by the names they gave."""
    items = [el("li", name) for name in people]
    return el("div", el("p", label, class_="label"), el("ul", *items, role="list"), class_="b names")


def subheading(words: str, *, level: int = 3) -> Markup:
    """A small heading: inside a section, or at another level where there is no section around it."""
    return el(f"h{level}", words, class_="b sub")

"""The small signs that recur: pictograms, names, basis marks, numbers with units, section frames."""

from collections.abc import Sequence

from advisor.charts.markup import NBSP, Markup, el, join
from advisor.content.text import Text
from advisor.core.model import DONT_KNOW, Basis, Question

_FIRST_LETTER = "A"


def pictogram(archetype: str, size: str = "") -> Markup:
    """An archetype's sign in its colour; decoration, so its name has to stand beside it.

    ``size`` is "", "large" or "small". The drawing is two masks in the style sheet, because inline
    SVG does not survive ``st.html``.
    """
    return el("span", class_=f"pic a-{archetype} {size}".strip(), aria_hidden="true")


def named(archetype: str, name: str, size: str = "") -> Markup:
    """Pictogram and name, side by side."""
    return el("span", pictogram(archetype, size), el("span", name), class_="named")


def basis_mark(text: Text, basis: Basis, sources: Sequence[str] = (), *, badge: bool = False) -> Markup:
    """The mark of what a statement rests on: filled square stated, dashed circle our reading.

    ``sources`` are ids as in the list of sources; ``badge`` takes the one-word form.
    """
    words = text(f"result.basis.{basis}_badge" if badge else f"result.basis.{basis}")
    cited = el("span", ", ".join(sources)) if sources else None
    return el(
        "span",
        el("span", class_=f"sign {basis}", aria_hidden="true"),
        el("span", words, NBSP + "·" if cited else None, " " if cited else None, cited),
        class_="basis",
    )


def letter(question: Question, option: str) -> str:
    """The letter of an option, the same in every view; "don't know" has none."""
    return "" if option == DONT_KNOW else chr(ord(_FIRST_LETTER) + question.option_ids.index(option))


def lettered(question: Question, option: str) -> Markup:
    """The letter of an option as a sign before its words; an empty one for "don't know"."""
    sign = letter(question, option)
    return el("span", sign, class_="letter") if sign else el("span", class_="letter none", aria_hidden="true")


def quantity(shown: str) -> Markup:
    """A number with its unit made smaller ("4.2 dB"); without a unit it is left as it is."""
    number, _, unit = shown.partition(NBSP)
    return join(number, el("span", NBSP, unit, class_="unit")) if unit else join(number)


def hidden(words: str) -> Markup:
    """Words for readers who hear the page, where sight has a sign for them."""
    return el("span", words, class_="heard")

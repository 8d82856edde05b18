"""The result's first screen, relative support, what would change it, and answers that hardly fit."""

from advisor.charts.markup import Markup, el
from advisor.charts.markup import text as escaped
from advisor.content.telling import VERDICTS, SupportRow, Telling
from advisor.ui.blocks.marks import named, pictogram, quantity

_A, _B = "\N{START OF TEXT}a\N{END OF TEXT}", "\N{START OF TEXT}b\N{END OF TEXT}"
"""Stand-ins for the two names while a headline is filled: no sentence contains them."""


def result_head(telling: Telling, eyebrow: str) -> Markup:
    """The verdict as a headline, what it means, how firm it is, and three figures.

    The archetype's name is underlined in its colour; between two archetypes both are, and with too few
    answers nothing has a colour and only what was answered is counted.
    """
    shown = _leaders(telling)
    return el(
        "header",
        el("p", eyebrow, class_="eyebrow"),
        el("p", *(pictogram(a, "huge") for a in shown), class_="signs", aria_hidden="true")
        if shown
        else None,
        el("h1", _headline(telling, shown)),
        el("p", telling.gloss(), class_="lede"),
        verdict_track(telling),
        figures(telling),
        class_="b head result",
    )


def _leaders(telling: Telling) -> tuple[str, ...]:
    found = telling.assessment
    if found.verdict == "insufficient":
        return ()
    return (found.archetype, found.runner_up) if found.verdict == "between" else (found.archetype,)


def _headline(telling: Telling, shown: tuple[str, ...]) -> Markup:
    """The verdict's sentence with the names in it marked; the sentence itself is telling's."""
    found = telling.assessment
    sentence = str(escaped(telling.text(f"result.headline.{found.verdict}", a=_A, b=_B)))
    for stand_in, archetype in ((_A, found.archetype), (_B, found.runner_up)):
        name = telling.name(archetype)
        marked = el("span", name, class_=f"mark a-{archetype}") if archetype in shown else escaped(name)
        sentence = sentence.replace(stand_in, marked)
    return Markup(sentence)


def verdict_track(telling: Telling) -> Markup:
    """The verdict as one of four steps, the present one filled and bold."""
    steps = []
    for verdict in VERDICTS:
        name = telling.text(f"result.verdict.{verdict}")
        here = verdict == telling.assessment.verdict
        steps.append(el("li", el("strong", name) if here else name, aria_current="true" if here else None))
    label = telling.text("result.verdict.name")
    return el(
        "div",
        el("p", label, class_="label", aria_hidden="true"),
        el("ol", *steps, role="list", aria_label=label),
        class_="verdict",
    )


def figures(telling: Telling) -> Markup:
    """Lead, evidence answered and stability; with too few answers only the evidence answered."""
    shown = telling.figures()
    if telling.assessment.verdict == "insufficient":
        shown = shown[1:2]
    items = [
        el(
            "div",
            el("dt", label),
            el("dd", quantity(value), class_="value"),
            el("dd", gloss, class_="gloss"),
        )
        for label, value, gloss in shown
    ]
    return el("dl", *items, class_="figures")


def support(telling: Telling) -> Markup:
    """The five shares as bars, scaled to the leader; name and number of each row are text."""
    rows = telling.support()
    longest = rows[0].share
    items = [support_row(row, row.share / longest if longest else 0.0) for row in rows]
    return el("ol", *items, class_="b support", role="list")


def support_row(row: SupportRow, length: float) -> Markup:
    """One archetype with its share and a bar of ``length`` (0 to 1) in its colour."""
    return el(
        "li",
        named(row.archetype, row.name),
        el("span", row.shown, class_="share"),
        el("span", class_=f"bar a-{row.archetype}", style=f"--w:{length:.4f}", aria_hidden="true"),
    )


def known(telling: Telling) -> Markup:
    """Every core question with the answer given, or that it is open."""
    given, text = telling.assessment.responses, telling.text
    items = []
    for question in telling.model.core_questions:
        answer = given.get(question.id)
        said = telling.answer(question.id, answer) if answer else text("result.flips.open")
        items.append(
            el(
                "div",
                el("dt", telling.question(question.id)),
                el("dd", said, class_=None if answer else "open"),
            )
        )
    return el("dl", *items, class_="b known")


def flips(telling: Telling) -> Markup:
    """Each single answer that would put another archetype first; nothing when there is none."""
    items = [
        el(
            "li",
            el("p", el("strong", row.condition)),
            el("p", row.instead, class_="instead"),
            el("p", named(row.archetype, row.becomes, "small"), class_="becomes"),
        )
        for row in telling.flips()
    ]
    return el("ul", *items, class_="b flips", role="list") if items else Markup("")


def tensions(telling: Telling) -> Markup:
    """The pairs of answers that hardly fit together, kindly; nothing when there is none."""
    lines = telling.tensions()
    if not lines:
        return Markup("")
    text = telling.text
    return el(
        "aside",
        el("h2", text("result.tensions.title"), id="tensions-title"),
        el("p", text("result.tensions.lede")),
        el("ul", *(el("li", line) for line in lines)),
        class_="b message note",
        aria_labelledby="tensions-title",
    )

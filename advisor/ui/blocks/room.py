"""What a room voted, as HTML: distributions, the disagreement map and its list, and what it adds up to.

Groups are told apart by pattern only, for colour means an archetype: solid, striped, dotted, hollow.
"""

from collections.abc import Sequence

from advisor.charts import cloud as charts
from advisor.charts.disagreement import MEDIUM, WIDE, DisagreementWords, Limits, Point, svg
from advisor.charts.markup import Markup, el
from advisor.content.locale import listed, percent, sentences
from advisor.content.room_telling import RoomTelling, Share
from advisor.core.model import DONT_KNOW
from advisor.core.room import QuestionResult, RoundTally, Tally
from advisor.ui.blocks.balance import scrollable
from advisor.ui.blocks.marks import hidden, lettered, named
from advisor.ui.blocks.page import section
from advisor.ui.blocks.result import support_row

_GROUPS = ("solid", "striped", "dotted")
"""Patterns of the groups shown, in their order; further ones have the last."""

_ANSWERS = ("solid", "hollow")
"""Patterns of the two answers that a strip names."""

_NAMED = len(_ANSWERS)


# ---- One question: every option ----


def distribution(telling: RoomTelling, question: QuestionResult, *, large: bool) -> Markup:
    """The options that were chosen, lettered as they were offered, each with count and bar.

    A bar has one segment per group that may be told apart; where there were several rounds, each has a bar
    of its own. ``large`` is for a wall: sizes follow width and height of the window.
    """
    options = telling.model.question_by_id[question.question].option_ids
    chosen = [o for o in options if any(tally.whole.counts[o] for tally in question.rounds)]
    most = max(count for tally in question.rounds for count in tally.whole.counts.values())
    items = [_option(telling, question, option, most) for option in chosen]
    return el(
        "div",
        _key(telling, question.last, question),
        el("ol", *items, role="list", class_="options"),
        _note(telling, question, left_out=len(chosen) < len(options)),
        class_="b votes large" if large else "b votes",
        style=f"--rows:{len(chosen) * (1 + len(question.rounds))}",
    )


def _option(telling: RoomTelling, question: QuestionResult, option: str, most: int) -> Markup:
    several = len(question.rounds) > 1
    rows = [
        _bar(telling, question, tally, option, tally.whole.counts[option] / most) for tally in question.rounds
    ]
    return el(
        "li",
        lettered(telling.model.question_by_id[question.question], option),
        el("span", telling.answer(question.question, option), class_="said"),
        *rows,
        class_="several" if several else None,
    )


def _bar(
    telling: RoomTelling, question: QuestionResult, tally: RoundTally, option: str, length: float
) -> Markup:
    """One round's count of an option, with a bar of ``length`` (0 to 1) in a segment per group."""
    parts = [(share, share.tally.counts[option]) for share in telling.shares(question, tally)]
    segments = [
        el("span", class_=f"part {_pattern(share)}", style=f"--n:{count}") for share, count in parts if count
    ]
    several = len(question.rounds) > 1
    return el(
        "span",
        el("span", telling.round_name(tally.round), class_="round") if several else None,
        el("span", *segments, class_="bar", style=f"--w:{length:.4f}", aria_hidden="true"),
        el("span", telling.count(tally.whole.counts[option]), class_="number"),
        hidden(_aloud(telling, parts)) if len(parts) > 1 else None,
        class_="row",
    )


def _aloud(telling: RoomTelling, parts: Sequence[tuple[Share, int]]) -> str:
    """What the segments of a bar show, for readers who hear the page."""
    told = (telling.text("room.sized", name=share.name, n=telling.count(count)) for share, count in parts)
    return telling.text("room.distribution.aloud", groups=listed(told, telling.text.language))


def _pattern(share: Share) -> str:
    return "hollow" if share.kind == "rest" else _GROUPS[min(share.place, len(_GROUPS) - 1)]


def _key(telling: RoomTelling, tally: RoundTally, question: QuestionResult) -> Markup | None:
    """What the patterns of the groups mean, with their sizes; nothing where the room is told as one."""
    shares = telling.shares(question, tally)
    if shares[0].kind == "whole":
        return None
    return _legend([(_pattern(share), _sized(telling, share)) for share in shares])


def _sized(telling: RoomTelling, share: Share) -> str:
    return telling.text("room.sized", name=share.name, n=telling.count(share.tally.n))


def _legend(rows: Sequence[tuple[str, str]]) -> Markup:
    items = [
        el("li", el("span", class_=f"part {pattern}", aria_hidden="true"), el("span", label))
        for pattern, label in rows
    ]
    return el("ul", *items, class_="key", role="list")


def _note(telling: RoomTelling, question: QuestionResult, *, left_out: bool) -> Markup:
    rounds = question.rounds
    people = [telling.text("room.distribution.people", n=telling.count(tally.whole.n)) for tally in rounds]
    if len(rounds) > 1:
        names = [telling.round_name(tally.round) for tally in rounds]
        people = [
            telling.text("room.distribution.of_round", round=name, people=n)
            for name, n in zip(names, people, strict=True)
        ]
    parts = [*people, *([telling.text("room.distribution.left_out")] if left_out else [])]
    return el("p", *(el("span", part) for part in parts), class_="note parts")


# ---- All questions: map and list ----


def disagreement_map(telling: RoomTelling) -> Markup:
    """The map in two sizes, of which the style sheet shows one, or none on a phone: the list says the same.

    For ``st.markdown``, as SVG needs; one line without breaks inside a block element.
    """
    points = [
        Point(telling.question(q.question), q.last.whole.variation, q.stake_db, telling.is_first(q))
        for q in telling.result.questions
    ]
    text, settings = telling.text, telling.settings
    words = DisagreementWords(
        x=text("room.map.x"),
        same=text("room.map.same"),
        apart=text("room.map.apart"),
        y=text("room.map.y"),
        corner=text("room.map.corner"),
        alt=telling.map_alt(),
    )
    limits = Limits(settings.contested_variation, settings.heavy_stake_db)
    drawn = [svg(points, limits, words, sheet=sheet) for sheet in (WIDE, MEDIUM)]
    return el("div", el("p", text("room.map.sentence"), class_="note"), *drawn, class_="b dmap")


def ranked(telling: RoomTelling) -> Markup:
    """The questions to talk about, each with its sentence and a strip per group; a sentence if none is."""
    questions = telling.to_discuss
    if not questions:
        return el("p", telling.text("room.list.empty"), class_="b note")
    return el("ol", *(_ranked(telling, question) for question in questions), class_="b ranked", role="list")


def _ranked(telling: RoomTelling, question: QuestionResult) -> Markup:
    named_ones = _named_answers(telling, question)
    shares = telling.shares(question, question.last)
    changed = telling.changed(question)
    return el(
        "li",
        el("h3", telling.question(question.question)),
        el("p", telling.measure(question), class_="measure"),
        el("p", telling.sentence(question), class_="what"),
        el("p", changed, class_="note") if changed else None,
        _legend(_answer_key(telling, question, named_ones)),
        el("dl", *(_strip(telling, share, named_ones) for share in shares), class_="strips"),
        class_="first" if telling.is_first(question) else None,
    )


def _named_answers(telling: RoomTelling, question: QuestionResult) -> tuple[str, ...]:
    """The answers that a strip names: those that the sentence does, else the most frequent ones."""
    counts = question.last.whole.known
    frequent = sorted((option for option in counts if counts[option]), key=lambda option: -counts[option])
    pair = telling.apart(question)
    leading = [share.tally.leading[0] for share in pair] if pair else []
    return tuple(dict.fromkeys([*leading, *frequent]))[:_NAMED]


def _parts(tally: Tally, named_ones: Sequence[str]) -> list[tuple[str, int]]:
    """The counts of a strip by pattern: the named answers, the others, and those who do not know."""
    counts = [tally.counts[option] for option in named_ones]
    unsure = tally.counts.get(DONT_KNOW, 0)
    patterns = [*_ANSWERS[: len(counts)], "faint", "dotted"]
    return list(zip(patterns, [*counts, tally.n - sum(counts) - unsure, unsure], strict=True))


def _answer_key(
    telling: RoomTelling, question: QuestionResult, named_ones: Sequence[str]
) -> list[tuple[str, str]]:
    labels = [telling.answer(question.question, option) for option in named_ones]
    labels += [telling.text("room.list.others"), telling.answer(question.question, DONT_KNOW)]
    counts = _parts(question.last.whole, named_ones)
    return [(pattern, label) for (pattern, n), label in zip(counts, labels, strict=True) if n]


def _strip(telling: RoomTelling, share: Share, named_ones: Sequence[str]) -> Markup:
    segments = [
        el("span", el("span", telling.count(count)), class_=f"part {pattern}", style=f"--n:{count}")
        for pattern, count in _parts(share.tally, named_ones)
        if count
    ]
    return el("div", el("dt", _sized(telling, share)), el("dd", *segments, class_="strip"))


# ---- Archetypes ----


def room_sections(telling: RoomTelling) -> tuple[Markup, ...]:
    """The sections below the map, each to be drawn on its own, from the list of questions to the method."""
    text = telling.text
    return (
        section(
            "room-list",
            text("room.list.title"),
            ranked(telling),
            note=sentences((text("room.list.lede"), telling.privacy()), text.language),
        ),
        _pooled_section(telling),
        *([_cloud_section(telling)] if telling.decided and telling.result.counted else []),
        section("room-own", text("room.own.title"), own_counts(telling), sentence=telling.own_sentence()),
        section("room-method", text("room.method.title"), method_list(telling)),
    )


def _pooled_section(telling: RoomTelling) -> Markup:
    title, said = telling.text("room.pooled.title"), telling.pooled_sentence()
    return section("room-pooled", title, pooled(telling), sentence=said)


def _cloud_section(telling: RoomTelling) -> Markup:
    title = telling.text("room.cloud.title")
    return section("room-cloud", title, cloud(telling), note=telling.cloud_sentence())


def method_list(telling: RoomTelling) -> Markup:
    """How it was counted, with the sources of the measures and the protection of small groups."""
    return el("ul", *(el("li", line) for line in telling.method()), class_="b room-method", role="list")


def pooled(telling: RoomTelling) -> Markup:
    """What all answers add up to, as bars scaled to the leader; nothing where nothing is decided."""
    rows = telling.pooled_rows()
    if not rows:
        return Markup("")
    items = [support_row(row, row.share / rows[0].share) for row in rows]
    return el("ol", *items, class_="b support", role="list")


def own_counts(telling: RoomTelling) -> Markup:
    """How many people's own answers lead to which archetype, for everybody and by group, as a table.

    Nothing while people are not counted.
    """
    if not telling.result.counted:
        return Markup("")
    text = telling.text
    columns = tuple(telling.result.own)
    heads = [text("room.own.group"), text("room.own.people"), *(telling.name(column) for column in columns)]
    body = [
        el(
            "tr",
            el("th", row.name, scope="row"),
            el("td", telling.count(row.n), class_="number"),
            *(el("td", telling.count(row.counts[column]), class_="number") for column in columns),
        )
        for row in telling.own_rows()
    ]
    numbers = [el("th", head, scope="col", class_="number" if n else None) for n, head in enumerate(heads)]
    table = scrollable(text("room.own.title"), el("thead", el("tr", *numbers)), el("tbody", *body))
    return el("div", table, class_="b own-counts")


def cloud(telling: RoomTelling) -> Markup:
    """How far apart people's own supports for each archetype lie, with a mark for all answers together.

    For ``st.markdown``, as SVG needs. Each strip comes in two widths, of which the style sheet shows one.
    Nothing where too little was voted on to tell archetypes at all, or people were not counted.
    """
    strips = {row.archetype: _bubbles(telling, row.archetype) for row in telling.pooled_rows()}
    if not any(strips.values()):
        return Markup("")
    units = [(sheet, charts.unit_of(strips.values(), sheet)) for sheet in (charts.WIDE, charts.NARROW)]
    rows = [
        el(
            "li",
            named(row.archetype, row.name),
            el("span", telling.text("room.cloud.together", share=row.shown), class_="share"),
            *(charts.svg(strips[row.archetype], row.share, unit, sheet=sheet) for sheet, unit in units),
            hidden(telling.cloud_row(row.archetype)),
            class_=f"a-{row.archetype}",
        )
        for row in telling.pooled_rows()
    ]
    ticks = (
        el("span", percent(tick, telling.text.language), style=f"--x:{charts.place(tick):.4f}")
        for tick in charts.TICKS
    )
    return el(
        "div",
        el("ol", *rows, role="list"),
        el("div", *ticks, class_="scale", aria_hidden="true"),
        el("p", telling.rounding(), class_="note"),
        class_="b cloud",
    )


def _bubbles(telling: RoomTelling, archetype: str) -> list[charts.Bubble]:
    """One bubble for each support that clusters have."""
    clusters = telling.clusters(archetype)
    return [
        charts.Bubble(cluster.share, cluster.people, telling.count(cluster.people)) for cluster in clusters
    ]

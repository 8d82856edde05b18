"""The parts of the document about the result itself: how firm it is, why, and what would change it."""

from advisor.content.locale import decibans, decimal, percent
from advisor.content.telling import VERDICTS, WhyRow
from advisor.report.geometry import waterfall
from advisor.report.story import Part, Story

MOST_FLIPS = 5
"""Rows of the table of changes; the rest is counted in a sentence."""

MOST_QUESTIONS = 2
"""Open questions that are proposed, as on the page."""


def verdict(story: Story) -> Part:
    """The four steps of the verdict, the gloss, and the figures that mean something at this verdict."""
    telling, found = story.telling, story.assessment.verdict
    figures = [
        {"label": label, "value": value.split("\N{NO-BREAK SPACE}"), "gloss": gloss}
        for label, value, gloss in telling.figures()
    ]
    return {
        "title": story.label("verdict.name"),
        "steps": [{"label": story.label(f"verdict.{step}"), "on": step == found} for step in VERDICTS],
        "gloss": telling.gloss(),
        "leaders": list(story.leaders),
        "figures": figures if story.decided else figures[1:2],  # a lead of nobody would be misread
    }


def support(story: Story) -> Part | None:
    """The five bars; None when nothing is decided, because bars would look like a result."""
    if not story.decided:
        return None
    rows = story.telling.support()
    shares = (story.own("alt.support_row", name=row.name, share=row.shown) for row in rows)
    return {
        "title": story.label("support.title"),
        "sentence": story.telling.support_sentence(),
        "lede": story.label("support.lede", whole=percent(1.0, story.text.language)),
        "alt": story.own("alt.support", rows=story.listed(shares)),
        "rows": [
            {"id": row.archetype, "name": row.name, "share": row.share / rows[0].share, "shown": row.shown}
            for row in rows
        ],
    }


def why(story: Story) -> Part | None:
    """The waterfall as a table: each answer with its bar, value, basis and sources, then the balance."""
    if not story.decided:
        return None
    telling = story.telling
    rows = telling.why()
    drawn = waterfall([row.value for row in rows[:-1]])
    names = {"a": telling.name(story.assessment.archetype), "b": telling.name(story.assessment.runner_up)}
    return {
        "title": story.label("why.title"),
        "sentence": telling.why_sentence(),
        "lede": story.label("why.lede", **names),
        "weight": story.label("why.weight", **names),
        "zero": drawn.zero,
        "ticks": [{"at": place, "label": _tick(story, value)} for value, place in drawn.ticks],
        "rows": [_why_row(story, row, bar) for row, bar in zip(rows, drawn.bars, strict=True)],
    }


def changes(story: Story) -> Part | None:
    """The single answers that would put another archetype first, the firmest ones in full."""
    if not story.decided:
        return None
    flips = story.telling.flips()
    left = len(flips) - MOST_FLIPS
    return {
        "title": story.label("flips.title"),
        "sentence": story.telling.flips_sentence(),
        "rows": [
            {"if": flip.condition, "instead": flip.instead, "becomes": flip.becomes, "id": flip.archetype}
            for flip in flips[:MOST_FLIPS]
        ],
        "more": story.own("flips.more", n=left) if left > 0 else "",
    }


def tensions(story: Story) -> Part | None:
    """The answers that hardly fit together; None when all do."""
    pairs = story.telling.tensions()
    if not pairs:
        return None
    return {
        "title": story.label("tensions.title"),
        "lede": story.label("tensions.lede"),
        "rows": list(pairs),
    }


def missing(story: Story) -> Part | None:
    """What to answer next, and what else is open; None once there is a verdict."""
    if story.decided:
        return None
    ahead = story.assessment.next_questions[:MOST_QUESTIONS]
    return {
        "title": story.label("next.title"),
        "lede": story.label("next.lede") if ahead else story.label("next.none"),
        "rows": [
            {
                "question": story.text(f"questions.{question.question}.text"),
                "gain": story.label("next.expected", db=decibans(question.expected_db, story.text.language)),
            }
            for question in ahead
        ],
        "still": story.own("open.missing"),
        "open": list(story.telling.open_questions()),
    }


def _tick(story: Story, value: float) -> str:
    return decimal(value, story.text.language, digits=0 if value == round(value) else 1)


def _why_row(story: Story, row: WhyRow, bar: tuple[float, float]) -> Part:
    return {
        "kind": row.kind,
        "title": row.title,
        "detail": row.detail,
        "shown": row.shown,
        "bar": list(bar),
        "against": row.value < 0,
        "basis": row.basis,
        "refs": story.refs(row.sources),
    }

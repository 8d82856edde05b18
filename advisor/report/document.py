"""The whole document as data for the template: every string cleaned, nothing left to compute."""

from advisor.content import locale
from advisor.report import advice, evidence, method, people, practice, room
from advisor.report.cleaning import clean_all, cut
from advisor.report.fonts import FAMILY
from advisor.report.story import Part, Story

NAME_WIDTH = 72
"""Longest name of an organisation, in half-width characters: about one line of the title band."""
HEADER_WIDTH = 40
"""The same where it shares a line with the headline."""

_LABELS = {
    "now": "result.strategy.now",
    "recommended": "result.strategy.recommended",
    "when": "result.plan.when",
    "what": "result.plan.what",
    "who": "result.plan.who",
    "question": "result.why.question",
    "answer": "result.why.answer",
    "basis": "result.why.basis",
    "source": "result.why.sources",
    "flip_if": "result.flips.table_question",
    "flip_then": "result.flips.table_becomes",
    "stated": "result.basis.stated",
    "inferred": "result.basis.inferred",
    "stated_badge": "result.basis.stated_badge",
    "inferred_badge": "result.basis.inferred_badge",
    "first": "result.strategy.steps",
    "check": "report.strategy.check",
    "axis": "report.summary.axis",
    "steps": "report.summary.steps",
    "role": "report.skills.role",
    "why_role": "report.skills.why",
    "team": "result.skills.team",
    "subject": "report.subject",
    "attachment": "report.alt.attachment",
    "answer_given": "room.report.answer",
}


_BETWEEN = " · "


def document(story: Story) -> Part:
    """Everything the template reads."""
    text = story.text
    name = cut(story.saved.organisation, NAME_WIDTH) or story.label("no_organisation")
    eyebrow = story.label("eyebrow", answered=story.answered, total=len(story.asked), date=_day(story))
    if story.room is not None:
        eyebrow += _BETWEEN + text("room.report.decided", n=story.room.count(story.room.result.n))
    parts = {
        "language": text.language,
        "font": FAMILY,
        "title": story.telling.headline(),
        "organisation": name,
        "organisation-short": cut(name, HEADER_WIDTH),
        "eyebrow": eyebrow,
        "file": method.ATTACHMENT,
        "page": story.own("page", page="{page}", pages="{pages}"),
        "labels": {key: text(path) for key, path in _LABELS.items()},
        "colours": {archetype.id: archetype.colour_light for archetype in story.model.archetypes},
        "names": {archetype: story.telling.name(archetype) for archetype in story.model.archetype_ids},
        "verdict": evidence.verdict(story),
        "support": evidence.support(story),
        "summary": advice.summary(story),
        "known": advice.known(story),
        "missing": evidence.missing(story),
        "archetypes": method.archetypes(story),
        "why": evidence.why(story),
        "changes": evidence.changes(story),
        "tensions": evidence.tensions(story),
        "strategy": advice.strategy(story),
        "character": people.character(story),
        "skills": people.skills(story),
        "roles": people.roles(story),
        "method": method.method(story),
        "answers": method.answers(story),
        "room": room.room(story),
        "practice": practice.practice(story),
    }
    cleaned: Part = clean_all(parts)
    return cleaned


def _day(story: Story) -> str:
    return locale.day(story.saved.day, story.text.language) if story.saved.day else ""

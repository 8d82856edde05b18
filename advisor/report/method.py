"""The parts of the document about its grounds: method, limits, sources, and the answers themselves."""

from advisor.content.locale import decimal
from advisor.core.model import DONT_KNOW, Source
from advisor.report.story import Part, Story

LIMITS = ("limit_answers", "limit_levels", "limit_types", "limit_use")
"""The limits in report.toml, in the order in which they are told."""

LADDER = ("GEN-1", "GEN-3")
"""Statements on the archetypes as a whole, which limit what may be read into a result."""

ATTACHMENT = "assessment.json"
"""The save file's name inside the PDF."""


def archetypes(story: Story) -> Part | None:
    """The five archetypes in a line each; None once there is a verdict, which names them anyway."""
    if story.decided:
        return None
    return {
        "title": story.own("open.archetypes"),
        "lede": story.own("open.archetypes_lede"),
        "rows": [
            {"id": a, "name": story.telling.name(a), "line": story.text(f"archetypes.{a}.line")}
            for a in story.model.archetype_ids
        ],
    }


def method(story: Story) -> Part:
    """How the result comes about, what its marks mean, its limits, and where all of it comes from."""
    found, model = story.assessment, story.model
    draws = model.settings.perturbation.draws
    return {
        "title": story.own("method.title"),
        "line": story.label(
            "method.line",
            version=found.model_version,
            hash=found.model_hash,
            questions=len(model.core_questions),
            sources=len(model.sources),
            n=story.checked_on,
        ),
        "how": story.own("method.how"),
        "paragraphs": [
            story.own("method.evidence"),
            story.own("method.stability", draws=decimal(draws, story.text.language, digits=0)),
        ],
        "marks": story.own("method.marks"),
        "stated": story.own("method.stated"),
        "inferred": story.own("method.inferred"),
        "limits_title": story.own("method.limits"),
        "limits": [story.own(f"method.{limit}") for limit in LIMITS],
        "ladder": [story.statement(fact) for fact in LADDER],
        "bibliography": story.own("method.bibliography"),
        "sources": [_source(story, source) for source in model.sources.values()],
    }


def answers(story: Story) -> Part:
    """Every question asked with the answer given, in the order of the questionnaire."""
    return {
        "title": story.own("answers.title"),
        "lede": story.joined(
            story.own("answers.lede", answered=story.answered, total=len(story.asked)),
            story.own("method.save", file=ATTACHMENT),
        ),
        "rows": [_answer(story, question) for question in story.asked],
    }


def _source(story: Story, source: Source) -> Part:
    free = source.licence != "©"
    return {
        "title": source.title,
        "by": f"{source.author}, {source.date}",
        "shown": source.url,
        "href": source.url if source.url.startswith(("http://", "https://")) else "",
        "note": story.text(f"sources.{source.id}.note"),
        "licence": story.own("method.licence", licence=source.licence)
        if free
        else story.own("method.copyright"),
    }


def _answer(story: Story, question_id: str) -> Part:
    given = story.assessment.responses.get(question_id)
    row: Part = {
        "question": story.text(f"questions.{question_id}.text"),
        "answer": story.telling.answer(question_id, given) if given else story.own("answers.open"),
        "open": given is None or given == DONT_KNOW,
        "basis": None,
        "refs": [],
    }
    if given is not None and given != DONT_KNOW:
        option = story.model.question_by_id[question_id].option(given)
        row |= {"basis": option.basis, "refs": story.refs(story.model.sources_of(option.facts))}
    return row

"""An assessment and the question set as plain JSON values: the contract that outsiders may rely on."""

from dataclasses import asdict
from typing import Any

from advisor.content.text import Text
from advisor.core.assessment import Assessment
from advisor.core.model import DONT_KNOW, Model, Question, Step
from advisor.core.strategy import Recommendation


def assessment_record(model: Model, text: Text, found: Assessment, advised: Recommendation) -> dict[str, Any]:
    """What ``advisor assess --json`` prints: plain numbers, and sentences in the language of ``text``."""
    return {
        "model_version": found.model_version,
        "model_hash": found.model_hash,
        "verdict": found.verdict,
        "archetype": found.archetype,
        "runner_up": found.runner_up,
        "posterior": dict(found.posterior),
        "margin_db": found.margin_db,
        "coverage": found.coverage,
        "stability": found.stability,
        "log_prior": dict(found.log_prior),
        "log_score": dict(found.log_score),
        "contributions": [asdict(row) for row in found.contributions],
        "tensions": [tension.id for tension in found.tensions],
        "flips": [
            {
                "question": flip.question,
                "from": flip.before,
                "to": flip.after,
                "becomes": flip.becomes,
                "margin_db": flip.margin_db,
            }
            for flip in found.flips
        ],
        "next_questions": [asdict(question) for question in found.next_questions],
        "strategy": [
            {
                "axis": advice.axis,
                "now": advice.now,
                "recommended": advice.recommended,
                "steps": [_step(model, text, step) for step in advice.steps],
                "basis": advice.basis,
                "sources": list(advice.sources),
            }
            for advice in advised.axes
        ],
    }


def _step(model: Model, text: Text, step: Step) -> dict[str, Any]:
    words = text.under(f"strategy.steps.{step.id}")
    return {
        "id": step.id,
        "kind": step.kind,
        **words,
        "owner": text(f"strategy.owners.{step.owner}"),
        "days": step.days,
        "basis": step.basis,
        "sources": list(model.sources_of(step.facts)),
    }


def questions_record(model: Model, text: Text) -> dict[str, Any]:
    """What ``advisor questions --json`` prints, core questions first, each in questionnaire order."""
    ordered = sorted(model.questions, key=lambda question: not question.core)
    return {
        "model_version": model.settings.version,
        "model_hash": model.content_hash,
        "questions": [_question(text, question) for question in ordered],
    }


def _question(text: Text, question: Question) -> dict[str, Any]:
    words = f"questions.{question.id}"
    return {
        "id": question.id,
        "section": question.section,
        "group": question.group,
        "core": question.core,
        "structure": question.structure,
        "text": text(f"{words}.text"),
        "help": text(f"{words}.help"),
        "options": [
            *(
                {"id": o.id, "label": text(f"{words}.options.{o.id}"), "is_dont_know": False}
                for o in question.options
            ),
            {"id": DONT_KNOW, "label": text("questions.dont_know.label"), "is_dont_know": True},
        ],
    }

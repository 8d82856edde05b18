"""What the start page says below its buttons."""

from advisor.charts.markup import Markup, el
from advisor.content.text import Text
from advisor.core.model import Model
from advisor.ui.blocks.marks import pictogram

FACTS = ("time", "privacy", "board")
DELIVERABLES = ("verdict", "change", "strategy", "map")

_SECONDS = 60


def minutes(model: Model, questions: int) -> int:
    """The planning figure for answering this many questions, in whole minutes, at least one."""
    return max(1, round(questions * model.settings.seconds_per_question / _SECONDS))


def start_facts(text: Text, model: Model) -> Markup:
    """Time, privacy and the document, as three short statements."""
    questions = len(model.core_questions)
    values = {
        "minutes": minutes(model, questions),
        "questions": questions,
        "days": model.settings.retention_days,
    }
    items = [
        el(
            "div",
            el("dt", text(f"blocks.facts.{fact}_title", **values)),
            el("dd", text(f"blocks.facts.{fact}_line", **values)),
        )
        for fact in FACTS
    ]
    return el("dl", *items, class_="b facts")


def deliverables(text: Text) -> Markup:
    """What one gets, in four numbered parts."""
    items = [
        el(
            "li",
            el("h3", text(f"blocks.deliverables.{name}_title")),
            el("p", text(f"blocks.deliverables.{name}_line")),
        )
        for name in DELIVERABLES
    ]
    return el("ol", *items, class_="b deliverables", role="list")


def archetype_row(text: Text, model: Model) -> Markup:
    """The five archetypes with pictogram, name and one line each, in the order of the source."""
    items = [
        el(
            "li",
            pictogram(archetype, "large"),
            el("h3", text(f"archetypes.{archetype}.short")),
            el("p", text(f"archetypes.{archetype}.line")),
        )
        for archetype in model.archetype_ids
    ]
    return el("ul", *items, class_="b five", role="list")

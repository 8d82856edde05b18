"""The model's numbers in the open: what each answer counts, and what the model adds of its own."""

from collections.abc import Iterator

from advisor.charts.markup import Markup, el
from advisor.content.locale import decimal
from advisor.content.text import Text
from advisor.core.evidence import tables
from advisor.core.model import Model
from advisor.ui.blocks.balance import scrollable
from advisor.ui.blocks.marks import basis_mark


def levels_table(model: Model, text: Text, question_id: str) -> Markup:
    """One question: the weight of each answer for each archetype in decibans, its level, and its basis."""
    question = model.question_by_id[question_id]
    heads = [text("result.why.answer"), *(text(f"archetypes.{a}.short") for a in model.archetype_ids)]
    heads.append(text("result.why.basis"))
    rows = [
        el(
            "tr",
            el("th", text(f"questions.{question_id}.options.{option.id}"), scope="row"),
            *_weights(model, text, question_id, option.id),
            el("td", basis_mark(text, option.basis, model.sources_of(option.facts))),
        )
        for option in question.options
    ]
    head = el("thead", el("tr", *(el("th", title, scope="col") for title in heads)))
    return scrollable(text(f"questions.{question_id}.short"), head, el("tbody", *rows))


def _weights(model: Model, text: Text, question_id: str, option_id: str) -> Iterator[Markup]:
    table, option = tables(model), model.question_by_id[question_id].option(option_id)
    weights = table.weight[table.row[question_id, option_id]]
    for archetype, weight in zip(model.archetype_ids, weights.tolist(), strict=True):
        level = text(f"ui.levels.{option.levels[archetype]}")
        yield el("td", decimal(weight, text.language, signed=True), el("br"), el("small", level))


def numbers_table(model: Model, text: Text) -> Markup:
    """Steps of typicality, weights of groups, thresholds and perturbation, each with its basis."""
    rows = [
        el(
            "tr",
            el("th", text(f"ui.numbers.{name}"), scope="row"),
            el("td", ", ".join(_numbers(model, text, name))),
            el("td", basis_mark(text, citation.basis, citation.sources)),
        )
        for name, citation in model.settings.cited.items()
    ]
    heads = (text("ui.numbers.name"), text("ui.numbers.value"), text("result.why.basis"))
    head = el("thead", el("tr", *(el("th", title, scope="col") for title in heads)))
    return scrollable(text("ui.sources.numbers_title"), head, el("tbody", *rows))


def _numbers(model: Model, text: Text, name: str) -> Iterator[str]:
    """The values of one group of settings, named where they have a name of their own."""
    value = getattr(model.settings, name)
    if isinstance(value, int):
        yield str(value)
    elif isinstance(value, dict):
        named = {"levels": "ui.levels", "prior": "archetypes", "tempers": "ui.groups"}[name]
        end = ".short" if name == "prior" else ""
        for key, number in value.items():
            yield f"{text(f'{named}.{key}{end}')} {number:g}"
    else:
        for field in value.__dataclass_fields__:
            yield f"{text(f'ui.{name}.{field}')} {getattr(value, field):g}"

"""The assessment model as frozen values: what is asked, what each answer is worth, what is advised.

Every number and every citation in these values comes from ``data/model``; ``advisor.content`` reads
and checks the files. Nothing here reads a file, formats a sentence or knows a language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Basis = Literal["stated", "inferred"]
Verdict = Literal["clear", "leaning", "between", "insufficient"]
Level = Literal["very_typical", "typical", "possible", "unusual", "very_unusual"]
AxisId = Literal["swe_vs_research", "data_ownership", "model_ownership"]
StepKind = Literal["step", "keep"]

DONT_KNOW = "dont_know"
"""Option id that every question has: recorded, and no evidence."""


@dataclass(frozen=True, slots=True)
class Source:
    """One citable work; its titles and names are proper names and are not translated."""

    id: str
    title: str
    author: str
    date: str
    url: str
    licence: str
    use: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact about an archetype, a role or the field; its sentence is text, its citation is here."""

    id: str
    topic: str
    kind: str
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Archetype:
    """One of the five ways to organise ML; colours are hexadecimal RGB for light and dark ground."""

    id: str
    code: str
    colour_light: str
    colour_dark: str


@dataclass(frozen=True, slots=True)
class Option:
    """One selectable answer with how typical it is of each archetype, and the statements behind it."""

    id: str
    levels: Mapping[str, Level]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One checkable fact to ask for.

    ``group`` ties questions about the same underlying thing (tempered together); ``structure`` marks
    questions about who does ML, where it reports and how it is spread; ``changeable`` is false for
    facts an organisation cannot decide, such as its industry.
    """

    id: str
    order: int
    section: str
    group: str
    core: bool
    structure: bool
    changeable: bool
    options: tuple[Option, ...]

    def option(self, option_id: str) -> Option:
        """The option with this id; raises KeyError when there is none ("don't know" is no option here)."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)

    @property
    def option_ids(self) -> tuple[str, ...]:
        """Every id that may be recorded as a response, "don't know" last."""
        return (*(option.id for option in self.options), DONT_KNOW)


@dataclass(frozen=True, slots=True)
class TensionSide:
    """One side of a pair of answers that do not fit together."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tension:
    """A pair of answers that can hardly both be true; it lowers the verdict by one step."""

    id: str
    sides: tuple[TensionSide, TensionSide]
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where one verdict ends and the next begins: margins in decibans, shares from 0 to 1."""

    min_coverage: float
    leaning_margin_db: float
    leaning_stability: float
    clear_margin_db: float
    clear_stability: float
    clear_coverage: float


@dataclass(frozen=True, slots=True)
class Perturbation:
    """How the model is varied to measure stability: draws, seed and spread in level steps."""

    draws: int
    seed: int
    spread: float


@dataclass(frozen=True, slots=True)
class Advice:
    """The position that an archetype is advised to take, and what the advice rests on."""

    position: str
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where an archetype stands on an axis, the statements that say so, and where it is advised to stand."""

    archetype: str
    position: str
    basis: Basis
    statements: tuple[str, ...]
    advised: Advice


@dataclass(frozen=True, slots=True)
class Indicator:
    """A question whose answers tell where the organisation stands on an axis now."""

    question: str
    positions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Axis:
    """One design choice: its positions in natural order, the five cells, and what tells ``now``.

    ``graded`` says that a later position is more of what the earlier ones are.
    """

    id: AxisId
    graded: bool
    positions: tuple[str, ...]
    cell: tuple[Cell, ...]
    indicator: tuple[Indicator, ...]

    def is_beyond(self, position: str | None, other: str) -> bool:
        """Whether a position is more of the same than another; never on an axis that is not graded."""
        if not self.graded or position is None:
            return False
        return self.positions.index(position) > self.positions.index(other)

    def cell_of(self, archetype: str) -> Cell:
        """The cell of one archetype."""
        return next(cell for cell in self.cell if cell.archetype == archetype)


@dataclass(frozen=True, slots=True)
class Step:
    """One first step on an axis, or (``keep``) how to hold a position already reached.

    ``owner`` is a key of the owners' vocabulary; ``days`` is this project's own planning figure.
    """

    id: str
    archetype: str
    axis: AxisId
    kind: StepKind
    owner: str
    days: int
    basis: Basis
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """One of the nine roles: its stage in the project's order of work and its statements by kind.

    ``absent`` names the kinds on which every source is silent.
    """

    id: str
    order: int
    order_basis: Basis
    order_sources: tuple[str, ...]
    sources: tuple[str, ...]
    statements: Mapping[str, tuple[str, ...]]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkillPoint:
    """A role's place in a published figure: skills from 0 to 1, ``px`` the bubble's diameter there."""

    role: str
    year: int
    label: str
    ml: float
    swe: float
    px: float
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """How the published skill maps were read: which is shown first, and the errors of measurement."""

    default_year: int
    tolerance: float
    px_tolerance: float
    figure_px: int
    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """On what a group of the model's own numbers rests."""

    basis: Basis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of the evidence model, each group with its citation under ``cited``.

    ``seconds_per_question`` serves the estimate of time left. ``prior`` sums to 1 over the
    archetypes; ``levels`` are ratios; ``tempers`` (0 to 1] are per group of questions.
    """

    version: str
    sections: tuple[str, ...]
    seconds_per_question: int
    retention_days: int
    prior: Mapping[str, float]
    levels: Mapping[Level, float]
    tempers: Mapping[str, float]
    thresholds: Thresholds
    perturbation: Perturbation
    cited: Mapping[str, Citation]


@dataclass(frozen=True, slots=True)
class Need:
    """The roles an archetype needs, the most needed first."""

    archetype: str
    roles: tuple[str, ...]
    basis: Basis
    facts: tuple[str, ...]


# Compared and hashed by identity: derived tables are cached per loaded model.
@dataclass(frozen=True, eq=False)
class Model:
    """Everything an assessment depends on, with the version and content hash it is quoted by."""

    content_hash: str
    settings: Settings
    archetypes: tuple[Archetype, ...]
    questions: tuple[Question, ...]
    tensions: tuple[Tension, ...]
    axes: tuple[Axis, ...]
    steps: tuple[Step, ...]
    roles: tuple[Role, ...]
    figure: Figure
    skill_points: tuple[SkillPoint, ...]
    needs: tuple[Need, ...]
    statements: Mapping[str, Statement]
    sources: Mapping[str, Source]

    @cached_property
    def archetype_ids(self) -> tuple[str, ...]:
        """The archetypes in the order of the source; the order of every vector in the core."""
        return tuple(archetype.id for archetype in self.archetypes)

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """The questions by id, in questionnaire order."""
        return {question.id: question for question in self.questions}

    @cached_property
    def core_questions(self) -> tuple[Question, ...]:
        """The questions everybody is asked."""
        return tuple(question for question in self.questions if question.core)

    def archetype(self, archetype_id: str) -> Archetype:
        """The archetype with this id."""
        return self.archetypes[self.archetype_ids.index(archetype_id)]

    def role(self, role_id: str) -> Role:
        """The role with this id."""
        return next(role for role in self.roles if role.id == role_id)

    def sources_of(self, facts: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of the works behind these statements, each once, in order of first mention."""
        return tuple(dict.fromkeys(source for fact in facts for source in self.statements[fact].sources))

"""Worked organisations: real ones, described from public sources, with labels and two readers' responses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from advisor.content.paths import data_dir
from advisor.content.reading import exact, parse, read_toml
from advisor.core.assessment import check
from advisor.core.model import Model


@dataclass(frozen=True, slots=True)
class Label:
    """What somebody who read the description took the organisation for.

    ``support`` (where given) is that reader's own division over the archetypes; it sums to 1.
    """

    first: str
    hybrid: bool
    reason: str
    second: str | None = None
    support: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader's responses, given from the description alone, without seeing labels or other readings."""

    reader: int
    responses: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One organisation; ``tidy`` ones were described for an archetype, ``messy`` ones without any in mind."""

    name: str
    kind: Literal["tidy", "messy"]
    year: str
    industry: str
    country: str
    source_title: str
    source_url: str
    description: str
    label: tuple[Label, ...]
    reading: tuple[Reading, ...]
    id: str = ""

    @property
    def expected(self) -> str | None:
        """The archetype on which every label agrees; None where they differ or call it a hybrid."""
        firsts = {label.first for label in self.label}
        return firsts.pop() if len(firsts) == 1 and not self.hybrid else None

    @property
    def hybrid(self) -> bool:
        """Whether any label says that the organisation lies between two archetypes."""
        return any(label.hybrid for label in self.label)


exact((Label, Reading, Case))


@cache
def load_cases(model: Model) -> tuple[Case, ...]:
    """Every case of ``data/cases``, by id; raises DataError or InputError for one that breaks the rules."""
    cases = []
    for file in sorted((data_dir() / "cases").glob("*.toml")):
        case = parse(Case, read_toml(file) | {"id": file.stem}, file.name)
        for reading in case.reading:
            check(model, dict(reading.responses), file.name)
        cases.append(case)
    return tuple(cases)

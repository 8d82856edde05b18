"""How well the model finds what readers of real organisations found: ``make validity``.

Every figure is printed with its n. ``data/cases`` holds organisations described from public sources;
two readers answered the questionnaire for each from the description alone. "Tidy" ones were described
for an archetype, "messy" ones without any in mind and labelled by two further readers.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from sklearn.metrics import cohen_kappa_score

from advisor import Assessment, assess, load_model
from advisor.content.cases import Case, load_cases
from advisor.core.model import Model, Question

NOISE_RATE = 0.2
NOISE_TRIALS = 20
NOISE_SEED = 7

Keep = Callable[[Question], bool]


@dataclass(frozen=True)
class Outcome:
    """One reading of one case, assessed."""

    case: Case
    found: Assessment

    @property
    def right(self) -> bool:
        """Whether the expected archetype comes first."""
        return self.found.archetype == self.case.expected

    @property
    def in_first_two(self) -> bool:
        """Whether the expected archetype comes first or second."""
        return self.case.expected in (self.found.archetype, self.found.runner_up)


def is_core(question: Question) -> bool:
    """Whether everybody is asked this question."""
    return question.core


def core_without(left_out: str) -> Keep:
    """The core questions but one."""
    return lambda question: question.core and question.id != left_out


def outcomes(model: Model, cases: Iterable[Case], keep: Keep) -> list[Outcome]:
    """Every reading of every case, with only the questions that ``keep`` accepts."""
    kept = {question.id for question in model.questions if keep(question)}
    return [
        Outcome(case, assess(model, {q: o for q, o in reading.responses.items() if q in kept}))
        for case in cases
        for reading in case.reading
    ]


def share(hits: Iterable[bool]) -> str:
    """Hits of n, as counts and per cent."""
    values = list(hits)
    return f"{sum(values)}/{len(values)} ({sum(values) / len(values):.1%})"


def brier(results: Iterable[Outcome]) -> float:
    """Mean squared difference between support and label, summed over the five (0 best, 2 worst)."""
    return float(
        np.mean(
            [
                sum((p - (a == result.case.expected)) ** 2 for a, p in result.found.posterior.items())
                for result in results
                if result.case.expected
            ]
        )
    )


def untempered(model: Model) -> Model:
    """The same model in which every answer counts in full."""
    return replace(
        model, settings=replace(model.settings, tempers=dict.fromkeys(model.settings.tempers, 1.0))
    )


def noisy(model: Model, cases: Iterable[Case]) -> Iterator[bool]:
    """Whether the right archetype survives when each answer is replaced by a random option at NOISE_RATE."""
    random = np.random.default_rng(NOISE_SEED)
    for case in cases:
        for reading in case.reading:
            for _ in range(NOISE_TRIALS):
                given = {
                    q.id: reading.responses[q.id] for q in model.core_questions if q.id in reading.responses
                }
                yield assess(model, _scrambled(model, given, random)).archetype == case.expected


def _scrambled(model: Model, given: Mapping[str, str], random: np.random.Generator) -> dict[str, str]:
    options = {q: [o.id for o in model.question_by_id[q].options] for q in given}
    return {
        q: str(random.choice(options[q])) if random.random() < NOISE_RATE else o for q, o in given.items()
    }


def kappas(model: Model, cases: Iterable[Case]) -> dict[str, float]:
    """Cohen's kappa of the two readers per question; "the text does not tell" counts as an answer."""
    pairs = [[reading.responses for reading in case.reading] for case in cases]
    found = {}
    for question in model.questions:
        first, second = ([pair[i].get(question.id, "untold") for pair in pairs] for i in (0, 1))
        found[question.id] = (
            float(cohen_kappa_score(first, second)) if set(first) | set(second) != {"untold"} else 1.0
        )
    return found


def print_top(model: Model, tidy: list[Case]) -> None:
    """How often the label comes first or second, with fewer questions and with noise."""
    print(f"\nTidy organisations, n = {len(tidy)}, two readings each")
    variants: dict[str, Keep] = {
        "core questions": is_core,
        "core without the structure questions": lambda q: q.core and not q.structure,
        "all questions": lambda q: True,
        "all without the structure questions": lambda q: not q.structure,
    }
    for name, keep in variants.items():
        results = outcomes(model, tidy, keep)
        first, second = share(r.right for r in results), share(r.in_first_two for r in results)
        print(f"  {name:40s} top-1 {first:16s} top-2 {second}")
    left_out = {q.id: outcomes(model, tidy, core_without(q.id)) for q in model.core_questions}
    print("  each core question left out, top-1:")
    for question, results in left_out.items():
        misses = sorted({f"{r.case.id} as {r.found.archetype}" for r in results if not r.right})
        print(f"    without {question:12s} {share(r.right for r in results):16s} {', '.join(misses)}")
    survived = share(noisy(model, tidy))
    print(f"  core with {NOISE_RATE:.0%} of the answers replaced at random: {survived} (seed {NOISE_SEED})")


def print_verdicts(model: Model, cases: list[Case]) -> None:
    """How firm the results are, and whether a firm one is ever wrong."""
    print("\nVerdicts (readings)")
    for name, keep in (("core", is_core), ("all", lambda q: True)):
        for kind in ("tidy", "messy"):
            results = outcomes(model, [case for case in cases if case.kind == kind], keep)
            mix = Counter(result.found.verdict for result in results)
            wrong = [
                r.case.id for r in results if r.found.verdict == "clear" and r.case.expected and not r.right
            ]
            print(
                f"  {name:5s} {kind:6s} n = {len(results):3d} {dict(mix)}; clear and wrong: {wrong or 'none'}"
            )


def print_messy(model: Model, messy: list[Case]) -> None:
    """Each messy organisation: what its readers called it and what was found."""
    for name, keep in (("core", is_core), ("all", lambda q: True)):
        print(f"\nMessy organisations, n = {len(messy)}, {name} questions")
        for result in outcomes(model, messy, keep):
            wanted = result.case.expected or " or ".join(f"{x.first}+{x.second}" for x in result.case.label)
            found = result.found
            pair = f"{found.archetype} {found.posterior[found.archetype]:.2f}, then {found.runner_up}"
            print(f"  {result.case.id:16s} {wanted:44s} {found.verdict:13s}{pair} ({found.margin_db:.1f} dB)")


def print_reliability(model: Model, cases: list[Case]) -> None:
    """How modest the support is, before and after tempering."""
    print("\nBrier score, 0 best to 2 worst (an even division over the five scores 0.80)")
    for kind in ("tidy", "messy"):
        chosen = [case for case in cases if case.kind == kind and case.expected]
        for name, keep in (("core", is_core), ("all", lambda q: True)):
            before, after = (brier(outcomes(m, chosen, keep)) for m in (untempered(model), model))
            print(f"  {kind:6s} {name:5s} n = {len(chosen)}: untempered {before:.3f}, tempered {after:.3f}")


def print_agreement(model: Model, cases: list[Case]) -> None:
    """How far the two readers answered alike."""
    values = kappas(model, cases)
    core = [values[q.id] for q in model.core_questions]
    print(f"\nAgreement of the two readers, Cohen's kappa, n = {len(cases)} organisations")
    print(f"  core: median {median(core):.2f}, lowest {min(core):.2f}")
    for question in model.questions:
        told = [sum(question.id in case.reading[i].responses for case in cases) for i in (0, 1)]
        mark = "core" if question.core else "    "
        print(f"  {mark} {question.id:14s} {values[question.id]:5.2f}  answered by {told[0]} and {told[1]}")


def print_confusion(model: Model, tidy: list[Case]) -> None:
    """Which archetypes are taken for which."""
    print("\nConfusion, core questions, tidy (rows: label, columns: found)")
    counts = Counter((r.case.expected, r.found.archetype) for r in outcomes(model, tidy, is_core))
    print(" " * 14 + "".join(f"{a:>13s}" for a in model.archetype_ids))
    for label in model.archetype_ids:
        print(f"  {label:12s}" + "".join(f"{counts[label, a]:13d}" for a in model.archetype_ids))


def main() -> None:
    """Print every figure of the validity report."""
    model = load_model()
    cases = list(load_cases(model))
    tidy = [case for case in cases if case.kind == "tidy"]
    print(
        f"Model {model.settings.version} ({model.content_hash}), {len(model.core_questions)} core questions"
    )
    print_top(model, tidy)
    print_verdicts(model, cases)
    print_messy(model, [case for case in cases if case.kind == "messy"])
    print_reliability(model, cases)
    print_agreement(model, cases)
    print_confusion(model, tidy)


if __name__ == "__main__":
    main()

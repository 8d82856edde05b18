"""A result in words: what page, PDF and command line all show, read off the assessment's own record.

Nothing here computes a score; values are picked, ordered, named and formatted for one language.
"""

from dataclasses import dataclass
from math import floor

from advisor.content.locale import decibans, decimal, factor, percent
from advisor.content.text import Text
from advisor.core.assessment import Assessment, Contribution
from advisor.core.model import DONT_KNOW, Basis, Model, Verdict
from advisor.core.sensitivity import Flip

_TRACE = 0.001
"""Stands for a share that rounds to nothing: it is told as "<1%", for it is never none."""

SMALL_DB = 0.3
"""Answers below this are told as one row: a bar of them could not be seen."""

VERDICTS: tuple[Verdict, ...] = ("insufficient", "between", "leaning", "clear")
"""The four steps of the verdict, least firm first."""


@dataclass(frozen=True, slots=True)
class SupportRow:
    """One archetype's relative support; ``share`` from 0 to 1."""

    archetype: str
    name: str
    share: float
    shown: str


@dataclass(frozen=True, slots=True)
class WhyRow:
    """One step of the balance: ``value`` decibans for the leader against the rival.

    ``kind`` is "answer", "small" (several answers together) or "total"; only answers have a basis.
    """

    kind: str
    title: str
    detail: str
    value: float
    shown: str
    basis: Basis | None = None
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlipRow:
    """One different answer and what it would lead to, in words."""

    condition: str
    instead: str
    becomes: str
    archetype: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A result told in one language."""

    model: Model
    text: Text
    assessment: Assessment

    def name(self, archetype: str) -> str:
        """The short name of an archetype."""
        return self.text(f"archetypes.{archetype}.short")

    def question(self, question_id: str) -> str:
        """A question as a short label."""
        return self.text(f"questions.{question_id}.short")

    def answer(self, question_id: str, option_id: str) -> str:
        """An option as it was offered."""
        if option_id == DONT_KNOW:
            return self.text("questions.dont_know.label")
        return self.text(f"questions.{question_id}.options.{option_id}")

    def verdict(self) -> str:
        """The verdict's name."""
        return self.text(f"result.verdict.{self.assessment.verdict}")

    def _names(self) -> dict[str, str]:
        return {"a": self.name(self.assessment.archetype), "b": self.name(self.assessment.runner_up)}

    def headline(self) -> str:
        """The result in one sentence."""
        return self.text(f"result.headline.{self.assessment.verdict}", **self._names())

    def gloss(self) -> str:
        """The two sentences below the headline."""
        found, text = self.assessment, self.text
        return text(
            f"result.gloss.{found.verdict}",
            **self._names(),
            line=text(f"archetypes.{found.archetype}.line"),
            line_b=text(f"archetypes.{found.runner_up}.line"),
            factor=factor(found.margin_db, text.language),
            coverage=percent(found.coverage, text.language),
            needed=percent(self.model.settings.thresholds.min_coverage, text.language),
        )

    def figures(self) -> tuple[tuple[str, str, str], ...]:
        """Lead, coverage and stability, each as (label, value, plain meaning)."""
        found, text, language = self.assessment, self.text, self.text.language
        draws = self.model.settings.perturbation.draws
        asked = [question.id for question in self.model.core_questions]
        left = sum(found.responses.get(question, DONT_KNOW) == DONT_KNOW for question in asked)
        open_ = (
            text("result.figures.coverage_gloss", open=left) if left else text("result.figures.coverage_full")
        )
        counts = {"kept": found.stability * draws, "draws": draws}
        whole = {name: decimal(count, language, digits=0) for name, count in counts.items()}
        kept = text("result.figures.stability_gloss", **whole)
        times = text("result.figures.margin_gloss", factor=factor(found.margin_db, language))
        return (
            (text("result.figures.margin"), decibans(found.margin_db, language), times),
            (text("result.figures.coverage"), percent(found.coverage, language), open_),
            (text("result.figures.stability"), percent(floor(found.stability * 100) / 100, language), kept),
        )

    def support(self) -> tuple[SupportRow, ...]:
        """The five archetypes, best supported first."""
        shares = self.assessment.posterior
        return tuple(
            SupportRow(a, self.name(a), shares[a], percent(shares[a], self.text.language))
            for a in self.assessment.ranking
        )

    def support_sentence(self) -> str:
        """The bars in one sentence; the rest is what the two shown figures leave of the whole."""
        first, second, *_ = self.support()
        left = 1 - round(first.share, 2) - round(second.share, 2)
        rest = percent(max(left, _TRACE), self.text.language)
        return self.text(
            "result.support.sentence",
            a=first.name,
            b=second.name,
            share=first.shown,
            share_b=second.shown,
            rest=rest,
        )

    def why(self, rival: str | None = None) -> tuple[WhyRow, ...]:
        """The balance of the leader against ``rival`` (the runner-up): for, small, against, total.

        The values add up to the leader's lead over the rival.
        """
        found, against = self.assessment, rival or self.assessment.runner_up
        rows = [self._why_row(c, against) for c in found.contributions]
        large = sorted((row for row in rows if abs(row.value) >= SMALL_DB), key=lambda row: -row.value)
        small = [row.value for row in rows if abs(row.value) < SMALL_DB]
        start = found.log_prior[found.archetype] - found.log_prior[against]
        shown = [row for row in large if row.value > 0]
        if small:
            shown.append(self._sum_row("small", self.text("result.why.small", n=len(small)), sum(small)))
        if abs(start) > 0:
            shown.append(self._sum_row("small", self.text("result.why.start"), start))
        shown += [row for row in large if row.value < 0]
        lead = found.log_score[found.archetype] - found.log_score[against]
        total = self.text("result.why.total", a=self.name(found.archetype))
        return (*shown, self._sum_row("total", total, lead))

    def _why_row(self, row: Contribution, rival: str) -> WhyRow:
        value = row.decibans[self.assessment.archetype] - row.decibans[rival]
        return WhyRow(
            "answer",
            self.question(row.question),
            self.answer(row.question, row.option),
            value,
            decibans(value, self.text.language, signed=True),
            row.basis,
            row.sources,
            row.facts,
        )

    def _sum_row(self, kind: str, title: str, value: float) -> WhyRow:
        return WhyRow(kind, title, "", value, decibans(value, self.text.language, signed=True))

    def why_sentence(self, rival: str | None = None) -> str:
        """The balance in one sentence: what weighs most on either side."""
        rows = [row for row in self.why(rival) if row.kind == "answer"]
        if not rows:
            return self.text("result.why.nothing")
        names = self._names() | ({"b": self.name(rival)} if rival else {})
        best, worst = max(rows, key=lambda row: row.value), min(rows, key=lambda row: row.value)
        if worst.value >= 0:
            return self.text("result.why.sentence_one_sided", question=best.title, **names)
        return self.text("result.why.sentence", question=best.title, against=worst.title, **names)

    def flips(self) -> tuple[FlipRow, ...]:
        """The firmest flip of each question, changes of given answers first."""
        first: dict[str, Flip] = {}
        for flip in self.assessment.flips:
            first.setdefault(flip.question, flip)
        return tuple(self._flip_row(flip) for flip in first.values())

    def _flip_row(self, flip: Flip) -> FlipRow:
        text = self.text
        before = (
            text("result.flips.open")
            if flip.before is None
            else text("result.flips.instead", before=self.answer(flip.question, flip.before))
        )
        return FlipRow(
            text(
                "result.flips.condition",
                question=self.question(flip.question),
                after=self.answer(flip.question, flip.after),
            ),
            before,
            text(
                "result.flips.becomes",
                a=self.name(flip.becomes),
                margin=decibans(flip.margin_db, text.language),
            ),
            flip.becomes,
        )

    def flips_sentence(self) -> str:
        """How many single answers would change the leader."""
        count = len(self.assessment.flips)
        return self.text("result.flips.some", n=count) if count else self.text("result.flips.none")

    def known(self) -> tuple[tuple[str, str], ...]:
        """The answers given, as (question, answer), in questionnaire order."""
        given = self.assessment.responses
        return tuple((self.question(q), self.answer(q, o)) for q, o in given.items())

    def open_questions(self) -> tuple[str, ...]:
        """The core questions without an answer, as short labels."""
        given = self.assessment.responses
        return tuple(self.question(q.id) for q in self.model.core_questions if q.id not in given)

    def tensions(self) -> tuple[str, ...]:
        """Each pair of answers that hardly fit together, as one line."""
        lines = []
        for tension in self.assessment.tensions:
            first, second = (side.question for side in tension.sides)
            given = self.assessment.responses
            lines.append(
                self.text(
                    "result.tensions.pair",
                    first=self.question(first),
                    first_answer=self.answer(first, given[first]),
                    second=self.question(second),
                    second_answer=self.answer(second, given[second]),
                )
            )
        return tuple(lines)

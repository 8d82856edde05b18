"""Documents to look at: one real organisation per verdict, and what can be read out of a PDF."""

import io
import random
from datetime import date
from functools import cache

import pypdf

from advisor.content.cases import load_cases
from advisor.content.loader import load_model
from advisor.content.savefile import SaveFile
from advisor.content.telling import VERDICTS, Telling
from advisor.content.text import load_text
from advisor.core.assessment import Assessment, assess
from advisor.core.model import Verdict
from advisor.core.practice.team import team_of
from advisor.core.strategy import recommend
from advisor.report import cases_checked, render
from advisor.report.story import Story

MODEL = load_model()
DAY = date(2026, 11, 21)
NAME = "Haneul Electronics · 하늘전자 · 株式会社ハヌル"
TEAM = {"ml_engineer": 3, "data_scientist": 1, "data_engineer": 2, "developer": 120}
STATES = (*VERDICTS, "empty", "all")
"""The four verdicts, no answer at all, and an answer to every question there is."""


@cache
def found(state: str) -> Assessment:
    """An assessment in this state; the verdicts are those of real organisations."""
    if state == "empty":
        return assess(MODEL, {})
    if state == "insufficient":
        return assess(MODEL, {"industry": "finance", "repair": "builders"})
    if state == "all":
        chance = random.Random(1)
        return assess(MODEL, {q.id: chance.choice(q.option_ids[:-1]) for q in MODEL.questions})
    readings = (dict(reading.responses) for case in load_cases(MODEL) for reading in case.reading)
    return next(a for a in (assess(MODEL, given) for given in readings) if a.verdict == state)


def saved(state: str, name: str = NAME, target: str | None = None) -> SaveFile:
    """The save file that belongs to the state."""
    return SaveFile(found(state).responses, name, DAY, target, {"team": team_of(TEAM.items())})


@cache
def pdf(state: str, language: str = "en", name: str = NAME, target: str | None = None) -> bytes:
    """The document of this state, made once."""
    return render(MODEL, load_text(language), found(state), saved(state, name, target))


def telling(state: str, language: str) -> Telling:
    """The same result in words."""
    return Telling(MODEL, load_text(language), found(state))


def story(state: str, language: str, team: dict[str, int] | None = None) -> Story:
    """What the parts of the document are made from."""
    heads = TEAM if team is None else team
    save = SaveFile(found(state).responses, NAME, DAY, None, {"team": team_of(heads.items())})
    return Story(
        MODEL, load_text(language), found(state), recommend(MODEL, found(state)), save, cases_checked(MODEL)
    )


def reader(data: bytes) -> pypdf.PdfReader:
    """The document as pypdf opens it, in strict mode."""
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def bare(text: str) -> str:
    """The text without anything invisible: lines end at different places on paper."""
    return "".join(text.replace("\u200b", "").split())


@cache
def words(data: bytes) -> str:
    """All text of the document, bare."""
    return bare("".join(page.extract_text() for page in reader(data).pages))


def verdict_of(state: str) -> Verdict:
    """The verdict of the state."""
    return found(state).verdict

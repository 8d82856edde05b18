"""Result: what was found, why, what would change it, and what to do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from advisor.content.advising import cards, plan, team
from advisor.content.cases import Case, load_cases
from advisor.content.locale import day, decibans, percent, sentences
from advisor.content.room_telling import RoomTelling
from advisor.content.savefile import SaveFile
from advisor.content.telling import Telling
from advisor.content.workshop import load_room_settings
from advisor.core.assessment import Assessment, assess
from advisor.core.model import DONT_KNOW
from advisor.core.practice.tools import Place
from advisor.core.strategy import Recommendation, recommend
from advisor.core.target import path_to
from advisor.practice.situation import Situation
from advisor.ui import blocks, state, style
from advisor.ui.practice.links import closing
from advisor.ui.screens import taking
from advisor.ui.screens.questions import OFFERED, ask_again
from advisor.ui.state import Visit


@dataclass(frozen=True)
class Shown:
    """The result on screen: the visitor's own, an example, or a shared one (then read-only)."""

    visit: Visit
    told: Telling
    saved: SaveFile
    advised: Recommendation
    own: bool
    note: str = ""

    @property
    def found(self) -> Assessment:
        """What was assessed."""
        return self.told.assessment

    @cached_property
    def situation(self) -> Situation:
        """What the tools answer from."""
        visit, saved = self.visit, self.saved
        return Situation(visit.model, visit.text, self.found, saved.target, saved.organisation, saved.sheets)

    @property
    def leader(self) -> str | None:
        """The archetype that advice and needs follow; None while too little is known."""
        return self.advised.archetype


def show(visit: Visit) -> None:
    """Draw the visitor's own result, or the example that was chosen."""
    case = next((c for c in load_cases(visit.model) if c.id == state.example()), None)
    if case is not None:
        _example(visit, case)
    elif not any(option != DONT_KNOW for option in visit.responses.values()):
        _empty(visit)
    else:
        draw_result(shown(visit, visit.saved(), own=True))


def shown(visit: Visit, saved: SaveFile, *, own: bool, note: str = "") -> Shown:
    """A result ready to be drawn."""
    found = assess(visit.model, saved.responses)
    advised = recommend(visit.model, found, target=saved.target)
    return Shown(visit, Telling(visit.model, visit.text, found), saved, advised, own, note)


def _workshop(result: Shown) -> str:
    """In which workshop the answers were decided, and whether adding up all answers says otherwise."""
    visit, saved = result.visit, result.saved
    if saved.room is None or saved.day is None:
        return ""
    text = visit.text
    telling = RoomTelling(visit.model, load_room_settings(), text, saved.room)
    decided = text("workshop.room.decided", n=saved.room.n, date=day(saved.day, text.language))
    return sentences([decided, telling.differs(result.found.archetype)], text.language)


def _example(visit: Visit, case: Case) -> None:
    text = visit.text
    if st.button(text("ui.result.example_back"), key="example_back"):
        state.example(leave=True)
        st.rerun()
    saved = SaveFile(case.reading[0].responses, case.name, visit.now().date())
    draw_result(
        shown(visit, saved, own=False, note=text("ui.result.example", name=case.name, year=case.year))
    )


def _empty(visit: Visit) -> None:
    text = visit.text
    if (message := state.notice()) is not None:
        style.message("note", message)
    style.draw(blocks.empty(text("ui.empty.title"), text("ui.empty.text")))
    if st.button(text("ui.empty.button"), type="primary", key="first"):
        visit.put("position", "0")
        visit.go("questions")


def draw_result(result: Shown) -> None:
    """Every section, in the order a board member reads; a shared result has no buttons that change it."""
    sections = _sections(result)
    if (message := state.notice()) is not None:
        style.message("note", message)
    if notes := [note for note in (result.note, _workshop(result)) if note]:
        style.message("note", *notes)
    style.draw(blocks.result_head(result.told, _eyebrow(result)))
    text = result.visit.text
    style.draw(blocks.section_links(text, [(name, text(title)) for name, title, _ in sections]))
    style.draw(blocks.tensions(result.told))
    for _, _, section in sections:
        section(result)
    style.draw(blocks.method_line(_method(result)))


Section = tuple[str, str, Callable[[Shown], None]]


def _sections(result: Shown) -> Iterable[Section]:
    enough: list[Section] = [
        ("support", "result.support.title", _support),
        ("why", "result.why.title", _why),
        ("flips", "result.flips.title", _flips),
        ("strategy", "result.strategy.title", _strategy),
        ("character", "result.character.title", _character),
        ("skills", "result.skills.title", _skills),
        ("plan", "result.plan.title", _plan),
    ]
    next_: list[Section] = (
        [("next", "result.next.title", _next)] if result.own and result.found.next_questions else []
    )
    take: list[Section] = [("take", "ui.result.take", taking.show)] if result.own else []
    if result.found.verdict == "insufficient":
        known: list[Section] = [
            ("known", "result.known.title", _known),
            ("skills", "result.skills.title", _skills),
        ]
        return [*next_, *known, *take]
    return [*enough, *(next_ if result.found.verdict != "clear" else []), *take]


def _eyebrow(result: Shown) -> str:
    text, found = result.visit.text, result.found
    core = result.visit.model.core_questions
    given = sum(found.responses.get(q.id, DONT_KNOW) != DONT_KNOW for q in core)
    dated = result.saved.day or result.visit.now().date()
    return text("result.eyebrow", answered=given, total=len(core), date=day(dated, text.language))


def _method(result: Shown) -> str:
    model = result.visit.model
    return result.visit.text(
        "result.method.line",
        version=model.settings.version,
        hash=model.content_hash,
        questions=len(model.core_questions),
        sources=len(model.sources),
        n=len(load_cases(model)),
    )


def _support(result: Shown) -> None:
    text, told = result.visit.text, result.told
    note = text("result.support.lede", whole=percent(1, text.language))
    bars = blocks.support(told)
    title = text("result.support.title")
    style.draw(blocks.section("support", title, bars, sentence=told.support_sentence(), note=note))


def _why(result: Shown) -> None:
    text, told = result.visit.text, result.told
    rival = result.found.runner_up
    others = [a for a in result.found.ranking if a != result.found.archetype]
    names = {"a": told.name(result.found.archetype), "b": told.name(rival)}
    head = st.container()
    rival = st.selectbox(text("result.why.compare"), others, format_func=told.name, key="rival") or rival
    names["b"] = told.name(rival)
    with head:
        note = text("result.why.lede", **names)
        style.draw(
            blocks.section("why", text("result.why.title"), sentence=told.why_sentence(rival), note=note)
        )
    style.draw(blocks.waterfall(told, rival))
    with st.expander(text("result.why.table")):
        style.draw(blocks.why_table(told, rival))


def _known(result: Shown) -> None:
    """Too few answers for a verdict: what was answered and what is open, weighed against nothing."""
    text, told = result.visit.text, result.told
    lede = text("result.known.lede", n=len(told.known()))
    style.draw(blocks.section("known", text("result.known.title"), blocks.known(told), sentence=lede))


def _flips(result: Shown) -> None:
    text, told = result.visit.text, result.told
    flips = blocks.flips(told)
    style.draw(blocks.section("flips", text("result.flips.title"), flips, sentence=told.flips_sentence()))
    with st.expander(text("result.flips.try_title")):
        _try(result)


def _try(result: Shown) -> None:
    """One answer changed beside the real ones, and what would come of it."""
    text, told, visit = result.visit.text, result.told, result.visit
    style.draw(blocks.method_line(text("result.flips.try_help")))
    questions = [q.id for q in visit.model.questions if q.core or q.id in result.found.responses]
    question = st.selectbox(
        text("result.flips.try_question"), questions, format_func=told.question, key="try_question"
    )
    option = st.selectbox(
        text("result.flips.try_answer"),
        visit.model.question_by_id[question].option_ids,
        index=None,
        placeholder=text("tools.frame.choose"),
        format_func=lambda o: told.answer(question, o),
        key=f"try.{question}",
    )
    if option is None:
        return
    other = assess(visit.model, {**result.found.responses, question: option})
    same = other.archetype == result.found.archetype
    key = "result.flips.try_same" if same else "result.flips.try_other"
    st.write(
        text(
            key,
            a=told.name(other.archetype),
            margin=decibans(other.margin_db, text.language),
            verdict=text(f"result.verdict.{other.verdict}"),
        )
    )


def _strategy(result: Shown) -> None:
    text, told, model = result.visit.text, result.told, result.visit.model
    style.draw(
        blocks.section("strategy", text("result.strategy.title"), sentence=text("result.strategy.lede"))
    )
    if result.own:
        _choose_target(result)
    if result.saved.target is not None:
        names = {"a": told.name(result.saved.target), "own": told.name(result.found.archetype)}
        style.message("note", text("result.strategy.target_note", **names), *_path(result))
    rival = told.name(result.found.runner_up) if result.found.verdict == "between" else None
    style.draw(blocks.strategy_cards(cards(model, text, result.advised, rival), text))
    notes = [text("result.strategy.planning")]
    notes += [text("result.strategy.ad_hoc")] if result.leader == "ad_hoc" else []
    style.draw(blocks.method_line(sentences(notes, text.language)))
    _closing(result, "strategy")


def _closing(result: Shown, place: Place) -> None:
    """Links to the tools that close the gaps of a section; a shared result has none."""
    if result.own:
        closing(result.visit, result.situation, place)


def _choose_target(result: Shown) -> None:
    visit, text = result.visit, result.visit.text
    options = ["", *visit.model.archetype_ids]
    chosen = st.selectbox(
        text("result.strategy.target"),
        options,
        index=options.index(visit.target or ""),
        format_func=lambda a: result.told.name(a) if a else text("result.strategy.target_own"),
        key="target",
    )
    if chosen != (visit.target or ""):
        visit.put("target", chosen or None)
        st.rerun()


def _path(result: Shown) -> list[str]:
    """The fewest answers that would have to be true for the target to come first."""
    text, told, target = result.visit.text, result.told, result.saved.target
    if target is None:
        return []
    changes = path_to(result.visit.model, result.found.responses, target)
    if changes is None:
        return [text("result.strategy.path_none", a=told.name(target))]
    if not changes:
        return [text("result.strategy.path_zero", a=told.name(target))]
    lines = [
        text(
            "result.flips.condition",
            question=told.question(c.question),
            after=told.answer(c.question, c.after),
        )
        for c in changes
    ]
    return [text("result.strategy.path_title", a=told.name(target)), *lines]


def _character(result: Shown) -> None:
    text, model, found = result.visit.text, result.visit.model, result.found
    both = found.verdict == "between"
    shown_ = [found.archetype, *([found.runner_up] if both else [])]
    parts = [blocks.character(model, text, archetype, show_name=both) for archetype in shown_]
    style.draw(blocks.section("character", text("result.character.title"), *parts))
    _closing(result, "character")


def _skills(result: Shown) -> None:
    text, model, visit = result.visit.text, result.visit.model, result.visit
    note = text("result.skills.lede", year=model.figure.default_year)
    style.draw(blocks.section("skills", text("result.skills.title"), note=note))
    points = blocks.bubbles(model, text, result.saved.team)
    style.draw(blocks.skill_map(text, points))
    style.draw(blocks.skills_list(text, points, also=blocks.unplotted_roles(model)))
    needed = text.under(f"needs.{result.leader}") if result.leader else {}
    style.draw(blocks.team(team(model, text, result.saved.team, result.leader), text, needed))
    _closing(result, "skills")
    if result.own and st.button(text("ui.result.open_map"), key="open_map"):
        visit.go("roles")


def _plan(result: Shown) -> None:
    text = result.visit.text
    rows = plan(result.visit.model, text, result.advised)
    style.draw(blocks.section("plan", text("result.plan.title"), blocks.plan(rows, text)))
    _closing(result, "plan")


def _next(result: Shown) -> None:
    visit, text, told = result.visit, result.visit.text, result.told
    style.draw(blocks.section("next", text("result.next.title"), sentence=text("result.next.lede")))
    enough = result.found.verdict != "insufficient"
    core = {question.id for question in visit.model.core_questions}
    useful = [q for q in result.found.next_questions if enough or q.question in core]
    for question in useful[:OFFERED]:
        expected = text("result.next.expected", db=decibans(question.expected_db, text.language))
        if st.button(f"{told.question(question.question)} ({expected})", key=f"next.{question.question}"):
            ask_again(visit, question.question)

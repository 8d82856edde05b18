"""What is told of a plan with chances."""

from dataclasses import replace

import pytest

from advisor.charts.drawing import Rect, Words
from advisor.content.loader import load_model
from advisor.content.practice.planning import handbook
from advisor.content.practice.planning_table import columns, tasks_of
from advisor.content.tables import read_table
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.planning import Project, Task
from advisor.practice.planning import exports, tell
from advisor.practice.told import BAD, GOOD, Block, Line, Note, Picture, Points, Table, Told
from tests.core.projects import chain
from tests.practice.telling import situation, words

MODEL, BOOK = load_model(), handbook()
EXAMPLE = Project(BOOK.example.tasks, BOOK.example.week, BOOK.example.now)
ONE = Project((Task("A", "Only task", low=1, high=3, chance=0.7),))
LONG = Project((Task("長" * 12, "長" * 120, chance=0.5), Task("B", "<b>{n}</b>" * 12, after=("長" * 12,))))
BLOCKED = Project((Task("A", state="failed"), Task("B", after=("A",), chance=0.5)))
HOPELESS = Project((Task("A", chance=0.0), Task("B", chance=0.0, instead_of="A")))
CUT_OFF = Project(
    (
        Task("A", state="failed"),
        Task("B", state="failed"),
        Task("C", after=("A",)),
        Task("D", after=("B",), instead_of="C"),
    )
)
OVER = Project((Task("A", state="done"), Task("B", "b", after=("A",), state="done")))
SURE = Project(chain(1.0, 1.0, low=1, high=2))
RARE = Project(chain(*[0.05] * 4))
WIDE = Project(
    tuple(
        Task(f"T{n}", f"Task {n}", chance=0.9, instead_of=f"T{n - 1}" if n % 3 == 1 else "")
        for n in range(90)
    ),
    week=1.0,
)
BROKEN = Project((Task("A", after=("B",)), Task("B", after=("A",))))

PROJECTS = {
    "none": Project(),
    "example": EXAMPLE,
    "one": ONE,
    "long": LONG,
    "blocked": BLOCKED,
    "hopeless": HOPELESS,
    "cut_off": CUT_OFF,
    "over": OVER,
    "sure": SURE,
    "rare": RARE,
    "wide": WIDE,
    "broken": BROKEN,
}


def lines_of(block: Block) -> list[Line]:
    """Every line and cell of a block."""
    if isinstance(block, Points):
        return list(block.items)
    if isinstance(block, Table):
        return [cell for row in block.rows for cell in row]
    return [block.line] if isinstance(block, Note) else []


def asked(project: Project, language: str = "en", archetype: str | None = "embedded") -> Told:
    """What is told of a project."""
    return tell(situation(project, language=language, archetype=archetype))


def table(told: Told, key: str) -> Table:
    """The table under this heading."""
    title = load_text("en")(f"planning.{key}.title")
    return next(block for block in told.blocks if isinstance(block, Table) and block.title == title)


def follows(told: Told) -> list[str]:
    """What is suggested."""
    title = load_text("en")("planning.follows.title")
    found = [block for block in told.blocks if isinstance(block, Points) and block.title == title]
    return [line.text for block in found for line in block.items]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("archetype", [None, *MODEL.archetype_ids])
@pytest.mark.parametrize("name", PROJECTS)
def test_it_is_told_in_every_language(language: str, archetype: str | None, name: str) -> None:
    """Every project is told for every archetype and for none; no line is empty, and every fact is cited."""
    told = asked(PROJECTS[name], language, archetype)
    assert told.sentence
    assert told.empty == (name == "none")
    lines = [line for block in told.blocks for line in lines_of(block)]
    assert all(line.text.strip() for line in lines)
    assert all(line.sources for line in lines if line.basis)
    assert all(len(row) == len(one.head) for one in told.blocks if isinstance(one, Table) for row in one.rows)
    assert "{" not in words(told).replace("{n}", "")


@pytest.mark.parametrize("archetype", MODEL.archetype_ids)
def test_each_archetype_has_its_point(archetype: str) -> None:
    """What an archetype should bear in mind is told, as derived, with input and without; nothing for none."""
    point = load_text("en")(f"planning.point.{archetype}")
    for project in (Project(), EXAMPLE):
        lines = [line for block in asked(project, archetype=archetype).blocks for line in lines_of(block)]
        assert [line.basis for line in lines if line.text == point] == ["inferred"]
        others = [line.text for block in asked(project, archetype=None).blocks for line in lines_of(block)]
        assert point not in others


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("none", "empty"),
        ("over", "done"),
        ("cut_off", "impossible"),
    ],
)
def test_states_have_their_sentence(name: str, key: str) -> None:
    """What has no chance to tell of has its own sentence."""
    assert asked(PROJECTS[name]).sentence == load_text("en")(f"planning.sentence.{key}")


def test_the_sentence_tells_chance_and_weeks() -> None:
    """One task of one to three weeks with 70%; by a chosen week; and where everything is sure or rare."""
    assert "chance of 70%; if it does, it is done after 1." in asked(ONE).sentence
    assert "in 80% of the runs" in asked(ONE).sentence
    by_two = asked(replace(ONE, week=2.0)).sentence
    assert by_two.startswith("By week 2 the plan is done with a chance of 34%")
    assert "Is every chance really 100%?" in asked(SURE).sentence
    assert "<1%. Too few" in asked(RARE).sentence


def test_a_blocked_plan_says_what_blocks_it() -> None:
    """The failed task is named in the sentence, and what another way would bring in what follows."""
    told = asked(BLOCKED)
    assert "nothing can deliver the result of “A”" in told.sentence
    assert any("a chance of 50%" in line for line in follows(told))


def test_what_is_not_certain_is_not_told_as_certain() -> None:
    """A chance just below one is told as more than 99%, and one alone as 100%."""
    assert "a chance of >99%" in asked(Project((Task("A", chance=0.999),))).sentence
    assert "100%" in asked(SURE).sentence


def test_a_circle_is_told_where_it_is() -> None:
    """Tasks that wait for each other are named, and nothing is computed."""
    told = asked(BROKEN)
    assert "A → B → A" in told.sentence or "B → A → B" in told.sentence
    assert not any(isinstance(block, Picture | Table) for block in told.blocks)


def test_the_example_is_told() -> None:
    """Results with chances by week, risks with gains, and states of the tasks stand in tables."""
    told = asked(EXAMPLE)
    results, risks, entered = (table(told, key) for key in ("results", "risks", "tasks"))
    assert [row[1].text for row in results.rows] == ["68%", "5%", "5%"]
    assert results.head[2] == "Chance by week 6"
    assert risks.rows[0][0].text == "G"
    assert risks.rows[0][2].text == "51% (+45.6 points)"
    assert risks.rows[0][3].text == "10% (+4.6 points)"
    states = {row[0].text: row[-1] for row in entered.rows}
    assert (states["A"].state, states["C"].state) == (GOOD, BAD)
    assert (states["A"].text, states["D"].text) == ("done", "open, 75%, a result")


def test_advice_is_told_apart_by_its_basis() -> None:
    """What follows from the figures is derived; what the sources say is stated, with its sources."""
    told = asked(EXAMPLE)
    stated = [line for block in told.blocks for line in lines_of(block) if line.basis == "stated"]
    assert [line.text for line in stated] == [load_text("en")(f"statements.{one}") for one in BOOK.advice]
    title = load_text("en")("planning.follows.title")
    found = next(one for one in told.blocks if isinstance(one, Points) and one.title == title)
    assert {line.basis for line in found.items} == {"inferred"}


def test_research_on_the_path_is_pointed_out() -> None:
    """Research that most successful draws wait for is named; the same task as ordinary work is not."""
    some = (
        Task("R", "Study", low=4, high=6, chance=0.5, research=True),
        Task("Q", low=1, high=2),
        Task("Z", after=("R", "Q")),
    )
    found = follows(asked(Project(some)))
    assert any("date hangs in most of the successful runs: “R · Study” (100%)" in line for line in found)
    assert any("only one approach" in line for line in found)
    plain = follows(asked(Project((replace(some[0], research=False), *some[1:]))))
    assert not any("research" in line.lower() for line in plain)
    aside = follows(asked(Project((replace(some[0], low=0.1, high=0.2), *some[1:]))))
    assert not any("the date hangs" in line for line in aside)


def test_a_second_approach_is_no_single_idea() -> None:
    """Research with an alternative is not said to hang on one approach."""
    some = (Task("R", chance=0.5, research=True), Task("S", instead_of="R", chance=0.5, research=True))
    assert not any("only one approach" in line for line in follows(asked(Project(some))))


def test_what_is_odd_is_asked_about() -> None:
    """A task that is done although something it needs is not is pointed out."""
    some = (Task("A", chance=0.5), Task("B", after=("A",), state="done"))
    assert any(line.startswith("“B” is done although “A” is not") for line in follows(asked(Project(some))))


def test_a_plan_that_is_too_large_to_draw_says_so() -> None:
    """Of many tasks some are drawn, and the list is left to the table; chances carry their error."""
    told = asked(WIDE)
    drawing = next(block.drawing for block in told.blocks if isinstance(block, Picture))
    assert sum(isinstance(shape, Rect) for shape in drawing.shapes) < 3 * BOOK.limits.drawn
    notes = [block.line.text for block in told.blocks if isinstance(block, Note)]
    assert any(note.startswith("25 of 90 tasks are drawn") for note in notes)
    assert any("list of all 90 tasks" in note for note in notes)
    assert "standard error" in table(told, "results").rows[-1][1].text
    assert not any("standard error" in row[1].text for row in table(asked(EXAMPLE), "results").rows)


def test_too_few_draws_are_said() -> None:
    """A gain that too few draws tell of is said to be so."""
    rare = [Task("A", chance=0.01), Task("B", instead_of="A", chance=0.5)]
    many = [task for n in range(8) for task in (
        Task(f"C{n}", chance=0.9), Task(f"D{n}", chance=0.9, instead_of=f"C{n}")
    )]  # fmt: skip
    rows = table(asked(Project((*rare, *many))), "risks").rows
    told = {row[0].text: row[2].text for row in rows}
    assert told["A"] == "too few runs to tell"
    assert told["B"] != told["A"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_hold_the_tasks(language: str) -> None:
    """Both files read back as the tasks entered; without tasks there are none."""
    text = load_text(language)
    files = exports(situation(EXAMPLE, language=language))
    assert [one.id for one in files] == ["csv", "xlsx"]
    for one in files:
        assert one.label
        assert one.file_name.endswith(one.id)
        read = read_table(one.make(), one.file_name, columns(text), language=language)
        assert tasks_of(read, text) == EXAMPLE.tasks
    assert exports(situation()) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_shows_both_plans(language: str) -> None:
    """Every task of the example has its row below, the first ways have one above, too."""
    text = load_text(language)
    told = asked(EXAMPLE, language)
    drawing = next(block.drawing for block in told.blocks if isinstance(block, Picture))
    shown = [shape.text for shape in drawing.shapes if isinstance(shape, Words)]
    assert [shown.count(name) for name in "ABCDEFG"] == [2, 2, 2, 2, 1, 1, 2]
    assert text("planning.picture.planned") in shown
    assert "75%" in shown
    assert text("planning.state.failed") in shown
    assert told.sentence in drawing.alt

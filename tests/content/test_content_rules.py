"""Every rule for ``data/model``, broken once in a copy: the error names file, key, finding and spelling."""

import shutil
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import pytest

from advisor.content.loader import content_hash, load_model, read_model
from advisor.content.paths import data_dir
from advisor.errors import DataError


class Broken(NamedTuple):
    """One edit of one file (``old`` → ``new``, first place only), and what the error must say.

    In ``key`` a star stands for a number.
    """

    name: str
    file: str
    old: str
    new: str
    key: str
    words: str
    nearest: str | None = None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the model's files."""
    return Path(shutil.copytree(data_dir() / "model", tmp_path / "model"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first place of ``old``."""
    path = folder / file
    head, found, tail = path.read_text(encoding="utf-8").partition(old)
    assert found, f"{file} has no {old!r}"
    path.write_text(head + new + tail, encoding="utf-8")


SEAT = "questions/seat.toml"

READING = [
    Broken("literal", "axes.toml", 'basis = "inf', 'basis = "infe', "cell.0.basis", "infeerred", "inferred"),
    Broken(
        "level",
        SEAT,
        '"nowhere"\nlevels = { ad_hoc = "very_typical"',
        '"nowhere"\nlevels = { ad_hoc = "very_typicl"',
        "options.*.levels.ad_hoc",
        "very_typicl",
        "very_typical",
    ),
    Broken(
        "axis",
        "axes.toml",
        '"swe_vs_research"',
        '"swe_vs_reserch"',
        "id",
        "swe_vs_reserch",
        "swe_vs_research",
    ),
    Broken(
        "key too many", "archetypes.toml", "[[archetype]]", '[[archetype]]\ncoder = "x"', "coder", "x", "code"
    ),
    Broken("key too few", "archetypes.toml", 'code = "AH"\n', "", "code", "required"),
    Broken("number for text", "archetypes.toml", 'code = "AH"', "code = 5", "code", "string"),
    Broken("number for yes", SEAT, "core = true", "core = 1", "core", "boolean"),
    Broken("text for yes", SEAT, "core = true", 'core = "true"', "core", "boolean"),
    Broken("fraction for count", SEAT, "order = 3", "order = 3.5", "order", "integer"),
    Broken(
        "text for number", "model.toml", "spread = 0.5", 'spread = "0.5"', "perturbation.spread", "number"
    ),
    Broken("one side", "tensions.toml", "[[tension.sides]]", "[[tension.side]]", "side", "side", "sides"),
    Broken(
        "named by id", "statements.toml", 'basis = "stated"', 'basis = "sttd"', "basis", "[AH-1]", "stated"
    ),
    Broken("named by place", "needs.toml", 'basis = "inf', 'basis = "if', "basis", "[1]", "inferred"),
]

SETTINGS = [
    Broken("prior without one", "model.toml", "ml_first = 0.2\n", "", "prior", "ml_first"),
    Broken("prior too large", "model.toml", "ad_hoc = 0.2", "ad_hoc = 0.3", "prior", "sum to 1, found 1."),
    Broken("temper zero", "model.toml", "context = 0.7", "context = 0.0", "tempers.context", "found 0.0"),
    Broken("temper above one", "model.toml", "context = 0.7", "context = 1.1", "tempers.context", "up to 1"),
    Broken("levels equal", "model.toml", "very_typical = 16", "very_typical = 8", "levels", "falling"),
    Broken("levels rise", "model.toml", "very_typical = 16", "very_typical = 2.5", "levels", "falling"),
    Broken("level not positive", "model.toml", "very_unusual = 1", "very_unusual = 0", "levels", "positive"),
    Broken("level missing", "model.toml", "possible = 4\n", "", "levels", "possible"),
    Broken("cited too few", "model.toml", "prior = {", "# prior = {", "cited", "prior"),
    Broken("cited too many", "model.toml", "[cited]",
           "[cited]\ntemper = { basis = 'inferred', sources = [] }", "cited.temper", "temper", "tempers"),
    Broken("cited stated by nobody", "model.toml", 'days = { basis = "inferred"', 'days = { basis = "stated"',
           "retention_days.sources", "found none"),
    Broken("cited source", "model.toml", '["FSDL22", "FSDL22T"]', '["FSDL22", "FSDL22TT"]', "prior.sources",
           "FSDL22TT", "FSDL22T"),
]  # fmt: skip

CITATIONS = [
    Broken("statement twice", "statements.toml", 'id = "AH-2"', 'id = "AH-1"', "id", "AH-1 twice"),
    Broken("source twice", "sources.toml", 'id = "FSDL22T"', 'id = "FSDL22"', "id", "FSDL22 twice"),
    Broken("no source", "statements.toml", 'sources = ["FSDL22", "FSDL21", "KOWRITE"]', "sources = []",
           "AH-1", "at least one source"),
    Broken("unknown source", "statements.toml", '["FSDL22", "FSDL21", "KOWRITE"]', '["KOWRITTE"]',
           "AH-1.sources", "KOWRITTE", "KOWRITE"),
    Broken("point's role", "skillmap.toml", 'role = "mlops_engineer"', 'role = "mlop_engineer"', "point.role",
           "mlop_engineer", "mlops_engineer"),
    Broken("point without source", "skillmap.toml", 'basis = "stated"\nsources = ["FSDL22"]',
           'basis = "stated"\nsources = []', "mlops_engineer.sources", "found none"),
    Broken("point's source", "skillmap.toml", 'basis = "stated"\nsources = ["FSDL22"]',
           'basis = "stated"\nsources = ["FSDL2"]', "mlops_engineer.sources", "FSDL2", "FSDL22"),
]  # fmt: skip

QUESTIONS = [
    Broken("file's name", SEAT, 'id = "seat"', 'id = "seats"', "id", "the file's name, seat, found seats"),
    Broken("section", SEAT, '"organisation"', '"organization"', "section", "organization", "organisation"),
    Broken("group", SEAT, 'group = "structure"', 'group = "structur"', "group", "structur", "structure"),
    Broken("option twice", SEAT, 'id = "beside"', 'id = "nowhere"', "options.id", "nowhere twice"),
    Broken("option reserved", SEAT, 'id = "beside"', 'id = "dont_know"', "options.id", "dont_know twice"),
    Broken("levels without one", SEAT, '"nowhere"\nlevels = { ad_hoc = "very_typical", ',
           '"nowhere"\nlevels = { ', "nowhere.levels", "each of ad_hoc"),
    Broken("levels misspelt", SEAT, '"nowhere"\nlevels = { ad_hoc', '"nowhere"\nlevels = { adhoc',
           "nowhere.levels", "found adhoc"),
    Broken("no facts", SEAT, 'facts = ["AH-1", "AH-2"]', "facts = []", "nowhere.facts", "at least one"),
    Broken("unknown fact", SEAT, '["AH-1", "AH-2"]', '["AH-1", "AH-22"]', "nowhere.facts", "AH-22", "AH-2"),
    Broken("stated on nothing", SEAT, 'facts = ["AH-1", "AH-2"]', 'facts = ["MO-AH-1"]', "nowhere.basis",
           "expected inferred"),
    Broken("thirteen core questions", "questions/reach.toml", "core = false", "core = true", "core",
           "found 13"),
    Broken("order twice", SEAT, "order = 3", "order = 2", "order", "2 twice"),
]  # fmt: skip

TENSION = "no_builders_but_live"
AXIS = "swe_vs_research"
STRATEGY = [
    Broken("tension's facts", "tensions.toml", 'facts = ["AH-1", "MO-RD-1"]', "facts = []",
           f"{TENSION}.facts", "at least one"),
    Broken("tension's question", "tensions.toml", '"who_built"', '"who_bult"', TENSION, "who_bult",
           "who_built"),
    Broken("tension's option", "tensions.toml", '"supplier"', '"suplier"', TENSION, "suplier", "supplier"),
    Broken("cell twice", "axes.toml", 'archetype = "r_and_d"', 'archetype = "ad_hoc"', f"{AXIS}.cell",
           "r_and_d"),
    Broken("cell's position", "axes.toml", 'position = "no_team"', 'position = "no_teams"',
           f"{AXIS}.ad_hoc.position", "no_teams", "no_team"),
    Broken("advised position", "axes.toml", '{ position = "engineering_first"',
           '{ position = "enginering_first"', f"{AXIS}.ad_hoc.advised", "enginering_first",
           "engineering_first"),
    Broken("cell's statements", "axes.toml", 'statements = ["SW-AH-1", "SW-AH-2"]', "statements = []",
           f"{AXIS}.ad_hoc.facts", "at least one"),
    Broken("advised facts", "axes.toml", 'facts = ["SW-AH-2", "AH-12"]', 'facts = ["SW-AH-9"]',
           f"{AXIS}.ad_hoc.facts", "SW-AH-9", "SW-AH-2"),
    Broken("stated cell", "axes.toml", 'position = "no_team"\nbasis = "inferred"',
           'position = "no_team"\nbasis = "stated"', f"{AXIS}.ad_hoc.basis", "none of its facts is stated"),
    Broken("indicator's question", "axes.toml", 'question = "live_code"', 'question = "live_cod"',
           f"{AXIS}.indicator", "live_cod", "live_code"),
    Broken("indicator's option", "axes.toml", "{ no_builders =", "{ no_builder =", f"{AXIS}.live_code",
           "no_builder", "no_builders"),
    Broken("indicator's position", "axes.toml", '{ no_builders = "no_team"', '{ no_builders = "no_tem"',
           f"{AXIS}.live_code.no_builders", "no_tem", "no_team"),
    Broken("step twice", "strategy.toml", 'id = "ad_hoc.swe.2"', 'id = "ad_hoc.swe.1"', "id",
           "ad_hoc.swe.1 twice"),
    Broken("step's archetype", "strategy.toml", 'archetype = "ad_hoc"', 'archetype = "adhoc"',
           "ad_hoc.swe.1.archetype", "adhoc", "ad_hoc"),
    Broken("step's axis", "strategy.toml", 'axis = "swe_vs_research"', 'axis = "swe_research"', "axis",
           "swe_research", "swe_vs_research"),
    Broken("step's facts", "strategy.toml", '["SW-AH-1", "SW-AH-2", "AH-2"]', '["SW-AH-11"]',
           "ad_hoc.swe.1.facts", "SW-AH-11", "SW-AH-1"),
    Broken("no keep", "strategy.toml", 'kind = "keep"', 'kind = "step"', "ad_hoc × swe_vs_research",
           "a step and a keep entry"),
    Broken("role twice", "roles.toml", 'id = "engineering_manager"', 'id = "ml_product_manager"', "id",
           "ml_product_manager twice"),
    Broken("role's statement", "roles.toml", '"PM-1"', '"PMM-1"', "ml_product_manager.function", "PMM-1",
           "PM-1"),
    Broken("need twice", "needs.toml", 'archetype = "ad_hoc"', 'archetype = "r_and_d"', "archetype",
           "ad_hoc"),
    Broken("need's facts", "needs.toml", '"AH-2", ', '"AH-222", ', "ad_hoc.facts", "AH-222", "AH-2"),
    Broken("need's role", "needs.toml", '["ml_engineer"', '["ml_enginer"', "ad_hoc.roles", "ml_enginer",
           "ml_engineer"),
]  # fmt: skip

# Citations that lead nowhere, numbers that no model can be computed with, and misspelt keys: whatever the
# key is called, the file and the finding are named.
SENSELESS = [
    Broken("role's statement source", "role_statements.toml", '["FSDL22", "FSDL21", "KOWRITE"]', '["KOWRIT"]',
           "", "KOWRIT", "KOWRITE"),
    Broken("role's source", "roles.toml", '\nsources = ["FSDL22", "FSDL21", "GOOG"]', '\nsources = ["GOOGL"]',
           "", "GOOGL", "GOOG"),
    Broken("role's order source", "roles.toml", 'order_sources = ["GOOG", "MLDP"]',
           'order_sources = ["MLPD"]', "", "MLPD", "MLDP"),
    Broken("figure's source", "skillmap.toml", 'sources = ["FSDL22", "FSDL21"]', 'sources = ["KOWRIT"]', "",
           "KOWRIT", "KOWRITE"),
    Broken("prior nought", "model.toml", "ad_hoc = 0.2\nr_and_d = 0.2", "ad_hoc = 0.4\nr_and_d = 0.0", "",
           "0.0"),
    Broken("prior negative", "model.toml", "ad_hoc = 0.2\nr_and_d = 0.2", "ad_hoc = 0.6\nr_and_d = -0.2", "",
           "-0.2"),
    Broken("no draws", "model.toml", "draws = 1000", "draws = 0", "", "0"),
    Broken("negative spread", "model.toml", "spread = 0.5", "spread = -0.5", "", "-0.5"),
    Broken("threshold nan", "model.toml", "min_coverage = 0.35", "min_coverage = nan", "", "nan"),
    Broken("misspelt key", SEAT, "core = true", "cor = true", "", "cor", "core"),
    Broken("misspelt key inside", "model.toml", "min_coverage =", "min_covrage =", "", "min_covrage",
           "min_coverage"),
]  # fmt: skip

EVERY = [*READING, *SETTINGS, *CITATIONS, *QUESTIONS, *STRATEGY]


@pytest.mark.parametrize("broken", EVERY, ids=lambda broken: broken.name)
def test_a_broken_rule_is_told(folder: Path, broken: Broken) -> None:
    """A file that breaks a rule is refused with its name, the key, the finding and the nearest spelling."""
    edit(folder, broken.file, broken.old, broken.new)
    with pytest.raises(DataError) as refused:
        read_model(folder)
    error, told = refused.value, str(refused.value)
    assert fnmatchcase(error.key, broken.key)
    assert broken.words in told
    assert error.nearest == broken.nearest
    assert broken.nearest is None or told.endswith(f"; did you mean {broken.nearest}?")
    several = {"thirteen core questions", "order twice"}
    assert (Path(broken.file).name if broken.name not in several else "questions") in error.where
    assert "\n" not in told


def test_the_names_of_the_cases_are_unique() -> None:
    """Every case above is another one."""
    every = [*EVERY, *SENSELESS]
    assert len({broken.name for broken in every}) == len(every)


@pytest.mark.parametrize("broken", SENSELESS, ids=lambda broken: broken.name)
def test_what_makes_no_sense_is_told(folder: Path, broken: Broken) -> None:
    """A source that does not exist, a number that cannot be computed with and a misspelt key are refused."""
    edit(folder, broken.file, broken.old, broken.new)
    with pytest.raises(DataError) as refused:
        read_model(folder)
    assert Path(broken.file).name in refused.value.where
    assert broken.words in str(refused.value)
    assert refused.value.nearest == broken.nearest


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda path: path.unlink(), "expected a file of this name, found none"),
        (lambda path: path.write_bytes(b"\xff\xfe" + path.read_bytes()), "expected TOML in UTF-8"),
        (lambda path: path.write_text("[[need]\n", encoding="utf-8"), "expected TOML in UTF-8"),
    ],
    ids=["missing", "not UTF-8", "not TOML"],
)
def test_an_unreadable_file_is_told(folder: Path, damage: Callable[[Path], object], words: str) -> None:
    """A file that is missing or cannot be read is named."""
    damage(folder / "needs.toml")
    with pytest.raises(DataError) as refused:
        read_model(folder)
    assert str(refused.value).startswith("needs.toml: file: ")
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "needs.toml: need: expected one or more tables [[need]], found None"),
        ("need = 3", "needs.toml: need: expected one or more tables [[need]], found 3"),
        ("need = [7]", "needs.toml [1]: table: expected"),
    ],
)
def test_a_file_without_tables_is_told(folder: Path, content: str, told: str) -> None:
    """A file without its array of tables, or with something else in it, is refused."""
    (folder / "needs.toml").write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        read_model(folder)
    assert str(refused.value).startswith(told)


def test_a_questionnaire_without_core_is_refused(folder: Path) -> None:
    """At least one question is asked of everybody."""
    for path in (folder / "questions").iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("core = true", "core = false"), encoding="utf-8")
    with pytest.raises(DataError, match="questions: core: expected 1 to 12 core questions, found 0"):
        read_model(folder)


def test_the_untouched_copy_is_our_model(folder: Path) -> None:
    """An unchanged copy reads as the same model, under the same hash."""
    model = read_model(folder)
    assert model.content_hash == load_model().content_hash
    assert model.questions == load_model().questions
    assert load_model() is load_model()


@pytest.mark.parametrize("file", ["model.toml", SEAT, "strategy.toml", "skillmap.toml"])
def test_the_hash_sees_every_byte(folder: Path, file: str) -> None:
    """One more space or another file name gives another hash."""
    before = content_hash(folder)
    (folder / file).write_bytes((folder / file).read_bytes() + b" ")
    changed = content_hash(folder)
    (folder / file).rename(folder / file.replace(".toml", "2.toml"))
    assert len({before, changed, content_hash(folder)}) == 3


def test_questions_follow_their_order(folder: Path) -> None:
    """Questions stand in the order they name, whatever their files are called."""
    orders = [question.order for question in read_model(folder).questions]
    assert orders == sorted(orders)
    assert orders == list(range(1, len(orders) + 1))

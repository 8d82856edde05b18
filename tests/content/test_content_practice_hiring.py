"""The hiring kit's data, and its sheet in and out of JSON."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import load_model
from advisor.content.paths import data_dir
from advisor.content.practice import handbook as reading
from advisor.content.practice.hiring import MAX_OWN, checked, handbook
from advisor.content.practice.sheets import dump, parse
from advisor.content.text import LANGUAGES, load_text
from advisor.core.practice.hiring import OWN, Hiring, Kit, Own, Round
from advisor.errors import DataError, InputError

MODEL, BOOK = load_model(), handbook()
ROLES = [role.id for role in MODEL.roles]
DEMANDS = [demand.id for demand in BOOK.demand]

words = st.text(min_size=1, max_size=20).filter(str.strip)
rounds = st.lists(
    st.builds(Round, st.sampled_from([form.id for form in BOOK.form]), st.just(()), st.text(max_size=20)),
    unique_by=lambda one: one.form,
    max_size=3,
)


@st.composite
def filled(draw: st.DrawFn) -> Kit:
    """A kit with something of each kind."""
    must = draw(st.lists(st.sampled_from(DEMANDS), unique=True, max_size=4))
    nice = draw(
        st.lists(st.sampled_from([one for one in DEMANDS if one not in must]), unique=True, max_size=2)
    )
    owns = draw(
        st.lists(st.builds(Own, words, st.sampled_from(["", *ROLES])), unique_by=lambda o: o.text, max_size=2)
    )
    held = [Round(one.form, tuple(OWN + own.text for own in owns), one.bar) for one in draw(rounds)]
    return Kit(tuple(must), tuple(nice), tuple(owns), tuple(held))


sheets = st.builds(
    lambda role, offers, kits: Hiring(role, offers, {one: kit for one, kit in kits.items() if kit != Kit()}),
    st.sampled_from(["", *ROLES]),
    st.dictionaries(st.sampled_from(BOOK.offers), st.sampled_from(["have", "can", "no"])),
    st.dictionaries(st.sampled_from(ROLES), filled(), max_size=2),
)


@given(sheets)
def test_a_sheet_comes_back_as_it_was(sheet: Hiring) -> None:
    """What was written to JSON is read back the same, with nothing lost."""
    assert parse("hiring", dump(sheet), MODEL, "file") == (sheet, ())


def test_what_is_unknown_is_named() -> None:
    """Ids of another version are dropped and named; what is known stays."""
    kit = Kit(
        ("sql", "telepathy"),
        ("sql", "docker"),
        (Own("ours", "wizard"),),
        (Round("theory", ("gone", OWN + "ours")), Round("seance")),
    )
    sheet, lost = checked(
        Hiring("wizard", {"gold": "have", "mission": "can"}, {"ml_engineer": kit, "wizard": kit}),
        MODEL,
        "file",
    )
    assert sheet == Hiring(
        "",
        {"mission": "can"},
        {"ml_engineer": Kit(("sql",), ("docker",), (Own("ours"),), (Round("theory", (OWN + "ours",)),))},
    )
    named = "\n".join(lost)
    for gone in ("wizard", "gold", "telepathy", "seance", "gone"):
        assert gone in named


@pytest.mark.parametrize("text", ["", "   "])
def test_a_demand_without_words_is_refused(text: str) -> None:
    """An own demand is words; an empty one is an error that names its place."""
    with pytest.raises(InputError) as refused:
        checked(Hiring(kits={"developer": Kit(own=(Own(text),))}), MODEL, "file.json")
    assert "developer.own" in str(refused.value)


def test_more_demands_than_anybody_makes_are_refused() -> None:
    """Too many own demands are an error that names the limit."""
    own = tuple(Own(str(n)) for n in range(MAX_OWN + 1))
    with pytest.raises(InputError) as refused:
        checked(Hiring(kits={"developer": Kit(own=own)}), MODEL, "file.json")
    assert f"at most {MAX_OWN}" in str(refused.value)


def test_a_standing_of_no_kind_is_refused() -> None:
    """An offer is had, possible or not; anything else is an error."""
    with pytest.raises(InputError) as refused:
        parse("hiring", {"offers": {"mission": "perhaps"}}, MODEL, "file.json")
    assert "mission" in str(refused.value)


BREAKS: dict[str, tuple[str, str]] = {
    "role": (
        'role = "ml_engineer"\nbasis = "inferred"\nfacts = ["ST-3"',
        'role = "ml_enginer"\nbasis = "inferred"\nfacts = ["ST-3"',
    ),
    "limit": ("roles = 2", "roles = 0"),
    "area": ('shows = ["mathematics"]', 'shows = ["sorcery"]'),
    "no area": ('shows = ["mathematics"]', "shows = []"),
    "source": ('sources = ["FSDL22T"]', 'sources = ["FSDL99"]'),
    "grounds": ('sources = ["FSDL22T"]', ""),
    "fact": ('facts = ["AH-9"]', 'facts = ["AH-99"]'),
    "stated": ('basis = "inferred"\nfacts = ["SW-EM-1"]', 'basis = "inferred"\nfacts = []'),
    "archetype": ('archetype = "ml_first"', 'archetype = "embedded"'),
    "twice": ('id = "mle_juniors"', 'id = "mle_software"'),
    "demand twice": ('id = "pandas"', 'id = "sql"'),
    "prefix": ('id = "pandas"', 'id = "own:pandas"'),
    "no roles": ('roles = ["data_scientist"]', "roles = []"),
    "key": ("useful = false", "usefull = false"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_rule_is_told(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is wrong with the data is an error that names the file."""
    shutil.copytree(data_dir() / "practice", tmp_path / "practice")
    file = tmp_path / "practice" / "hiring.toml"
    old, new = BREAKS[name]
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(
        text.replace(old, new) if name == "archetype" else text.replace(old, new, 1), encoding="utf-8"
    )
    monkeypatch.setattr(reading, "data_dir", lambda: tmp_path)
    unread: Callable[[], object] = handbook.__wrapped__
    with pytest.raises(DataError) as refused:
        unread()
    assert "practice/hiring.toml" in str(refused.value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_its_words(language: str) -> None:
    """Each id of the data has a sentence, and no sentence is left over."""
    text = load_text(language)
    ids = {
        "points": [one.id for one in BOOK.point],
        "market": [one.id for one in BOOK.market],
        "archetype": [one.id for one in BOOK.archetype],
        "channels": [one.id for one in BOOK.channel],
        "wants": [one.id for one in BOOK.want],
        "offers": BOOK.offers,
        "forms": [one.id for one in BOOK.form],
        "rules": [one.id for one in BOOK.rule],
        "demands": DEMANDS,
        "bars": [f"{bar.role}_{kind}" for bar in BOOK.bar for kind in ("strength", "minimum")],
    }
    frame = {"title", "reach", "want", "have", "can", "open", "nothing"}
    for part, known in ids.items():
        assert set(text.under(f"hiring.{part}")) - frame == set(known), part

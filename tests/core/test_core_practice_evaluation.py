"""The rules of the evaluation sheets: which criteria hang on success, and how the leader's answer counts."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.content.practice.evaluation import handbook
from advisor.core.practice.evaluation import (
    STANDINGS,
    Criterion,
    Evaluation,
    Look,
    RoleSheet,
    Spare,
    Words,
    expected,
    hangs_on,
    standing,
    tied,
    unsettled,
)

WORDS = handbook().words
PLAIN = Words(
    "inferred",
    (),
    (Look("success", "en", ("success",)), Look("date", "en", ("on time",))),
    (Spare("en", ("success or failure",)),),
)

texts = st.one_of(
    st.text(max_size=60), st.sampled_from(["The launch is a success", "정확도 90% 이상", "売上を増やす"])
)
criteria = st.builds(Criterion, texts, st.sampled_from([None, "yes", "no", "unsure"]))


@given(texts)
def test_any_text_can_be_checked(text: str) -> None:
    """No text breaks the check, and each kind of word is named once."""
    found = hangs_on(WORDS, text)
    assert len(found) == len(set(found))


@given(texts)
def test_width_and_case_do_not_matter(text: str) -> None:
    """Capitals, full-width letters and digits are found like ordinary ones."""
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    if wide.lower() == wide.casefold():
        assert hangs_on(WORDS, wide) == hangs_on(WORDS, text)


@given(criteria)
def test_a_clear_answer_beats_the_words(one: Criterion) -> None:
    """Yes and no decide alone; without them the words do."""
    found = standing(WORDS, one)
    if one.survives == "yes":
        assert found == "holds"
    elif one.survives == "no":
        assert found == "hangs"
    else:
        assert (found == "may_hang") == bool(hangs_on(WORDS, one.text))
    assert found in STANDINGS


@given(st.lists(criteria, max_size=6))
def test_tied_criteria_are_some_of_them(several: list[Criterion]) -> None:
    """What is tied to success keeps its order, and never holds whatever happens."""
    found = tied(WORDS, several)
    assert [one for one in several if one in found] == [
        one for one in several if standing(WORDS, one) in ("hangs", "may_hang")
    ]
    assert all(one.survives != "yes" for one in found)


@given(st.lists(st.text(min_size=1, max_size=8), max_size=6))
def test_a_criterion_is_there_once(several: list[str]) -> None:
    """Adding words twice changes nothing, and removing them takes them away."""
    sheet = RoleSheet()
    for words in several:
        sheet = sheet.with_criterion(words).with_criterion(words)
    assert [one.text for one in sheet.criteria] == list(dict.fromkeys(several))
    for words in several:
        sheet = sheet.without_criterion(words)
    assert sheet == RoleSheet()


def test_kinds_come_in_the_order_of_the_data() -> None:
    """Every kind whose words occur is named."""
    assert hangs_on(PLAIN, "On time and a success") == ("success", "date")
    assert hangs_on(PLAIN, "careful work") == ()


def test_a_spared_phrase_is_no_sign() -> None:
    """A phrase that names success without hanging on it is not found; another word beside it is."""
    assert hangs_on(PLAIN, "documents success or failure") == ()
    assert hangs_on(PLAIN, "documents success or failure on time") == ("date",)


def test_what_is_not_expected_is_left_out() -> None:
    """A sheet expects everything but what it names."""
    assert expected(["a", "b", "c"], RoleSheet(without=("b", "z"))) == ("a", "c")


def test_a_sheet_is_settled_with_both_answers() -> None:
    """Both what is expected and how a failure is judged have to be there, in words."""
    assert unsettled(RoleSheet())
    assert unsettled(RoleSheet(expectation="x", if_fails=" "))
    assert not unsettled(RoleSheet(expectation="x", if_fails="y"))


def test_an_empty_sheet_is_left_out() -> None:
    """A role without anything agreed has no entry, and the others stay."""
    filled = (
        Evaluation()
        .with_sheet("developer", RoleSheet(expectation="x"))
        .with_sheet("ml_engineer", RoleSheet())
    )
    assert list(filled.sheets) == ["developer"]
    assert filled.with_sheet("developer", RoleSheet()) == Evaluation()

"""Numbers and dates as each language writes them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.content import locale
from advisor.content.text import LANGUAGES

LANGUAGE = st.sampled_from(LANGUAGES)
NOVEMBER = datetime(2026, 11, 21, 21, 5, 9, tzinfo=timezone(timedelta(hours=9)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("share", "shown"),
    [(0, "0%"), (0.004, "<1%"), (0.006, "1%"), (0.58, "58%"), (0.996, "100%"), (1, "100%"), (12.5, "1,250%")],
)
def test_percent(share: float, shown: str, language: str) -> None:
    """A share is shown in whole per cent, without a space in any of the languages."""
    assert locale.percent(share, language) == shown


@given(st.floats(0, 1, exclude_min=True), LANGUAGE)
@example(0.005, "en")
def test_something_is_not_nothing(share: float, language: str) -> None:
    """However little a share is, it is not shown as nothing, and none has a minus."""
    assert locale.percent(share, language) != "0%"
    assert "-" not in locale.percent(share, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("value", "digits", "signed", "shown"),
    [
        (3.14159, 1, False, "3.1"),
        (3.14159, 1, True, "+3.1"),
        (-3.14159, 1, False, "−3.1"),
        (-3.14159, 1, True, "−3.1"),
        (1234567.891, 2, False, "1,234,567.89"),
        (2.6, 0, False, "3"),
        (0, 1, True, "0.0"),
        (-0.04, 1, True, "0.0"),
        (0.04, 1, True, "0.0"),
        (-0.04, 2, True, "−0.04"),
    ],
)
def test_decimal(value: float, digits: int, signed: bool, shown: str, language: str) -> None:
    """Numbers have a fixed count of decimals, grouped thousands, a true minus, and nought has no sign."""
    assert locale.decimal(value, language, digits=digits, signed=signed) == shown


@given(st.floats(-1e6, 1e6), st.integers(0, 3), LANGUAGE)
def test_decimal_is_the_rounded_number(value: float, digits: int, language: str) -> None:
    """What is shown reads back as the number rounded to its decimals, and plus stands only above nought."""
    shown = locale.decimal(value, language, digits=digits, signed=True)
    assert float(shown.replace(",", "").replace("−", "-")) == pytest.approx(round(value, digits), abs=1e-9)
    assert shown.startswith("+") == (round(value, digits) > 0)
    assert "-" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_decibans(language: str) -> None:
    """Evidence is shown to one decimal, with its unit behind a space that does not break."""
    assert locale.decibans(3.149, language) == "3.1\N{NO-BREAK SPACE}dB"
    assert locale.decibans(3.149, language, signed=True) == "+3.1\N{NO-BREAK SPACE}dB"
    assert locale.decibans(-3.149, language) == "−3.1\N{NO-BREAK SPACE}dB"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("value_db", "shown"), [(0, "1.0"), (3, "2.0"), (4.15, "2.6"), (10, "10"), (13, "20"), (30, "1,000")]
)
def test_factor(value_db: float, shown: str, language: str) -> None:
    """Decibans are told as the factor they stand for, in whole numbers from ten on."""
    assert locale.factor(value_db, language) == shown


@pytest.mark.parametrize(
    ("language", "names", "sentences"),
    [("en", "A, B", "A. B."), ("ko", "A, B", "A. B."), ("ja", "A、B", "A.B.")],
)
def test_joining(language: str, names: str, sentences: str) -> None:
    """Names and sentences are joined as the language does; empty sentences leave no gap."""
    assert locale.listed(["A", "B"], language) == names
    assert locale.listed(["A"], language) == "A"
    assert locale.sentences(["A.", "", "B."], language) == sentences


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "21 November 2026"), ("ko", "2026년 11월 21일"), ("ja", "2026年11月21日")]
)
def test_day(language: str, shown: str) -> None:
    """A date is written in full, in British order in English."""
    assert locale.day(date(2026, 11, 21), language) == shown


@pytest.mark.parametrize(
    ("language", "day", "hour"),
    [("en", "21 Nov 2026", "21:05"), ("ko", "2026. 11. 21.", "21:05"), ("ja", "2026/11/21", "21:05")],
)
def test_moment(language: str, day: str, hour: str) -> None:
    """A moment shows day and time as the clock of its own time zone does."""
    shown = locale.moment(NOVEMBER, language)
    assert shown.startswith(day)
    assert shown.endswith(hour)
    assert locale.moment(NOVEMBER.astimezone(UTC), language).endswith("12:05")


@pytest.mark.parametrize("language", LANGUAGES)
def test_clock(language: str) -> None:
    """The time of day has two digits each for hours and minutes, by the clock of its own time zone."""
    assert locale.clock(NOVEMBER, language) == "21:05"
    assert locale.clock(NOVEMBER.replace(hour=7), language) == "07:05"
    assert locale.clock(NOVEMBER.astimezone(UTC), language) == "12:05"

"""Numbers and dates as each language writes them (Babel), with the project's own units."""

from collections.abc import Iterable
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_datetime, get_datetime_format
from babel.numbers import format_decimal, format_percent

MINUS = "\N{MINUS SIGN}"
_TEN = 10
_ONE_PERCENT = 0.01
_COMMA = {"ja": "、"}


def percent(share: float, language: str) -> str:
    """A share from 0 to 1 as whole per cent ("58%"); what is little but not nothing is "<1%"."""

    def whole(part: float) -> str:
        return format_percent(part, format="#,##0%", locale=language)

    return "<" + whole(_ONE_PERCENT) if share > 0 and whole(share) == whole(0) else whole(share)


def decimal(value: float, language: str, *, digits: int = 1, signed: bool = False) -> str:
    """A number with a fixed count of decimals, a true minus sign and, if asked, a plus sign."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    rounded = round(value, digits) + 0.0  # adding zero turns a rounded -0.0 into 0.0
    shown = format_decimal(abs(rounded), format=pattern, locale=language)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + shown


def decibans(value: float, language: str, *, signed: bool = False) -> str:
    """Evidence in decibans to one decimal, with its unit ("+3.1 dB")."""
    return f"{decimal(value, language, signed=signed)}\N{NO-BREAK SPACE}dB"


def factor(value_db: float, language: str) -> str:
    """Decibans as the factor they stand for ("2.6"), in whole numbers from ten on."""
    ratio = 10 ** (value_db / 10)
    return decimal(ratio, language, digits=0 if ratio >= _TEN else 1)


def listed(parts: Iterable[str], language: str) -> str:
    """Names as a list in running text ("A, B, C")."""
    return (_COMMA.get(language, ", ")).join(parts)


def sentences(parts: Iterable[str], language: str) -> str:
    """Sentences one after the other; Japanese puts no space between them."""
    return ("" if language == "ja" else " ").join(part for part in parts if part)


def day(when: date, language: str) -> str:
    """A date in full, British order in English ("21 November 2026")."""
    return format_date(when, format="long", locale=_locale(language))


def moment(when: datetime, language: str) -> str:
    """A date and time of day in hours and minutes, as the clock of ``when``'s own time zone shows it."""
    date_part = format_date(when, format="medium", locale=_locale(language))
    joined = str(get_datetime_format("medium", _locale(language)))
    return joined.replace("'", "").format(clock(when, language), date_part)


def clock(when: datetime, language: str) -> str:
    """The time of day in hours and minutes."""
    return format_datetime(when, format="HH:mm", locale=_locale(language), tzinfo=when.tzinfo)


def _locale(language: str) -> Locale:
    return Locale.parse("en_GB" if language == "en" else language)

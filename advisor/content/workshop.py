"""``load_room_settings``: the only way from ``data/workshop.toml`` to the core's values."""

from functools import cache

from advisor.content.checks import known, positive, unique
from advisor.content.paths import data_dir
from advisor.content.reading import parse, read_toml
from advisor.core.room import RoomSettings
from advisor.errors import DataError

CITED = (
    "least_group",
    "code",
    "retention_days",
    "limits",
    "timers",
    "roles",
    "variation",
    "pool",
    "thresholds",
    "support_step",
)
"""The groups of numbers of workshop.toml; each needs a basis, and a source where it is stated."""

_FILE = "workshop.toml"
_FEWEST = 5
_COUNTS = (
    "code_length",
    "code_hours",
    "retention_days",
    "most_participants",
    "joins_per_minute",
    "present_seconds",
    "heavy_stake_db",
)
_SHARES = ("contested_variation", "support_step")


@cache
def load_room_settings() -> RoomSettings:
    """The numbers shipped with this installation; raises DataError when the file breaks a rule."""
    settings = parse(RoomSettings, read_toml(data_dir() / _FILE), _FILE)
    _check(settings)
    return settings


def _check(settings: RoomSettings) -> None:
    if settings.least_group < _FEWEST:
        raise DataError(_FILE, "least_group", f"at least {_FEWEST}", settings.least_group)
    unique(_FILE, "code_letters", settings.code_letters)
    unique(_FILE, "roles", settings.roles)
    for name in _COUNTS:
        positive(_FILE, name, getattr(settings, name))
    for name in _SHARES:
        if not 0 < (share := getattr(settings, name)) < 1:
            raise DataError(_FILE, name, "a number between 0 and 1", share)
    for seconds in settings.timers:
        positive(_FILE, "timers", seconds)
    sources = {source.id for source in settings.source}
    for key in {*settings.cited, *CITED}:
        known(_FILE, "cited", key, CITED)
        known(_FILE, "cited", key, settings.cited)
        citation = settings.cited[key]
        if citation.basis == "stated" and not citation.sources:
            raise DataError(_FILE, f"cited.{key}.sources", "a source for what is stated", "none")
        for source in citation.sources:
            known(_FILE, f"cited.{key}.sources", source, sources)

"""The save file: one small JSON object that holds an assessment's responses and what belongs to them.

It is what ``advisor assess`` reads, what "save" downloads, and what every PDF carries inside. Reading
one treats it as untrusted: size, depth, types and ids are checked before anything is used.
"""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NoReturn

from advisor.content.practice import sheets as files
from advisor.content.practice.sheets import Sheets
from advisor.content.roomfile import dump_room, parse_room
from advisor.core.assessment import check
from advisor.core.model import Model
from advisor.core.practice.team import Team, team_of
from advisor.core.practice.workflow import Workflow
from advisor.core.room import RoomResult
from advisor.errors import InputError, one_line

SCHEMA_VERSION = 1
MAX_BYTES = 1_000_000
"""A save file has a few kilobytes; anything near this limit is something else."""
MAX_NAME = 200
MAX_HEADS = 100_000
MAX_TOLD = 20
_ROOM = "room"
_KEYS = (
    "schema_version",
    "model_version",
    "model_hash",
    "organisation",
    "date",
    "target",
    "team",
    "responses",
    "sheets",
    "in_pdf",
    _ROOM,
)


@dataclass(frozen=True, slots=True)
class SaveFile:
    """What was saved, as far as this version can use it.

    ``unused`` names what the file holds and this version does not know (a key of the file, "question"
    or "question = option"); ``day`` is the assessment's date. ``sheets`` is what was entered in the tools,
    by tool, and ``in_pdf`` names the tools that the PDF shows. ``room`` is a workshop's result, where there
    was one; nothing in it is of a single person.
    """

    responses: Mapping[str, str]
    organisation: str = ""
    day: date | None = None
    target: str | None = None
    sheets: Sheets = field(default_factory=dict)
    in_pdf: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    room: RoomResult | None = None

    @property
    def team(self) -> Mapping[str, int]:
        """Head counts by role id, roles with nobody left out."""
        team = self.sheets.get("team")
        return team.heads if isinstance(team, Team) else {}

    def handed_on(self) -> "SaveFile":
        """What may leave with a document: of the tools only those it shows, of the team else only counts.

        Names of people, expectations of them and other working notes stay with whoever entered them.
        """
        shown = {tool: sheet for tool, sheet in self.sheets.items() if tool in self.in_pdf}
        counts = {"team": team_of(self.team.items())} if self.team else {}
        return replace(self, sheets=counts | shown)

    def told_from(self) -> Sheets:
        """What a document tells from: every sheet, and of a team that it does not show no names of people.

        A name stays that was given to a stage of the workflow, where the document shows that.
        """
        team, flow = (self.sheets.get(tool) for tool in ("team", "workflow"))
        if "team" in self.in_pdf or not isinstance(team, Team):
            return self.sheets
        names = flow.names.values() if isinstance(flow, Workflow) and "workflow" in self.in_pdf else ()
        given = {name.strip().casefold() for name in names}
        people = (
            one if one.name.strip().casefold() in given else replace(one, name="") for one in team.people
        )
        return {**self.sheets, "team": Team(tuple(people))}


def dump(model: Model, saved: SaveFile) -> str:
    """The save file as JSON text; the same content gives the same text."""
    table: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "model_version": model.settings.version,
        "model_hash": model.content_hash,
        "organisation": saved.organisation,
        "date": saved.day.isoformat() if saved.day else None,
        "target": saved.target,
        "responses": dict(saved.responses),
        "sheets": files.dump_all(saved.sheets),
        "in_pdf": list(saved.in_pdf),
    }
    if saved.room is not None:
        table[_ROOM] = dump_room(saved.room)
    return json.dumps(table, ensure_ascii=False, indent=2)


def parse(data: bytes, model: Model, where: str) -> SaveFile:
    """A save file's bytes as values; raises InputError (file, key, expected, found) for anything else.

    A question or option unknown to this model is an error, unless the file says that another model
    version wrote it: then it is left out and listed in ``unused``; so is a workshop's result that this
    model cannot tell, as a whole. So are keys of the file that this version does not know: whoever keeps
    responses beside notes of their own may hand them over as they are.
    """
    table = _object(data, where)
    version = table.get("schema_version", SCHEMA_VERSION)
    if type(version) is not int or not 1 <= version <= SCHEMA_VERSION:
        raise InputError(where, "schema_version", f"1 to {SCHEMA_VERSION}", version)
    unknown = [key for key in table if key not in _KEYS]
    responses = _mapping(table, "responses", where)
    _text(table, "model_hash", where)
    foreign = _text(table, "model_version", where) not in ("", model.settings.version)
    usable, unused = _usable(responses, model) if foreign else (responses, ())
    room = _room(table, model, where, foreign=foreign)
    lost = (_ROOM,) if room is None and table.get(_ROOM) is not None else ()
    sheets, strange = files.parse_all(table.get("sheets") or {}, model, where)
    return SaveFile(
        responses=check(model, usable, where),
        organisation=_text(table, "organisation", where)[:MAX_NAME],
        day=_day(table, where),
        target=_target(table, model, where),
        sheets=_with_team(sheets, _team(table, model, where)),
        in_pdf=_in_pdf(table, where),
        unused=_named((*unknown, *unused, *strange, *lost)),
        room=room,
    )


def _room(table: Mapping[str, Any], model: Model, where: str, *, foreign: bool) -> RoomResult | None:
    """The workshop's result; None where there is none, or one of another model that this one cannot tell."""
    if table.get(_ROOM) is None:
        return None
    try:
        return parse_room(table[_ROOM], model, where)
    except InputError:
        if foreign:
            return None
        raise


def _object(data: bytes, where: str) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise InputError(where, "", f"at most {MAX_BYTES} bytes", len(data))
    try:
        text = data.decode("utf-8-sig")
        table = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise InputError(where, "", "text in UTF-8", f"byte {error.start} is not") from None
    except _Refused as error:
        raise InputError(where, error.key, error.expected, error.found) from None
    except RecursionError:
        raise InputError(where, "", "a flat JSON object", "nesting too deep") from None
    except ValueError as error:
        raise InputError(where, "", "a JSON object", str(error)) from None
    if not isinstance(table, dict):
        raise InputError(where, "", 'a JSON object with "responses"', type(table).__name__)
    return table


class _Refused(Exception):
    """What a JSON hook refuses; carries the facts out of the parser."""

    def __init__(self, key: str, expected: str, found: str) -> None:
        super().__init__(key)
        self.key, self.expected, self.found = key, expected, found


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        ((key, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise _Refused(key, "each key once", "a repeated key")
    return table


def _refuse(constant: str) -> NoReturn:
    raise _Refused("", "JSON without NaN or Infinity", constant)


def _mapping(table: Mapping[str, Any], key: str, where: str) -> dict[str, str | None]:
    value = table.get(key)
    if not isinstance(value, dict):
        raise InputError(where, key, "an object: question id → option id or null", _kind(value))
    for question, option in value.items():
        if option is not None and not isinstance(option, str):
            raise InputError(where, f"{key}.{question}", "an option id or null", _kind(option))
    return value


def _usable(
    responses: Mapping[str, str | None], model: Model
) -> tuple[dict[str, str | None], tuple[str, ...]]:
    usable: dict[str, str | None] = {}
    unused = []
    for question_id, option_id in responses.items():
        question = model.question_by_id.get(question_id)
        if question is None:
            unused.append(question_id)
        elif option_id is not None and option_id not in question.option_ids:
            unused.append(f"{question_id} = {option_id}")
        else:
            usable[question_id] = option_id
    return usable, tuple(unused)


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputError(where, key, "text", _kind(value))
    return _writable(value)


def _named(names: Sequence[str]) -> tuple[str, ...]:
    """Names that a file brought along, fit to be told: readable, and no more than are read."""
    told = tuple(one_line(name) for name in names[:MAX_TOLD])
    return (*told, "…") if len(names) > MAX_TOLD else told


def _writable(text: str) -> str:
    """The text without lone surrogates, which JSON can spell and no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _day(table: Mapping[str, Any], where: str) -> date | None:
    written = _text(table, "date", where)
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise InputError(where, "date", "a date such as 2026-11-21", written) from None


def _target(table: Mapping[str, Any], model: Model, where: str) -> str | None:
    target = _text(table, "target", where) or None
    if target is not None and target not in model.archetype_ids:
        raise InputError(where, "target", f"one of {', '.join(model.archetype_ids)}, or null", target)
    return target


def _team(table: Mapping[str, Any], model: Model, where: str) -> dict[str, int]:
    team = table.get("team")
    if team is None:
        return {}
    if not isinstance(team, dict):
        raise InputError(where, "team", "an object: role id → number of people", _kind(team))
    roles = [role.id for role in model.roles]
    for role, heads in team.items():
        if role not in roles:
            raise InputError(where, f"team.{role}", f"one of {', '.join(roles)}", "another role")
        if type(heads) is not int or not 0 <= heads <= MAX_HEADS:
            raise InputError(where, f"team.{role}", f"a whole number from 0 to {MAX_HEADS}", heads)
    return {role: heads for role, heads in team.items() if heads}


def _with_team(sheets: Sheets, heads: Mapping[str, int]) -> Sheets:
    """The sheets; where none is of the team, with the head counts that older files have instead."""
    return {"team": team_of(heads.items()), **sheets} if heads else sheets


def _in_pdf(table: Mapping[str, Any], where: str) -> tuple[str, ...]:
    """The tools to be shown in the PDF, in the order of the tools; others are of no use here."""
    named = table.get("in_pdf") or []
    if not isinstance(named, list) or not all(isinstance(tool, str) for tool in named):
        raise InputError(where, "in_pdf", "a list of tool ids", _kind(named))
    return tuple(tool for tool in files.TOOLS if tool in named)


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, float) and not math.isfinite(value):
        return "a number without a finite value"
    return {dict: "an object", list: "a list", str: "text", bool: "true or false"}.get(
        type(value), "a number"
    )

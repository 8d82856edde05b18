"""``load_model``: the only way from ``data/model`` to the core's values."""

import hashlib
from functools import cache
from pathlib import Path
from typing import TypeVar

from advisor.content.checks import check_model, unique
from advisor.content.paths import data_dir
from advisor.content.reading import parse, parse_all, read_toml
from advisor.core import model as core
from advisor.core.model import Model, Question
from advisor.errors import DataError

T = TypeVar("T")


@cache
def load_model() -> Model:
    """The model shipped with this installation, read and checked once per process.

    Raises DataError when a file breaks a rule; ``advisor check`` shows the same error.
    """
    return read_model(data_dir() / "model")


def read_model(folder: Path) -> Model:
    """The model in ``folder``; raises DataError naming file, key, what was expected and found."""
    statements = [
        *_array(core.Statement, folder, "statements", "statement"),
        *_array(core.Statement, folder, "role_statements", "statement"),
    ]
    sources = _array(core.Source, folder, "sources", "source")
    model = Model(
        content_hash=content_hash(folder),
        settings=parse(core.Settings, read_toml(folder / "model.toml"), "model.toml"),
        archetypes=_array(core.Archetype, folder, "archetypes", "archetype"),
        questions=_questions(folder / "questions"),
        tensions=_array(core.Tension, folder, "tensions", "tension"),
        axes=_array(core.Axis, folder, "axes", "axis"),
        steps=_array(core.Step, folder, "strategy", "step"),
        roles=_array(core.Role, folder, "roles", "role"),
        figure=parse(core.Figure, read_toml(folder / "skillmap.toml").get("figure"), "skillmap.toml"),
        skill_points=_array(core.SkillPoint, folder, "skillmap", "point"),
        needs=_array(core.Need, folder, "needs", "need"),
        statements={statement.id: statement for statement in statements},
        sources={source.id: source for source in sources},
    )
    unique("statements.toml", "id", [statement.id for statement in statements])
    unique("sources.toml", "id", [source.id for source in sources])
    check_model(model)
    return model


def content_hash(folder: Path) -> str:
    """A short fingerprint of every byte of the model's files and their names."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.toml")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _array(kind: type[T], folder: Path, stem: str, key: str) -> tuple[T, ...]:
    file = folder / f"{stem}.toml"
    tables = read_toml(file).get(key)
    if not isinstance(tables, list):
        raise DataError(file.name, key, f"one or more tables [[{key}]]", tables)
    return parse_all(kind, tables, file.name)


def _questions(folder: Path) -> tuple[Question, ...]:
    questions = []
    for file in sorted(folder.glob("*.toml")):
        question = parse(Question, read_toml(file), file.name)
        if question.id != file.stem:
            raise DataError(file.name, "id", f"the file's name, {file.stem}", question.id)
        questions.append(question)
    return tuple(sorted(questions, key=lambda question: question.order))

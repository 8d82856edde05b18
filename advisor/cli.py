"""The command line: the same calls as the pages make.

Bad input ends with exit code 2 and one line on standard error that names the file, the key and what was
expected; nothing is written then. Output files are written whole or not at all.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from advisor.content.advising import cards, plan
from advisor.content.cases import load_cases
from advisor.content.loader import load_model
from advisor.content.locale import listed
from advisor.content.practice.sheets import check_handbooks
from advisor.content.record import assessment_record, questions_record
from advisor.content.savefile import SaveFile
from advisor.content.telling import Telling
from advisor.content.text import LANGUAGES, Text, check_texts, load_text
from advisor.core.assessment import assess
from advisor.core.model import Model
from advisor.core.strategy import Recommendation, recommend
from advisor.errors import AdvisorError, InputError

BAD_INPUT = 2
MAX_INPUT = 25_000_000
"""Bytes read of any file: more than the largest PDF made here, less than would exhaust memory."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command; exits with 0, or with 2 after one line that says what was expected."""
    # A pipe in another encoding must not stop Korean or Japanese output half-way.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = _parser().parse_args(argv)
        arguments.verb(arguments)
        sys.stdout.flush()
    except AdvisorError as error:
        print(error, file=sys.stderr)
        sys.exit(BAD_INPUT)
    except BrokenPipeError:
        _drop_output()
    except OSError as error:
        _drop_output()
        print(InputError("-", "", "a place that can be written", error.strerror), file=sys.stderr)
        sys.exit(BAD_INPUT)


def _drop_output() -> None:
    """Let what is still buffered go nowhere, or Python would complain about it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    words = load_text(LANGUAGES[0]).under("cli")
    parser = argparse.ArgumentParser("advisor", description=words["description"])
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    run = verbs.add_parser("run", help=words["run"])
    run.add_argument("--port", type=int, default=8501)
    run.set_defaults(verb=_run)
    for name, verb in (("questions", _questions), ("assess", _assess), ("report", _report)):
        command = verbs.add_parser(name, help=words[name])
        if name != "questions":
            command.add_argument("file", metavar="FILE")
        if name == "report":
            command.add_argument("-o", "--output", metavar="OUT.pdf", required=True)
        else:
            command.add_argument("--json", action="store_true")
        command.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
        command.set_defaults(verb=verb)
    verbs.add_parser("check", help=words["check"]).set_defaults(verb=_check)
    return parser


def _run(arguments: argparse.Namespace) -> None:
    from advisor.web.serve import run  # starts a server; the other commands need none of it

    run(port=arguments.port)


def _questions(arguments: argparse.Namespace) -> None:
    model, text = load_model(), load_text(arguments.lang)
    record = questions_record(model, text)
    if arguments.json:
        _print_json(record)
        return
    for number, question in enumerate(record["questions"], start=1):
        kind = text("cli.core" if question["core"] else "cli.further")
        print(f"{number}. {question['text']}  [{question['id']}, {kind}]\n   {question['help']}")
        for option in question["options"]:
            print(f"   - {option['label']}  [{option['id']}]")
        print()


def _assess(arguments: argparse.Namespace) -> None:
    model, text = load_model(), load_text(arguments.lang)
    saved = _read(arguments.file, model)
    found = assess(model, saved.responses)
    advised = recommend(model, found, target=saved.target)
    _warn_unused(text, saved)
    if arguments.json:
        _print_json(assessment_record(model, text, found, advised))
        return
    told = Telling(model, text, found)
    print(told.headline(), told.gloss(), sep="\n")
    if found.verdict == "insufficient":
        _print_table(text("result.known.title"), told.known())
        if left := told.open_questions():
            print(f"\n{text('result.known.open', list=listed(left, text.language))}")
    else:
        _tell(told, advised)


def _tell(told: Telling, advised: Recommendation) -> None:
    model, text, found = told.model, told.text, told.assessment
    _print_table(text("result.support.title"), [(row.name, row.shown) for row in told.support()])
    why = [(f"{row.title}: {row.detail}".rstrip(": "), row.shown) for row in told.why()]
    _print_table(text("result.why.title"), why)
    _print_table(told.flips_sentence(), [(f"{r.condition} ({r.instead})", r.becomes) for r in told.flips()])
    rival = told.name(found.runner_up) if found.verdict == "between" else None
    axes = [(c.name, f"{c.now} → {c.recommended}") for c in cards(model, text, advised, rival)]
    _print_table(text("result.strategy.title"), axes)
    _print_table(text("result.plan.title"), [(step.do, step.who_when) for step in plan(model, text, advised)])


def _report(arguments: argparse.Namespace) -> None:
    from advisor.report import render  # loads fonts

    model, text = load_model(), load_text(arguments.lang)
    saved = _read(arguments.file, model)
    _warn_unused(text, saved)
    dated = saved if saved.day else replace(saved, day=datetime.now(UTC).date())
    document = render(model, text, assess(model, dated.responses), dated)
    _write_whole(Path(arguments.output), document)
    print(text("cli.written", file=arguments.output))


def _check(_: argparse.Namespace) -> None:
    model = load_model()
    check_texts()
    check_handbooks()
    _check_keys(model)
    text = load_text(LANGUAGES[0])
    print(
        text(
            "cli.checked",
            version=model.settings.version,
            hash=model.content_hash,
            questions=len(model.questions),
            statements=len(model.statements),
            cases=len(load_cases(model)),
            texts=len(text.entries),
            languages=len(LANGUAGES),
        )
    )


def _check_keys(model: Model) -> None:
    """Every id of the model has its sentences: asking for them raises DataError where one is missing."""
    text = load_text(LANGUAGES[0])
    questions_record(model, text)
    for archetype in model.archetype_ids:
        found = assess(model, {})
        cards(model, text, recommend(model, found, target=archetype))
        text(f"archetypes.{archetype}.short")


def _read(file: str, model: Model) -> SaveFile:
    from advisor.report import read_saved  # knows PDFs as well as JSON

    try:
        if file == "-" and sys.stdin is None:
            raise InputError(file, "", "a file that can be read", "no standard input")
        if file == "-":
            data = sys.stdin.buffer.read(MAX_INPUT + 1)
        else:
            with Path(file).open("rb") as source:
                data = source.read(MAX_INPUT + 1)
    except OSError as error:
        raise InputError(
            file, "", "a file that can be read", error.strerror or type(error).__name__
        ) from None
    return read_saved(data, model, file)


def _write_whole(file: Path, data: bytes) -> None:
    """Write to a neighbour first and rename, so that a full disk leaves no half document."""
    try:
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as part:
            neighbour = Path(part.name)
            try:
                part.write(data)
                part.flush()
                neighbour.chmod(0o644)
                neighbour.replace(file)
            except OSError:
                neighbour.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise InputError(str(file), "", "a place that can be written", error.strerror or "an error") from None


def _warn_unused(text: Text, saved: SaveFile) -> None:
    if saved.unused:
        print(text("cli.unused", list=", ".join(saved.unused)), file=sys.stderr)


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def _print_table(title: str, rows: Sequence[tuple[str, str]]) -> None:
    print(f"\n{title}")
    for left, right in rows:
        print(f"  {left}  {right}")

"""Words that must not occur, and sentences that nobody asks for or that are not there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from advisor import load_model
from advisor.content.paths import data_dir
from advisor.content.reading import read_toml
from advisor.content.text import LANGUAGES, load_text
from advisor.core.model import Perturbation, Thresholds

CODE = Path(__file__).resolve().parents[2] / "advisor"
MODEL = load_model()

_JAPANESE = "ぁ-ゖァ-ヺー一-鿿々"
# What each word would say instead: inference, property, built-in, "user" as slang, "measurement item",
# probability, approval rating, raw material; and in Japanese also embedding, training of staff, typology,
# a space inside a loan word, and half-width punctuation after Japanese.
BANNED = {
    "ko": re.compile("추론|소유권|내장형|유저|측정항목|확률|지지도|원자료"),
    "ja": re.compile(
        "推論|所有権|組み込み|埋め込み|デベロッパー|バイイン|トレーニング|確率|類型"
        f"|[ァ-ヺー]+ +[ァ-ヺー]+|[{_JAPANESE}][(?]"
    ),
}
ALLOWED = {"ko": ("확률이 아닙니다",), "ja": ("確率ではありません",)}


def banned(sentence: str, language: str) -> list[str]:
    """The words of a sentence that must not occur in this language, except in the phrases allowed."""
    for phrase in ALLOWED[language]:
        sentence = sentence.replace(phrase, "")
    return BANNED[language].findall(sentence)


@pytest.mark.parametrize("language", BANNED)
def test_no_banned_word_occurs(language: str) -> None:
    """No sentence holds a word that means something else to its readers."""
    found = {
        key: words for key, said in load_text(language).entries.items() if (words := banned(said, language))
    }
    assert not found


@pytest.mark.parametrize(
    ("language", "sentence", "word"),
    [
        ("ko", "데이터 소유권", "소유권"),
        ("ko", "부합도는 확률입니다", "확률"),
        ("ja", "データの所有権", "所有権"),
        ("ja", "データ サイエンティスト", "データ サイエンティスト"),
        ("ja", "設問(任意)", "問("),
        ("ja", "なぜですか?", "か?"),
        ("ja", "合致度の確率", "確率"),
    ],
)
def test_a_banned_word_is_found(language: str, sentence: str, word: str) -> None:
    """A banned word is found inside a sentence."""
    assert banned(sentence, language) == [word]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ko", "합계 100%, 확률이 아닙니다."),
        ("ja", "合計100%。確率ではありません。"),
        ("ja", "データサイエンティスト（任意）と ML"),
    ],
)
def test_allowed_phrases_pass(language: str, sentence: str) -> None:
    """The denial of a probability, and Japanese with full-width punctuation, are allowed."""
    assert banned(sentence, language) == []


# ---- Which sentences does the code ask for? ----
# A key is asked for by a literal ("ui.start.title"), by a path above it ("ui.levels", then one key each),
# or by a pattern (f"ui.nav.{name}"). Gaps are filled with literals of the code and ids of the data only.
# Two helpers put a file's name in front: label("why.title") is result.why.title, own("page") is report.page.

PUT_IN_FRONT = {"label": "result.", "own": "report."}
# ui.{group}.{field} for the settings that are classes of their own, and the ends of the map's axes.
FROM_FIELDS = {
    *(f"ui.thresholds.{field}" for field in Thresholds.__slots__),
    *(f"ui.perturbation.{field}" for field in Perturbation.__slots__),
    *(f"skillmap.{end}" for end in ("ml", "swe", "low", "high")),
}
BY_ID = ("statements", "role_statements")
"""Files whose keys are looked up by the ids of the model's statements; tests/test_data.py compares them."""
FILES = sorted({key.partition(".")[0] for key in load_text("en").entries})
FIXED = ("ui", "result", "report", "blocks", "cli", "skillmap")
"""Files whose keys are not ids of the model: a pattern there needs more than the file's name in front."""
GAP = "\0"


def template(node: ast.AST) -> str | None:
    """The text of a literal, with a gap for each value put in; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(template(part) or GAP for part in node.values)
    return None


def called(node: ast.AST) -> str:
    """The name of the function that a call calls."""
    function = node.func if isinstance(node, ast.Call) else None
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def literals(tree: ast.AST) -> Iterator[str]:
    """Every literal below a node, with gaps; the pieces of a pattern are none of their own."""
    pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    yield from (
        words for node in ast.walk(tree) if id(node) not in pieces and (words := template(node)) is not None
    )


@cache
def templates() -> frozenset[tuple[str, str]]:
    """Every literal of the code, with the name of its file; those of the two helpers with their prefix."""
    found: set[tuple[str, str]] = set()
    for path in CODE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {(path.name, words) for words in literals(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and (front := PUT_IN_FRONT.get(called(node))):
                found |= {(path.name, front + words) for words in literals(node.args[0])}
    return frozenset(found)


def practice_ids() -> Iterator[str]:
    """Every value of the tools' own data that is a word; ids are among them."""

    def words(value: object) -> Iterator[str]:
        if isinstance(value, str) and re.fullmatch(r"\w+", value):
            yield value
        elif isinstance(value, dict | list):
            for part in [*value, *value.values()] if isinstance(value, dict) else value:
                yield from words(part)

    for file in sorted((data_dir() / "practice").glob("*.toml")):
        yield from words(read_toml(file))


@cache
def fillings() -> frozenset[str]:
    """What may stand in a gap: short literals of the code, ids of the model and the tools, whole numbers."""
    ids = {
        *MODEL.archetype_ids,
        *MODEL.question_by_id,
        *MODEL.statements,
        *MODEL.sources,
        *MODEL.settings.tempers,
    }
    ids |= {role.id for role in MODEL.roles} | {axis.id for axis in MODEL.axes} | set(MODEL.settings.cited)
    ids |= {option for question in MODEL.questions for option in question.option_ids}
    ids |= {position for axis in MODEL.axes for position in axis.positions} | set(MODEL.settings.sections)
    ids |= (
        {step.id for step in MODEL.steps} | {step.owner for step in MODEL.steps} | set(MODEL.settings.levels)
    )
    ids |= set(practice_ids())
    return frozenset(ids | {words for _, words in templates() if re.fullmatch(r"\w+", words)})


def asked() -> Iterator[re.Pattern[str]]:
    """A pattern for each key or path above keys that the code names."""
    for file, words in templates():
        if file == "cli.py" and re.fullmatch(r"\w+", words):
            yield re.compile(rf"cli\.{words}")  # words["run"]: the command's own help
        head, _, rest = words.partition(".")
        if head in FILES and rest and " " not in words and not (head in FIXED and rest.startswith(GAP)):
            yield re.compile(re.escape(words).replace(re.escape(GAP), r"(.+?)"))


def fits(pattern: re.Pattern[str], key: str) -> bool:
    """Whether the key, or a path above it, is what the pattern names."""
    parts = key.split(".")
    paths = [".".join(parts[:n]) for n in range(2, len(parts) + 1)]
    matches = [match for path in paths if (match := pattern.fullmatch(path))]
    return any(all(gap in fillings() or gap.isdigit() for gap in match.groups()) for match in matches)


def test_every_sentence_is_asked_for() -> None:
    """No sentence is left over: the code names each key, a path above it, or a pattern that it fits."""
    patterns = list(asked())
    unused = [
        key
        for key in load_text("en").entries
        if key not in FROM_FIELDS
        and key.partition(".")[0] not in BY_ID
        and not any(fits(pattern, key) for pattern in patterns)
    ]
    assert unused == []


def there(words: str, paths: set[str]) -> bool:
    """Whether some path is what the words, gaps filled, name."""
    pattern = re.compile(re.escape(words).replace(re.escape(GAP), ".+?"))
    return any(pattern.fullmatch(path) for path in paths)


def test_every_key_in_the_code_exists() -> None:
    """No key that the code names is missing: a literal is a key or a path above some, a pattern fits one."""
    keys = load_text("en").entries
    paths = {key[: dot.start()] for key in keys for dot in re.finditer(r"\.|$", key)}
    named = {
        words
        for _, words in templates()
        if re.fullmatch(rf"(?:{'|'.join(FILES)})\.[\w.{GAP}-]+", words)
        and not words.endswith((".toml", ".py", ".css", ".typ"))
    }
    missing = {
        words.replace(GAP, "{}")
        for words in named
        if not any(there(front + words, paths) for front in ("", *PUT_IN_FRONT.values()))
    }
    assert len(named) > 200
    assert missing == set()


def test_the_search_sees_the_code() -> None:
    """The search finds literals, patterns and the two helpers, and tells an unused key from a used one."""
    patterns = list(asked())
    for used in (
        "ui.app.title",
        "ui.nav.start",
        "result.why.title",
        "report.page",
        "cli.run",
        "ui.levels.possible",
    ):
        assert any(fits(pattern, used) for pattern in patterns), used
    for unused in (
        "ui.app.titel",
        "ui.nav.harbour",
        "result.why.titel",
        "report.pages",
        "cli.runn",
        "axes.title",
    ):
        assert not any(fits(pattern, unused) for pattern in patterns), unused
    assert len(LANGUAGES) == 3

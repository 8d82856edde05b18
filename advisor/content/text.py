"""Every sentence of interface and content, by key and language.

``data/text/<language>/<file>.toml`` holds nested tables; a key is the file's name and the path in it,
joined by dots (``ui.start.title``). Languages mirror each other; ``check_texts`` proves it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from advisor.content.paths import data_dir
from advisor.content.reading import nearest, read_toml
from advisor.errors import DataError

LANGUAGES = ("en", "ko", "ja")
"""The languages offered, in the order in which they are offered; the first is the fallback."""


@dataclass(frozen=True, eq=False)
class Text:
    """The sentences of one language."""

    language: str
    entries: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The sentence with its placeholders filled; raises DataError for an unknown key.

        Values are inserted as they are and never read as templates, so user text is safe here.
        """
        try:
            sentence = self.entries[key]
        except KeyError:
            known = nearest(key, self.entries)
            raise DataError(f"text/{self.language}", key, "a key that exists", "none", known) from None
        return sentence.format(**values) if values else sentence

    def under(self, prefix: str) -> dict[str, str]:
        """Every sentence below a path, by the rest of its key, in file order."""
        start = prefix + "."
        return {k.removeprefix(start): v for k, v in self.entries.items() if k.startswith(start)}


@cache
def load_text(language: str) -> Text:
    """The sentences of one of LANGUAGES; raises DataError for another language or a broken file."""
    if language not in LANGUAGES:
        raise DataError("text", "language", f"one of {', '.join(LANGUAGES)}", language)
    entries: dict[str, str] = {}
    for file in sorted((data_dir() / "text" / language).glob("*.toml")):
        where = f"text/{language}/{file.name}"
        entries |= _flat(read_toml(file, where), file.stem, where)
    return Text(language, entries)


def best_language(locale: str | None) -> str:
    """The offered language nearest to a browser's locale ("ko-KR" → "ko"), else the fallback."""
    code = re.split(r"[-_]", locale or "")[0].lower()
    return code if code in LANGUAGES else LANGUAGES[0]


def placeholders(sentence: str) -> set[str]:
    """The names in braces of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def check_texts() -> None:
    """Raises DataError for the first key or placeholder in which a language differs from the fallback."""
    model_text = load_text(LANGUAGES[0])
    for language in LANGUAGES[1:]:
        text = load_text(language)
        for key in (*model_text.entries, *text.entries):
            if key not in text.entries or key not in model_text.entries:
                missing = language if key not in text.entries else LANGUAGES[0]
                raise DataError(f"text/{missing}", key, "the same keys in every language", "no such key")
            expected, found = _checked(model_text, key), _checked(text, key)
            if expected != found:
                raise DataError(f"text/{language}", key, f"placeholders {sorted(expected)}", sorted(found))


def _checked(text: Text, key: str) -> set[str]:
    """The placeholders of a sentence; raises DataError when a brace is left open."""
    try:
        return placeholders(text.entries[key])
    except ValueError as error:
        raise DataError(f"text/{text.language}", key, "braces in pairs", str(error)) from None


def _flat(table: Mapping[str, Any], prefix: str, where: str) -> dict[str, str]:
    entries: dict[str, str] = {}
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict):
            entries |= _flat(value, key, where)
        elif isinstance(value, str) and value.strip():
            entries[key] = value
        else:
            raise DataError(where, key, "a sentence", value)
    return entries

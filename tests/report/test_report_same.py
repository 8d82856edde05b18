"""The same result is the same document: again, in another process, and among twenty at once."""

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from advisor.content import savefile
from advisor.content.text import LANGUAGES, load_text
from advisor.report import read_saved, render
from tests.report.samples import MODEL, found, pdf, reader, saved

ELSEWHERE = """
import hashlib, sys
from pathlib import Path
from advisor.content.loader import load_model
from advisor.content.text import load_text
from advisor.core.assessment import assess
from advisor.report import read_saved, render
model = load_model()
saved = read_saved(Path(sys.argv[1]).read_bytes(), model, "save")
for language in sys.argv[2:]:
    made = render(model, load_text(language), assess(model, saved.responses), saved)
    print(hashlib.sha256(made).hexdigest())
"""


def digest(data: bytes) -> str:
    """The fingerprint of a document."""
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_result_is_the_same_document(language: str) -> None:
    """Made again from equal values, a document has equal bytes."""
    again = render(MODEL, load_text(language), found("leaning"), replace(saved("leaning")))
    assert digest(again) == digest(pdf("leaning", language))


def test_the_order_of_answers_does_not_matter() -> None:
    """Answers given in another order make the same pages; only the attached file keeps their order."""
    turned = dict(reversed(found("leaning").responses.items()))
    again = render(MODEL, load_text("en"), found("leaning"), replace(saved("leaning"), responses=turned))
    pages = [[sheet.get_contents().get_data() for sheet in reader(d).pages] for d in (again, pdf("leaning"))]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_another_process_makes_the_same_document(tmp_path: Path, seed: str) -> None:
    """A fresh process with another hash seed, time zone and locale makes the same bytes."""
    save = tmp_path / "save.json"
    save.write_text(savefile.dump(MODEL, saved("clear")), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(save), *LANGUAGES],
        env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Seoul", "LC_ALL": "C"},
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == [digest(pdf("clear", language)) for language in LANGUAGES]


def test_twenty_at_once_do_not_mix() -> None:
    """Twenty threads that start together each get their own document, as if made alone."""
    barrier = Barrier(20)
    states = ("empty", "insufficient", "clear", "between")

    def make(n: int) -> bytes:
        barrier.wait()
        state = states[n % len(states)]
        save = replace(saved(state), organisation=f"Marker {n:02d}")
        return render(MODEL, load_text(LANGUAGES[n % 3]), found(state), save)

    with ThreadPoolExecutor(20) as pool:
        made = list(pool.map(make, range(20)))
    for n, document in enumerate(made):
        state = states[n % len(states)]
        assert read_saved(document, MODEL, "thread") == replace(saved(state), organisation=f"Marker {n:02d}")
        text = reader(document).pages[0].extract_text()
        assert [m for m in range(20) if f"Marker {m:02d}" in text] == [n]
    alone = render(MODEL, load_text("ja"), found("clear"), replace(saved("clear"), organisation="Marker 02"))
    assert digest(made[2]) == digest(alone)

"""The phone's page, the door, and the page for host links: whole in one response, in every language."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from advisor.content.text import LANGUAGES, load_text
from advisor.store import COOKIE, Store, is_token
from advisor.web import room_pages, serving
from advisor.web.middleware import HEADERS
from advisor.web.stylesheet import Stylesheet
from tests.workshop.scene import CORE, MODEL, Scene, chosen, play

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
FOLDER = Path(room_pages.__file__).with_name("phone")
MOST_BYTES = 13_000
Open = Callable[..., Any]


@pytest.fixture
def open_page(store: Store) -> Open:
    """Open a page as a browser does."""
    parts = serving(store, modules=(), stylesheet=Stylesheet("b{}"))
    app = Starlette(routes=parts.routes, middleware=parts.middleware)

    def opener(path: str, **headers: str) -> Any:
        return TestClient(app).get(path, headers=BROWSER | headers, follow_redirects=False)

    return opener


def data_of(page: str) -> Any:
    """The data block of a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def blocks(page: str, tag: str) -> list[str]:
    """What stands in the elements of this kind without attributes: own script, own style."""
    return re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phones_page_has_everything(store: Store, open_page: Open, language: str) -> None:
    """All texts and questions of the workshop are in the page, in the language asked for."""
    scene = play(store)
    answer = open_page(f"/j/{scene.code}?lang={language}")
    data = data_of(answer.text)
    text = load_text(language)
    assert (answer.status_code, data["lang"], data["code"]) == (200, language, scene.code)
    assert f'<html lang="{language}">' in answer.text
    assert [question[0] for question in data["questions"]] == list(CORE)
    for question, sentence, hint, options in data["questions"]:
        assert sentence == text(f"questions.{question}.text")
        assert hint == text(f"questions.{question}.help")
        assert [option for option, _ in options] == list(MODEL.question_by_id[question].option_ids)
        assert options[-1] == ["dont_know", text("questions.dont_know.label")]
    assert data["roles"] == [[r, text(f"room.roles.{r}")] for r in ("leadership", "practitioner")]


@pytest.mark.parametrize(
    ("accepted", "own", "language"),
    [("ko-KR,ko;q=0.9", "ja", "ko"), ("fr-FR", "ja", "ja"), ("", "ko", "ko"), ("en;q=0.3,de", "ja", "en")],
)
def test_the_visitors_language_or_the_workshops(
    store: Store, open_page: Open, accepted: str, own: str, language: str
) -> None:
    """The browser's language decides; where none of ours fits, the workshop's own."""
    scene = play(store, chosen(language=own))
    answer = open_page(f"/j/{scene.code}", **{"accept-language": accepted})
    assert data_of(answer.text)["lang"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_small_and_needs_nothing_else(store: Store, open_page: Open, language: str) -> None:
    """One response of a few kB, compressed, that names no address to load anything from."""
    scene = play(store, chosen(names=True))
    answer = open_page(f"/j/{scene.code}?lang={language}", **{"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < MOST_BYTES
    (script,), (style,) = blocks(answer.text, "script"), blocks(answer.text, "style")
    assert re.findall(r'\b(?:src|href)="([^"]*)', answer.text.replace(script, "")) == ["data:,"]
    assert "url(" not in style
    assert "@import" not in style
    assert "http" not in script


def test_a_browser_that_cannot_unpack_gets_it_plain(store: Store, open_page: Open) -> None:
    """Compression is for those who ask for it."""
    scene = play(store)
    answer = open_page(f"/j/{scene.code}", **{"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/j", "/j/{code}", "/j/AAAAAA", "/host"])
def test_every_page_brings_the_cookie_and_its_own_policy(store: Store, open_page: Open, path: str) -> None:
    """Each page sets the visitor's cookie, is kept by no cache, and runs exactly the script in it."""
    answer = open_page(path.format(code=play(store).code))
    cookie = SimpleCookie(answer.headers["set-cookie"])[COOKIE]
    assert is_token(cookie.value)
    assert cookie["httponly"]
    assert answer.headers["cache-control"] == "no-store"
    assert set(HEADERS) <= set(answer.headers)
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    for tag in ("script", "style"):
        for block in blocks(answer.text, tag):
            digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
            assert policy[f"{tag}-src"] == f"'sha256-{digest}'"
    assert blocks(answer.text, "style")


def test_what_a_host_types_is_only_text(store: Store, open_page: Open) -> None:
    """A role with markup in it cannot end the data block, and arrives as it was typed."""
    role = "</script><script>&amp;"
    scene = play(store, chosen(roles=(role,)))
    page = open_page(f"/j/{scene.code}").text
    assert data_of(page)["roles"] == [[role, role]]
    assert page.count("</script>") == 2


@pytest.mark.parametrize("path", ["/j/AAAAAA", "/j/not-a-code", "/j?code=0O1I", '/j/"><b>'])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_code_is_told_kindly(open_page: Open, path: str, language: str) -> None:
    """A code that opens nothing is 404 with what to do and the code to correct, never markup."""
    answer = open_page(path + ("&" if "?" in path else "?") + f"lang={language}")
    text = load_text(language)
    assert answer.status_code == 404
    assert text("phone.door.unknown_title") in answer.text
    assert text("phone.door.unknown_lede", hours=24) in unescape(answer.text)
    assert 'name="code"' in answer.text
    assert "<b>" not in answer.text


def test_an_expired_code_is_unknown(store: Store, open_page: Open) -> None:
    """A workshop that has ended lets nobody in by its code."""
    scene = play(store)
    scene.host.end()
    assert open_page(f"/j/{scene.code}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_door_asks_for_a_code(open_page: Open, language: str) -> None:
    """Without a code there is a form, in the visitor's language, with the other two beside it."""
    answer = open_page(f"/j?lang={language}")
    assert answer.status_code == 200
    assert load_text(language)("phone.door.enter_title") in answer.text
    assert set(re.findall(r'hreflang="(\w+)"', answer.text)) == set(LANGUAGES) - {language}


@pytest.mark.parametrize("typed", ["{code}", "{lower}", " {a}-{b} ", "{a} {b}", "{wide}"])
def test_a_typed_code_opens_the_room(store: Store, open_page: Open, typed: str) -> None:
    """Lower case, spaces, hyphens and full-width letters lead to the one address of the room."""
    code = play(store).code
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    spelt = typed.format(code=code, lower=code.lower(), a=code[:3], b=code[3:], wide=wide)
    answer = open_page(f"/j?code={spelt}&lang=ko")
    assert (answer.status_code, answer.headers["location"]) == (303, f"j/{code}?lang=ko")


def test_an_address_without_its_code_leads_to_the_door(open_page: Open) -> None:
    """A code forgotten at the end of the address is asked for."""
    answer = open_page("/j/")
    assert (answer.status_code, answer.headers["location"]) == (303, "../j")


def test_a_store_that_is_away_is_told(store: Store, open_page: Open, tmp_path: Path) -> None:
    """While the store cannot be used the page says so, is 503, and comes again by itself."""
    code = play(store).code
    (tmp_path / "data").rename(tmp_path / "hidden")
    answer = open_page(f"/j/{code}?lang=ja")
    assert (answer.status_code, answer.headers["refresh"]) == (503, "5")
    assert load_text("ja")("phone.door.away_title") in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_host_links(open_page: Open, language: str) -> None:
    """The page has all its sentences, and nothing that depends on what is behind the address."""
    answer = open_page(f"/host?lang={language}")
    assert answer.status_code == 200
    assert data_of(answer.text) == load_text(language).under("phone.host")


def test_the_script_asks_for_texts_that_exist() -> None:
    """Every key that the phone's script names is there, and no key of the phone is left over."""
    script = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.js"))
    page = set(load_text("en").under("phone.page"))
    literal = set(re.findall(r'"([a-z_]+)"', script))
    screens = ("connecting", "lobby", "revealed", "results", "closed", "cookies")
    patterns = {f"{name}_{part}" for name in screens for part in ("title", "lede")}
    asked = {*re.findall(r'(?:words|heading|paragraph)\("([a-z_]+)"', script)}
    assert asked <= page
    assert {f"{name}_title" for name in screens} <= page
    assert page - literal - patterns == set()


def test_no_file_of_the_phone_is_long() -> None:
    """The page's sources keep the limit of the project's other files, and no line hides others."""
    for file in FOLDER.iterdir():
        written = file.read_text(encoding="utf-8").splitlines()
        assert len(written) <= 400
        assert max(map(len, written)) <= 110


def test_what_readers_need_is_not_sent(store: Store, open_page: Open) -> None:
    """Comments stay in the source; what is sent is the same script without them."""
    scene = play(store)
    (script,) = blocks(open_page(f"/j/{scene.code}").text, "script")
    assert not [line for line in script.splitlines() if line.strip().startswith("//")]
    assert script.count("function") == sum(
        line.split("//")[0].count("function")
        for name in ("base", "queue", "screens", "live")
        for line in (FOLDER / f"{name}.js").read_text(encoding="utf-8").splitlines()
    )


def test_what_the_script_says_is_sent_whole(store: Store, open_page: Open) -> None:
    """Leaving out white space changes nothing that stands in quotes."""
    (script,) = blocks(open_page(f"/j/{play(store).code}").text, "script")
    quoted = re.compile(r'"[^"\n]*"|`[^`]*`')
    written = "".join(
        line.split("//")[0] + "\n"
        for name in ("base", "queue", "screens", "live")
        for line in (FOLDER / f"{name}.js").read_text(encoding="utf-8").splitlines()
    )
    assert quoted.findall(script) == quoted.findall(written)
    assert "\n" not in script


def test_a_question_that_is_gone_breaks_nothing(store: Store, open_page: Open) -> None:
    """A workshop made with an older question set opens with the questions that are still there."""
    scene: Scene = play(store)
    with store.rooms.changing(scene.room_id) as change:
        change.set(settings=scene.host.room.settings.dump().replace(f'"{CORE[0]}"', '"gone_question"'))
    assert [q[0] for q in data_of(open_page(f"/j/{scene.code}").text)["questions"]] == list(CORE[1:])

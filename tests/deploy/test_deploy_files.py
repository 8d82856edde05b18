"""The files of deploy/, and what docs/deploy.md says about them, without starting anything."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
from pathlib import Path
from textwrap import dedent

import pytest
from streamlit.config import get_config_options

from tests.deploy.proxied import DEPLOY, ROOT

ONE, REPLICAS = "nginx-one.conf", "nginx-replicas.conf"
DOCUMENT = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
UNIT = DEPLOY / "advisor@.service"
SET_BY_RUN = "ADVISOR_OPEN_BROWSER"  # not for anybody to set: the command tells its own server


def variables() -> set[str]:
    """Return the environment variables of the document's table."""
    return set(re.findall(r"^\| `([A-Z_]+)` \|", DOCUMENT, re.MULTILINE))


def unit() -> dict[str, list[str]]:
    """Return the settings of the unit, each with all its values."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_both_configurations_are_the_same_but_for_the_choice_of_app_server() -> None:
    """Between the head and the part on websockets the two files differ, and nowhere else."""
    one, replicas = ((DEPLOY / name).read_text(encoding="utf-8") for name in (ONE, REPLICAS))
    start = "# A websocket is passed on"
    assert one.partition(start)[2] == replicas.partition(start)[2] != ""
    assert "hash" not in one
    assert replicas.count("hash $advisor_visitor consistent;") == 2


@pytest.mark.parametrize("name", [ONE, REPLICAS])
def test_every_placeholder_is_named_at_the_top(name: str) -> None:
    """The head of each file lists what has to be changed, and each of it is there."""
    text = (DEPLOY / name).read_text(encoding="utf-8")
    listed = " ".join(re.findall(r"^#   (\S.*)$", text, re.MULTILINE)).split()
    assert "advisor.example.com" in listed
    assert [word for word in listed if text.count(word) < 2] == []


def test_the_document_quotes_the_files() -> None:
    """What the document shows of nginx is in the file, to the letter."""
    shown = [dedent(block) for block in re.findall(r"```nginx\n(.*?)\n *```", DOCUMENT, re.DOTALL)]
    assert shown
    assert [block for block in shown if block not in (DEPLOY / REPLICAS).read_text(encoding="utf-8")] == []


def test_the_document_names_files_that_exist() -> None:
    """Every file of deploy/ that the document names is there, and it names each of them."""
    named = set(re.findall(r"\bdeploy/([\w.@-]+)", DOCUMENT)) - {""}
    files = {path.name for path in DEPLOY.iterdir()}
    assert {name for name in named if (DEPLOY / name).exists()} == files
    assert [n for n in named if not ((DEPLOY / n).exists() or (ROOT / "tests" / "deploy" / n).exists())] == []


def test_every_setting_is_in_the_table() -> None:
    """The table has every variable that the advisor reads, and none that it does not."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "advisor").rglob("*.py"))
    read = set(re.findall(r'"(ADVISOR_[A-Z_]+)"', source)) - {SET_BY_RUN}
    assert {name for name in variables() if name.startswith("ADVISOR_")} == read


def test_streamlits_settings_exist() -> None:
    """Each variable of Streamlit in the table, the unit or the text is one of its options."""
    known = {
        re.sub(r"(?<=[a-z])(?=[A-Z])|\.", "_", f"streamlit.{key}").upper() for key in get_config_options()
    }
    texts = DOCUMENT + UNIT.read_text(encoding="utf-8")
    named = set(re.findall(r"\bSTREAMLIT_[A-Z_]+", texts))
    assert named
    assert named - known == set()


def test_the_unit_starts_the_advisor() -> None:
    """The unit runs a command that exists, with settings that are in the table, on this machine only."""
    settings = unit()
    (command,) = settings["ExecStart"]
    assert command.endswith("/advisor run --port %i")
    environment = dict(pair.split("=", 1) for pair in settings["Environment"])
    assert environment.keys() - variables() == {"HOME"}
    assert environment["STREAMLIT_SERVER_ADDRESS"] == "127.0.0.1"
    assert environment["ADVISOR_DATA_DIR"] == settings["WorkingDirectory"][0] == "/var/lib/advisor"


def test_the_unit_is_well_formed() -> None:
    """Every line of the unit belongs to one of its three sections."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.read_string(UNIT.read_text(encoding="utf-8"))
    assert parser.sections() == ["Unit", "Service", "Install"]


def ensure_nginx(program: str) -> subprocess.CompletedProcess[str]:
    """Ask for nginx where somebody has named a program."""
    return subprocess.run(
        [ROOT / "tools" / "ensure_nginx.sh"],
        env=os.environ | {"NGINX": program},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_named_nginx_is_taken(tmp_path: Path) -> None:
    """NGINX=/path/to/nginx wins, wherever it is."""
    program = tmp_path / "nginx"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    found = ensure_nginx(str(program))
    assert (found.returncode, found.stdout) == (0, f"{program}\n")


def test_a_missing_nginx_is_said(tmp_path: Path) -> None:
    """A program that is not there is one line on standard error, and a failure."""
    found = ensure_nginx(str(tmp_path / "nginx"))
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == f"error: NGINX={tmp_path}/nginx is not a program that can be run\n"

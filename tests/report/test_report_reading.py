"""The PDF is also the save file: what comes back, and what is refused without harm."""

import io
import json
import time
import zlib
from dataclasses import replace
from itertools import pairwise

import pypdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.content import savefile
from advisor.content.savefile import SaveFile
from advisor.content.text import LANGUAGES, load_text
from advisor.errors import InputError
from advisor.report import read_saved, reading, render
from tests.report.samples import MODEL, STATES, found, pdf, saved


def embedding(content: bytes, *, packed: bool = True, times: int = 1) -> bytes:
    """A minimal file that begins and ends as a PDF and embeds the content."""
    stream = zlib.compress(content) if packed else content
    filters = b"/Filter/FlateDecode" if packed else b""
    one = b"1 0 obj\n<</Type/EmbeddedFile" + filters + b">>\nstream\n" + stream + b"\nendstream\nendobj\n"
    return b"%PDF-1.7\n" + one * times + b"trailer\n<<>>\nstartxref\n0\n%%EOF"


def rewritten(data: bytes, password: str = "") -> bytes:
    """The same document as another program saves it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES)
def test_what_was_saved_comes_back(state: str, language: str) -> None:
    """Answers, organisation, date, team and target survive the way through each document."""
    assert read_saved(pdf(state, language), MODEL, "report.pdf") == saved(state)


def test_the_attachment_is_the_save_file() -> None:
    """A PDF reader finds the one attachment, byte for byte what saving would have written."""
    attachments = pypdf.PdfReader(io.BytesIO(pdf("clear"))).attachments
    assert list(attachments) == ["assessment.json"]
    assert attachments["assessment.json"][0].decode() == savefile.dump(MODEL, saved("clear"))


def test_a_save_file_is_read_as_well() -> None:
    """Plain JSON goes the same way, with and without a byte order mark."""
    written = savefile.dump(MODEL, saved("clear")).encode()
    assert read_saved(written, MODEL, "save.json") == saved("clear")
    assert read_saved(b"\xef\xbb\xbf" + written, MODEL, "save.json") == saved("clear")


def test_a_name_that_looks_like_a_pdf_is_a_name() -> None:
    """A save file stays a save file whatever the organisation is called."""
    wanted = replace(saved("clear"), organisation="%PDF-1.7")
    assert read_saved(savefile.dump(MODEL, wanted).encode(), MODEL, "save.json") == wanted


def test_a_pdf_saved_by_another_program_still_holds_the_answers() -> None:
    """Rewriting the file, or writing the stream without compression, loses nothing."""
    assert read_saved(rewritten(pdf("clear")), MODEL, "copy.pdf") == saved("clear")
    written = savefile.dump(MODEL, saved("leaning")).encode()
    assert read_saved(embedding(written, packed=False), MODEL, "copy.pdf") == saved("leaning")


def test_the_newest_answers_win() -> None:
    """A PDF to which a later version was appended gives that version."""
    assert read_saved(pdf("clear") + pdf("leaning"), MODEL, "both.pdf") == saved("leaning")


def test_another_model_version_is_told() -> None:
    """What an older question set wrote is listed, also out of a PDF."""
    table = json.loads(savefile.dump(MODEL, saved("clear")))
    table["model_version"] = "0.1"
    table["responses"]["gone"] = "yes"
    assert read_saved(embedding(json.dumps(table).encode()), MODEL, "old.pdf").unused == ("gone",)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\n%%EOF", "without answers"),
        (b"%PDF-1.7\n", "not complete"),
        (embedding(b"hello"), "without answers"),
        (
            embedding(b"not deflated", packed=False).replace(b"/EmbeddedFile", b"/EmbeddedFile/FlateDecode"),
            "without",
        ),
        (embedding(b'{"responses": [1]}'), "responses"),
        (embedding(b'{"responses": {}, "responses": {}}'), "each key once"),
        (embedding(b'{"responses": "' + b"[" * 200_000), "JSON"),
        (embedding(b'{"responses": {"industry": "moon"}}'), "industry"),
        (embedding(b'{"responses": {}} ' + b" " * savefile.MAX_BYTES), "bytes"),
        (b"%PDF-1.7\n" + b"x" * reading.MAX_PDF_BYTES + b"%%EOF", "bytes"),
        (b"", "JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"PK\x03\x04 a spreadsheet", "JSON"),
    ],
)
def test_anything_else_is_refused(data: bytes, told: str) -> None:
    """Each foreign file gives an error that names the file and what was expected."""
    with pytest.raises(InputError, match="theirs") as refused:
        read_saved(data, MODEL, "theirs")
    assert told in str(refused.value)


def test_an_encrypted_pdf_is_refused() -> None:
    """A document with a password says so, instead of showing rubbish."""
    with pytest.raises(InputError, match="encrypted"):
        read_saved(rewritten(pdf("empty"), "secret"), MODEL, "locked.pdf")


def test_an_incomplete_pdf_is_refused() -> None:
    """A download that broke off anywhere is refused, and never read in part."""
    whole = pdf("empty")
    for end in range(0, len(whole) - 6, 1009):
        with pytest.raises(InputError):
            read_saved(whole[:end], MODEL, "half.pdf")


def test_a_foreign_pdf_is_refused() -> None:
    """A blank document, and one with another attachment, are not taken for ours."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for _ in range(2):
        out = io.BytesIO()
        writer.write(out)
        with pytest.raises(InputError, match="made by this advisor"):
            read_saved(out.getvalue(), MODEL, "foreign.pdf")
        writer.add_attachment("assessment.json", b'{"other": 1}')


@given(st.binary(max_size=400), st.booleans())
@example(b"/EmbeddedFile", True)
@example(b"/EmbeddedFile/Filter/FlateDecode>>stream\nx\x9c", True)
def test_no_bytes_do_more_than_be_refused(data: bytes, dressed: bool) -> None:
    """Arbitrary bytes, plain or dressed up as a PDF, end in an InputError."""
    with pytest.raises(InputError):
        read_saved(b"%PDF-1.4\n" + data + b"\n%%EOF" if dressed else data, MODEL, "bytes")


def test_reading_time_grows_no_faster_than_the_file() -> None:
    """Bombs and endless repetition are read in about the time that their size explains."""
    bomb = embedding(b" " * 900_000_00)
    repeated = embedding(b"x" * 50, times=60_000)
    nested = b"%PDF-1.7\n" + b"1 0 obj<</Type/EmbeddedFile" * 300_000 + b"%%EOF"
    for data in (bomb, repeated, nested):
        begun = time.process_time()
        with pytest.raises(InputError):
            read_saved(data, MODEL, "bomb.pdf")
        assert time.process_time() - begun < 5


def test_every_organisation_that_can_be_saved_comes_back() -> None:
    """Names of up to the save file's limit return as they were, however odd."""
    names = [
        "a" * savefile.MAX_NAME,
        "㈱ハヌル 𠮷野家 👩‍🔬",
        'quo"te\\ \n\t</script> #panic()',
        "%%EOF",
        "شركة",
    ]
    for name in names:
        save = SaveFile(found("empty").responses, name, saved("empty").day, None, {})
        document = render(MODEL, load_text("en"), found("empty"), save)
        assert read_saved(document, MODEL, "named.pdf") == save


def test_documents_differ_by_what_they_hold() -> None:
    """No two states share a document, so the round trip above cannot pass by accident."""
    made = sorted(pdf(state) for state in STATES)
    assert all(a != b for a, b in pairwise(made))

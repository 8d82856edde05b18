"""Reading a save file back: JSON as it was saved, or a PDF of ours with the same JSON inside.

The PDF is untrusted. It is not interpreted as a document: its embedded files lie in it as streams of
their own, which a search finds in one pass, so no structure in the file can make reading it long.
"""

import re
import zlib
from collections.abc import Iterator

from advisor.content import savefile
from advisor.content.savefile import SaveFile
from advisor.core.model import Model
from advisor.errors import InputError

MAX_PDF_BYTES = 20_000_000
"""Our documents have about 0.2 MB; a board's copy may have grown by stamps and signatures."""

EXPECTED = "a PDF made by this advisor, with the answers inside"

_START = b"%PDF-"
_END = b"%%EOF"
_TAIL = 2048
_MAX_DICTIONARY = 4096
_MAX_EMBEDDED = 64
_MARK = re.compile(rb"/EmbeddedFile(?![A-Za-z])")
_STREAM = re.compile(rb"stream\r?\n")
_ENCRYPTED = re.compile(rb"/Encrypt[\s\d<]")


def read_saved(data: bytes, model: Model, where: str) -> SaveFile:
    """What was saved in ``data``, a save file (JSON) or a PDF made by ``render``.

    ``where`` names the file in errors. Raises InputError for anything else: another format, a PDF
    without a save file, an incomplete or encrypted one, one above the size limits.
    """
    if not data[:_TAIL].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(_START):
        return savefile.parse(data, model, where)
    return savefile.parse(_embedded(data, where), model, where)


def _embedded(data: bytes, where: str) -> bytes:
    """The bytes of the newest embedded save file of a PDF."""
    if len(data) > MAX_PDF_BYTES:
        raise InputError(where, "", f"at most {MAX_PDF_BYTES} bytes", len(data))
    if _END not in data[-_TAIL:]:
        raise InputError(where, "", EXPECTED, "a PDF that is not complete")
    if _ENCRYPTED.search(data):
        raise InputError(where, "", EXPECTED, "an encrypted PDF")
    newest = None
    for content in _streams(data):
        if b'"responses"' in content:
            newest = content  # a changed PDF has the newest version last
    if newest is None:
        raise InputError(where, "", EXPECTED, "a PDF without answers")
    return newest


def _streams(data: bytes) -> Iterator[bytes]:
    """The contents of the embedded files, in file order; those that cannot be unpacked are left out."""
    for count, mark in enumerate(_MARK.finditer(data)):
        if count == _MAX_EMBEDDED:
            return
        start = _STREAM.search(data, mark.end(), mark.end() + _MAX_DICTIONARY)
        if start is None:
            continue
        dictionary = data[max(0, mark.start() - _MAX_DICTIONARY) : start.start()].rpartition(b" obj")[2]
        content = _unpacked(data, start.end(), packed=b"/FlateDecode" in dictionary)
        if content is not None:
            yield content


def _unpacked(data: bytes, start: int, *, packed: bool) -> bytes | None:
    """The stream from ``start`` on, up to one byte more than a save file may have; None if damaged."""
    limit = savefile.MAX_BYTES + 1
    if not packed:
        end = data.find(b"endstream", start, start + limit + len(b"\r\nendstream"))
        return None if end < 0 else data[start:end]
    try:
        return zlib.decompressobj().decompress(data[start : start + limit], limit)
    except zlib.error:
        return None

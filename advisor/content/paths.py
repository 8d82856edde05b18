"""Where the data lies: beside the package in a checkout, inside it in an installed wheel."""

from functools import cache
from pathlib import Path

from advisor.errors import DataError


@cache
def data_dir() -> Path:
    """The folder with ``model``, ``text`` and ``cases``; raises DataError when there is none."""
    package = Path(__file__).resolve().parents[1]
    for candidate in (package / "_data", package.parent / "data"):
        if (candidate / "model").is_dir():
            return candidate
    raise DataError("data", "model", "the folder data/model beside or inside the package", "no such folder")

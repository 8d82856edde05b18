"""What a spreadsheet would take for a formula: a quote in front on the way out, taken off on the way in."""

import re

from advisor.content.workbook import Value

_SIGNS = "=+-@"
_FULL_WIDTH = "".join(chr(ord(sign) + 0xFEE0) for sign in _SIGNS)
_FORMULA = re.compile(rf"'*[{re.escape(_SIGNS + _FULL_WIDTH)}\t\r\n]")
"""What makes a spreadsheet take a cell for a formula, or for more than one cell; also with quotes in front,
for the one that is put there must be told from those that were."""
_NEGATIVE = re.compile(r"-[0-9]+(\.[0-9]+)?")


def guarded(words: str) -> str:
    """Words for a cell of a CSV file: with a quote in front where a spreadsheet would run them."""
    return "'" + words if _FORMULA.match(words) else words


def cell_out(value: Value) -> Value:
    """A value for a cell of a CSV file: a number as it is, a text guarded, NUL as a visible mark."""
    if not isinstance(value, str):
        return value
    return value if _NEGATIVE.fullmatch(value) else guarded(value.replace("\0", "\ufffd"))


def cell_in(cell: str) -> str:
    """A cell of a text as it was before ``guarded``, without white space around it."""
    return (cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell).strip()

"""What the tests of the ownership matrix share: the proposals there are, and a matrix as bare letters."""

from collections.abc import Mapping

from hypothesis import strategies as st

from advisor import load_model
from advisor.content.practice.ownership import handbook
from advisor.core.model import AxisId
from advisor.core.practice.ownership import Matrix, Place, proposed

BOOK, MODEL = handbook(), load_model()


def places(archetype: str) -> Mapping[AxisId, Place]:
    """Where an organisation of this archetype is advised to stand."""
    cells = {axis.id: axis.cell_of(archetype) for axis in MODEL.axes}
    return {
        key: Place(cell.position, cell.advised.position, cell.advised.basis) for key, cell in cells.items()
    }


proposals = st.sampled_from([None, *MODEL.archetype_ids]).map(
    lambda archetype: proposed(BOOK, places(archetype), archetype) if archetype else {}
)


def letters(filled: Matrix) -> Mapping[str, Mapping[str, str]]:
    """The bare letters of a matrix."""
    return {
        row.activity.id: {party: cell.letters for party, cell in row.cells.items()} for row in filled.rows
    }

"""Documents: an assessment as a PDF that a leader can hand to a board and load again as a save file."""

from advisor.content import savefile
from advisor.content.cases import load_cases
from advisor.content.savefile import SaveFile
from advisor.content.text import Text
from advisor.core.assessment import Assessment, check
from advisor.core.model import Model
from advisor.core.strategy import recommend
from advisor.errors import InputError
from advisor.report.document import document
from advisor.report.fonts import covered
from advisor.report.reading import read_saved
from advisor.report.story import Story
from advisor.report.typesetting import template, typeset

__all__ = ["cases_checked", "read_saved", "render", "warm"]


def render(
    model: Model, text: Text, assessment: Assessment, saved: SaveFile, *, checked_on: int | None = None
) -> bytes:
    """The result, its reasons and the ownership strategy as a PDF (PDF/A-3a, PDF/UA-1).

    Args:
        model: the model that the assessment was made with.
        text: the language of the document.
        assessment: what was found for ``saved.responses``.
        saved: date (required), organisation, target and tools; attached to the PDF as far as it may be
            handed on.
        checked_on: how many real organisations the model was checked on; counted when left out.

    Returns:
        The PDF's bytes; the same arguments give the same bytes.

    Raises:
        InputError: no date, or an assessment of other responses than the saved ones.
        ReportError: fonts are missing, or the document cannot be set.
    """
    if saved.day is None:
        raise InputError("report", "date", "the date of the assessment", "none")
    if dict(assessment.responses) != check(model, saved.responses, "report"):
        raise InputError("report", "responses", "the responses that were assessed", "others")
    advised = recommend(model, assessment, target=saved.target)
    count = cases_checked(model) if checked_on is None else checked_on
    story = Story(model, text, assessment, advised, saved, count)
    # A lone surrogate has no UTF-8; reading a save file replaces it in the same way.
    payload = savefile.dump(model, saved.handed_on()).encode("utf-8", "replace").decode("utf-8")
    return typeset(document(story), payload, saved.day)


def cases_checked(model: Model) -> int:
    """How many different real organisations the model was checked on."""
    return len({case.name for case in load_cases(model)})


def warm() -> None:
    """Load what the first document would wait for; raises ReportError when fonts are missing."""
    covered()
    template()

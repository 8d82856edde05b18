"""What the evaluation sheets tell: whether anybody would be judged by a project's luck."""

from advisor.content.practice.evaluation import handbook
from advisor.core.practice.evaluation import Criterion, Evaluation, standing, tied, unsettled
from advisor.practice import evaluation_blocks
from advisor.practice.evaluation_file import sheets_markdown
from advisor.practice.evaluation_words import role_names
from advisor.practice.situation import Situation
from advisor.practice.told import Export, Told


def tell(situation: Situation) -> Told:
    """The tool's answer."""
    empty = not situation.sheet(Evaluation).roles
    blocks = evaluation_blocks.blocks(situation)
    return Told("evaluation", situation.name("evaluation"), _sentence(situation), blocks, empty=empty)


def exports(situation: Situation) -> tuple[Export, ...]:
    """The files it hands out."""
    text = situation.text

    def make() -> bytes:
        return sheets_markdown(situation).encode()

    label, name = text("evaluation.export.sheets"), text("evaluation.file_name")
    return (Export("sheets", label, name, "text/markdown", make),)


def _sentence(situation: Situation) -> str:
    """The most urgent thing that is still to be agreed."""
    text, sheet, words = situation.text, situation.sheet(Evaluation), handbook().words
    if not sheet.roles:
        return text("evaluation.said.empty")
    judged: list[Criterion] = [one for role in sheet.roles for one in sheet.sheet(role).judged]
    if hang := len(tied(words, judged)):
        return text("evaluation.said.hangs", n=hang, m=len(judged))
    if missing := [role for role in sheet.roles if unsettled(sheet.sheet(role))]:
        return text("evaluation.said.unsettled", roles=role_names(situation, missing))
    own = [one for role in sheet.roles for one in sheet.sheet(role).criteria]
    if unasked := sum(standing(words, one) != "holds" for one in own):
        return text("evaluation.said.unasked", n=unasked, m=len(own))
    return text("evaluation.said.fine")

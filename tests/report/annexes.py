"""Answers of tools to look at: every kind of block and style, long tables, and texts nobody would write."""

from advisor.charts.drawing import Disc, Drawing, Rect, Shape, Stroke, Style, Words
from advisor.practice.told import BAD, GOOD, OPEN, WEAK, Block, Line, Note, Picture, Points, Table, Told
from tests.report.samples import MODEL

STATES = (GOOD, WEAK, BAD, OPEN)
STYLES: tuple[Style, ...] = ("solid", "stripe", "soft", "hollow", "dashed", "alarm", "rule", "mute")
SOURCES = tuple(MODEL.sources)[:3]

SENTENCE = {
    "en": "Nobody watches the model after release, so a drop in quality is noticed by customers first.",
    "ko": "배포한 뒤에는 모델을 지켜보는 사람이 없어서 품질이 떨어지면 고객이 먼저 알게 됩니다.",
    "ja": "リリース後にモデルを見ている人がいないため、品質が下がると顧客が先に気づきます。",
}
NAME = {"en": "Monitoring in production", "ko": "운영 중 모니터링", "ja": "本番環境での監視"}
ROLE = {"en": "Machine learning engineer", "ko": "머신러닝 엔지니어", "ja": "機械学習エンジニア"}
WORD = {
    "en": ("in place", "only just", "missing", "not known"),
    "ko": ("갖춤", "겨우 갖춤", "없음", "모름"),
    "ja": ("あり", "不十分", "なし", "不明"),
}


def points(language: str) -> tuple[Block, ...]:
    """A list, a numbered list and small print, with every mark there is."""
    said = SENTENCE[language]
    facts = (
        Line(said, "stated", SOURCES),
        Line(said, "inferred", SOURCES[:1]),
        Line(said, strong=True),
        Line(said, quiet=True),
        *(Line(word, state=state) for word, state in zip(WORD[language], STATES, strict=True)),
    )
    return (
        Points(facts, NAME[language]),
        Points(tuple(Line(said) for _ in range(11)), NAME[language], ordered=True),
        Note(Line(said, "inferred", SOURCES)),
    )


def states(language: str) -> Table:
    """A table of sentences, numbers and states."""
    words = zip(WORD[language], STATES, strict=True)
    rows = tuple(
        (
            Line(NAME[language], strong=True),
            Line(word, state=state, strong=state == BAD),
            Line(f"{number * 1250:,}"),
            Line(SENTENCE[language], "inferred", SOURCES),
            Line("–" if number % 2 else ROLE[language], quiet=True),
        )
        for number, (word, state) in enumerate(words)
    )
    return Table((NAME[language], "State", "EUR", "Why", "Who"), rows, NAME[language])


def letters(language: str, rows: int = 14, columns: int = 12) -> Table:
    """Who does what: a letter in nearly every cell, roles above the columns."""
    head = (NAME[language], *(f"{ROLE[language]} {n}" for n in range(1, columns)))
    body = tuple(
        (Line(NAME[language]), *(Line("RACI –"[(row * 7 + n * 3) % 6].strip()) for n in range(1, columns)))
        for row in range(rows)
    )
    return Table(head, body, NAME[language])


def long(language: str, rows: int, widths: tuple[float, ...] = ()) -> Table:
    """A table over many pages; each row has its number and a sentence or two."""
    said = SENTENCE[language]
    body = tuple(
        (Line(f"#{row + 1:03d}"), Line(f"{said} " * (1 + row % 3)), Line(ROLE[language]))
        for row in range(rows)
    )
    return Table(("No.", "What", "Who"), body, NAME[language], widths)


def broad(language: str) -> Table:
    """Nine columns of text: too many for an upright page."""
    said = ROLE[language]
    return Table(tuple(f"{said} {n}" for n in range(9)), ((Line(said),) * 9, (Line(SENTENCE[language]),) * 9))


def styles(language: str) -> Drawing:
    """Every style on every shape, with words on it."""
    shapes: list[Shape] = []
    for row, style in enumerate(STYLES):
        y = 20.0 + row * 48
        shapes += [
            Words(0, y + 20, style, 12),
            Rect(80, y, 150, 32, style, radius=6 if row % 2 else 0),
            Words(155, y + 20, NAME[language], 12, "middle", bold=style == "alarm", light=style == "solid"),
            Disc(270, y + 16, 14, style),
            Stroke(310, y + 16, 420, y + 16, style),
            Stroke(440, y + 28, 540, y + 4, style, arrow=True),
            Words(640, y + 20, SENTENCE[language][:12], 11, "end", quiet=True),
        ]
    return Drawing(640, 410, NAME[language], tuple(shapes))


def chain(language: str, steps: int) -> Drawing:
    """Steps in a row, each leading to the next: the more there are, the wider."""
    shapes: list[Shape] = []
    for step in range(steps):
        shapes += [
            Rect(step * 170, 10, 140, 44, "hollow", radius=8),
            Words(step * 170 + 70, 36, NAME[language], 12, "middle"),
        ]
        if step:
            shapes.append(Stroke(step * 170 - 30, 32, step * 170, 32, "solid", arrow=True))
    return Drawing(steps * 170 - 30, 64, NAME[language], tuple(shapes))


def plan(language: str, tasks: int) -> Drawing:
    """Bars below one another: the more tasks, the taller."""
    shapes: list[Shape] = [Stroke(200 + x * 44, 0, 200 + x * 44, tasks * 24, "rule") for x in range(11)]
    for task in range(tasks):
        y, x = task * 24.0, 200.0 + (task % 8) * 44
        style: Style = ("solid", "stripe", "soft", "alarm")[task % 4]
        shapes += [Words(192, y + 16, NAME[language], 12, "end"), Rect(x, y + 5, 88, 14, style, radius=2)]
    return Drawing(660, tasks * 24.0, NAME[language], tuple(shapes))


def told(language: str) -> tuple[Told, ...]:
    """Three tools as a leader might fill them in."""
    name, said = NAME[language], SENTENCE[language]
    return (
        Told("team", name, said, (*points(language), states(language))),
        Told(
            "workflow", name, said, (Picture(chain(language, 4), name), letters(language), Note(Line(said)))
        ),
        Told("process", name, said, (Picture(styles(language), name), long(language, 24, (1, 8, 3)))),
    )


def hostile(text: str) -> Told:
    """The same text wherever a leader's text can be."""
    line = Line(text, strong=True)
    blocks: tuple[Block, ...] = (
        Points((line, Line(text, "inferred", SOURCES)), text),
        Points((line,), text, ordered=True),
        Table((text, "x", text), ((line, Line("A"), Line(text, state=WEAK)),) * 2, text),
        Table((text,) * 8, ((line,) * 8,), text),
        Picture(Drawing(300, 60, text, (Rect(0, 0, 80, 40), Words(40, 20, text, 12, "middle"))), text),
        Note(line),
    )
    return Told("feedback", NAME["en"], text, blocks)

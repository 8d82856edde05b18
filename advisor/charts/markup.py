"""The one way to markup: every text is escaped unless it was built here.

``Markup`` marks a string as finished; anything else is data and becomes text. User text can therefore
be handed to any function that ends in ``el`` without a thought about where it lands.
"""

from html import escape

NBSP = "\N{NO-BREAK SPACE}"


class Markup(str):
    """A string that is markup already and is not escaped again."""

    __slots__ = ()


def text(value: object) -> Markup:
    """A value as markup: escaped, quotes included, unless it is Markup already."""
    return value if isinstance(value, Markup) else Markup(escape(str(value), quote=True))


def join(*parts: object) -> Markup:
    """The parts one after the other, each escaped; None is left out."""
    return Markup("".join(text(part) for part in parts if part is not None))


def el(tag: str, *children: object, **attributes: object) -> Markup:
    """One element; children and attribute values are escaped.

    ``class_`` becomes ``class`` and ``aria_label`` ``aria-label``; an attribute that is None or False is
    left out. The result has no line breaks of its own: a blank line would end an HTML block in Markdown.
    """
    shown = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{"" if value is True else text(value)}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in {"br", "hr", "col"}:
        return Markup(f"<{tag}{shown}>")
    return Markup(f"<{tag}{shown}>{join(*children)}</{tag}>")

"""Reference: the way to the archetypes, the roles, and the sources and method."""

from advisor.ui import blocks, style
from advisor.ui.state import Visit

PARTS = ("archetypes", "roles", "sources")


def show(visit: Visit) -> None:
    """Draw the page."""
    text = visit.text
    style.draw(blocks.page_head(text("ui.reference.title"), lede=text("ui.reference.lede")))
    for part in PARTS:
        visit.link(part, text(f"ui.nav.{part}"))
        style.draw(blocks.method_line(text(f"ui.reference.{part}")))

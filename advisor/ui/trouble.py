"""What went wrong, in the visitor's words: what happened, what was expected, what is safe."""

from advisor.errors import InputError, StoreUnavailable
from advisor.ui import style
from advisor.ui.state import Visit


def store_words(visit: Visit, trouble: StoreUnavailable) -> str:
    """Why answers cannot be saved just now, and where they are meanwhile."""
    return visit.text("ui.state.no_cookie" if visit.token is None else f"ui.state.store_{trouble.kind}")


def bad_file(visit: Visit, error: InputError) -> None:
    """Draw what was expected of a file and what was found; nothing has been changed."""
    text = visit.text
    place = [text("ui.state.file_where", place=error.key)] if error.key else []
    style.message(
        "error",
        text("ui.state.file_bad", expected=error.expected, found=error.found),
        *place,
        text("ui.state.file_safe"),
    )

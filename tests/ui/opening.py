"""Pages opened alone, without the menu around them."""

from streamlit.testing.v1 import AppTest


def page_script(page: str, language: str) -> None:
    """Draw one page for the visitor; runs inside the test's Streamlit."""
    import importlib

    import streamlit as st

    from advisor.ui import state as ui_state

    st.session_state.setdefault("language_chosen", language)
    visit = ui_state.arrive()
    importlib.import_module(f"advisor.ui.screens.{page}").show(visit)


def tool_script(tool: str, language: str) -> None:
    """Draw one tool, or the page that lists them, for the visitor; runs inside the test's Streamlit."""
    import streamlit as st

    from advisor.ui import state as ui_state
    from advisor.ui.practice import frame, links

    st.session_state.setdefault("language_chosen", language)
    visit = ui_state.arrive()
    if tool:
        frame.show(visit, tool)
    else:
        links.index(visit)


def opened(page: str, language: str = "en") -> AppTest:
    """The page after its first run."""
    return AppTest.from_function(page_script, args=(page, language), default_timeout=60).run()


def opened_tool(tool: str, language: str = "en") -> AppTest:
    """The tool's page after its first run; without a name, the page that lists the tools."""
    return AppTest.from_function(tool_script, args=(tool, language), default_timeout=60).run()


def shown(at: AppTest) -> str:
    """All the markup and text of the page."""
    parts = [element.value for element in at.markdown] + [element.proto.body for element in at.get("html")]
    return "\n".join(str(part) for part in parts)

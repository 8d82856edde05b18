"""What is served beside Streamlit: the visitor's cookie, security headers, health, and how the server
starts."""

from advisor.web.serve import announce, entry, run
from advisor.web.serving import SCRIPT, Serving, default_serving, serving

__all__ = ["SCRIPT", "Serving", "announce", "default_serving", "entry", "run", "serving"]

"""The ML team archetype advisor as a library: load the model, assess responses, recommend a strategy."""

from advisor.content.loader import load_model
from advisor.core.assessment import Assessment, assess
from advisor.core.strategy import Recommendation, recommend

__all__ = ["Assessment", "Recommendation", "assess", "load_model", "recommend"]

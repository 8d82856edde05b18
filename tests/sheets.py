"""One organisation that has used every tool, as a save file holds it."""

from typing import Any

SHEETS: dict[str, Any] = {
    "team": {
        "people": [
            {"name": "Kim 김민준", "roles": ["ml_engineer", "developer"]},
            {"roles": ["data_scientist"], "heads": 3},
            {"name": "田中", "roles": ["data_engineer"]},
        ]
    },
    "workflow": {"doers": {"learn": "outside"}, "handoffs": {"serve": "broken", "model": "agreed"}},
    "ownership": {"cells": {"deploy": {"ml_team": "AR"}}, "adopted": True},
    "hiring": {
        "role": "ml_engineer",
        "offers": {"research_projects": "have"},
        "kits": {
            "ml_engineer": {
                "must": ["software", "ml_interest", "production_ml"],
                "nice": ["docker"],
                "rounds": [{"form": "take_home", "bar": "runs from a clean start"}],
            }
        },
    },
    "planning": {
        "tasks": [
            {"id": "A", "name": "Collect data", "low": 1, "high": 3, "chance": 0.9},
            {"id": "B", "name": "Baseline", "after": ["A"], "low": 1, "high": 2, "chance": 0.8},
            {
                "id": "C",
                "name": "New method",
                "instead_of": "B",
                "after": ["A"],
                "low": 2,
                "high": 6,
                "chance": 0.3,
            },
            {"id": "D", "name": "Put into use", "after": ["B"], "low": 2, "high": 4, "outcome": True},
        ],
        "week": 8,
    },
    "managing": {
        "points": {"quick_wins": "no", "leaders": "partly"},
        "manager": {"scope": "one_area"},
        "size": {"teams": 2},
        "board": {"metric": "F1", "before": "0.61", "after": "0.81", "meaning": "fewer wrong alarms"},
    },
    "process": {"entries": {"P01": {"state": "documented", "where": "wiki"}, "P08": {"state": "none"}}},
    "evaluation": {
        "roles": ["ml_engineer"],
        "sheets": {"ml_engineer": {"expectation": "a model in use", "criteria": [{"text": "revenue grows"}]}},
    },
    "feedback": {
        "streams": {"binary_explicit": {"state": "collected", "where": "app"}},
        "checks": {"backup": {"state": "no"}},
    },
}
"""Every tool with something in it."""

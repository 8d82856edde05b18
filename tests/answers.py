"""Answer sets of one made-up organisation, named after the verdict that they give."""

CLEAR = {
    "industry": "software", "size": "large", "seat": "several_teams", "top_report": "line_head",
    "pays": "lines", "who_built": "full_time", "live_areas": "half", "publishes": "informal",
    "data_run": "other_dept", "data_open": "own_unit", "last_live": "using_built", "live_code": "nearly_all",
}  # fmt: skip
BETWEEN = CLEAR | {
    "industry": "finance", "seat": "lent", "top_report": "data_it_head", "pays": "ml_dept",
    "live_areas": "few", "data_run": "own", "live_code": "over_half",
}  # fmt: skip
FEW = {"industry": "finance", "size": "large", "live_code": "over_half"}

"""The invented city's priorities, groups and deliverables, and its register of uses."""

from __future__ import annotations

from typing import Final

__all__ = ["agenda_toml", "purposes_toml"]

_SOURCE: Final = "Invented for demonstration"
_PRIORITIES: Final = {
    "2025/26": (
        ("Serious violence",
         ("violence_and_sexual_offences", "robbery", "possession_of_weapons"),
         ("serious_violence",)),
        ("Anti-social behaviour", ("partnership_asb", "perceived_asb"),
         ("enforcement_cases",)),
        ("Hate crime", ("hate_repeat_victims", "hate_repeat_share"), ("hate_crime",)),
        ("Substance use", ("completions_all", "in_treatment"), ("ndtms_treatment",)),
        ("Exploitation", (), ("slavery_cases",)),
        ("Safer homes", (), ()),
    ),
    "2024/25": (
        ("Domestic abuse", (), ("domestic_abuse_outputs", "marac")),
        ("Anti-social behaviour", ("partnership_asb", "perceived_asb"), ()),
        ("Burglary", ("burglary",), ("target_hardening",)),
        ("Reoffending", ("reoffending",), ("reoffending",)),
    ),
}  # fmt: skip
"""Name, measures and returns of each priority, by period."""
_GROUPS: Final = (
    "Neighbourhood Tasking Group",
    "Hate Crime Partnership",
    "Substance Use Partnership",
    "Serious violence group",
    "Reoffending Board",
)
_DELIVERABLES: Final = (
    ("A unit for reducing violence", "violence unit"),
    ("A problem profile", "problem profile"),
    ("A response strategy", "response strategy"),
    ("A response plan", "response plan"),
    ("An engagement plan", "engagement plan"),
    ("A review framework", "review framework"),
)


def agenda_toml() -> str:
    """Return the invented priorities, groups and deliverables, as a file's text."""
    rows = ["# Demonstration: invented priorities.\n"]
    for period, priorities in _PRIORITIES.items():
        rows += [
            f'[[priority]]\nperiod = "{period}"\nfirst = {period[:4]}-04-01\n'
            f'name = "{name}"\nsource = "{_SOURCE}"\nindicators = {[*measures]}\n'
            f"returns = {[*returns]}\n"
            for name, measures, returns in priorities
        ]
    rows += [f'[[group]]\nname = "{name}"\nsource = "{_SOURCE}"\n' for name in _GROUPS]
    rows += [
        f'[[deliverable]]\nname = "{name}"\nperiod = "2025/26"\nsource = "{_SOURCE}"\n'
        f'action = "{action}"\n'
        for name, action in _DELIVERABLES
    ]
    return "\n".join(rows)


def purposes_toml() -> str:
    """Return the invented register: one use refused, one allowed."""
    return f"""\
# Demonstration: an invented register.
[[purpose]]
asset = "knife_crime_model"
use = "predict"
title = "Predictive modelling of knife crime"
agreement = "Information sharing agreement of the violence unit"
allowed = false
reason = "the agreement does not cover predictions about people or places"
unlock = "the information governance leads of council and police"
source = "{_SOURCE}"

[[purpose]]
asset = "serious_violence_return"
use = "count"
title = "Counts of serious violence by age band"
agreement = "Information sharing agreement of the violence unit"
allowed = true
reason = "counts without names, small ones hidden"
unlock = "the information governance leads of council and police"
expires = 2027-03-31
source = "{_SOURCE}"
"""

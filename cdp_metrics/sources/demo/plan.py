"""The invented city's plan: a target of every kind, each with its own standing.

Targets on the partnership's returns can be rated; two on street-level counts show why
some cannot.
"""

from __future__ import annotations

from typing import NamedTuple

from cdp_metrics.sources.demo.names import PARTNERSHIP, PLACE

__all__ = ["plan_toml"]

_HEAD = f"""\
# Demonstration: an invented plan.
[plan]
name = "{PARTNERSHIP} Plan 2023 to 2026"
source = "Invented for demonstration"
first = 2023-04-01
last = 2026-03-31
"""

_HEADINGS = {
    "crime": ("Crime", f"{PLACE} Community Safety Board"),
    "asb": ("Anti-social behaviour", "Neighbourhood Tasking Group"),
    "hate_crime": ("Hate crime", "Hate Crime Partnership"),
    "substance_use": ("Substance use", "Substance Use Partnership"),
}

_PATH = 'target_date = 2026-03-31\npath = "{}"\npath_start = 2023-04-01'


class _Target(NamedTuple):
    """A target: its rule as TOML, and its baseline, where it has one.

    `cases` is the effective number behind a proportion, `counted_as` the indicator
    that the baseline was counted as, `year` first and last day of its period,
    `version` by which definition it was counted.
    """

    heading: str
    indicator: str
    statement: str
    rule: str
    baseline: float | None = None
    cases: int | None = None
    counted_as: str = ""
    year: tuple[str, str] = ("2022-04-01", "2023-03-31")
    version: int = 1


# Baselines are what the invented returns hold of the year before the plan.
_TARGETS = (
    _Target(
        "crime",
        "partnership_crime",
        "Reduce crime",
        'type = "reduce_any"\nprimary = true',
        36_921,
    ),
    # The trap: a street-level count is not held against the partnership's own.
    _Target(
        "crime",
        "all_crime",
        "Reduce crime on the streets by 5%",
        f'type = "reduce_pct"\ntarget_percent = 5\n{_PATH.format("linear")}',
        36_921,
        counted_as="partnership_crime",
    ),
    _Target(
        "crime",
        "robbery",
        "Reduce robbery by 5%",
        'type = "reduce_pct"\ntarget_percent = 5\ntarget_date = 2026-03-31',
    ),
    _Target(
        "crime",
        "burglary",
        "Keep burglary below 250 a month",
        'type = "assurance"\ntarget_value = 250\nbetter = "lower"',
    ),
    _Target(
        "asb",
        "partnership_asb",
        "Reduce anti-social behaviour by 25%",
        'type = "reduce_pct"\ntarget_percent = 25\nprimary = true\n'
        + _PATH.format("linear"),
        10_809,
    ),
    _Target(
        "asb",
        "perceived_asb",
        "Keep perceived anti-social behaviour down",
        'type = "maintain"\nmargin = 2.0',
        11.5,
        1_480,
        year=("2022-01-01", "2022-12-31"),
    ),
    _Target(
        "hate_crime",
        "hate_repeat_victims",
        "Reduce repeat victims of hate crime by a tenth",
        'type = "reduce_pct"\ntarget_percent = 10\nprimary = true\n'
        + _PATH.format("stepped"),
        243,
        version=2,
    ),
    # And a third: the baseline was counted by the first definition of a repeat.
    _Target(
        "hate_crime",
        "hate_repeat_share",
        "Reduce the share of victims who are repeat victims",
        'type = "reduce_any"',
        15.4,
        1_173,
    ),
    # Another trap: without its denominator a share has no range, and so no status.
    _Target(
        "substance_use",
        "completions_all",
        "Maintain successful completions of treatment",
        'type = "maintain"\nmargin = 2.0\nprimary = true',
        18.9,
    ),
    _Target(
        "substance_use",
        "completions_opiate",
        "Complete opiate treatment as often as England",
        'type = "benchmark"',
    ),
)

_MASK = """
[[event]]
first = 2020-03-01
last = 2021-07-31
label = "COVID-19 restrictions"
kind = "mask"

[[event]]
first = 2024-06-01
last = 2024-08-31
label = "Surge patrols"
kind = "local"
indicators = ["violence_and_sexual_offences", "robbery", "possession_of_weapons"]
"""


def plan_toml() -> str:
    """Return the invented city's plan, as the text of its file.

    Returns
    -------
    str
        TOML as ``data/plan.toml`` declares it.
    """
    headings = (
        f'\n[[heading]]\nid = "{name}"\nname = "{title}"\nowner = "{owner}"\n'
        for name, (title, owner) in _HEADINGS.items()
    )
    return "".join([_HEAD, *headings, *map(_rows, _TARGETS), _MASK])


def _rows(target: _Target) -> str:
    """Return a target and, where it has one, its baseline."""
    text = (
        f'\n[[target]]\nheading = "{target.heading}"\n'
        f'indicator = "{target.indicator}"\nstatement = "{target.statement}"\n'
        f"{target.rule}\nvalid_from = 2023-04-01\n"
    )
    if target.baseline is None:
        return text
    cases = "" if target.cases is None else f"n_eff = {target.cases}\n"
    return (
        f"{text}\n[target.baseline]\nvalue = {target.baseline}\n{cases}"
        f"period_start = {target.year[0]}\nperiod_end = {target.year[1]}\n"
        f'indicator = "{target.counted_as or target.indicator}"\n'
        f'source = "partner_return"\ndefinition_version = {target.version}\n'
    )

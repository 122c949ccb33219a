"""What a data officer gets wrong, on the command line: told, and nothing is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.warehouse.publish import history
from tests.builders import write_partnership
from tests.stores import RETURN, returned
from tests.unit.test_cli import DONE, REFUSED, Cdp, building
from tests.unit.test_cli import cdp as cdp
from tests.unit.test_cli import odd as odd

PLAN = """\
[plan]
name = "Alderton Plan"
source = "A paper"
first = 2024-01-01
last = 2026-12-31

[[heading]]
id = "crime"
name = "Crime"
owner = "Board"

[[target]]
heading = "crime"
indicator = "partnership_crime"
statement = "Reduce"
type = "reduce_pct"
target_percent = 25
target_date = 2026-12-31
path = "linear"
path_start = 2024-01-01
valid_from = 2024-01-01

[target.baseline]
value = 1200
period_start = 2023-01-01
period_end = 2023-12-31
indicator = "partnership_crime"
source = "partner_return"
definition_version = 1
"""
SECOND = PLAN[PLAN.index("[[target]]") :].replace(
    "valid_from = 2024-01-01", "valid_from = 2025-01-01"
)


@pytest.mark.parametrize(
    ("text", "line", "fault"),
    [
        (
            PLAN.replace('"partnership_crime"', '"witchcraft"', 1),
            12,
            "witchcraft",
        ),
        (f"{PLAN}\n{SECOND}", 31, "hold at once"),
        (
            PLAN.replace("target_date = 2026-12-31", "target_date = 2023-06-30"),
            12,
            "before path_start",
        ),
    ],
    ids=["absent indicator", "overlapping validity", "date before the baseline"],
)
def test_a_wrong_plan_is_refused_with_its_line_and_what_stood_stays(
    odd: Path, cdp: Cdp, text: str, line: int, fault: str
) -> None:
    plan = odd / "plan.toml"
    write_partnership(odd / "partner [ship].toml", plan="plan.toml")
    plan.write_text(PLAN, "utf-8")
    assert cdp("build", *building(odd)).returncode == DONE
    before = history(odd / "store [red]")
    plan.write_text(text, "utf-8")
    done = cdp("build", *building(odd))
    assert done.returncode == REFUSED
    said = " ".join(done.stderr.split())
    assert "plan.toml" in said and f"line {line}, [[target]]" in said
    assert fault in said and "What to do: " in said
    assert len(before) == 1 and history(odd / "store [red]") == before


def year(start: date, value: float) -> str:
    """Return a line about twelve months of the residents' survey."""
    return returned("perceived_asb", start, 12, value=value, n_eff=900)


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        (
            [returned("hate_crime", date(2024, 1, 1), numerator=-1)],
            ["line 2: a count is negative"],
        ),
        ([year(date(2024, 1, 1), 101)], ["line 2: a percentage is not between"]),
        (
            [year(date(2023, 1, 1), 9), year(date(2023, 7, 1), 10)],
            [
                "line 2: the period overlaps that of line 3",
                "line 3: the period overlaps that of line 2",
            ],
        ),
    ],
    ids=["negative count", "over 100%", "overlapping period"],
)
@pytest.mark.parametrize("command", ["build", "check"])
def test_a_wrong_row_is_told_with_its_line_and_strict_publishes_nothing(
    odd: Path, cdp: Cdp, command: str, lines: list[str], faults: list[str]
) -> None:
    assert cdp("build", *building(odd)).returncode == DONE
    before = history(odd / "store [red]")
    sent = odd / "place" / "sent.csv"
    sent.write_text("\n".join([",".join(RETURN), *lines, ""]), "utf-8")
    done = cdp(command, "--strict", *building(odd))
    assert done.returncode == REFUSED
    assert ("Not published" in done.stdout) == (command == "build")
    told = [each for each in done.stdout.splitlines() if "sent.csv, line" in each]
    assert len(told) == len(faults)
    for each, fault in zip(told, faults, strict=True):
        assert fault in each and "What to do: " in each
    assert history(odd / "store [red]") == before

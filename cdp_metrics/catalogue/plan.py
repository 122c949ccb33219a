"""The partnership's plan: headings, targets, and events to show beside the figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from cdp_metrics.catalogue.indicators import Indicator, indicators
from cdp_metrics.catalogue.returns import redefined
from cdp_metrics.catalogue.rows import RowFile
from cdp_metrics.catalogue.targets import MONTHS_IN_YEAR, Illustration, Target
from cdp_metrics.catalogue.toml import Declared

__all__ = ["Event", "Heading", "Plan", "load_plan"]

TABLES = {"plan", "heading", "target", "event", "illustration"}


class Heading(Declared):
    """A heading of the plan.

    Parameters
    ----------
    id, name
        Identifier, and the name that readers see.
    owner
        Group that answers for it.
    supporting
        Indicators shown beneath its targets without one of their own.
    note
        What is assumed.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    supporting: tuple[str, ...] = ()
    note: str = ""


class Event(Declared):
    """Something that charts show and some baselines leave out.

    Parameters
    ----------
    first, last
        First and last day; one day twice for a moment.
    area
        Type of area whose figures it touches, or "all".
    label
        Its name on a chart.
    kind
        A mask is left out of baselines and limits; the others are only shown.
    indicators
        Which figures it touches; none for all.
    note
        What is assumed.
    """

    first: date
    last: date
    area: str = "all"
    label: str = Field(min_length=1)
    kind: Literal["mask", "definition", "recording", "boundary", "local"]
    indicators: tuple[str, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Event:
        if self.last < self.first:
            raise ValueError("the event ends before it begins")
        return self


class Head(Declared):
    """What a plan is.

    Parameters
    ----------
    name, source
        Its title, and the paper that states it.
    first, last
        First and last day that it covers.
    note
        What is assumed.
    """

    name: str = Field(min_length=1)
    source: str = Field(min_length=1)
    first: date
    last: date
    note: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Head:
        if self.last < self.first:
            raise ValueError("the plan ends before it begins")
        return self


class Plan(Head):
    """A partnership's plan, with its rows in the file's order."""

    headings: tuple[Heading, ...]
    targets: tuple[Target, ...]
    events: tuple[Event, ...]
    illustrations: tuple[Illustration, ...]

    def on(self, day: date) -> tuple[Target, ...]:
        """Return the targets in force, by heading, the primary one first."""
        place = {heading.id: at for at, heading in enumerate(self.headings)}
        held = [target for target in self.targets if target.holds_on(day)]
        return tuple(sorted(held, key=lambda t: (place[t.heading], not t.primary)))


def load_plan(path: Path, known: Mapping[str, Indicator] | None = None) -> Plan:
    """Return the plan that a file declares.

    Parameters
    ----------
    path
        The file.
    known
        Indicators that it may name; by default the product's own.

    Raises
    ------
    ConfigurationWrong
        The file is absent, or a row is not as declared or contradicts another; the
        message names the line.
    """
    known = indicators() if known is None else known
    file = RowFile(path)
    if file.tables.keys() - TABLES or not isinstance(file.tables.get("plan"), dict):
        named = ", ".join(sorted(file.tables)) or "none"
        raise file.wrong(
            "[plan]",
            0,
            f"expected [plan], [[heading]], [[target]], [[event]] and "
            f"[[illustration]]; found {named}",
            "remove or rename the others",
        )
    plan = Plan(
        **dict(file.row("[plan]", 0, Head, file.tables["plan"])),
        headings=file.rows("heading", Heading),
        targets=file.rows("target", Target),
        events=file.rows("event", Event),
        illustrations=file.rows("illustration", Illustration),
    )
    ids = [heading.id for heading in plan.headings]
    for at, heading in enumerate(plan.headings):
        if heading.id in ids[:at]:
            fault = f"id: {heading.id} is taken", "choose another"
            raise file.wrong("[[heading]]", at, *fault)
        _name_known(file, "[[heading]]", at, heading.supporting, known)
    for at, event in enumerate(plan.events):
        _name_known(file, "[[event]]", at, event.indicators, known)
    for at, each in enumerate(plan.illustrations):
        _name_heading(file, "[[illustration]]", at, each.heading, ids)
    for at, target in enumerate(plan.targets):
        _name_heading(file, "[[target]]", at, target.heading, ids)
        _name_known(file, "[[target]]", at, target.indicators, known)
        faults = [_misfit(target, known)]
        faults += [_clash(earlier, target) for earlier in plan.targets[:at]]
        for found in filter(None, faults):
            raise file.wrong("[[target]]", at, *found)
    return plan


def _misfit(target: Target, known: Mapping[str, Indicator]) -> tuple[str, str] | None:
    """Return what a target asks that its indicator cannot give, and the remedy."""
    entry, start = known[target.indicator], target.baseline
    if "partnership" not in entry.geographies:
        offered = ", ".join(entry.geographies)
        return (
            f"indicator: {target.indicator} is held for {offered} alone, and a target "
            "is rated for the partnership",
            "list it as supporting",
        )
    if target.area != "partnership":
        return (
            f"area: a target is rated for the partnership, not for {target.area}",
            "leave area out",
        )
    rated = entry.kind == "proportion" or entry.period_months < MONTHS_IN_YEAR
    if entry.kind not in ("count", "proportion") or not rated:
        return (
            f"indicator: no rule rates {target.indicator}, a {entry.kind} by "
            f"{entry.frequency}",
            "choose a count by month or quarter or a proportion, or list it as "
            "supporting",
        )
    wanted = target.polarity(entry.polarity)
    if wanted == "neutral":
        return (
            f"type: {target.type} needs a better direction, and {target.indicator} "
            "has none",
            'say which way the plan wants it, better = "lower" or better = "higher", '
            "or choose another type",
        )
    if target.better and entry.polarity not in ("neutral", wanted):
        return (
            f"better: {target.better} contradicts the dictionary, where "
            f"{entry.polarity.replace('_', ' ')} for {target.indicator}",
            "leave better out",
        )
    values = (target.target_value, start.value if start else None, *target.monthly)
    if entry.kind == "proportion" and any(x is not None and x > 100 for x in values):
        return (
            f"{target.indicator} is a proportion, and a value is over 100",
            "write values in % from 0 to 100",
        )
    if start is None:
        return None
    counted = known[start.indicator]
    if counted.kind == "count" and start.value != int(start.value):
        return (
            f"baseline: {start.value} is no whole number, and {start.indicator} is a "
            "count",
            "write the count",
        )
    if counted.kind == "count" and not start.is_year:
        return (
            "baseline: it does not cover twelve whole months, and counts are held "
            "against it by twelve months",
            "write the count of twelve months, with their first and last day",
        )
    if start.source not in counted.sources:
        return (
            f"baseline: {start.indicator} does not come from {start.source}",
            f"name one of {', '.join(counted.sources)}",
        )
    newer = start.definition_version > counted.definition_version
    if newer and not redefined(start.indicator):
        return (
            f"baseline: definition_version {start.definition_version} is newer than "
            f"the dictionary's {counted.definition_version}",
            "state the version that the baseline was counted by",
        )
    return None


def _clash(one: Target, other: Target) -> tuple[str, str] | None:
    """Return how two targets contradict each other, and the remedy."""
    same = (one.heading, one.area) == (other.heading, other.area)
    if not (same and one.meets(other)):
        return None
    if one.indicator == other.indicator:
        return (
            f"two targets of {one.heading} measured by {one.indicator} hold at once",
            "end the earlier one with valid_to",
        )
    if one.primary and other.primary:
        return (
            f"{one.indicator} and {other.indicator} are both primary in {one.heading}",
            "keep primary = true at one of them",
        )
    return None


def _name_known(
    file: RowFile,
    table: str,
    number: int,
    names: tuple[str, ...],
    known: Mapping[str, Indicator],
) -> None:
    """Refuse an indicator that the dictionary does not have."""
    if unknown := sorted(set(names) - set(known)):
        raise file.wrong(
            table,
            number,
            f"the catalogue has no indicator {', '.join(unknown)}",
            "use an identifier of docs/indicators.md",
        )


def _name_heading(
    file: RowFile, table: str, number: int, name: str, ids: list[str]
) -> None:
    """Refuse a heading that the plan does not have."""
    if name not in ids:
        raise file.wrong(
            table,
            number,
            f"heading: there is no heading {name}",
            f"declare it, or name one of {', '.join(ids) or 'none'}",
        )

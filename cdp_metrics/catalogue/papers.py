"""What a partnership says of itself: who it is, its plan, what its papers print."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from cdp_metrics.catalogue.agenda import (
    Agenda,
    Purpose,
    load_agenda,
    load_purposes,
)
from cdp_metrics.catalogue.harm import SHIPPED, HarmTables, load_harm
from cdp_metrics.catalogue.partnership import (
    Partnership,
    Similar,
    load_partnership,
)
from cdp_metrics.catalogue.plan import Plan, load_plan
from cdp_metrics.catalogue.published import PublishedFigure, load_published

__all__ = [
    "Papers",
    "agenda_of",
    "harm_of",
    "load_papers",
    "plan_of",
    "printed_in",
    "purposes_of",
    "similar_of",
]

_FIGURES = TypeAdapter(tuple[PublishedFigure, ...])
_PURPOSES = TypeAdapter(tuple[Purpose, ...])


@dataclass(frozen=True)
class Papers:
    """A partnership's own file and those that it names.

    Parameters
    ----------
    partnership
        Who it is.
    plan
        Its targets and events; None without a plan.
    published
        Figures that its papers print.
    file
        Where its own file lies.
    harm
        What the ASB harm index assumes.
    agenda
        Its priorities, groups and deliverables; None without such a file.
    purposes
        What data may be used for; whatever is not entered may not.
    """

    partnership: Partnership
    plan: Plan | None = None
    published: tuple[PublishedFigure, ...] = ()
    file: Path = Path()
    harm: HarmTables = field(default_factory=lambda: load_harm(SHIPPED))
    agenda: Agenda | None = None
    purposes: tuple[Purpose, ...] = ()

    def bodies(self) -> dict[str, str]:
        """Return the papers as JSON, by name, as a store keeps them."""
        held = {
            "published": _FIGURES.dump_json(self.published).decode(),
            "harm": self.harm.model_dump_json(),
            "purposes": _PURPOSES.dump_json(self.purposes).decode(),
        }
        if self.agenda:
            held["agenda"] = self.agenda.model_dump_json()
        if self.plan:
            held["plan"] = self.plan.model_dump_json()
        if self.partnership.similar:
            held["similar"] = self.partnership.similar.model_dump_json()
        return held


def load_papers(path: Path) -> Papers:
    """Return a partnership's file and those that it names, which lie beside it.

    Raises
    ------
    ConfigurationWrong
        One of them is absent or not as declared.
    """
    partnership = load_partnership(path)
    published: tuple[PublishedFigure, ...] = ()
    if partnership.published:
        published = tuple(load_published(path.parent / partnership.published).values())
    plan = load_plan(path.parent / partnership.plan) if partnership.plan else None
    harm = load_harm(path.parent / partnership.harm if partnership.harm else SHIPPED)
    named = path.parent / partnership.priorities
    agenda = load_agenda(named) if partnership.priorities else None
    uses = path.parent / partnership.purposes
    purposes = load_purposes(uses) if partnership.purposes else ()
    return Papers(partnership, plan, published, path, harm, agenda, purposes)


def plan_of(bodies: dict[str, str]) -> Plan | None:
    """Return the plan among papers as a store keeps them; None where it has none."""
    return Plan.model_validate_json(bodies["plan"]) if "plan" in bodies else None


def harm_of(bodies: dict[str, str]) -> HarmTables:
    """Return what the harm index assumes, among papers as a store keeps them."""
    return HarmTables.model_validate_json(bodies["harm"])


def agenda_of(bodies: dict[str, str]) -> Agenda:
    """Return priorities, groups and deliverables among papers as a store keeps them."""
    said = bodies.get("agenda")
    return Agenda.model_validate_json(said) if said else Agenda()


def purposes_of(bodies: dict[str, str]) -> tuple[Purpose, ...]:
    """Return the register of purposes among papers as a store keeps them."""
    return _PURPOSES.validate_json(bodies.get("purposes", "[]"))


def printed_in(bodies: dict[str, str]) -> dict[str, PublishedFigure]:
    """Return the printed figures among papers as a store keeps them."""
    return {each.id: each for each in _FIGURES.validate_json(bodies["published"])}


def similar_of(bodies: dict[str, str]) -> Similar | None:
    """Return the places like ours among papers as a store keeps them; None without."""
    said = bodies.get("similar")
    return Similar.model_validate_json(said) if said else None

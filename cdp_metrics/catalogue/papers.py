"""What a partnership says of itself: who it is, its plan, what its papers print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from cdp_metrics.catalogue.partnership import Partnership, load_partnership
from cdp_metrics.catalogue.plan import Plan, load_plan
from cdp_metrics.catalogue.published import PublishedFigure, load_published

__all__ = ["Papers", "load_papers", "plan_of", "printed_in"]

_FIGURES = TypeAdapter(tuple[PublishedFigure, ...])


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
    """

    partnership: Partnership
    plan: Plan | None = None
    published: tuple[PublishedFigure, ...] = ()

    def bodies(self) -> dict[str, str]:
        """Return the papers as JSON, by name, as a store keeps them."""
        held = {"published": _FIGURES.dump_json(self.published).decode()}
        if self.plan:
            held["plan"] = self.plan.model_dump_json()
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
    return Papers(partnership, plan, published)


def plan_of(bodies: dict[str, str]) -> Plan | None:
    """Return the plan among papers as a store keeps them; None where it has none."""
    return Plan.model_validate_json(bodies["plan"]) if "plan" in bodies else None


def printed_in(bodies: dict[str, str]) -> dict[str, PublishedFigure]:
    """Return the printed figures among papers as a store keeps them."""
    return {each.id: each for each in _FIGURES.validate_json(bodies["published"])}

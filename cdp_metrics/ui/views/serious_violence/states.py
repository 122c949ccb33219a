"""What the unit owes and what data may do: parts whose rows have states."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from cdp_metrics.answers.partners.serious_violence import SeriousViolence
from cdp_metrics.errors import NotAllowed, SourceMissing
from cdp_metrics.export import file_name
from cdp_metrics.ui.standing import standing_table
from cdp_metrics.ui.views.part import Absent, Part, missing
from cdp_metrics.ui.views.serious_violence import rows, words

__all__ = ["NO_MODEL", "prediction_part", "source_of", "table_of", "unit_part"]

UNWRITTEN: Final = (
    "no deliverables are declared. What to do: write them in data/priorities.toml and "
    "build again"
)
NO_MODEL: Final = (
    "The use is allowed, and no model is supplied with the product: nothing is shown"
)


def source_of(said: str, *, demo: bool) -> str:
    """Return the line of the source; invented figures are called so."""
    return f"**Source:** {'invented for demonstration' if demo else said}."


def table_of(found: SeriousViolence, name: str, today: date) -> str:
    """Return the table of states of a part as HTML; "" where it has none."""
    if name == "unit" and found.deliverables:
        held = rows.deliverable_rows(found, today)
        return standing_table("What the unit is to produce", rows.UNIT_COLUMNS, held)
    if name == "prediction" and found.purposes:
        uses = rows.purpose_rows(found, today)
        return standing_table("The register of purposes", rows.PURPOSE_COLUMNS, uses)
    return ""


def unit_part(found: SeriousViolence, place: str, today: date, *, demo: bool) -> Part:
    """Return the unit's deliverables, each as its newest action stands."""
    if not found.deliverables:
        return Part(
            "No deliverables are stated",
            place,
            missing(SourceMissing(UNWRITTEN)),
            source=(source_of("none held", demo=demo),),
        )
    held = rows.deliverable_rows(found, today)
    return Part(
        words.unit_answer(found, today),
        f"{place}: what the papers say the unit is to produce",
        None if found.log.actions else missing(SourceMissing(found.log.why)),
        notes=(words.TRACKED,),
        source=(source_of("the paper named in each row; the actions log", demo=demo),),
        csv=partial(
            rows.standing_csv,
            *("Deliverables", place, today, rows.UNIT_COLUMNS, held),
            demo=demo,
        ),
        csv_name=file_name("deliverables", place),
    )


def prediction_part(
    found: SeriousViolence, place: str, today: date, *, demo: bool
) -> Part:
    """Return why prediction is held back, and the register of purposes."""
    state: Absent | None = None
    title = NO_MODEL
    if found.held_back:
        _, why, remedy = missing(NotAllowed(found.held_back))
        title = "Prediction of knife crime is held back"
        state = ("held_back", why, remedy)
    held = rows.purpose_rows(found, today)
    return Part(
        title,
        f"{place}: no person and no place is predicted",
        state,
        notes=(words.PREDICTION,),
        source=(source_of("the register of purposes", demo=demo),),
        csv=partial(
            rows.standing_csv,
            *("Purposes", place, today, rows.PURPOSE_COLUMNS, held),
            demo=demo,
        ),
        csv_name=file_name("purposes", place),
    )

"""What a reader has chosen: carried in the URL, said in words, bound in queries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal

from cdp_metrics.periods import parse_month

__all__ = ["Filters", "Show"]

Show = Literal["count", "rate"]
_CODE = re.compile(r"[A-Z][0-9]{8}")
_INDICATOR = re.compile(r"[a-z0-9_]{1,60}")


@dataclass(frozen=True)
class Filters:
    """Every choice that the pages share.

    Parameters
    ----------
    measure
        Identifier of an indicator.
    area
        Code of an area; "" for the whole partnership.
    first, last
        First and last month shown; None for all that is held.
    show
        Counts, or rates per 1,000 residents.
    end
        Last month of the twelve that the map shows; None for the latest.
    lsoa
        Code of the LSOA picked on the map; "" for none.
    """

    measure: str = "asb_incidents"
    area: str = ""
    first: date | None = None
    last: date | None = None
    show: Show = "count"
    end: date | None = None
    lsoa: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """Return the choices that a URL's query states.

        Parameters
        ----------
        query
            Names and values; anything that is not of the right form is passed over,
            because links are typed and cut by people.
        """
        plain = cls()

        def word(name: str, form: re.Pattern[str], default: str) -> str:
            given = query.get(name, "")
            return given if form.fullmatch(given) else default

        def month(name: str) -> date | None:
            return parse_month(query.get(name, ""))

        return cls(
            measure=word("measure", _INDICATOR, plain.measure),
            area=word("area", _CODE, plain.area),
            first=month("first"),
            last=month("last"),
            show="rate" if query.get("show") == "rate" else "count",
            end=month("end"),
            lsoa=word("lsoa", _CODE, plain.lsoa),
        )

    def to_query(self) -> dict[str, str]:
        """Return the choices that differ from the defaults, for a URL's query."""
        plain = Filters()
        query = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != getattr(plain, field.name):
                query[field.name] = (
                    f"{value:%Y-%m}" if isinstance(value, date) else str(value)
                )
        return query

    def with_choices(self, **choices: object) -> Filters:
        """Return the same filters with some choices replaced."""
        return replace(self, **choices)  # type: ignore[arg-type]

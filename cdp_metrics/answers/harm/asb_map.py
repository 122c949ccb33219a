"""Where ASB does most harm: every layer of each LSOA for twelve months."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date

from cdp_metrics.answers.events import events, papers
from cdp_metrics.catalogue.papers import harm_of
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.errors import SourceMissing
from cdp_metrics.periods import month_of
from cdp_metrics.stats.harm import Cuts
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.harm_parameters import cuts

__all__ = ["AsbMap", "Lsoa", "asb_map"]


@dataclass(frozen=True)
class Lsoa:
    """What is known of ASB in one LSOA in twelve months.

    What has a default is None where its layer is absent; the map says why.

    Parameters
    ----------
    code, name, ward, ward_code
        Which area, and the ward it is counted in.
    residents, reports
        Census 2021 residents; reports in the twelve months.
    raw_rate, rate
        Reports per 1,000 residents, as counted and smoothed.
    index, index_lower, index_upper
        Harm as % of the partnership's, and its likely range; None where the areas show
        no detectable variation.
    rank_lower, rank_upper
        likely range of its rank, 1 = highest.
    map_class
        0 below 75, 1 to 150, 2 above.
    certainty
        Share of draws in that class; None likewise.
    visitor, student
        Whether residents are a poor base.
    per_km2, km2
        Reports per square kilometre, and how many there are.
    p_top10, harm, index_repeats
        Share of draws in the top tenth; weighted reports per 1,000 residents; index
        with repeats at a place weighing more.
    expected, expected_index
        Reports to expect from who lives there, and their rate as % of the average.
    contribution_age, contribution_tenure, contribution_income
        What each predictor multiplies the expected rate by; 1 = as in the average.
    sir, theta, theta_lower, theta_upper
        Reports over expected ones; the same smoothed, and its likely range.
    p_low_survey, expected_crime, p_low_crime
        Probability of fewer reports than expected by who lives there; expected
        reports by other crime, and the probability by these.
    gap_state
        One of `GAP_STATES`.
    expected_eth, expected_index_eth, gap_state_eth
        The version with ethnicity, for analysts; never listed nor exported.
    index_third, volume_third, expected_third, corner_volume, corner_expected
        Thirds, 3 = highest, and the names of the two cells; "" for none.
    gistar_z, gistar_hot, gistar_cold
        Gi* of harm, and whether it is beyond chance.
    forecast, forecast_lower, forecast_upper
        Reports of the next twelve months, and their likely range.
    """

    code: str
    name: str
    ward: str
    ward_code: str
    residents: float
    reports: float
    raw_rate: float
    rate: float
    index: float
    index_lower: float | None
    index_upper: float | None
    rank_lower: int
    rank_upper: int
    map_class: int
    certainty: float | None
    visitor: bool
    student: bool
    per_km2: float | None
    km2: float | None = None
    p_top10: float | None = None
    harm: float | None = None
    index_repeats: float | None = None
    expected: float | None = None
    expected_index: float | None = None
    contribution_age: float | None = None
    contribution_tenure: float | None = None
    contribution_income: float | None = None
    sir: float | None = None
    theta: float | None = None
    theta_lower: float | None = None
    theta_upper: float | None = None
    p_low_survey: float | None = None
    expected_crime: float | None = None
    p_low_crime: float | None = None
    gap_state: str | None = None
    expected_eth: float | None = None
    expected_index_eth: float | None = None
    gap_state_eth: str | None = None
    index_third: int | None = None
    volume_third: int | None = None
    expected_third: int | None = None
    corner_volume: str | None = None
    corner_expected: str | None = None
    gistar_z: float | None = None
    gistar_hot: bool | None = None
    gistar_cold: bool | None = None
    forecast: float | None = None
    forecast_lower: float | None = None
    forecast_upper: float | None = None


@dataclass(frozen=True)
class AsbMap:
    """The map of one period.

    Parameters
    ----------
    ends
        Last month of every period there is, newest first.
    end
        Last month of this one.
    lsoas
        Every LSOA, by code, in the order of the map file.
    city_rate
        Harm per 1,000 residents outside visitor areas: index 100. With one type of
        report it is reports per 1,000.
    phi
        How much more than Poisson counts the reports vary.
    version
        Version of the map file; "" where there are no boundaries to draw.
    weights
        Version of the weights.
    basis, unclassified
        "types", "one type" or "too many without a type"; share without a type.
    sources
        Who sent the reports.
    route, risks, income
        How reports are expected, version of the relative risks and edition of the
        income domain; None where they are not.
    notes
        Why a part is absent or what it rests on, as layer and reason.
    events
        What the plan names that touches counts of ASB in these months.
    reweighed
        Whether its weights are others than those it is stored by.
    cuts
        The cut-offs it was made by, which a partnership may replace.
    """

    ends: tuple[date, ...]
    end: date
    lsoas: tuple[Lsoa, ...]
    city_rate: float
    phi: float
    version: str
    weights: str
    basis: str = "one type"
    unclassified: float = 1.0
    sources: tuple[str, ...] = ("police",)
    route: str | None = None
    risks: str | None = None
    income: int | None = None
    notes: tuple[tuple[str, str], ...] = ()
    events: tuple[Event, ...] = ()
    reweighed: bool = False
    cuts: Cuts = field(default_factory=Cuts)

    @property
    def typed(self) -> bool:
        """Whether the index weighs types, and is more than reports per resident."""
        return self.basis == "types"

    @property
    def rated(self) -> tuple[Lsoa, ...]:
        """The areas where residents are a fair base."""
        return tuple(each for each in self.lsoas if not each.visitor)

    @property
    def varies(self) -> bool:
        """Whether areas differ by more than chance: else all rates are the mean."""
        return len({each.rate for each in self.lsoas}) > 1

    @property
    def clearly_high(self) -> tuple[Lsoa, ...]:
        """The rated areas that are surely in the top class."""
        return tuple(
            e for e in self.rated if e.map_class == 2 and not self.uncertain(e)
        )

    def uncertain(self, each: Lsoa) -> bool:
        """Return whether an area is less sure of its class than the cut-off."""
        if each.visitor or each.certainty is None:
            return False
        return each.certainty < self.cuts.certain_class

    def lsoa(self, code: str) -> Lsoa | None:
        """Return one LSOA; None where there is no such area here."""
        return next((each for each in self.lsoas if each.code == code), None)

    def why(self, layer: str) -> tuple[str, ...]:
        """Return what is noted of a layer."""
        return tuple(reason for name, reason in self.notes if name == layer)


def asb_map(store: Store, end: date | None) -> AsbMap:
    """Return the map of the twelve months that end with a month.

    Parameters
    ----------
    store
        A published store.
    end
        The month; the latest period where None or where there is none such.

    Raises
    ------
    SourceMissing
        No twelve months in a row are complete on 2021 LSOAs.
    """
    periods = store.records("harm_periods")
    if not periods:
        raise SourceMissing(
            "the map needs twelve complete months in a row, published on 2021 LSOAs, "
            "and residents by Census 2021; the store holds none such. What to do: "
            "load the missing months and the census age table"
        )
    ends = tuple(month_of(row["period_end"]) for row in periods)
    at = ends.index(end) if end in ends else 0
    period, last = periods[at], periods[at]["period_end"]
    rows = store.records("harm", period_end=last)
    drawn = {row["areas"]: row["version"] for row in store.records("map_version")}
    names = {each.name for each in fields(Lsoa)}
    return AsbMap(
        ends=ends,
        end=ends[at],
        lsoas=tuple(
            Lsoa(**{name: row[name] for name in row if name in names}) for row in rows
        ),
        city_rate=period["city_rate"],
        phi=period["phi"],
        version=drawn.get(len(rows), ""),
        weights=period["weights_version"],
        basis=period["basis"],
        unclassified=period["unclassified"],
        sources=tuple(period["sources"]),
        route=rows[0]["route"],
        risks=period["rr_version"],
        income=period["income_edition"],
        notes=tuple(
            (row["layer"], row["reason"])
            for row in store.records("harm_notes", period_end=last)
        ),
        events=tuple(
            each
            for each in events(store, "asb_incidents", "")
            if each.first <= last and each.last >= period["period_start"]
        ),
        cuts=cuts(harm_of(papers(store))),
    )

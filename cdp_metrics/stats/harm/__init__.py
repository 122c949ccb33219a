"""The harm index: what is reported, what is expected, how sure."""

from __future__ import annotations

from cdp_metrics.stats.harm.cross_map import (
    BY_EXPECTED,
    BY_VOLUME,
    CrossMap,
    cross_map,
    thirds,
)
from cdp_metrics.stats.harm.draws import (
    AreaHarm,
    HarmDraws,
    HarmUncertainty,
    draw_harm,
    harm_of_areas,
    harm_uncertainty,
)
from cdp_metrics.stats.harm.expected import (
    Composition,
    ExpectedReports,
    draw_expected,
    expected_reports,
)
from cdp_metrics.stats.harm.fairness import (
    Subgroup,
    subgroup_check,
    subgroup_means,
)
from cdp_metrics.stats.harm.forecast import (
    FORECAST_PREDICTORS,
    HarmForecast,
    forecast_reports,
    own_history,
)
from cdp_metrics.stats.harm.gap import (
    GAP_STATES,
    GapState,
    ReportingGap,
    drawn_gap,
    gap_states,
    reporting_gap,
)
from cdp_metrics.stats.harm.inputs import (
    half_year_dispersion,
    visitor_areas,
)
from cdp_metrics.stats.harm.local_route import (
    expected_by_crime,
    log_rate,
)
from cdp_metrics.stats.harm.parameters import (
    Cuts,
    Effect,
    RelativeRisks,
    Weights,
)
from cdp_metrics.stats.harm.planted import (
    OtherCrime,
    PlantedGaps,
    planted_gaps,
)
from cdp_metrics.stats.harm.reported import (
    ReportedHarm,
    reported_harm,
    reweigh,
)
from cdp_metrics.stats.harm.stability import (
    RankAgreement,
    leave_one_source_out,
    leave_one_type_out,
    rank_agreement,
    weights_agreement,
)
from cdp_metrics.stats.harm.types import (
    MixBasis,
    TypeMix,
    repeat_numbers,
    repeat_weight,
    type_mix,
)
from cdp_metrics.stats.harm.validation import (
    Agreement,
    Hits,
    next_period,
    order_agreement,
    split_half,
)

__all__ = [
    "BY_EXPECTED",
    "BY_VOLUME",
    "FORECAST_PREDICTORS",
    "GAP_STATES",
    "Agreement",
    "AreaHarm",
    "Composition",
    "CrossMap",
    "Cuts",
    "Effect",
    "ExpectedReports",
    "GapState",
    "HarmDraws",
    "HarmForecast",
    "HarmUncertainty",
    "Hits",
    "MixBasis",
    "OtherCrime",
    "PlantedGaps",
    "RankAgreement",
    "RelativeRisks",
    "ReportedHarm",
    "ReportingGap",
    "Subgroup",
    "TypeMix",
    "Weights",
    "cross_map",
    "draw_expected",
    "draw_harm",
    "drawn_gap",
    "expected_by_crime",
    "expected_reports",
    "forecast_reports",
    "gap_states",
    "half_year_dispersion",
    "harm_of_areas",
    "harm_uncertainty",
    "leave_one_source_out",
    "leave_one_type_out",
    "log_rate",
    "next_period",
    "order_agreement",
    "own_history",
    "planted_gaps",
    "rank_agreement",
    "repeat_numbers",
    "repeat_weight",
    "reported_harm",
    "reporting_gap",
    "reweigh",
    "split_half",
    "subgroup_check",
    "subgroup_means",
    "thirds",
    "type_mix",
    "visitor_areas",
    "weights_agreement",
]

"""Figures that others publish: treatment, drug deaths, alcohol, crime severity.

They stand as published: limits are never computed again. `SERIES` says which of a
publisher's series is which indicator; every other series is kept and taken by none.

Notes
-----
Source: Fingertips (https://fingertips.phe.org.uk, Office for Health Improvement and
Disparities), NDTMS (https://www.ndtms.net), Office for National Statistics (deaths
related to drug poisoning; Sustainable Development Goal 3.5.1; Crime Severity Score).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cdp_metrics.sources.base import Column, Source

__all__ = ["SERIES", "SOURCES", "Series"]


@dataclass(frozen=True)
class Series:
    """Which indicator a publisher's series is, or a part of.

    Parameters
    ----------
    dataset
        The `constant` of the sources that hold it.
    name
        The publisher's name for it, in lower case and without punctuation.
    indicator
        Identifier in the dictionary.
    part
        What its rows give: all that they hold, or one part of a proportion.
    complement
        Whether it is stated the other way round: 100 less it is the indicator, its
        limits change places, and its count is of those left over.
    """

    dataset: str
    name: str
    indicator: str
    part: Literal["whole", "numerator", "denominator", "value"] = "whole"
    complement: bool = False


_COMPLETION = "successful completion of drug treatment"
_UNMET = "proportion of dependent drinkers not in treatment current method"

# By name and not by number: the name in the file is what a number can be checked with.
# Fingertips 90245 is "... non-opiate users", 93532 "... not in treatment".
SERIES = (
    Series("fingertips", f"{_COMPLETION} opiate users", "completions_opiate"),
    Series("fingertips", f"{_COMPLETION} non opiate users", "completions_non_opiate"),
    Series(
        "fingertips",
        "successful completion of alcohol treatment",
        "completions_alcohol",
    ),
    Series("fingertips", _UNMET, "alcohol_unmet_need"),
    Series("fingertips", _UNMET, "alcohol_met_need", complement=True),
    Series(
        "fingertips",
        "admission episodes for alcohol related conditions narrow",
        "alcohol_related_admissions",
    ),
    Series("sdg", "alcohol met need", "alcohol_met_need", "value"),
    Series("sdg", "alcohol people in treatment", "alcohol_met_need", "numerator"),
    Series("sdg", "alcohol estimated prevalence", "alcohol_met_need", "denominator"),
    Series("ndtms", "total", "in_treatment"),
    Series("ons_drug_poisoning", "registrations", "drug_deaths"),
    Series("drug_harm", "deaths deaths misuse", "drug_misuse_deaths"),
    Series("crime_severity", "total recorded crime", "crime_severity_score"),
    Series(
        "csp_recorded_crime", "recorded crime excluding fraud", "csp_recorded_crime"
    ),
)


def _fingertips(source_id: str, *, coded: bool) -> Source:
    """Return the raw export (27 columns), or an extract that names areas only."""
    return Source(
        id=source_id,
        columns=(
            Column("series", (r"Indicator[ _]ID",)),
            Column("series_name", ("Indicator Name", "Name")),
            Column("area_code", (r"Area[ _]Code",), required=coded),
            Column("area_name", (r"Area[ _]Name",)),
            Column("sex", ("Sex",), required=coded),
            Column("age", ("Age",), required=coded),
            Column("category_type", ("Category Type",), required=coded),
            Column("category", ("Category",), required=coded),
            Column("period", (r"Time[ _]period",)),
            Column("value", ("Value",)),
            Column("lower", (r"Lower CI 95\.0 limit", "Lower_CI")),
            Column("upper", (r"Upper CI 95\.0 limit", "Upper_CI")),
            Column("lower_998", (r"Lower CI 99\.8 limit",), required=False),
            Column("upper_998", (r"Upper CI 99\.8 limit",), required=False),
            Column("numerator", ("Count", "Numerator")),
            Column("denominator", ("Denominator",)),
            Column("value_note", ("Value note",), required=coded),
        ),
        staging="fingertips",
        table="stage_figure",
        constant="fingertips",
    )


SOURCES = (
    _fingertips("fingertips", coded=True),
    _fingertips("fingertips_extract", coded=False),
    Source(
        id="sdg_alcohol_treatment",
        columns=(
            Column("period", ("Year",)),
            Column("series", ("Series",)),
            Column("area_name", ("Local Authority",)),
            Column("decile", ("Deprivation decile",)),
            Column("area_code", ("GeoCode",)),
            Column("value", ("Value",)),
        ),
        staging="sdg_alcohol_treatment",
        table="stage_figure",
        constant="sdg",
    ),
    Source(
        id="ndtms_in_treatment",
        columns=(
            Column("period", ("ReportingPeriod_Data",)),
            Column("area_name", ("Area_Data",)),
            Column("series", ("DrugGroup_Data",)),
            Column("sex", ("Gender_Data",)),
            Column("age", ("AgeGroup_Data",)),
            Column("count", ("Num_InTreatment_AllInTx",)),
        ),
        staging="ndtms_in_treatment",
        table="stage_figure",
        constant="ndtms",
    ),
    Source(
        id="drug_deaths_and_admissions",
        columns=tuple(Column(name) for name in ("measure", "area", "year", "count")),
        staging="drug_deaths_and_admissions",
        table="stage_figure",
        constant="drug_harm",
    ),
    Source(
        id="ons_drug_poisoning",
        columns=(
            Column("area_code", ("code", "Area Codes?")),
            Column("area_name", ("name", "Area Names?")),
            # the series began then: every edition has the column
            Column("1993", ("1993",)),
        ),
        staging="ons_drug_poisoning",
        table="stage_figure",
        keep_all=True,
        named="drug.?poisoning",
        constant="ons_drug_poisoning",
    ),
    Source(
        id="crime_severity_force",
        columns=(
            Column("series", ("offence_group",)),
            Column("area_code", ("code",)),
            Column("area_name", ("name",)),
            Column("value", ("severity_score",)),
            Column("period_end", ("year_ending",)),
        ),
        staging="crime_severity",
        table="stage_figure",
        constant="crime_severity",
        folded=True,
    ),
    Source(
        id="crime_severity_district",
        columns=(
            Column("area_code", (r"ltla\d\d_code", r"LAD\d\dCD")),
            Column("value", ("crime_severity_score",)),
            # one layout with the table by force; this one holds none of these
            *(
                Column(name, (name,), required=False)
                for name in ("series", "area_name", "period_end")
            ),
        ),
        staging="crime_severity",
        table="stage_figure",
        needs_year=True,
        constant="crime_severity",
    ),
)

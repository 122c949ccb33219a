"""Every indicator of the dictionary on rows as its publisher writes them.

One small store holds them all, built as any other; an indicator without a case fails.
Every place, name and number is invented. Figures of the real files are held against
their published values in test_real_build.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from cdp_metrics.answers.figures.counted import trend
from cdp_metrics.answers.figures.reported import reported
from cdp_metrics.catalogue import indicators
from cdp_metrics.warehouse.db import Store, open_store
from tests.builders import ALDERTON, build_place, police_zip, row
from tests.stores import RETURN

CSP, FORCE, ENGLAND = "E22000901", "E23000901", "E92000001"
TODAY = date(2025, 6, 1)
JANUARY = (date(2025, 1, 1), date(2025, 1, 31))
QUARTER = (date(2024, 4, 1), date(2024, 6, 30))
CALENDAR = (date(2018, 1, 1), date(2018, 12, 31))
FINANCIAL = (date(2018, 4, 1), date(2019, 3, 31))

# kind of crime: rows of January 2025 in Alderton
STREET: Mapping[str, int] = {
    "Anti-social behaviour": 20,
    "Bicycle theft": 1,
    "Burglary": 2,
    "Criminal damage and arson": 3,
    "Drugs": 4,
    "Other crime": 5,
    "Other theft": 6,
    "Possession of weapons": 7,
    "Public order": 8,
    "Robbery": 9,
    "Shoplifting": 10,
    "Theft from the person": 11,
    "Vehicle crime": 12,
    "Violence and sexual offences": 13,
}
FILES: Mapping[str, str] = {
    "quarters.csv": """\
FY,Financial Quarter,Force,Offence Description,Group,Offence Subgroup,Offence Code,n
2024/25,1,Testshire,Arson,Criminal damage and arson,Arson,56A,3
2024/25,1,Testshire,Criminal damage,Criminal damage and arson,Criminal damage,58A,17
2024/25,1,Testshire,Possession,Drug offences,Possession of drugs,92D,11
2024/25,1,Testshire,Perjury,Miscellaneous crimes against society,Other,67,5
2024/25,1,Testshire,Knives,Possession of weapons offences,Possession,10D,6
2024/25,1,Testshire,Affray,Public order offences,Public order offences,65,14
2024/25,1,Testshire,Robbery,Robbery,Robbery of personal property,34B,7
2024/25,1,Testshire,Robbery,Robbery,Robbery of business property,34A,2
2024/25,1,Testshire,Rape,Sexual offences,Rape,19C,4
2024/25,1,Testshire,Shoplifting,Theft offences,Shoplifting,46,21
2024/25,1,Testshire,Burglary,Theft offences,Domestic burglary,28E,10
2024/25,1,Testshire,Assault,Violence against the person,Violence with injury,8N,30
2024/25,1,Testshire,Fraud,Fraud offences,Fraud: CIFAS,53,90
2024/25,1,Elsewhere,Assault,Violence against the person,Violence with injury,8N,99
""",
    "fingertips.csv": """\
Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,\
Age,Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,\
Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,\
Compared to England value or percentiles,Column not used,Time period Sortable,New data,\
Compared to goal,Time period range
1,Successful completion of drug treatment - opiate users,,,E06000901,Alderton,UA,\
Persons,18+ yrs,,,2018,6,4.5,8,,,60,1000,,,,,,,,
90245,Successful completion of drug treatment - non-opiate users,,,E06000901,Alderton,\
UA,Persons,18+ yrs,,,2018,40,27.5,53.5,,,20,50,,,,,,,,
2,Successful completion of alcohol treatment,,,E06000901,Alderton,UA,Persons,18+ yrs,\
,,2018,36,30,42,,,90,250,,,,,,,,
93532,Proportion of dependent drinkers not in treatment (%) (Current method),,,\
E06000901,Alderton,UA,Persons,18+ yrs,,,2018/19,77.5,70,80,,,310,400,,,,,,,,
91414,Admission episodes for alcohol-related conditions (Narrow),,,E06000901,Alderton,\
UA,Persons,All ages,,,2018/19,512.5,480,545,,,18,3600,,,,,,,,
""",
    "sdg.csv": """\
Year,Series,Units,Local Authority,Deprivation decile,GeoCode,Value
2018/19,Alcohol - Met need,Percentage (%),Alderton,,E06000901,20
2018/19,Alcohol - People in treatment,Number,Alderton,,E06000901,100
2018/19,Alcohol - Estimated prevalence,Number,Alderton,,E06000901,500
""",
    "ndtms.csv": """\
ReportingPeriod_Data,Area_Data,DrugGroup_Data,Gender_Data,AgeGroup_Data,\
Num_InTreatment_AllInTx
2018/19,England,TOTAL,TOTAL,TOTAL,268390
2018/19,England,OPIATES,TOTAL,TOTAL,139845
2018/19,England,TOTAL,F,TOTAL,85000
""",
    "ons-drug-poisoning-deaths.csv": """\
code,name,2018,2017,1993
E06000901,Alderton,25,19,8
""",
    "drug_harm.csv": """\
measure,area,year,count
deaths:deaths_misuse,Alderton,2018,28.0
hospital_admissions:misuse,Alderton,2018,120
""",
    "csp_recorded_crime_2018_19.csv": """\
code,name,region,crime,pop,rate
E06000901,Alderton,Invented,400,5000,80
""",
    "severity_2018_19.csv": """\
ltla23_code,crime_severity_score
E06000901,23.25
""",
}


@dataclass(frozen=True)
class Golden:
    """What the store must answer.

    Parameters
    ----------
    period
        First and last day.
    numerator, denominator, value
        As `Reading` has them: a count, what it is of, a share in per cent or a rate.
    sent
        Cells of a partner's return that hold it; none where a file of `FILES` does.
    area
        Where.
    """

    period: tuple[date, date]
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    sent: Mapping[str, object] | None = None
    area: str = CSP


def returned(period: tuple[date, date], of: Golden, **cells: object) -> Golden:
    """Return a case that a partner's return holds."""
    return Golden(period, of.numerator, of.denominator, of.value, cells)


def share(part: int, of: int, value: float) -> Golden:
    """Return a share of cases; its value is worked out by hand."""
    return Golden(JANUARY, part, of, value)


YEAR, SURVEY = (date(2024, 2, 1), JANUARY[1]), (date(2024, 1, 1), date(2024, 12, 31))
THREE = (date(2024, 11, 1), JANUARY[1])
PUBLISHED: Mapping[str, Golden] = {
    # what partners send: numerator and denominator, or a value
    "partnership_crime": returned(JANUARY, Golden(JANUARY, 3124), numerator=3124),
    "partnership_asb": returned(JANUARY, Golden(JANUARY, 712), numerator=712),
    "hate_crime": returned(JANUARY, Golden(JANUARY, 0), numerator=0),
    "hate_repeat_victims": returned(JANUARY, Golden(JANUARY, 14), numerator=14),
    "hate_repeat_share": returned(
        JANUARY, share(14, 80, 17.5), numerator=14, denominator=80
    ),
    "positive_tests_on_arrest": returned(
        JANUARY, share(45, 120, 37.5), numerator=45, denominator=120
    ),
    "perceived_asb": returned(
        SURVEY, Golden(SURVEY, value=39.6), value=39.6, n_eff=1800
    ),
    "completions_all": returned(
        YEAR, share(123, 600, 20.5), numerator=123, denominator=600
    ),
    "completions_alcohol_and_non_opiate": returned(
        YEAR, share(27, 90, 30.0), numerator=27, denominator=90
    ),
    "representations_6_months": returned(
        YEAR, share(6, 48, 12.5), numerator=6, denominator=48
    ),
    "reoffending": returned(THREE, share(66, 240, 27.5), numerator=66, denominator=240),
    "alcohol_specific_admissions": returned(
        SURVEY, Golden(SURVEY, value=845.2), value=845.2
    ),
    "opiate_crack_users": returned(SURVEY, Golden(SURVEY, value=11.9), value=11.9),
    # what is published: figures as they stand in the rows of FILES
    "completions_opiate": Golden(CALENDAR, 60, 1000, 6),
    "completions_non_opiate": Golden(CALENDAR, 20, 50, 40),
    "completions_alcohol": Golden(CALENDAR, 90, 250, 36),
    "alcohol_unmet_need": Golden(FINANCIAL, 310, 400, 77.5),
    "alcohol_related_admissions": Golden(FINANCIAL, 18, 3600, 512.5),
    # Fingertips has 90 of 400 in need met, by 310 unmet; the SDG file is newer
    "alcohol_met_need": Golden(FINANCIAL, 100, 500, 20),
    "in_treatment": Golden(FINANCIAL, 268_390, area=ENGLAND),
    "drug_deaths": Golden(CALENDAR, 25),
    # three years together, named after the last
    "drug_misuse_deaths": Golden((date(2016, 1, 1), date(2018, 12, 31)), 28),
    "crime_severity_score": Golden(FINANCIAL, value=23.25),
    # 400 crimes of 5,000 residents
    "csp_recorded_crime": Golden(FINANCIAL, 400, 5000, 80),
    # offences of the group added up; fraud is in no total
    "force_criminal_damage_and_arson": Golden(QUARTER, 20, area=FORCE),
    "force_drug_offences": Golden(QUARTER, 11, area=FORCE),
    "force_miscellaneous_crimes_against_society": Golden(QUARTER, 5, area=FORCE),
    "force_possession_of_weapons_offences": Golden(QUARTER, 6, area=FORCE),
    "force_public_order_offences": Golden(QUARTER, 14, area=FORCE),
    "force_robbery": Golden(QUARTER, 9, area=FORCE),
    "force_sexual_offences": Golden(QUARTER, 4, area=FORCE),
    "force_theft_offences": Golden(QUARTER, 31, area=FORCE),
    "force_violence_against_the_person": Golden(QUARTER, 30, area=FORCE),
    "force_recorded_crime": Golden(QUARTER, 130, area=FORCE),
}
# reports of January 2025
COUNTED: Mapping[str, int] = {
    "asb_incidents": 20,
    "all_crime": 91,
    "bicycle_theft": 1,
    "burglary": 2,
    "criminal_damage_and_arson": 3,
    "drugs": 4,
    "other_crime": 5,
    "other_theft": 6,
    "possession_of_weapons": 7,
    "public_order": 8,
    "robbery": 9,
    "shoplifting": 10,
    "theft_from_the_person": 11,
    "vehicle_crime": 12,
    "violence_and_sexual_offences": 13,
    "neighbourhood_crime": 34,  # 2 + 9 + 11 + 12
    "serious_acquisitive_crime": 23,  # 2 + 9 + 12
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield one store that holds a row, or a few, of every indicator."""
    folder = tmp_path_factory.mktemp("golden")
    alderton = [row(kind) for kind, n in STREET.items() for _ in range(n)]
    # Brookham is not of the partnership
    other = [row(kind, "E01000005") for kind in STREET]
    police_zip(folder / "police" / "a.zip", {"2025-01": [*alderton, *other]})
    for day, (name, text) in enumerate(FILES.items(), start=1):
        path = folder / "police" / name
        path.write_text(text, "utf-8")
        sent_on = datetime(2025, 5, day).timestamp()
        os.utime(path, (sent_on, sent_on))
    lines = [",".join(RETURN)]
    for indicator_id, case in PUBLISHED.items():
        if case.sent is not None:
            cells: dict[str, object] = dict.fromkeys(RETURN, "") | {
                "indicator": indicator_id,
                "area_code": CSP,
                "period_start": case.period[0],
                "period_end": case.period[1],
                "status": "validated",
                **case.sent,
            }
            lines.append(",".join(str(cell) for cell in cells.values()))
    (folder / "police" / "return.csv").write_text("\n".join(lines) + "\n", "utf-8")
    report = build_place(folder)
    assert (report.refused, report.refusals) == (0, ())
    with closing(open_store(folder / "store")) as opened:
        yield opened


@pytest.mark.parametrize("indicator_id", indicators())
def test_an_indicator_answers_with_the_figure_of_its_rows(
    store: Store, indicator_id: str
) -> None:
    assert (indicator_id in COUNTED) + (indicator_id in PUBLISHED) == 1, (
        "give every indicator one golden case: rows as published, and the answer"
    )
    if indicator_id in COUNTED:
        for area in (CSP, ALDERTON):
            found = trend(store, indicator_id, area, TODAY)
            assert found.months == (JANUARY[0],)
            assert found.counts.tolist() == [COUNTED[indicator_id]]
        return
    case = PUBLISHED[indicator_id]
    (reading,) = (
        each
        for each in reported(store, indicator_id, case.area, TODAY).readings
        if (each.period_start, each.period_end) == case.period
    )
    assert (reading.numerator, reading.denominator) == (
        case.numerator,
        case.denominator,
    )
    assert reading.value == (None if case.value is None else pytest.approx(case.value))
    assert reading.status == "validated"


def test_no_case_is_of_an_indicator_that_is_gone() -> None:
    assert {*COUNTED, *PUBLISHED} == set(indicators())

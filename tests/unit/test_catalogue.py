"""What is declared in TOML is checked on loading, with the place of every fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdp_metrics import catalogue
from cdp_metrics.catalogue import load_indicators, load_partnership, load_publishers
from cdp_metrics.catalogue.indicators import SQL_FOLDER, indicator
from cdp_metrics.errors import ConfigurationWrong, UnknownIndicator
from cdp_metrics.sources import ALL
from cdp_metrics.sources.police import ASB, CATEGORIES
from cdp_metrics.sources.treatment import SERIES
from tests.builders import write_partnership

OWN = Path(catalogue.__file__).with_name("indicators.toml")
BURGLARY = """\
# a comment

[burglary]
title = "Burglary"
short = "Burglary"
question = "How many?"
definition = "Entering a building to steal."
defined_by = "Somebody"
owner = "Crime"
unit = "crimes"
kind = "count"
per = 1000
polarity = "neutral"
sources = ["police_street"]
sql = "police_monthly"
categories = ["Burglary"]
geographies = ["ward"]
frequency = "monthly"
interval = "byar"
disclosure = "already public"
"""


def wrong(folder: Path, text: str) -> str:
    """Return the message on loading an indicator file."""
    path = folder / "indicators.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationWrong) as refused:
        load_indicators(path)
    assert str(path) in str(refused.value)
    return str(refused.value).removeprefix(str(path))


def test_a_right_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(BURGLARY, "utf-8")
    assert list(load_indicators(path)) == ["burglary"]


def test_an_unknown_key_is_named_with_its_line(tmp_path: Path) -> None:
    message = wrong(tmp_path, BURGLARY + 'colour = "red"\n')
    assert message == ", line 3, [burglary]: colour: there is no such key"


def test_an_absent_key_is_named_with_its_line(tmp_path: Path) -> None:
    message = wrong(tmp_path, BURGLARY.replace('unit = "crimes"\n', ""))
    assert message == ", line 3, [burglary]: unit: is missing"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('kind = "count"', 'kind = "guess"', "kind: Input should be 'count'"),
        ("per = 1000", "per = 0", "per: Input should be greater than 0"),
        ("per = 1000", 'decimals = "some"', "decimals: Input should be a valid int"),
        ("per = 1000", "lag_days = -1", "lag_days: Input should be greater than or"),
        ("per = 1000", "deadband = -0.1", "deadband: Input should be greater than or"),
        ('"monthly"', '"weekly"', "frequency: Input should be 'monthly', 'quarterly'"),
        ('"byar"', '"guess"', "interval: Input should be 'byar', 'wilson', 'publi"),
        (
            'polarity = "neutral"',
            'polarity = "lower_is_better"\nreporting_driven = true',
            "a reporting-driven indicator is neutral",
        ),
        (
            'sources = ["police_street"]',
            "sources = []",
            "sources: Tuple should have at",
        ),
        (
            'categories = ["Burglary"]',
            'categories = ["Burglary"]\nevery_category_but = ["Drugs"]',
            "name categories or every_category_but, not both",
        ),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    message = wrong(tmp_path, BURGLARY.replace(old, new))
    assert message.startswith(", line 3, [burglary]: ")
    assert fault in message


def test_an_absent_query_is_named_with_its_line(tmp_path: Path) -> None:
    message = wrong(tmp_path, BURGLARY.replace("police_monthly", "horoscope"))
    assert (
        message
        == ", line 3, [burglary]: there is no query sql/indicators/horoscope.sql"
    )


def test_an_unlisted_source_is_named_with_its_line(tmp_path: Path) -> None:
    message = wrong(tmp_path, BURGLARY.replace('"police_street"', '"tarot", "stars"'))
    assert message == ", line 3, [burglary]: sources.toml lists no stars, tarot"


def test_what_is_not_toml_is_named_with_its_line(tmp_path: Path) -> None:
    message = wrong(tmp_path, "[burglary]\ntitle = Burglary\n")
    assert "line 2" in message
    assert "What to do: correct that line" in message
    (tmp_path / "latin.toml").write_bytes(b'[a]\nb = "\xe9"\n')
    with pytest.raises(ConfigurationWrong, match=r"latin\.toml: .*utf-8"):
        load_publishers(tmp_path / "latin.toml")
    with pytest.raises(ConfigurationWrong, match="there is no such file"):
        load_publishers(tmp_path / "absent.toml")


def test_a_partnership_is_declared_in_one_table(tmp_path: Path) -> None:
    path = write_partnership(tmp_path / "p.toml")
    assert load_partnership(path).place == "Alderton"
    path.write_text(path.read_text("utf-8") + "[colours]\nred = 1\n", "utf-8")
    expected = (
        r"expected one table, \[partnership\], and at will \[similar\] and tables "
        r"\[\[area\]\], \[\[expects\]\]; found \[colours\], \[partnership\]"
    )
    with pytest.raises(ConfigurationWrong, match=expected):
        load_partnership(path)
    path.write_text("", "utf-8")
    with pytest.raises(ConfigurationWrong, match="found none"):
        load_partnership(path)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"csp": "Alderton"}, "csp: String should match pattern"),
        ({"districts": []}, "districts: Tuple should have at least 1 item"),
        ({"districts": ["Alderton"]}, r"districts\.0: String should match pattern"),
        ({"force": "Testshire Police"}, "force: String should match pattern"),
        ({"name": ""}, "name: String should have at least 1 character"),
        ({"motto": "onwards"}, "motto: there is no such key"),
    ],
)
def test_a_wrong_partnership_is_named_with_its_line(
    tmp_path: Path, changes: dict[str, object], fault: str
) -> None:
    path = write_partnership(tmp_path / "p.toml", **changes)
    with pytest.raises(ConfigurationWrong, match=rf"line 1, \[partnership\]: {fault}"):
        load_partnership(path)


def test_every_source_is_listed_and_every_listed_source_exists() -> None:
    listed = [name for each in catalogue.publishers().values() for name in each.sources]
    assert sorted(listed) == sorted(each.id for each in ALL)


def test_every_query_belongs_to_an_indicator() -> None:
    used = {entry.sql for entry in catalogue.indicators().values()}
    assert used == {path.stem for path in SQL_FOLDER.glob("*.sql")}


def test_every_category_has_an_indicator_and_asb_is_never_in_crime() -> None:
    entries = load_indicators(OWN)
    alone = [
        entry.categories[0]
        for entry in entries.values()
        if entry.from_street_files and len(entry.categories) == 1
    ]
    assert sorted(alone) == sorted(CATEGORIES)
    crime = entries["all_crime"].counts([*CATEGORIES, "Witchcraft"])
    assert crime == sorted({*CATEGORIES, "Witchcraft"} - {ASB})
    assert entries["asb_incidents"].counts(CATEGORIES) == [ASB]
    for entry in entries.values():
        together = entry.counts(CATEGORIES)
        assert set(together) <= set(CATEGORIES)
        assert ASB not in together or together == [ASB]


def test_families_of_crime_name_their_parts() -> None:
    parts = {
        "neighbourhood_crime": [
            *("Burglary", "Robbery", "Theft from the person", "Vehicle crime")
        ],
        "serious_acquisitive_crime": ["Burglary", "Robbery", "Vehicle crime"],
    }
    for name, categories in parts.items():
        assert indicator(name).counts(CATEGORIES) == categories
        assert "Wider than" in indicator(name).caveats[0]


def test_every_offence_group_but_fraud_has_an_indicator_of_the_force() -> None:
    """Groups as the Home Office names them in its tables of 2012/13 to 2025/26."""
    groups = {
        "Criminal damage and arson",
        "Drug offences",
        "Miscellaneous crimes against society",
        "Possession of weapons offences",
        "Public order offences",
        "Robbery",
        "Sexual offences",
        "Theft offences",
        "Violence against the person",
    }
    forces = {
        name: entry
        for name, entry in catalogue.indicators().items()
        if entry.sql == "home_office_quarterly" and entry.categories
    }
    assert {name: entry.categories for name, entry in forces.items()} == {
        f"force_{group.lower().replace(' ', '_')}": (group,) for group in groups
    }
    assert indicator("force_recorded_crime").every_category_but == ("Fraud offences",)
    # A street category of the same name is not theirs to count.
    assert indicator("force_robbery").counts(CATEGORIES) == []


def test_returns_are_not_offered_where_street_files_answer() -> None:
    for name, entry in catalogue.indicators().items():
        assert entry.from_street_files == (entry.sources == ("police_street",)), name
        assert not entry.from_street_files or entry.frequency == "monthly", name


def test_what_is_not_stated_has_a_sensible_default(tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(BURGLARY, "utf-8")
    entry = load_indicators(path)["burglary"]
    assert (entry.deadband, entry.unit_symbol, entry.lag_days) == (1.0, "", 60)
    share = BURGLARY.replace('kind = "count"', 'kind = "proportion"\nlag_days = 9')
    path.write_text(share, "utf-8")
    entry = load_indicators(path)["burglary"]
    assert (entry.deadband, entry.unit_symbol, entry.lag_days) == (0.5, "%", 9)


@pytest.mark.parametrize(
    ("name", "period", "cadence"),
    [
        ("burglary", 1, 1),
        ("force_recorded_crime", 3, 3),
        ("drug_deaths", 12, 12),
        ("completions_opiate", 12, 3),
        ("drug_misuse_deaths", 36, 12),
    ],
)
def test_months_of_a_period_and_between_issues(
    name: str, period: int, cadence: int
) -> None:
    assert indicator(name).period_months == period
    assert indicator(name).cadence_months == cadence


def test_recorded_crime_and_people_in_treatment_have_no_better_direction() -> None:
    judged = {
        name
        for name, entry in catalogue.indicators().items()
        if entry.polarity != "neutral"
    }
    assert (
        not {
            *("all_crime", "partnership_crime", "asb_incidents", "partnership_asb"),
            *(
                "force_recorded_crime",
                "hate_crime",
                "in_treatment",
                "crime_severity_score",
            ),
        }
        & judged
    )
    assert {"perceived_asb", "completions_all", "drug_deaths", "reoffending"} <= judged


def test_no_two_indicators_share_a_publishers_identifier() -> None:
    ids = [n for entry in catalogue.indicators().values() for n in entry.publisher_ids]
    assert sorted(ids) == sorted(set(ids)) and "90245" in ids


def test_an_unknown_indicator_is_told_which_there_are() -> None:
    assert indicator("burglary").title == "Burglary"
    with pytest.raises(UnknownIndicator, match=r"no indicator 'tarot'; .*burglary"):
        indicator("tarot")


def test_an_indicator_names_every_source_that_can_feed_it() -> None:
    for series in SERIES:
        feeding = {each.id for each in ALL if each.constant == series.dataset}
        assert feeding and feeding <= set(indicator(series.indicator).sources)


def test_a_source_leads_to_its_publisher() -> None:
    found = catalogue.publisher_of("sdg_alcohol_treatment")
    assert found is not None and found.licence == "Open Government Licence v3.0"
    assert catalogue.publisher_of("tarot") is None

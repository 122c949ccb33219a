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
from tests.builders import write_partnership

OWN = Path(catalogue.__file__).with_name("indicators.toml")
BURGLARY = """\
# a comment

[burglary]
title = "Burglary"
short = "Burglary"
question = "How many?"
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
decimals = 1
disclosure = "already public"
definition_version = 1
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
    assert message == ", line 3, [burglary]: colour: Extra inputs are not permitted"


def test_an_absent_key_is_named_with_its_line(tmp_path: Path) -> None:
    message = wrong(tmp_path, BURGLARY.replace("decimals = 1\n", ""))
    assert message == ", line 3, [burglary]: decimals: Field required"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('kind = "count"', 'kind = "guess"', "kind: Input should be 'count'"),
        ("per = 1000", "per = 0", "per: Input should be greater than 0"),
        ("decimals = 1", 'decimals = "some"', "decimals: Input should be a valid int"),
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
    assert "line 2" in wrong(tmp_path, "[burglary]\ntitle = Burglary\n")
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
        r"expected one table, \[partnership\]; found \[colours\], \[partnership\]"
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
        ({"motto": "onwards"}, "motto: Extra inputs are not permitted"),
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
    named = [category for entry in entries.values() for category in entry.categories]
    assert sorted(named) == sorted(CATEGORIES)
    crime = entries["all_crime"].counts([*CATEGORIES, "Witchcraft"])
    assert crime == sorted({*CATEGORIES, "Witchcraft"} - {ASB})
    assert entries["asb_incidents"].counts(CATEGORIES) == [ASB]


def test_an_unknown_indicator_is_told_which_there_are() -> None:
    assert indicator("burglary").title == "Burglary"
    with pytest.raises(UnknownIndicator, match=r"no indicator 'tarot'; .*burglary"):
        indicator("tarot")

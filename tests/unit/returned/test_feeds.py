"""Returns that are figures of indicators, and counts of people too small to show."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from cdp_metrics.catalogue import indicators
from cdp_metrics.catalogue.returns import Template, template, templates
from cdp_metrics.catalogue.returns.template import redefined
from cdp_metrics.warehouse.db import Store, open_store
from tests.stores import CSP, returned, store_of

HATE = "provider,period_start,strand,crimes,victims,repeat_victims,window_months"
TODAY = date(2026, 6, 1)


def told(store: Store, indicator: str, *columns: str) -> list[tuple[Any, ...]]:
    rows = store.records("observations", indicator=indicator, area=CSP, today=TODAY)
    return [tuple(row[name] for name in columns) for row in rows]


def built(folder: Path, *lines: str, returns: tuple[str, ...] = ()) -> Store:
    (folder / "police").mkdir(parents=True)
    text = "\n".join([HATE, *lines]) + "\n"
    file = folder / "police" / "hate.csv"
    file.write_text(text, "utf-8")
    os.utime(file, (1.74e9, 1.74e9))  # before any other file
    return open_store(store_of(folder, 5, returns=returns))


@pytest.fixture(scope="module")
def hate(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return built(
        tmp_path_factory.mktemp("feeds"),
        "Police,2024-01-01,all,104,92,14,12",
        "Police,2024-01-01,race,60,55,9,12",
        "Police,2024-02-01,all,99,*,12,12",
        "Police,2024-03-01,all,,90,3,12",
        "Police,2024-04-01,all,0,0,0,24",
        "Police,2024-05-01,all,80,20,17,12",
    )


@pytest.mark.parametrize(
    "name", [name for name, each in templates().items() if each.feeds]
)
def test_what_feeds_an_indicator_comes_as_often_as_it(name: str) -> None:
    entry = template(name)
    kinds = {each.name: each for each in entry.columns}
    for feed in entry.feeds:
        fed = indicators()[feed.indicator]
        assert fed.cadence_months == entry.months
        assert "partner_return" in fed.sources
        assert bool(feed.numerator) or fed.kind == "proportion"
        assert bool(feed.denominator or feed.value) == (fed.kind == "proportion")
        for column, value in feed.where.items():
            assert value in kinds[column].values
        assert not feed.area or kinds[feed.area].type == "area"
        assert not feed.release_on or kinds[feed.release_on].type == "date"


def test_a_feed_names_columns_of_its_return() -> None:
    said = template("hate_crime").model_dump()
    said["feeds"] = [{"indicator": "hate_crime", "numerator": "crime"}]
    with pytest.raises(ValidationError, match=r"fed from no column: \['crime'\]"):
        Template.model_validate(said)
    said["feeds"] = [{"indicator": "hate_crime"}]
    with pytest.raises(ValidationError, match="fed by a numerator or a value"):
        Template.model_validate(said)
    said["feeds"] = [
        {"indicator": "hate_crime", "numerator": "crimes", "definition": "strand"}
    ]
    with pytest.raises(ValidationError, match="goes with what it usually says"):
        Template.model_validate(said)
    assert redefined("hate_repeat_share") and not redefined("hate_crime")


def test_rows_of_a_return_are_figures_of_its_indicators(hate: Store) -> None:
    assert told(hate, "hate_crime", "period_end", "numerator", "status", "source") == [
        (date(2024, 1, 31), 104, "validated", "partner_return"),
        (date(2024, 2, 29), 99, "validated", "partner_return"),
        (date(2024, 3, 31), None, "missing", "partner_return"),
        (date(2024, 4, 30), 0, "validated", "partner_return"),
        (date(2024, 5, 31), 80, "validated", "partner_return"),
    ]


def test_small_counts_of_people_are_hidden_on_either_side_of_a_share(
    hate: Store,
) -> None:
    columns = ("numerator", "denominator", "status", "note", "definition_version")
    few = "fewer than 5 on one side of the share, not shown"
    assert told(hate, "hate_repeat_share", *columns) == [
        (14, 92, "validated", None, 1),
        (None, None, "suppressed", None, 1),
        (None, None, "suppressed", few, 1),
        (None, None, "missing", "nobody to take a share of", 2),
        (None, None, "suppressed", few, 1),  # 3 of 20 were not repeat victims
    ]
    columns = ("numerator", "status", "note")
    assert told(hate, "hate_repeat_victims", *columns) == [
        (14, "validated", None),
        (12, "validated", None),
        (None, "suppressed", "fewer than 5, not shown"),
        (0, "validated", None),
        (17, "validated", None),
    ]


def test_a_small_count_in_the_generic_return_is_hidden_too(tmp_path: Path) -> None:
    january, people = date(2024, 1, 1), "fewer than 5, not shown"
    store = built(
        tmp_path,
        returns=(
            returned("hate_crime", january, numerator=3),
            returned("partnership_crime", january, numerator=3),
            returned("hate_repeat_share", january, value=10, denominator=30),
        ),
    )
    columns = ("numerator", "status", "note")
    assert told(store, "hate_crime", *columns) == [(None, "suppressed", people)]
    assert told(store, "partnership_crime", *columns)[0][0] in (3, None)
    ((value, status),) = told(store, "hate_repeat_share", "value", "status")
    assert (value, status) == (None, "suppressed")


def test_of_two_layouts_the_file_made_last_is_used(tmp_path: Path) -> None:
    store = built(
        tmp_path,
        "Police,2024-01-01,all,104,92,14,12",
        returns=(returned("hate_crime", date(2024, 1, 1), numerator=98),),
    )
    assert told(store, "hate_crime", "numerator") == [(98,)]
    files = {each["name"]: each for each in store.records("files")}
    assert files["hate.csv"]["rows_accepted"] == 1

"""Filters are read from links that people type, cut and forward."""

from __future__ import annotations

from datetime import date

import pytest

from cdp_metrics.filters import Filters


def test_nothing_chosen_writes_nothing() -> None:
    assert Filters().to_query() == {}
    assert Filters.from_query({}) == Filters()


def test_every_choice_goes_into_the_link_and_comes_back() -> None:
    filters = Filters(
        measure="burglary",
        area="E05012289",
        first=date(2023, 1, 1),
        last=date(2025, 12, 1),
        show="rate",
        end=date(2025, 6, 1),
        lsoa="E01013810",
        target="partnership_asb",
        ahead=8,
        view="rates",
        figures="published",
    )
    query = {
        "measure": "burglary",
        "area": "E05012289",
        "first": "2023-01",
        "last": "2025-12",
        "show": "rate",
        "end": "2025-06",
        "lsoa": "E01013810",
        "target": "partnership_asb",
        "ahead": "8",
        "view": "rates",
        "figures": "published",
    }
    assert filters.to_query() == query
    assert Filters.from_query(query) == filters


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("area", "E0501228"),
        ("area", "E050122899"),
        ("area", "City_Centre"),
        ("area", "9_lives"),
        ("area", "a" * 41),
        ("area", "E05012289 "),
        ("area", "E05012289'; drop table area; --"),
        ("lsoa", "<script>"),
        ("lsoa", "E0101381\u0660"),
        ("measure", ""),
        ("measure", "Burglary"),
        ("measure", "../../etc/passwd"),
        ("measure", "a" * 61),
        ("figures", "printed"),
        ("first", "2025-13"),
        ("first", "2025-00"),
        ("first", "0000-01"),
        ("first", "2025-1"),
        ("last", "2025-01-01"),
        ("end", "yesterday"),
        ("end", "\uff12\uff10\uff12\uff15-01"),
        ("show", "both"),
        ("show", "RATE"),
        ("target", "partnership asb"),
        ("ahead", "3"),
        ("ahead", "-4"),
        ("ahead", "04"),
        ("view", "../wards"),
        ("nothing", "of ours"),
    ],
)
def test_what_is_not_of_the_right_form_is_passed_over(name: str, text: str) -> None:
    assert Filters.from_query({name: text}) == Filters()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, set()),
        ({"area": "", "find": " "}, set()),
        ({"show": "count", "chart": "trend", "ahead": "4"}, set()),  # the defaults
        ({"show": "km2", "first": "2025-01", "find": " robbery "}, set()),
        ({"compare": "drugs,burglary,drugs"}, set()),
        ({"nothing": "of ours", "utm_source": "mail"}, set()),
        ({"area": "nowhere!", "measure": "burglary"}, {"area"}),
        ({"first": "2025-13", "last": "yesterday"}, {"first", "last"}),
        ({"show": "both", "chart": "pie", "ahead": "3"}, {"show", "chart", "ahead"}),
        ({"compare": "drugs,<b>"}, {"compare"}),
    ],
)
def test_what_was_misread_is_named(query: dict[str, str], names: set[str]) -> None:
    assert Filters.misread(query) == names


def test_one_bad_value_does_not_cost_the_others() -> None:
    query = {"area": "no where", "measure": "burglary", "show": "rate"}
    assert Filters.from_query(query) == Filters(measure="burglary", show="rate")


def test_a_choice_replaces_one_and_leaves_the_rest_and_the_original() -> None:
    before = Filters(area="E05012289")
    after = before.with_choices(measure="drugs")
    assert after == Filters(area="E05012289", measure="drugs")
    assert before == Filters(area="E05012289")


def test_a_choice_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(TypeError, match="colour"):
        Filters().with_choices(colour="red")


def test_choices_of_treatment_and_of_the_dictionary_are_carried() -> None:
    query = {
        "treatment": "drug_deaths",
        "period": "2018-12",
        "indicator": "hate_crime",
        "find": "repeat victims",
        "group": "returns",
        "held": "stale",
    }
    chosen = Filters.from_query(query)
    assert chosen.period == date(2018, 12, 1)
    assert chosen.to_query() == query
    for wrong in ("Hate Crime!", "x" * 61):
        assert Filters.from_query({"indicator": wrong}) == Filters()
    assert Filters.from_query({"find": "x" * 61}) == Filters()
    assert Filters.from_query({"find": "a\nb"}) == Filters()

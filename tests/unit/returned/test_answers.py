"""What pages get of a return: small counts of people hidden, one by one and in sums."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.returned.rows import Returned, returned
from cdp_metrics.errors import SourceMissing
from cdp_metrics.warehouse.db import open_store
from tests.stores import store_of

HEAD = "provider,period_start,strand,crimes,victims,repeat_victims,window_months"
LINES = (
    "Police,2024-01-01,race,40,30,3,12",
    "Police,2024-01-01,religion,9,8,6,12",
    "Police,2024-02-01,race,50,41,7,12",
    "Police,2024-02-01,religion,,*,0,12",
)
JANUARY, FEBRUARY = date(2024, 1, 1), date(2024, 2, 1)


@pytest.fixture(scope="module")
def hate(tmp_path_factory: pytest.TempPathFactory) -> Returned:
    folder = tmp_path_factory.mktemp("returned")
    (folder / "police").mkdir()
    text = "\n".join([HEAD, *LINES]) + "\n"
    (folder / "police" / "hate.csv").write_text(text, "utf-8")
    return returned(open_store(store_of(folder, 3)), "hate_crime")


def words(shown: object) -> list[object]:
    return [each.value if each.value is not None else each.state for each in shown]  # type: ignore[attr-defined]


def test_rows_come_by_period_with_small_counts_hidden(hate: Returned) -> None:
    assert [row.start for row in hate.rows] == [JANUARY] * 2 + [FEBRUARY] * 2
    first, _, _, last = hate.rows
    assert words(first.figures.values()) == [40, 30, "small", 12]
    assert words(last.figures.values()) == ["missing", "held back", 0, 12]
    assert first.figures["repeat_victims"].words == "Fewer than 5"
    assert [row.said["strand"] for row in hate.latest] == ["race", "religion"]


def test_sums_are_made_before_small_counts_are_hidden(hate: Returned) -> None:
    found = hate.crosstab("repeat_victims", "strand")
    assert found.rows == ("race", "religion")
    assert words(row[0] for row in found.cells) == [10, 6, 16]


def test_a_small_cell_takes_another_with_it(hate: Returned) -> None:
    found = hate.within(JANUARY, date(2024, 1, 31)).crosstab("repeat_victims", "strand")
    assert words(row[0] for row in found.cells) == ["small", "secondary", 9]
    assert "worked out" in found.cells[1][0].words


def test_what_is_missing_or_held_back_is_in_no_total(hate: Returned) -> None:
    crimes = hate.crosstab("crimes", "strand", "period_start")
    assert words(crimes.row("religion")) == [9, "missing", "missing"]
    victims = hate.crosstab("victims", "strand", "period_start")
    assert words(victims.row("religion")) == [8, "held back", "held back"]
    assert words(victims.row("race")) == [30, 41, 71]
    assert victims.total.state == "held back"


def test_figures_that_are_not_of_people_stand(hate: Returned) -> None:
    found = hate.where(strand="race").crosstab("window_months", "provider")
    assert found.total.value == 24


def test_what_was_not_sent_is_said_with_what_to_send(tmp_path: Path) -> None:
    store = open_store(store_of(tmp_path, 1))
    with pytest.raises(SourceMissing, match=r"data/templates/young_people\.csv"):
        returned(store, "young_people")

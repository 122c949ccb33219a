"""Which returns were due, received, late and overdue."""

from __future__ import annotations

import os
from datetime import date, datetime

import pytest

from cdp_metrics.answers.meeting.found import late_returns
from cdp_metrics.answers.partners.services import punctual
from cdp_metrics.answers.returned.receipts import PERIODS, Sender, receipts
from cdp_metrics.warehouse.db import Store, open_store
from tests.stores import store_of

HEAD = "provider,period_start,strand,crimes,victims,repeat_victims,window_months"
FILES = {  # made on a day, and the months it holds; January is due on 1 March
    date(2024, 2, 20): ("2023-12", "2024-01"),
    date(2024, 4, 20): ("2024-02",),
    date(2024, 4, 25): ("2024-03", "2024-02"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("receipts")
    (folder / "police").mkdir()
    for made, months in FILES.items():
        lines = [f"Police,{month}-01,all,40,30,9,12" for month in months]
        path = folder / "police" / f"hate_{made}.csv"
        path.write_text("\n".join([HEAD, *lines]) + "\n", "utf-8")
        moment = datetime(made.year, made.month, made.day, 12).timestamp()
        os.utime(path, (moment, moment))
    return open_store(store_of(folder, 1))


def hate(store: Store, today: date) -> Sender:
    return next(s for s in receipts(store, today) if s.template.id == "hate_crime")


def test_each_period_has_its_state(store: Store) -> None:
    sender = hate(store, date(2024, 6, 10))
    assert (sender.provider, sender.overdue) == ("Police", 1)
    said = {f"{each.start:%Y-%m}": each.state for each in sender.periods}
    assert said == {
        "2024-05": "due",
        "2024-04": "overdue",
        "2024-03": "received",
        "2024-02": "received late",
        "2024-01": "received",
        "2023-12": "received",
    }


def test_a_sender_long_silent_owes_all_that_did_not_come(store: Store) -> None:
    today = date(2025, 6, 10)
    sender = hate(store, today)
    # April 2024 to April 2025, and May 2025 that is not due yet
    assert (sender.overdue, len(sender.periods)) == (13, 14)
    assert sender.periods[-1].start == date(2024, 4, 1)
    (late,) = late_returns([sender], today)
    assert late.why == (
        "13 periods overdue; Apr 2024 was due on 30 May 2024, 376 days ago"
    )
    (found,) = punctual(store, today)
    assert (found.in_time, found.due) == (0, PERIODS)


def test_a_corrected_period_keeps_its_first_day_and_counts_its_versions(
    store: Store,
) -> None:
    february = hate(store, date(2024, 6, 10)).periods[3]
    assert february.start == date(2024, 2, 1)
    assert (february.due, february.versions) == (date(2024, 3, 30), 2)
    assert february.received_on == date(2024, 4, 25)


def test_a_return_that_nobody_sends_is_listed_and_not_late(store: Store) -> None:
    grid = receipts(store, date(2024, 6, 10))
    unsent = next(each for each in grid if each.template.id == "young_people")
    assert (unsent.provider, unsent.periods, unsent.overdue) == ("", (), 0)

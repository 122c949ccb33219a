"""A row under embargo is not shown, by whichever door, until its day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.health.treatment import treatment
from cdp_metrics.answers.returned.rows import returned
from cdp_metrics.errors import Embargoed
from cdp_metrics.warehouse.db import Store, open_store
from tests.stores import CSP, store_of

HEAD = (
    "provider,period_start,area_code,substance_group,in_treatment,completions,left,"
    "returned,release_on"
)
OUT = date(2024, 11, 14)
AREA = "E06000901"


def sent(folder: Path, *lines: str) -> Store:
    (folder / "police").mkdir(parents=True)
    text = "\n".join([HEAD, *lines]) + "\n"
    (folder / "police" / "ndtms.csv").write_text(text, "utf-8")
    return open_store(store_of(folder, 3))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return sent(
        tmp_path_factory.mktemp("embargo"),
        f"Council,2024-01-01,{AREA},all,2000,380,400,44,",
        f"Council,2024-01-01,{AREA},opiate,1200,72,80,12,",
        f"Council,2024-01-01,{AREA},non-opiate,300,110,120,12,",
        f"Council,2024-01-01,{AREA},alcohol,400,194,196,18,",
        f"Council,2024-01-01,{AREA},alcohol and non-opiate,100,4,4,2,",
        f"Council,2024-04-01,{AREA},all,2010,390,410,40,{OUT}",
    )


def test_a_row_is_left_out_until_its_day(store: Store) -> None:
    for day, held in ((None, 5), (date(2024, 11, 13), 5), (OUT, 6)):
        assert len(returned(store, "ndtms_treatment", day).rows) == held


def test_the_page_says_until_when_and_no_more(store: Store) -> None:
    before = treatment(store, CSP, date(2024, 11, 13)).measure("completions_all")
    assert before.next_release == OUT
    assert before.own is not None and len(before.own.readings) == 1
    after = treatment(store, CSP, OUT).measure("completions_all")
    assert after.own is not None and after.own.latest.numerator == 390
    assert after.next_release is None


def test_periods_are_the_twelve_months_that_end_with_the_quarter(store: Store) -> None:
    own = treatment(store, CSP, OUT).measure("completions_all").own
    assert own is not None
    assert [(r.period_start, r.period_end) for r in own.readings] == [
        (date(2023, 4, 1), date(2024, 3, 31)),
        (date(2023, 7, 1), date(2024, 6, 30)),
    ]


def test_one_small_group_takes_another_with_it(store: Store) -> None:
    found = treatment(store, CSP, OUT)
    why = {
        name: own.readings[0].why
        for name in ("opiate", "non_opiate", "alcohol", "alcohol_and_non_opiate", "all")
        if (own := found.measure(f"completions_{name}").own)
    }
    assert why == {
        "opiate": "not shown, so that a suppressed figure cannot be worked out",
        "non_opiate": "",
        "alcohol": "",
        "alcohol_and_non_opiate": "fewer than 5 on one side of the share, not shown",
        "all": "",
    }
    back = found.measure("representations_6_months").own
    assert back is not None and back.readings[0].value == pytest.approx(11.0)


def test_a_small_group_that_can_be_but_one_number_takes_more_with_it(
    tmp_path: Path,
) -> None:
    # 1 beside a hidden 5 of a total of 6 would be told
    store = sent(
        tmp_path,
        f"Council,2024-01-01,{AREA},all,260,6,40,14,",
        f"Council,2024-01-01,{AREA},opiate,50,1,8,6,",
        f"Council,2024-01-01,{AREA},non-opiate,60,5,8,7,",
        f"Council,2024-01-01,{AREA},alcohol,70,0,10,0,",
        f"Council,2024-01-01,{AREA},alcohol and non-opiate,80,0,14,0,",
    )
    found = treatment(store, CSP, OUT)
    shown = {
        name
        for name in ("opiate", "non_opiate", "alcohol", "alcohol_and_non_opiate", "all")
        if (own := found.measure(f"completions_{name}").own)
        and own.readings[0].numerator is not None
    }
    assert shown == {"alcohol", "alcohol_and_non_opiate"}
    people = found.measure("in_treatment").own
    assert people is not None and people.latest.numerator == 260


def test_a_return_of_which_nothing_is_out_says_when(tmp_path: Path) -> None:
    line = f"Council,2024-01-01,{AREA},all,2000,380,400,44,{OUT}"
    store = sent(tmp_path, line)
    with pytest.raises(Embargoed, match="until 14 November 2024"):
        returned(store, "ndtms_treatment", date(2024, 6, 1))

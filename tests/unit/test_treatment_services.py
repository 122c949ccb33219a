"""Services around treatment: the papers' own figures, and what is never shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.health.services import (
    custody_tests,
    exchanges,
    orders,
    reoffending,
    share_of,
)
from cdp_metrics.answers.health.young_people import change_of, young_people
from cdp_metrics.answers.returned.rows import Shown
from cdp_metrics.ui.views.treatment.counts import needles_part, orders_part
from cdp_metrics.ui.views.treatment.young import young_part
from cdp_metrics.warehouse.db import Store, open_store
from tests.stores import printed_store, store_of

# seeds 000, service statistics of 2019/20 and 2020/21: 372 and 299 referrals, 224 and
# 211 new presentations, "+70%" left successfully, 13% and 24% drug free.
YOUNG = (
    "provider,period_start,referrals,new_presentations,exits,successful_exits,"
    "successful_share,drug_free,drug_free_share\n"
    "Service,2019-04-01,372,224,,,>=70%,,13%\n"
    "Service,2020-04-01,299,211,,,>=70%,,24%\n"
)
ORDERS = (
    "provider,period_start,order_type,imposed,completed,breached,sentences\n"
    "Probation,2024-01-01,drug rehabilitation,30,12,3,400\n"
    "Probation,2024-01-01,alcohol treatment,20,*,,400\n"
)
SITES = (
    "provider,period_start,site,visits,clients,packs,service_change\n"
    "Provider,2024-01-01,NX01,600,140,700,\n"
    "Provider,2024-02-01,NX01,610,3,720,hours changed\n"
    "Provider,2024-01-01,NX02,300,90,310,closed\n"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("services")
    (folder / "police").mkdir()
    for name, text in (("young", YOUNG), ("orders", ORDERS), ("sites", SITES)):
        (folder / "police" / f"{name}.csv").write_text(text, "utf-8")
    return open_store(store_of(folder, 3))


def test_the_papers_changes_and_their_significance(store: Store) -> None:
    then, now = young_people(store)
    referrals, begun, exits, well, free = change_of(now, then)
    assert referrals.counts is not None and begun.counts is not None
    assert referrals.counts.percent == pytest.approx(-19.6, abs=0.05)
    assert referrals.counts.z == pytest.approx(-2.8, abs=0.05)
    assert referrals.counts.significant
    assert begun.counts.percent == pytest.approx(-5.8, abs=0.05)
    assert begun.counts.z == pytest.approx(-0.6, abs=0.05)
    assert not begun.counts.significant
    assert begun.shares is not None
    assert begun.shares.then == pytest.approx(60.2, abs=0.05)
    assert begun.shares.now == pytest.approx(70.6, abs=0.05)
    assert begun.shares.significant and begun.shares.lower is not None
    assert begun.shares.lower > 0
    for each in (exits, well, free):
        assert each.counts is None and each.shares is None


def test_a_bound_is_shown_as_such_and_never_compared(store: Store) -> None:
    part = young_part(young_people(store), "Alderton", demo=False)
    rows = {row[0]: row for row in part.rows}
    assert rows["Left successfully"][1] == "Not received"
    assert rows["Left successfully"][-1] == "at least 70%, as sent; no range"
    assert rows["Left drug free"][-1] == "24%, as sent; no range"
    assert rows["Referrals"][1:5] == (
        "299", "372", "−19.6%", "Beyond chance (z −2.8)"
    )  # fmt: skip
    assert rows["New presentations"][3:5] == ("−5.8%", "Within chance (z −0.6)")
    assert rows["Conversion"][1:3] == ("70.6%", "60.2%")
    assert part.title == (
        "71% of referrals became a start in 2020/21, up from 60%, beyond chance"
    )
    assert part.notes and part.draw is not None
    assert part.csv is not None and b"Conversion" in part.csv()


def test_a_share_that_gives_a_small_count_away_is_not_shown() -> None:
    assert share_of(Shown(8.0), Shown(12.0)) is None  # 4 others
    assert share_of(Shown(8.0), Shown(13.0)) is not None
    assert share_of(Shown(None, "small"), Shown(12.0)) is None
    assert share_of(Shown(70.0, bound=">="), Shown(100.0)) is None
    assert share_of(Shown(0.0), Shown(0.0)) is None


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store of returns in which a count can be worked out from others."""
    folder = tmp_path_factory.mktemp("few")
    (folder / "police").mkdir()
    files = {
        "young": YOUNG.splitlines()[0]
        + "\nService,2019-04-01,60,57,12,3,25%,,\nService,2020-04-01,60,50,12,10,,,25%"
        + "\nService,2021-04-01,60,50,40,30,,,45%\n",
        "again": "provider,period_start,cohort,offenders,reoffenders,reoffences\n"
        "Probation,2023-01-01,adults,90,30,80\n"
        "Probation,2023-01-01,young people,20,3,9\n"
        "Probation,2023-01-01,all,110,33,89\n"
        "Probation,2023-04-01,adults,90,30,80\n"
        "Probation,2023-04-01,young people,20,*,\n"
        "Probation,2023-04-01,all,110,33,89\n"
        "Probation,2023-07-01,adults,90,30,80\n"
        "Probation,2023-07-01,young people,20,18,70\n"
        "Probation,2023-07-01,all,110,48,150\n"
        "Probation,2023-10-01,adults,90,30,80\n"
        "Probation,2023-10-01,young people,20,8,20\n"
        "Probation,2023-10-01,all,110,38,100\n",
        "tests": "provider,period_start,tested,positive\n"
        "Police,2024-01-01,30,12\nPolice,2024-02-01,30,28\nPolice,2024-03-01,30,30\n",
    }
    for name, text in files.items():
        (folder / "police" / f"{name}.csv").write_text(text, "utf-8")
    return open_store(store_of(folder, 3))


def test_a_share_that_was_sent_never_tells_the_count_that_is_hidden(few: Store) -> None:
    told, derived, open_ = young_people(few)
    begun, exits, well = (told.steps[at] for at in (1, 2, 3))
    # 60 referrals less 57 would be the 3 who never began; 25% of 12 exits are 3
    assert begun.count.state == "secondary" and exits.count.value == 12
    assert well.count.state == "small" and well.said is None
    # 10 of 12 exits leave 2; a share alone, 25% of 12, is 3 again; 45% of 40 are 18
    assert derived.steps[3].count.state == "secondary"
    assert derived.steps[4].said is None
    assert open_.steps[4].said == Shown(45.0)
    part = young_part(young_people(few)[:1], "Alderton", demo=False)
    assert "25%" not in f"{part.rows}{part.alt}"


def test_a_cohort_that_is_hidden_does_not_follow_from_all(few: Store) -> None:
    by_name = {each.name: each for each in reoffending(few)}
    adults, young, every = (by_name[n] for n in ("adults", "young people", "all"))

    def again(at: int) -> list[object]:
        found = (each.figures["reoffenders"][at] for each in (adults, young, every))
        return [s.value if s.value is not None else s.state for s in found]

    assert again(0) == ["secondary", "small", 33]
    assert again(1) == [30, "held back", "held back"]
    # 2 of the 20 did not offend again
    assert again(2) == ["secondary"] * 3
    assert again(3) == [30, 8, 38]
    assert every.figures["offenders"][0].value == 110


def test_few_who_tested_negative_do_not_follow_from_the_others(few: Store) -> None:
    found = custody_tests(few).figures["positive"]
    assert [each.value for each in found] == [12, None, 30]


def test_orders_by_quarter_with_their_rate(store: Store) -> None:
    part = orders_part(orders(store), "Alderton", demo=False)
    assert part.title == "No twelve months of court orders are complete"
    assert list(part.rows) == [
        ("Jan to Mar 2024", "Drug rehabilitation", "30", "12", "Fewer than 5", "7.5"),
        (
            "Jan to Mar 2024", "Alcohol treatment", "20", "Held back by its sender",
            "Not received", "5.0",
        ),
    ]  # fmt: skip
    assert part.draw is not None
    part.draw(mode="light", size="m")


def test_exchanges_by_site_with_their_changes_marked(store: Store) -> None:
    part = needles_part(exchanges(store), "Alderton", demo=False)
    assert list(part.rows) == [
        ("Feb 2024", "NX01", "610", "Fewer than 5", "720", "Hours changed"),
        ("Jan 2024", "NX01", "600", "140", "700", "–"),
        ("Jan 2024", "NX02", "300", "90", "310", "Closed"),
    ]
    assert part.title == "1 of 2 exchanges sent figures for Feb 2024"
    assert "NX02 closed, NX01 hours changed" in part.subtitle
    assert part.draw is not None
    drawn = part.draw(mode="dark", size="s")
    said = " ".join(each.get("text", "") for each in drawn["layout"]["annotations"])
    assert "NX02 closed" in said


def test_years_of_another_provider_are_not_compared(tmp_path: Path) -> None:
    (tmp_path / "police").mkdir()
    text = YOUNG.replace("Service,2019", "Other service,2019")
    (tmp_path / "police" / "young.csv").write_text(text, "utf-8")
    years = young_people(open_store(store_of(tmp_path, 3)))
    assert [year.start for year in years] == [date(2019, 4, 1), date(2020, 4, 1)]
    part = young_part(years, "Alderton", demo=False)
    assert part.title == "71% of referrals became a start in 2020/21"
    assert {row[2] for row in part.rows} == {"–"}


def test_without_a_return_the_years_that_a_paper_prints_stand_in(
    tmp_path: Path,
) -> None:
    then, now = young_people(open_store(printed_store(tmp_path)))
    assert (
        now.printed and now.provider == "OPCC Strategic Resources Meeting, 19 May 2021"
    )
    assert (then.steps[0].count.value, now.steps[1].count.value) == (372, 211)
    part = young_part((then, now), "Nottingham", demo=False)
    assert part.title == (
        "71% of referrals became a start in 2020/21, up from 60%, beyond chance"
    )
    # a paper leaves them out; nobody was asked for them and did not send them
    left_out = {row[0]: row[1:3] for row in part.rows if row[1] == "Not printed"}
    assert left_out == dict.fromkeys(
        ("Exits", "Left successfully", "Left drug free"), ("Not printed",) * 2
    )
    assert part.rows[3][-1] == "at least 70%, as printed; no range"
    assert "Not received" not in part.alt
    assert any("no return has been received" in note for note in part.notes)
    assert any("+10.4pp" in note and "z 2.8" in note for note in part.notes)
    assert part.draw is not None
    said = {each["hovertext"][0] for each in part.draw(mode="dark", size="s")["data"]}
    assert said == {"Referrals: <b>299</b>", "Referrals, 2019/20: <b>372</b>"}

"""Services from literal rows: shares, small counts, flows, cohorts still watched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.partners.exploitation import FEW, exploitation
from cdp_metrics.answers.partners.services import families, marac, outputs, punctual
from cdp_metrics.answers.returned.rows import Shown
from cdp_metrics.answers.returned.shares import Share
from cdp_metrics.periods import add_months, last_day
from cdp_metrics.ui.views.enforcement.view import part_of as enforced
from cdp_metrics.ui.views.sent import cells
from cdp_metrics.ui.views.services.view import PARTS, part_of
from cdp_metrics.warehouse.db import Store, open_store
from tests.stores import DATA, printed_store, store_of

TODAY = date(2024, 2, 1)
MONTHS = [add_months(date(2022, 1, 1), at) for at in range(24)]

# Report to the Overview and Scrutiny Committee, 4 January 2023, 5.11.
OUTPUTS = """\
provider,period_start,output,counts_of,total,definition
Juno,2021-04-01,Helpline,calls,17320,
Juno,2021-04-01,Women,women,2095,
Juno,2021-04-01,Own relationship,children and young people,34,
Juno,2021-04-01,Carers,carers,3,
Juno,2020-04-01,Women,women,1895,
Juno,2020-04-01,Own relationship,children and young people,30,under 18
"""
# Sector, type, outcome, NRM, a month: domestic servitude is never shown alone.
CASES = (
    ("charity", "cuckooing", "safety plan", "referred", 6),
    ("health", "cuckooing", "open", "not referred", 5),
    ("health", "labour exploitation", "safety plan", "not referred", 7),
)


def _sent(folder: Path, name: str, text: str) -> None:
    (folder / "police").mkdir(exist_ok=True)
    (folder / "police" / f"{name}.csv").write_text(text, "utf-8")


def _lines(head: str, rows: list[str]) -> str:
    return "\n".join([f"provider,period_start,{head}", *rows]) + "\n"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("services")
    _sent(folder, "outputs", OUTPUTS)
    heard = [f"MARAC,{month},{10},{2 if month.year == 2022 else 4}" for month in MONTHS]
    _sent(folder, "marac", _lines("cases,repeats", heard))
    closed = []
    for month in MONTHS:
        watched = min(last_day(add_months(month, 12)), date(2023, 12, 31))
        closed.append(f"Families,{month},20,5,{watched}")
    _sent(folder, "families", _lines("closed,re_referred,watched_to", closed))
    head = "case_type,referral_source,source_sector,district,outcome,nrm_referral,cases"
    cases = [
        f"Team,{month},{kind},Org,{sector},City,{outcome},{nrm},{n}"
        for month in MONTHS
        for sector, kind, outcome, nrm, n in CASES
    ]
    cases.append("Team,2023-05-01,domestic servitude,Org,health,City,open,referred,2")
    _sent(folder, "cases", _lines(head, cases))
    published = str(DATA / "reference" / "published_figures.csv")
    return open_store(store_of(folder, 1, published=published))


def test_a_share_is_not_told_by_what_it_leaves() -> None:
    assert Share("", Shown(97.0), Shown(100.0)).proportion is None
    assert Share("", Shown(95.0), Shown(100.0)).proportion is not None
    assert Share("", Shown(0.0), Shown(0.0)).why == "None in the period"
    hidden = Share("", Shown(None, "small"), Shown(100.0))
    assert hidden.why == "Fewer than 5"
    assert hidden.rest.part.state == "secondary"  # the others are many
    assert Share("", Shown(97.0), Shown(100.0)).rest.part.state == "small"
    assert Share("", Shown(60.0), Shown(100.0)).rest.part.value == 40
    # nor do the two counts stand side by side: 100 less 97 is 3
    part, whole, *_ = cells(Share("", Shown(97.0), Shown(100.0)))
    assert (part, whole) == ("Not shown, so that no other can be worked out", "100")
    assert cells(Share("", Shown(95.0), Shown(100.0)))[0] == "95"


def test_outputs_are_lines_that_nothing_adds(sent: Store) -> None:
    found = {each.name: each for each in outputs(sent)}
    assert found["Helpline"].latest[2].value == 17_320
    assert found["Helpline"].why == "no year before"
    assert found["Carers"].latest[2].state == "small"
    assert found["Own relationship"].why == "the definition changed"
    change = found["Women"].change
    assert change is not None
    # (2095 - 1895) / sqrt(2095 + 1895) = 3.17; 10.6% of 1,895
    assert round(change.z, 2) == 3.17
    assert change.percent == pytest.approx(10.554, abs=0.001)
    _, part = part_of(sent, "outputs", "City", TODAY, demo=False)
    assert part.title == "1 of 1 lines rose beyond chance in a year, 0 fell"
    assert part.csv is not None
    file = part.csv().decode()
    assert "Helpline,calls,17320," in file
    assert "Carers,carers,Fewer than 5," in file
    assert not {"19449", "19452", "19415"} & set(file.replace("\r\n", ",").split(","))


def test_marac_is_summed_over_years_and_then_divided(sent: Store) -> None:
    found = marac(sent)
    assert [share.name for _, share in found.years] == ["2022", "2023"]
    now = found.years[-1][1].proportion
    assert now is not None
    assert (now.percent, now.n) == (40.0, 120)
    limits = now.limits()
    assert limits is not None
    # Wilson of 48 in 120, by hand: centre 0.4031, half-width 0.0864
    assert (round(limits.lower, 1), round(limits.upper, 1)) == (31.7, 48.9)
    assert found.change is not None
    assert found.change.difference == 20
    _, part = part_of(sent, "marac", "City", TODAY, demo=False)
    assert part.title == "40.0% of cases were heard before, up 20.0pp in a year"


def test_a_missing_month_leaves_its_year_out(tmp_path: Path) -> None:
    rows = [f"MARAC,{month},10,5" for month in MONTHS if month != date(2023, 6, 1)]
    _sent(tmp_path, "marac", _lines("cases,repeats", rows))
    found = marac(open_store(store_of(tmp_path, 1)))
    assert [share.name for _, share in found.years] == ["2022"]
    assert [(each.held, each.asked) for each in found.lacking] == [(11, 12)]


def test_families_count_once_they_were_watched_for_twelve_months(sent: Store) -> None:
    found = families(sent)
    names = {span.first: share.name for span, share in found.cohorts}
    ripe = sorted(names[first] for first in found.ripe)
    assert ripe == [
        *("Apr to Jun 2022", "Jan to Mar 2022", "Jul to Sep 2022", "Oct to Dec 2022"),
    ]
    ((span, share),) = found.years
    assert (span.name, share.part.value, share.whole.value) == ("2022", 180, 240)
    assert found.printed is not None
    # Minutes, 9.1: families not referred again within 12 months of closure.
    assert float(found.printed.value or 0) == 72.5
    _, part = part_of(sent, "families", "City", TODAY, demo=False)
    assert part.title == "75.0% of families did not come back"
    assert any("72.5%" in note for note in part.notes)
    assert "72.5%" in part.alt
    assert part.draw is not None
    shapes = part.draw(mode="light", size="m")["layout"]["shapes"]
    assert shapes[0]["y0"] == 72.5
    assert [row[-1] for row in part.rows[:5]] == ["Not yet 12 months"] * 4 + [
        "12 months"
    ]


def test_a_year_does_not_tell_the_hidden_one_of_its_quarters(tmp_path: Path) -> None:
    # 3 came back in the first quarter of 2022, 5 in the next to last of 2023: were the
    # second hidden for the first, its year less three quarters would tell the 3
    back = [3, 9, 8, 7, 6, 6, 5, 6]
    rows = [
        f"Families,{month},{20 if at % 3 == 0 else 0},{back[at // 3] * (at % 3 == 0)},"
        f"{last_day(add_months(month, 12))}"
        for at, month in enumerate(MONTHS)
    ]
    _sent(tmp_path, "families", _lines("closed,re_referred,watched_to", rows))
    found = families(open_store(store_of(tmp_path, 24)))
    quarters = [share.part.value for _, share in found.cohorts]
    assert quarters == [None, 11, 12, None, 14, 14, 15, 14]
    assert [share.part.value for _, share in found.years] == [80 - 27, 80 - 23]


def test_types_too_few_to_show_are_put_together(sent: Store) -> None:
    flow = exploitation(sent).flow
    assert flow is not None
    # Two cases alone are hidden; the least other type joins them.
    assert flow.few == ("domestic servitude", "labour exploitation")
    assert flow.total.value == 24 * 18 + 2
    totals = dict(zip(flow.sources.columns, flow.sources.cells[-1], strict=False))
    assert totals[FEW].value == 24 * 7 + 2
    for name in flow.sources.columns:
        assert flow.outcomes.row(name)[-1].value == totals[name].value
    hidden = [c for *_, c in (*flow.of(flow.sources), *flow.of(flow.outcomes))]
    assert all(cell.value is None or cell.value >= 5 for cell in hidden)


def test_hidden_flows_are_said_and_not_drawn(sent: Store) -> None:
    _, part = part_of(sent, "flow", "City", TODAY, demo=False)
    assert part.title.startswith("Referred most often by: health, 290 of 434")
    assert "Not drawn by type and outcome" in part.alt
    assert part.draw is not None
    drawn = part.draw(mode="dark", size="s")["data"][0]["link"]["value"]
    assert min(drawn) >= 5
    assert any("Neither direction" in note for note in part.notes)


def test_cases_by_month_and_referral(sent: Store) -> None:
    found = exploitation(sent)
    assert [cell.value for _, cell in found.years] == [216, 218]
    assert found.nrm is not None
    assert found.nrm.part.value == 74
    assert found.change is not None
    assert not found.change.significant
    _, part = part_of(sent, "cases", "City", TODAY, demo=False)
    assert part.title == "218 cases, level on the year before"
    _, part = part_of(sent, "split", "City", TODAY, demo=False)
    assert part.title.startswith("33.9% were referred")


def test_who_sends_in_time(sent: Store) -> None:
    day = date(2024, 6, 20)  # January to April are overdue, May is due
    found = {each.sender.template.id: each for each in punctual(sent, day)}
    marac = found["marac"]
    assert (marac.in_time, marac.due) == (3, 7)
    assert marac.sender.overdue == 4
    _, part = part_of(sent, "punctual", "City", day, demo=False)
    assert "sent a return late or not at all" in part.title


@pytest.mark.parametrize("name", PARTS)
def test_without_returns_a_part_says_what_to_send(tmp_path: Path, name: str) -> None:
    reach, part = part_of(
        open_store(store_of(tmp_path, 1)), name, "City", TODAY, demo=False
    )
    assert reach == ""
    assert part.state is not None
    assert part.state[0] == "missing"
    assert "data/templates" in part.state[2]
    assert part.draw is None


def test_without_a_return_a_part_shows_what_a_paper_prints(tmp_path: Path) -> None:
    store = open_store(printed_store(tmp_path))
    _, part = part_of(store, "outputs", "City", TODAY, demo=False)
    assert part.state is not None and part.state[0] == "missing"
    assert part.rows[0] == (
        "Helpline calls",
        "17,320 calls",
        "City, Ashfield, Broxtowe, Gedling and Rushcliffe",
        "April 2021 to March 22",
        "5.11",
    )
    _, part = part_of(store, "families", "City", TODAY, demo=False)
    assert [row[1] for row in part.rows] == ["72.5%"]
    _, part = part_of(store, "marac", "City", TODAY, demo=False)
    assert not part.rows and "paper" not in part.title
    _, part = enforced(store, "stages", "City", TODAY, demo=False)
    assert [row[1] for row in part.rows] == ["at least 85%", "at most 94%"]
    _, part = enforced(store, "homes", "City", TODAY, demo=False)
    assert [row[1] for row in part.rows] == ["£603", "£5,930"]

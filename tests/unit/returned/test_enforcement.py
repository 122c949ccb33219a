"""Enforcement and tasking from literal rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.partners.case_reviews import case_reviews
from cdp_metrics.answers.partners.enforcement import enforcement
from cdp_metrics.answers.partners.hardening import hardening
from cdp_metrics.answers.partners.tasking import tasking
from cdp_metrics.periods import add_months
from cdp_metrics.ui.views.enforcement.view import PARTS, part_of
from cdp_metrics.warehouse.db import Store, open_store
from tests.stores import DATA, store_of

TODAY = date(2024, 2, 1)
MONTHS = [add_months(date(2022, 7, 1), at) for at in range(18)]
ASK, WARN, THREE = "1 ask", "2 warn", "3 initial enforcement"


def _sent(folder: Path, name: str, head: str, rows: list[str]) -> None:
    (folder / "police").mkdir(exist_ok=True)
    text = "\n".join([f"provider,period_start,{head}", *rows]) + "\n"
    (folder / "police" / f"{name}.csv").write_text(text, "utf-8")


def _case_rows() -> list[str]:
    """Return 50 cases a month: 30 end at Ask, 12 at Warn, 8 later; some stay open."""
    rows = []
    for month in MONTHS:
        late = month >= date(2023, 10, 1)
        settled = (
            (ASK, ASK, "no", 30),
            (WARN, WARN, "no", 12),
            (THREE, THREE, "yes", 8),
        )
        for reached, closed, direct, n in settled:
            rows.append(f"CPO,{month},Noise,E05000001,{reached},{closed},{direct},{n}")
        if late:
            rows.append(f"CPO,{month},Noise,E05000001,{WARN},open,no,20")
    return rows


def _places_rows() -> list[str]:
    """Return a location agreed after three months, one closed, one overdue."""
    rows = []
    for at, month in enumerate(MONTHS[6:]):
        n = 20 if at < 4 else 5
        state = "agreed" if at == 3 else "proposed" if at < 3 else "continued"
        rows.append(f"Tasking,{month},L-1,police,Noise,E01000001,{n},{state},,,")
    rows.append("Tasking,2023-01-01,L-2,council,Litter,E01000091,4,closed,,,")
    rows.append(
        "Tasking,2023-12-01,L-3,council,Litter,E01000091,6,agreed,Lights,Wardens,2024-01-22"
    )
    return rows


def test_a_stage_with_few_does_not_follow_from_those_settled_early(
    tmp_path: Path,
) -> None:
    four = "4 substantive enforcement"
    rows = [
        f"CPO,{month},Noise,E05000001,{stage},{stage},no,{n}"
        for month in MONTHS[6:]
        for stage, n in ((WARN, 10), (THREE, 20), (four, 1))
    ]
    rows.append(f"CPO,2023-02-01,Noise,E05000001,{ASK},{ASK},no,3")
    head = "asb_type,area,stage_reached,closed_stage,direct_to_3,cases"
    _sent(tmp_path, "cases", head, rows)
    found = enforcement(open_store(store_of(tmp_path, 24)))
    assert found.year is not None
    # 123 early less 120 at Warn would be the 3 at Ask
    assert found.year.share.part.value == 123
    assert [each.highest.value for each in found.stages] == [None, None, 240, 12, 0]
    reached = [each.reached.part.value for each in found.stages]
    assert reached == [375, None, 252, 12, 0]


def test_a_year_tells_no_count_that_one_of_its_tables_hides(tmp_path: Path) -> None:
    # 1 and 5 early by type can be but that of 6, which the one ward would give away
    rows = [
        *(f"CPO,{month},Noise,E05000001,{THREE},{THREE},no,9" for month in MONTHS[6:]),
        *(
            f"CPO,2023-02-01,{kind},E05000001,{ASK},{ASK},no,{n}"
            for kind, n in (("Litter", 1), ("Fire", 5))
        ),
    ]
    head = "asb_type,area,stage_reached,closed_stage,direct_to_3,cases"
    _sent(tmp_path, "cases", head, rows)
    store = open_store(store_of(tmp_path, 24))
    found = enforcement(store)
    assert found.year is not None and found.year.share.part.value == 6
    assert found.types == ()
    assert [each.part.value for each in found.wards] == [6]
    _, part = part_of(store, "types", "City", TODAY, demo=False)
    assert part.title == "No type has enough cases to show"
    assert part.state is not None and "would tell one" in part.state[1]
    assert "6" not in str(part.rows)


@pytest.mark.parametrize(
    ("early", "said"),
    [
        (39, "no type stands apart from all cases (79.0%)"),
        (20, "Noise above, Litter below all cases (60.0%), beyond chance"),
    ],
)
def test_a_type_is_singled_out_beyond_chance_only(
    tmp_path: Path, early: int, said: str
) -> None:
    rows = [
        f"CPO,{month},{kind},E05000001,{stage},{stage},no,{n}"
        for month in MONTHS[6:]
        for kind, settled in (("Noise", 40), ("Litter", early))
        for stage, n in ((ASK, settled), (THREE, 50 - settled))
    ]
    head = "asb_type,area,stage_reached,closed_stage,direct_to_3,cases"
    _sent(tmp_path, "cases", head, rows)
    store = open_store(store_of(tmp_path, 24))
    _, part = part_of(store, "types", "City", TODAY, demo=False)
    assert part.title == f"Settled early: {said}"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("enforcement")
    head = "asb_type,area,stage_reached,closed_stage,direct_to_3,cases"
    _sent(folder, "cases", head, _case_rows())
    head = (
        "location_ref,source,asb_type,lsoa,reports,decision,action,owner_role,review_on"
    )
    _sent(folder, "places", head, _places_rows())
    head = (
        "applications,threshold_not_met,reviews,with_recommendations,recommendations,"
        "recommendations_accepted,days_to_review"
    )
    reviews = [
        *("Lead,2022-04-01,5,2,4,2,6,5,40", "Lead,2022-07-01,6,3,4,3,7,6,30"),
        *("Lead,2022-10-01,6,2,4,2,4,4,", "Lead,2023-01-01,6,2,4,2,5,4,50"),
        *("Lead,2023-04-01,2,0,2,1,3,2,41",),
    ]
    _sent(folder, "reviews", head, reviews)
    head = (
        "area,tenure,homes,window_locks,indoor_lights,door_locks,external_lights,"
        "all_four,treated,cost"
    )
    homes = [
        "Homes,2022-04-01,E06000901,social rented,1000,900,500,900,500,250,100,60300",
        "Homes,2022-04-01,E05000001,social rented,400,300,200,300,200,90,10,6030",
    ]
    _sent(folder, "homes", head, homes)
    published = str(DATA / "reference" / "published_figures.csv")
    return open_store(store_of(folder, 1, published=published))


def test_the_share_settled_early_is_of_closed_cases_few_of_which_are_open(
    sent: Store,
) -> None:
    found = enforcement(sent)
    assert found.year is not None
    assert found.year.span.name == "Year to Sep 2023"
    assert (found.year.share.part.value, found.year.share.whole.value) == (504, 600)
    assert [each.ripe for each in found.cohorts] == [True] * 5 + [False]
    assert found.cohorts[-1].still_open.value == 60
    # Report to the Overview and Scrutiny Committee, 4 January 2023, 5.2.
    assert found.band == (85, 94)
    assert found.direct is not None
    assert found.direct.part.value == 96


def test_stages_are_counted_from_the_last_one_back(sent: Store) -> None:
    reached = [each.reached.part.value for each in enforcement(sent).stages]
    assert reached == [600, 240, 96, 0, 0]


def test_all_cases_reach_the_first_stage_so_it_has_no_range(sent: Store) -> None:
    _, part = part_of(sent, "stages", "City", TODAY, demo=False)
    first, second = part.rows[:2]
    assert first == ("Ask", "600", "600", "100.0%", "–", "360")
    assert second[:4] == ("Warn", "240", "600", "40.0%") and " to " in second[4]
    assert "Ask: 100%, all 600 cases." in part.alt
    assert any("by definition" in note for note in part.notes)


def test_the_headline_says_where_the_share_lies(sent: Store) -> None:
    _, part = part_of(sent, "stages", "City", TODAY, demo=False)
    # 84.0%, 95% range 80.9 to 86.7: it reaches into 85 to 94
    assert part.title == (
        "84.0% of cases were settled at Ask or Warn, as the partnership's papers say"
    )
    assert any("85% to 94%" in note for note in part.notes)
    for name, axis in (("cohorts", "y"), ("types", "x"), ("wards", "x")):
        _, part = part_of(sent, name, "City", TODAY, demo=False)
        assert part.draw is not None
        band = part.draw(mode="light", size="s")["layout"]["shapes"][0]
        assert (band[f"{axis}0"], band[f"{axis}1"]) == (85, 94)
        assert "85% to 94%" in part.alt
    assert part.rows[0][0] == "Ash"  # the ward by its name


def test_small_stages_are_hidden_and_not_worked_out(tmp_path: Path) -> None:
    rows = [
        f"CPO,{month},Noise,E05000001,{stage},{stage},no,{n}"
        for month in MONTHS
        for stage, n in ((ASK, 30), (WARN, 10))
    ]
    rows += [
        f"CPO,2023-05-01,Noise,E05000001,{stage},{stage},no,3"
        for stage in ("4 substantive enforcement", "5 breach")
    ]
    head = "asb_type,area,stage_reached,closed_stage,direct_to_3,cases"
    _sent(tmp_path, "cases", head, rows)
    found = enforcement(open_store(store_of(tmp_path, 1))).stages
    assert [each.highest.state for each in found[3:]] == ["small", "small"]
    assert [each.reached.part.value for each in found] == [486, 126, 6, 6, None]


def test_locations_last_are_overdue_and_are_compared(sent: Store) -> None:
    found = tasking(sent, TODAY)
    first, second = found.listed
    assert (first.ref, first.overdue, first.owner) == ("L-3", 10, "Wardens")
    assert (second.ref, second.overdue, second.active) == ("L-1", 0, 12)
    assert [each.ref for each in found.lasting] == ["L-1", "L-3", "L-2"]
    effect = second.effect
    assert effect is not None
    assert (effect.before, effect.after) == ((60, 3), (40, 8))
    # The police's files hold January 2024 alone: nothing to set 2023 against.
    assert (effect.why, effect.tested, effect.beyond) == ("no control", None, False)
    _, part = part_of(sent, "list", "City", TODAY, demo=False)
    assert part.title == "1 of 2 locations overdue for review"
    assert part.rows[0][-1] == "10"
    # L-1 has no day of review, which is not the same as none overdue
    assert part.rows[1][-2:] == ("None stated", "–")
    assert "No day of review is stated for 1 location" in part.notes[0]
    _, part = part_of(sent, "effects", "City", TODAY, demo=False)
    assert part.title == "No location can be compared before and after yet"
    assert part.state is not None
    assert part.state[0] == "missing"
    assert "1 location in months for which ASB in the rest of City" in part.state[1]
    assert "street files" in part.state[2]
    assert part.rows[0][2:4] == ("20.0 (3 months)", "5.0 (8 months)")
    assert part.rows[0][-1] == "No count elsewhere"


def test_the_counts_that_the_law_asks_for(sent: Store) -> None:
    latest = case_reviews(sent).latest
    assert latest is not None
    assert [each.value for each in latest.counts] == [23, 9, 16, 9, 22, 19]
    assert latest.days == (40, 30, 50)
    _, part = part_of(sent, "reviews", "City", TODAY, demo=False)
    assert part.title == "23 applications, 16 reviews"
    assert part.rows[0][-1] == "30.0 to 50.0"
    assert any("2023/24: 1 of 4 quarters" in note for note in part.notes)


def test_a_count_hidden_alone_takes_another_with_it(tmp_path: Path) -> None:
    head = (
        "applications,threshold_not_met,reviews,with_recommendations,recommendations,"
        "recommendations_accepted,days_to_review"
    )
    quarters = ("2022-04-01", "2022-07-01", "2022-10-01", "2023-01-01")
    rows = [f"Lead,{day},6,{int(at < 2)},5,3,6,6," for at, day in enumerate(quarters)]
    _sent(tmp_path, "reviews", head, rows)
    latest = case_reviews(open_store(store_of(tmp_path, 1))).latest
    assert latest is not None
    states = [each.state for each in latest.counts[:3]]
    assert states == ["shown", "small", "secondary"]


def test_homes_count_once_and_break_even(sent: Store) -> None:
    found = hardening(sent)
    ((_, (stock,)),) = found.years
    assert (stock.share.part.value, stock.share.whole.value) == (250, 1000)
    assert stock.a_home == 603
    # Minutes, 11.3: £603 a property against £5,930 a burglary: 1 in 9.8 homes.
    assert found.costs is not None
    assert round(found.costs.homes, 1) == 9.8
    _, part = part_of(sent, "homes", "City", TODAY, demo=False)
    assert "one burglary for every 9.8 homes" in part.notes[-1]


@pytest.mark.parametrize("name", PARTS)
def test_without_returns_a_part_says_what_to_send(tmp_path: Path, name: str) -> None:
    store = open_store(store_of(tmp_path, 1))
    reach, part = part_of(store, name, "City", TODAY, demo=False)
    assert reach == ""
    assert part.state is not None
    assert part.state[0] == "missing"
    assert "data/templates" in part.state[2]

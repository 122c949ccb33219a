"""A figure that was quoted is explained where it is another one now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.meeting.revisions import Revision, Seen, revision, revisions
from cdp_metrics.ui.tables import Measure, Move
from cdp_metrics.ui.views.plan.revised import (
    revised_rows,
    revised_sentence,
    revision_words,
)
from cdp_metrics.warehouse.db import open_store
from cdp_metrics.warehouse.publish import history
from tests.stores import CSP, returned, store_of

DAY, LATER = date(2025, 2, 10), date(2025, 4, 10)
REPORTS = {"E01000001": 3, "E01000091": 3, "E01000092": 3}
MORE = {**REPORTS, "E01000001": 4}
YEAR = date(2024, 1, 1)
ASB = ("asb_incidents", CSP)


def sent(**figures: tuple[float, int, int]) -> list[str]:
    """Return lines of a return: share, cases and definition by measure, of 2024."""
    return [
        returned(name, YEAR, 12, value=value, n_eff=cases, definition_version=version)
        for name, (value, cases, version) in figures.items()
    ]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Seen, Seen]]:
    """Two builds of one place: a month longer, and an LSOA's reports revised."""
    folder = tmp_path_factory.mktemp("two")
    store_of(
        folder,
        13,
        reports=REPORTS,
        returns=[
            *sent(perceived_asb=(10.5, 900, 1), completions_all=(40.0, 200, 1)),
            *(
                returned("partnership_crime", date(2024, m, 1), numerator=20)
                for m in range(1, 13)
            ),
        ],
    )
    store_of(
        folder,
        14,
        reports=MORE,
        returns=sent(perceived_asb=(11.2, 900, 1), completions_all=(40.04, 200, 1)),
    )
    now, then = history(folder / "store")
    with ExitStack() as opened:
        stores = [
            opened.enter_context(closing(open_store(folder / "store", each)))
            for each in (then, now)
        ]
        yield Seen(stores[0], DAY), Seen(stores[1], LATER)


def test_a_revised_count_is_told_for_the_period_that_was_quoted(
    two: tuple[Seen, Seen],
) -> None:
    found = revision(*two, *ASB)
    # twelve months to January 2025: 3 LSOAs of 3 reports, then one of 4
    assert found == Revision(
        *ASB, date(2024, 2, 1), date(2025, 1, 31), 108, 120, "revised", False, 1
    )
    assert found.by == 12


def test_a_count_against_itself_is_the_same(two: tuple[Seen, Seen]) -> None:
    then, _ = two
    found = revision(then, then, *ASB)
    assert found is not None
    assert (found.state, found.by) == ("same", 0)


def test_shares_are_compared_as_they_are_shown(two: tuple[Seen, Seen]) -> None:
    found = revision(*two, "perceived_asb", CSP)
    assert found is not None
    assert (found.state, found.share) == ("revised", True)
    assert found.by == pytest.approx(0.7)


def test_a_figure_that_is_no_longer_held_is_withdrawn(two: tuple[Seen, Seen]) -> None:
    found = revision(*two, "partnership_crime", CSP)
    assert found is not None
    assert (found.then, found.now, found.by) == (240, None, None)
    assert found.state == "withdrawn"


def test_what_was_not_quoted_is_not_told(two: tuple[Seen, Seen]) -> None:
    then, now = two
    assert revision(then, now, "hate_crime", CSP) is None
    assert revision(now, then, "partnership_crime", CSP) is None
    asked = (*ASB, None)
    keys = [asked, ("hate_crime", CSP, None), asked]
    assert set(revisions(then, now, keys)) == {asked}


def test_a_figure_cut_at_the_end_of_its_plan_is_held_against_the_same_period(
    two: tuple[Seen, Seen],
) -> None:
    found = revision(*two, *ASB, date(2024, 12, 31))
    assert found is not None
    assert (found.start, found.end) == (date(2024, 1, 1), date(2024, 12, 31))


def test_another_definition_is_no_revision(tmp_path: Path) -> None:
    for version in (1, 2):
        store_of(tmp_path, 1, returns=sent(perceived_asb=(10.5, 900, version)))
    now, then = history(tmp_path / "store")
    with (
        closing(open_store(tmp_path / "store", then)) as one,
        closing(open_store(tmp_path / "store", now)) as other,
    ):
        found = revision(Seen(one, DAY), Seen(other, DAY), "perceived_asb", CSP)
    assert found is not None
    assert (found.state, found.now) == ("redefined", None)


def monthly(
    measure: str, march: int | None, june: int = 20, **cells: object
) -> list[str]:
    """Return lines of twelve months of 20 cases, but for March and June 2024."""
    counts = {**dict.fromkeys(range(1, 13), 20), 3: march, 6: june}
    return [
        returned(
            measure,
            date(2024, month, 1),
            **{"numerator": "" if count is None else count}
            | (cells if month == 3 else {}),
        )
        for month, count in counts.items()
    ]


@contextmanager
def pair(folder: Path, then: list[str], now: list[str]) -> Iterator[tuple[Seen, Seen]]:
    """Open two builds of a place that differ in what was sent."""
    for lines in (then, now):
        store_of(folder, 13, returns=lines)
    later, earlier = history(folder / "store")
    with ExitStack() as opened:
        one, other = (
            opened.enter_context(closing(open_store(folder / "store", each)))
            for each in (earlier, later)
        )
        yield Seen(one, DAY), Seen(other, DAY)


REPEATS = "hate_repeat_victims"


def test_a_year_that_was_revised_beside_a_hidden_month_is_told_without_numbers(
    tmp_path: Path,
) -> None:
    # the other months are on screen: 203 then and 207 now would tell what is hidden
    with pair(tmp_path, monthly(REPEATS, 1, 2), monthly(REPEATS, 4, 3)) as (then, now):
        found = revision(then, now, REPEATS, CSP)
    assert found is not None
    assert (found.then, found.now, found.state) == (203, 207, "revised")
    assert (found.untold, found.by) == (True, None)
    for later in (True, False):
        words = revision_words(found, "board", later=later)
        assert not re.search(r"\d", words)
        assert "by how much is not shown" in words


def test_a_year_without_hidden_months_is_told_with_them(tmp_path: Path) -> None:
    with pair(tmp_path, monthly(REPEATS, 30), monthly(REPEATS, 44)) as (then, now):
        found = revision(then, now, REPEATS, CSP)
    assert found is not None
    assert (found.state, found.untold, found.by) == ("revised", False, 14)


def test_a_month_that_is_hidden_in_the_earlier_one_alone_is_enough(
    tmp_path: Path,
) -> None:
    with pair(tmp_path, monthly(REPEATS, 3, 2), monthly(REPEATS, 30)) as (then, now):
        found = revision(then, now, REPEATS, CSP)
    assert found is not None
    assert (found.state, found.untold) == ("revised", True)


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({"numerator": "*"}, "hidden"),
        ({"release_on": date(2025, 6, 1)}, "embargoed"),
        ({"status": "missing"}, "incomplete"),
    ],
)
def test_a_figure_that_is_not_shown_now_says_why(
    tmp_path: Path, cells: dict[str, object], state: str
) -> None:
    crime = "partnership_crime"
    sent_now = monthly(crime, 20 if "release_on" in cells else None, **cells)
    with pair(tmp_path, monthly(crime, 20), sent_now) as (then, now):
        found = revision(then, now, crime, CSP)
    assert found is not None
    assert (found.state, found.now, found.by) == (state, None, None)


def told(
    state: str,
    then: float,
    now: float | None,
    *,
    share: bool = False,
    untold: bool = False,
) -> Revision:
    return Revision(
        *ASB,
        date(2024, 2, 1),
        date(2025, 1, 31),
        then,
        now,
        state,  # type: ignore[arg-type]
        share,
        1,
        untold,
    )


@pytest.mark.parametrize(
    ("found", "current", "snapshot"),
    [
        (
            told("revised", 35523, 35537),
            "Revised by +14 since the snapshot board: the year to Jan 2025 was 35,523 "
            "then and is 35,537 now.",
            "Revised by +14 since: the year to Jan 2025 is 35,537 now.",
        ),
        (
            told("revised", 120, 108),
            "Revised by −12 since the snapshot board: the year to Jan 2025 was 120 "
            "then and is 108 now.",
            "Revised by −12 since: the year to Jan 2025 is 108 now.",
        ),
        (
            told("revised", 10.5, 11.2, share=True),
            "Revised by +0.7pp since the snapshot board: the year to Jan 2025 was "
            "10.5% then and is 11.2% now.",
            "Revised by +0.7pp since: the year to Jan 2025 is 11.2% now.",
        ),
        (
            told("withdrawn", 120, None),
            "The snapshot board had 120 for the year to Jan 2025: no figure of that "
            "period is held now.",
            "Since this snapshot: no figure of that period is held now.",
        ),
        (
            told("redefined", 120, None),
            "The snapshot board had 120 for the year to Jan 2025: it is counted "
            "otherwise now and does not compare.",
            "Since this snapshot: it is counted otherwise now and does not compare.",
        ),
        (
            told("hidden", 120, None, untold=True),
            "The snapshot board had a figure for the year to Jan 2025: it is hidden "
            "now, because it could tell a small number.",
            "Since this snapshot: it is hidden now, because it could tell a small "
            "number.",
        ),
        (
            told("embargoed", 120, None),
            "The snapshot board had 120 for the year to Jan 2025: the figure that "
            "replaces it is under embargo.",
            "Since this snapshot: the figure that replaces it is under embargo.",
        ),
        (
            told("incomplete", 120, None),
            "The snapshot board had 120 for the year to Jan 2025: a part of that "
            "period is missing now, so it has no figure.",
            "Since this snapshot: a part of that period is missing now, so it has no "
            "figure.",
        ),
        (
            told("revised", 120, 122, untold=True),
            "Revised since the snapshot board: by how much is not shown, because a "
            "part of the period is hidden and the difference could tell a small "
            "number.",
            "Revised since: by how much is not shown, because a part of the period is "
            "hidden and the difference could tell a small number.",
        ),
        (told("same", 120, 120), "", ""),
    ],
)
def test_a_revision_in_words(found: Revision, current: str, snapshot: str) -> None:
    assert revision_words(found, "board", later=True) == current
    assert revision_words(found, "board", later=False) == snapshot


def test_a_row_bears_its_own_revision_after_its_notes() -> None:
    rows = [
        Measure(name, "1", "", Move("none", ""), notes=("Mind.",)) for name in "abc"
    ]
    keys = [(*ASB, None), ("burglary", CSP, None), ("robbery", CSP, None)]
    found = {keys[0]: told("revised", 1, 2), keys[1]: told("same", 1, 1)}
    first, *others = revised_rows(rows, keys, found, "board", later=True)
    assert first.notes[0] == "Mind."
    assert first.notes[1].startswith("Revised by +1 since")
    assert others == rows[1:]


def test_how_many_were_revised() -> None:
    same, other = told("same", 1, 1), told("revised", 1, 2)
    gone, anew = told("withdrawn", 1, None), told("redefined", 1, None)
    said = revised_sentence([same, same], "board", "14 May 2026")
    assert said == (
        "**Since the snapshot board (14 May 2026):** none of its 2 figures here was "
        "revised."
    )
    said = revised_sentence([same, other, other, gone, anew], "board", "14 May 2026")
    assert said.endswith(
        "of its 5 figures here, 2 were revised, 1 is counted otherwise now, 1 is no "
        "longer held; each says so in its row."
    )

"""The Hate crime page, and services on the Treatment page, in each of their states."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.partners.hate_crime import HateCrime, hate_crime
from cdp_metrics.periods import add_months
from cdp_metrics.ui.views.hate_crime.rows import month_rows, strand_rows, year_rows
from cdp_metrics.ui.views.hate_crime.view import PARTS, part_of
from cdp_metrics.ui.views.treatment.services import PARTS as SERVICES
from cdp_metrics.warehouse.db import open_store
from tests.pages.test_pages import Opens, bodies, opens, words
from tests.stores import CSP, store_of

__all__ = ["opens"]

HEAD = "provider,period_start,strand,crimes,victims,repeat_victims,window_months"
TODAY = date(2026, 6, 1)
# seeds 001, 3.3: 172 repeat victims are 15.8% of about 1,089 victims in twelve months.
REPEATS = (14, 15, 14, 14, 15, 14, 14, 15, 14, 14, 15, 14)
VICTIMS = (91, 91, 91, 91, 91, 91, 91, 91, 91, 90, 90, 90)


def month(at: int) -> date:
    return add_months(date(2024, 1, 1), at)


def sent(folder: Path, *lines: str) -> Path:
    """Return a store of Alderton with a return of hate crime."""
    (folder / "police").mkdir(parents=True)
    text = "\n".join([HEAD, *lines]) + "\n"
    (folder / "police" / "hate.csv").write_text(text, "utf-8")
    return store_of(folder, 13)


def year(strand: str = "all", window: int = 12, first: int = 0) -> list[str]:
    return [
        f"Police,{month(first + at)},{strand},100,{victims},{repeats},{window}"
        for at, (victims, repeats) in enumerate(zip(VICTIMS, REPEATS, strict=True))
    ]


@pytest.fixture(scope="module")
def hate(tmp_path_factory: pytest.TempPathFactory) -> HateCrime:
    lines = [
        *year(),
        f"Police,{month(12)},all,100,95,30,24",
        *(f"Police,{month(at)},race,60,50,{at % 3 + 8},12" for at in range(1, 13)),
        *(f"Police,{month(at)},disability,4,3,1,12" for at in range(1, 12)),
        f"Police,{month(12)},disability,4,3,0,12",
        f"Police,{month(12)},transgender,2,2,2,12",
    ]
    folder = sent(tmp_path_factory.mktemp("hate"), *lines)
    return hate_crime(open_store(folder), CSP, TODAY)


def test_twelve_months_are_added_up_before_they_are_divided(hate: HateCrime) -> None:
    first, broken = hate.years
    assert first.share is not None and first.repeats == 172
    assert first.share.percent == pytest.approx(15.8, abs=0.05)
    limits = first.share.limits()
    assert limits is not None
    assert limits.lower == pytest.approx(13.7, abs=0.05)
    assert limits.upper == pytest.approx(18.1, abs=0.05)
    assert broken.share is None and broken.version == 2
    assert hate.breaks == (month(12),)
    assert hate.windows == {1: "looks back 12 months", 2: "looks back 24 months"}
    assert year_rows(hate)[0][-1] == "The definition changed within it"
    newest, *_ = month_rows(hate)
    assert newest[:2] == ("Jan 2025", "31.6%") and newest[-1] == "Looks back 24 months"


def test_strands_hide_what_is_small_and_what_would_give_it_away(
    hate: HateCrime,
) -> None:
    assert hate.strands is not None
    rows = {row[0]: row[1:] for row in strand_rows(hate.strands)}
    assert rows["All hate crime"][1] == "1,093"
    assert rows["Transgender"][:3] == ("Fewer than 5",) * 3
    assert rows["Transgender"][3:] == ("Not shown", "–")
    hidden = "Not shown, so that no other can be worked out"
    assert rows["Disability"][2] == hidden
    part = part_of(hate, "strands", "Alderton", demo=False)
    assert part.draw is not None and part.state is None
    assert "do not add up" in part.notes[0]


@pytest.mark.parametrize("name", PARTS)
def test_every_part_is_drawn_in_both_themes(hate: HateCrime, name: str) -> None:
    part = part_of(hate, name, "Alderton", demo=False)
    assert part.title and part.source
    if part.draw:
        assert part.alt
        for mode, size in (("light", "m"), ("dark", "s")):
            assert part.draw(mode=mode, size=size)["data"]
    assert part.csv is not None
    first = b"All hate crime,1200," if name == "strands" else b"2024-01,100,14,91,"
    assert b"\r\n" + first in part.csv()


def test_single_months_are_headed_by_the_latest_of_them(
    hate: HateCrime, tmp_path: Path
) -> None:
    # 30 of 95; its twelve months cross a change of the definition, and have no share
    part = part_of(hate, "months", "Alderton", demo=False)
    assert part.title == "31.6% of victims in Jan 2025 had been a victim before"
    found = hate_crime(open_store(sent(tmp_path, *year())), CSP, TODAY)
    assert part_of(found, "months", "Alderton", demo=False).title == (
        "15.6% of victims in Dec 2024 had been a victim before; "
        "15.8% in the year to Dec 2024"
    )


def test_the_volume_is_neutral_and_says_why(hate: HateCrime) -> None:
    part = part_of(hate, "volume", "Alderton", demo=False)
    assert any("Neither direction is called better" in note for note in part.notes)
    assert "worse" not in part.title and "better" not in part.title


@pytest.mark.parametrize("view", PARTS)
def test_the_page_shows_each_part(opens: Opens, demo_store: Path, view: str) -> None:
    said = words(opens(demo_store, "hate_crime", view=view))
    assert "Is hate crime being repeated?" in said and "What to do" not in said
    if view == "plan":
        assert "Amber: at risk" in said and "Definition changed" in said
        # its changes are against the plan's baselines, not the year before
        assert "Against the baseline" in said and "12 months before" not in said


@pytest.mark.parametrize("view", PARTS)
def test_without_a_return_the_page_says_what_to_send(
    opens: Opens, tmp_path: Path, view: str
) -> None:
    app = opens(store_of(tmp_path, 13), "hate_crime", view=view)
    said = words(app)
    assert "Not received yet" in said and "data/templates/hate_crime.csv" in said
    assert not app.get("plotly_chart")


def test_where_every_month_is_too_small_no_share_is_shown(
    opens: Opens, tmp_path: Path
) -> None:
    lines = [f"Police,{month(at)},all,3,3,2,12" for at in range(13)]
    app = opens(sent(tmp_path, *lines), "hate_crime")
    said = words(app)
    assert "Too little to say" in said and "fewer than 5" in said
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("view", SERVICES)
def test_a_service_is_shown_and_where_it_is_not_sent_what_to_send(
    opens: Opens, demo_store: Path, tmp_path: Path, view: str
) -> None:
    app = opens(demo_store, "treatment", view=view)
    assert len(app.get("plotly_chart")) == 1
    assert any('<table class="figs' in body for body in bodies(app))
    bare = opens(store_of(tmp_path, 3), "treatment", view=view)
    assert "Not received yet" in words(bare)
    assert ".csv" in words(bare)
    assert not bare.get("plotly_chart")


def test_an_embargo_is_named_with_its_day(opens: Opens, demo_store: Path) -> None:
    said = words(opens(demo_store, "treatment", view="periods"))
    assert "embargoed until" in said.lower() and "1 January 2099" in said

"""Funding, evidence and serious violence through the router, part by part."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdp_metrics.ui.views.funding.view import SENT
from cdp_metrics.ui.views.priorities.view import SHOWN as PRIORITIES
from cdp_metrics.ui.views.serious_violence.view import PARTS as VIOLENCE
from tests.pages.test_pages import Opens, bodies, figure, words
from tests.pages.test_pages import opens as opens
from tests.stores import printed_store, store_of

VIEWS = [
    *(("funding", name) for name in SENT),
    *(("priorities", name) for name in PRIORITIES),
    *(("serious_violence", name) for name in VIOLENCE),
]
DRAWN = {
    *(("funding", name) for name in ("lines", "funders", "years")),
    *(("priorities", name) for name in ("actions", "survey")),
    *(("serious_violence", n) for n in VIOLENCE if n not in ("unit", "prediction")),
}


@pytest.mark.parametrize(("page", "view"), VIEWS)
def test_each_part_is_complete_on_the_demonstration(
    opens: Opens, demo_store: Path, page: str, view: str
) -> None:
    app = opens(demo_store, page, view=view)
    said = words(app)
    assert "Not received yet" not in said and "Too little to say" not in said
    assert "Source:" in said
    assert app.get("download_button")
    assert bool(app.get("plotly_chart")) == ((page, view) in DRAWN)


@pytest.mark.parametrize(
    ("page", "view", "wanted"),
    [
        ("funding", "", "data/templates/grants.csv"),
        ("priorities", "", "data/priorities.toml"),
        ("priorities", "actions", "data/templates/actions_log.csv"),
        ("priorities", "survey", "data/templates/residents_survey.csv"),
        ("serious_violence", "ages", "data/templates/serious_violence.csv"),
        ("serious_violence", "hospital", "data/templates/serious_violence.csv"),
        ("serious_violence", "harm", "data/templates/severity_weights.csv"),
        ("serious_violence", "unit", "data/priorities.toml"),
    ],
)
def test_without_a_return_a_part_says_what_to_send(
    opens: Opens, tmp_path: Path, page: str, view: str, wanted: str
) -> None:
    app = opens(store_of(tmp_path, 13), page, **({"view": view} if view else {}))
    said = words(app)
    assert "Not received yet" in said and wanted in said
    assert not app.get("plotly_chart")


def test_a_use_without_an_agreement_is_held_back(opens: Opens, tmp_path: Path) -> None:
    app = opens(store_of(tmp_path, 13), "serious_violence", view="prediction")
    said = words(app)
    assert "Prediction of knife crime is held back" in said
    assert "no agreement is entered for it" in said
    assert not app.get("plotly_chart")


def test_the_printed_ledgers_are_shown_with_their_checks(
    opens: Opens, tmp_path: Path
) -> None:
    said = words(opens(printed_store(tmp_path), "funding"))
    assert "2 of 3 printed ledgers add up, line by line" in said
    for printed in ("£747,660", "£625,118", "£8,763,655", "£341,295 not itemised"):
        assert printed in said


def test_conditional_money_is_hatched(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "funding")
    assert "of it conditional" in words(app)
    patterns = [trace["marker"].get("pattern") for trace in figure(app)["data"]]
    assert [bool(each) for each in patterns] == [False, True]


def test_what_is_overdue_says_so_in_a_red_tag(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "priorities", view="figures")
    said = words(app)
    assert "Overdue" in said and "by 16 days" in said  # reoffending, to 15 Feb 2026


def test_a_part_without_its_return_links_the_empty_file(
    opens: Opens, tmp_path: Path
) -> None:
    store = store_of(tmp_path, 13)
    link = 'download="grants.csv">'
    assert not any(link in body for body in bodies(opens(store, "priorities")))
    (found,) = [body for body in bodies(opens(store, "funding")) if link in body]
    assert 'href="data:text/csv;' in found and "provider%2Cperiod_start" in found

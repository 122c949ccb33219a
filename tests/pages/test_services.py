"""Services and Enforcement through the router, part by part."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdp_metrics.ui.views.enforcement.view import PARTS as ENFORCEMENT
from cdp_metrics.ui.views.services.view import PARTS as SERVICES
from tests.pages.test_pages import Opens, bodies, words
from tests.pages.test_pages import opens as opens
from tests.stores import store_of

VIEWS = [("services", name) for name in SERVICES]
VIEWS += [("enforcement", name) for name in ENFORCEMENT]
UNDRAWN = {"outputs", "split", "list", "reviews"}


@pytest.mark.parametrize(("page", "view"), VIEWS)
def test_every_part_is_complete_on_the_demonstration(
    opens: Opens, demo_store: Path, page: str, view: str
) -> None:
    app = opens(demo_store, page, view=view)
    assert "Not received yet" not in words(app)
    assert any('<table class="figs' in body for body in bodies(app))
    charts = app.get("plotly_chart")
    assert len(charts) == (view not in UNDRAWN)
    assert all(each.proto.alt for each in charts)


@pytest.mark.parametrize(("page", "view"), VIEWS)
def test_without_returns_each_part_says_what_to_send(
    opens: Opens, tmp_path: Path, page: str, view: str
) -> None:
    app = opens(store_of(tmp_path, 2), page, view=view)
    said = words(app)
    assert "Not received yet" in said
    assert "data/templates" in said
    assert not app.get("plotly_chart")


def test_outputs_have_a_line_each_and_no_total(opens: Opens, demo_store: Path) -> None:
    said = words(opens(demo_store, "services"))
    assert "These lines are activity and are never added" in said
    assert "Helpline calls answered" in said
    assert "Total" not in said

"""The Area profile through the router, without a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pages.test_pages import (
    LSOA,
    WARD,
    Opens,
    bodies,
    choice,
    drawn_map,
    opens,
    shown,
    words,
)
from tests.stores import store_of

__all__ = ["opens"]


def captions(text: list[str]) -> list[str]:
    return [name for body in text for name in re.findall("<caption>(.*?)<", body)]


def test_a_ward_is_one_screen(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "area", area=WARD)
    said = words(app)
    assert re.search(r"ward: [\d.]+% of residents, [\d.]+% of ASB reports", said)
    assert [name.partition(",")[0] for name in captions(bodies(app))] == [
        "Each count",
        "What changed: twelve months on the twelve before",
        "Public street names with most reports and crimes",
        "Size and share of Wrenminster",
        "Who lives here",
        captions(bodies(app))[-1].partition(",")[0],
    ]
    # The tables beside the charts are sent once they are opened.
    folds = [each.label for each in app.expander]
    assert folds == ["The trend by year", "The categories in figures"]
    assert len(app.get("plotly_chart")) == 2
    classes = drawn_map(app)["classes"]
    assert 0 < sum(kind != "n" for kind in classes) < len(classes)
    assert "anonymised point" in said
    assert " of 20" in said


def test_kinds_of_area_each_have_a_profile(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "area")
    assert choice(app, "Area kind").value == "partnership"
    for kind in ("ward", "msoa21", "lsoa21"):
        shown(choice(app, "Area kind").select(kind).run())
        assert "of residents, " in words(app)
        assert "area" in app.query_params


def test_a_visitor_area_bears_the_badge(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "area", area=LSOA)
    badge = "Residents are a poor base here."
    visitor = drawn_map(app)["classes"].replace("n", "") == "v"
    assert (badge in words(app)) == visitor


def test_an_unknown_area_is_said_and_the_whole_shown(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "area", area="E05000000")
    assert "an area that is not held here" in words(app)
    assert "crimes in 12 months" in words(app)


def test_a_year_without_another_before_it_has_no_changes(
    opens: Opens, tmp_path: Path
) -> None:
    app = opens(store_of(tmp_path, 13), "area", area="E05000001")
    said = words(app)
    assert "Too little to say: " in said
    assert "not enough data" not in said


@pytest.mark.parametrize("lacking", ["boundaries", "census"])
def test_what_is_not_loaded_is_said(opens: Opens, tmp_path: Path, lacking: str) -> None:
    app = opens(store_of(tmp_path, 24, without=(lacking,)), "area", area="E05000001")
    assert "no map is drawn" in words(app)
    assert "Each count" in words(app)


def test_a_long_list_is_the_same_message_at_every_choice(
    opens: Opens, demo_store: Path
) -> None:
    """The same message is named to the browser and not sent again; see config.toml."""

    def sent() -> bytes:
        return bytes(choice(app, "Area").proto.SerializeToString(deterministic=True))

    app = opens(demo_store, "area", area=LSOA)
    first = sent()
    for code in ("E01999101", "E01999102"):
        shown(choice(app, "Area").set_value(code).run())
        assert choice(app, "Area").value == code
        assert app.query_params["area"] in (code, [code])
        assert sent() == first
    app.switch_page("pages/trends.py")
    shown(app.run())
    assert choice(app, "Area").value == "E01999102"
    app.switch_page("pages/area.py")
    shown(app.run())
    assert choice(app, "Area").value == "E01999102"
    assert sent() != first  # made anew, it starts from what is chosen

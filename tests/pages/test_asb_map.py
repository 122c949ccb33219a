"""The ASB harm map in its parts, layers and states, without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cdp_metrics.ui.views.harm.words import LAYERS
from tests.stores import store_of

ROOT = Path(__file__).parents[2]
LSOA = "E01999004"
OWN = "6,3,3,2,2,2,2,2,2,2,1,1,1"
Opens = Callable[..., AppTest]


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> Opens:
    """Return a function that opens the page of a store by an address."""

    def opened(store: Path, **query: str) -> AppTest:
        monkeypatch.setenv("CDP_STORE", str(store))
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return app.switch_page("pages/asb_map.py").run()

    return opened


def said(app: AppTest) -> str:
    """Return all that the page's blocks say; it must not have failed."""
    assert not app.exception, [each.message for each in app.exception]
    plain = [each.proto.body for each in app.get("html")]
    return unescape(" ".join(plain + [sent.get("html", "") for sent in _sent(app)]))


def _sent(app: AppTest) -> list[dict[str, Any]]:
    components = app.get("bidi_component")
    return [json.loads(c.proto.json) for c in components if c.proto.json]


def drawn_map(app: AppTest) -> dict[str, Any]:
    """Return what the map was sent."""
    (found,) = (sent for sent in _sent(app) if "classes" in sent)
    return found


def by_label(app: AppTest) -> dict[str, Any]:
    """Return the page's switches, lists and sliders by their label."""
    return {each.label: each for each in (*app.selectbox, *app.slider)}


def test_every_layer_is_drawn_by_itself(opens: Opens, demo_store: Path) -> None:
    seen = {}
    for layer in LAYERS:
        app = opens(demo_store, layer=layer)
        words, sent = said(app), drawn_map(app)
        assert len(sent["classes"]) == len(sent["values"]) == 180
        assert ("not proof of under-reporting" in words) == (layer == "gap")
        assert "Our own design, not NTU's index." in words
        assert "Ethnicity used: no." in words
        assert dict(app.query_params).get("layer", "index") == layer
        assert "The 20 highest of 180 areas" in words
        seen[layer] = sent["values"][0]
    assert len(set(seen.values())) == len(LAYERS)


def test_the_demonstration_has_types_and_hot_spots(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store)
    assert "13 types of ASB, weighed by impact." in said(app)
    sent = drawn_map(app)
    assert "1" in sent["uncertain"]
    assert "1" in sent["outlined"]
    assert "v" in sent["classes"]
    assert {"h", "o", "v", "s"} <= {kind for kind, _ in sent["legend"]["items"]}


def test_the_cards_of_an_area_say_all_that_is_known(
    opens: Opens, demo_store: Path
) -> None:
    words = said(opens(demo_store, lsoa=LSOA))
    assert LSOA in words
    for part in (
        " times</p>", "Rank of 180, likely range", "What it is made of",
        "Expected from who lives there", "Low income", "Its neighbours",
        "What would change the picture", "Reports in 12 months to",
    ):  # fmt: skip
        assert part in words


def test_weights_change_the_map_and_stay_in_the_address(
    opens: Opens, demo_store: Path
) -> None:
    default = drawn_map(opens(demo_store))["values"]
    app = opens(demo_store, impact="equal-1")
    assert drawn_map(app)["values"] != default
    assert "Weights: equal-1." in said(app)
    assert "1" not in drawn_map(app)["outlined"], "the ring around has no types"
    own = opens(demo_store, impact=OWN)
    assert f"Weights: own, {OWN}." in said(own)
    wrong = opens(demo_store, impact="3,2")
    assert "The link names a set of weights that is not held here" in said(wrong)
    assert drawn_map(wrong)["values"] == default


def test_repeats_may_weigh_more_where_cases_are_held(
    opens: Opens, demo_store: Path
) -> None:
    default = drawn_map(opens(demo_store))["values"]
    app = opens(demo_store, impact="repeats", lsoa=LSOA)
    words = said(app)
    assert drawn_map(app)["values"] != default
    assert "Weights: tiers-1, repeats weigh more." in words
    card = re.search(
        r"With repeats weighing more, index (\d+)", said(opens(demo_store, lsoa=LSOA))
    )
    assert card is not None
    assert f"<dd>{card[1]} (" in words, "the stored index and the map agree"


def test_a_slider_weighs_its_type_and_nothing_else(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, view="analysts")
    sliders = by_label(app)
    assert sum(each.type == "slider" for each in sliders.values()) == 13
    assert "Default weights<td>1.000" in said(app).replace(' class="t"', "")
    app = sliders["Nuisance neighbours"].set_value(6.0).run()
    assert dict(app.query_params)["impact"] == OWN
    assert by_label(app)["Nuisance neighbours"].value == 6.0
    assert by_label(app)["Litter, fly-tipping or dog fouling"].value == 1.0
    assert "Default weights<td>1.000" not in said(app).replace(' class="t"', "")
    app = by_label(app)["Nuisance neighbours"].set_value(3.0).run()
    assert "impact" not in app.query_params, "the default needs no word"


def test_two_things_at_once_count_nine_cells(opens: Opens, demo_store: Path) -> None:
    for other, what in (("volume", "number of reports"), ("expected", "expected harm")):
        app = opens(demo_store, view="cross", cross=other, cell="33")
        words = said(app)
        assert f"Areas by third of harm and of {what}" in words
        assert set(drawn_map(app)["classes"]) <= set("ABCDEFGHIv")
        assert f"High harm, high {what}" in words


def test_trust_prints_numbers_with_ranges_and_draws_no_map(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, view="trust")
    words = said(app)
    for part in (
        "Does one half of the year find the same areas", "Next period: hit rate",
        "Plain number of reports in the twelve months before", "Planted gaps: recall",
        "Leave one source out", "Lowest third by share",
        "Does it agree with a rate from elsewhere?", "Deliberate fires",
        "Our own design, not NTU's index.",
        "not proof of under-reporting",
        "nothing about any person or group", "Environmental health",
    ):  # fmt: skip
        assert part in words
    assert not [sent for sent in _sent(app) if "classes" in sent]
    labels = {getattr(each, "label", "") for each in app.get("download_button")}
    record = "Download the record of the method"
    assert labels == {"Download CSV", "Download Excel", record}


def test_analysts_see_ethnicity_as_totals_alone(opens: Opens, demo_store: Path) -> None:
    words = said(opens(demo_store, view="analysts"))
    assert "Ethnicity is not used." in words
    assert "without ethnicity down, with it across" in words
    for view in ("", "cross"):
        shown = said(opens(demo_store, view=view)).lower()
        assert "not white" not in shown


def test_ethnicity_is_off_until_an_analyst_compares(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, view="analysts")
    words, without = said(app), drawn_map(app)["classes"]
    assert "Ethnicity used in this map: no." in words
    assert "Expected reports, 100 = average, by who lives there" in words
    compared = opens(demo_store, view="analysts", version="with")
    assert "Ethnicity used in this map: yes." in said(compared)
    assert "would be flagged" in said(compared)
    assert drawn_map(compared)["classes"] != without
    assert "Ethnicity used in this map" not in said(opens(demo_store, version="with"))


def test_a_family_of_other_crime_has_its_own_map_and_weights(
    opens: Opens, demo_store: Path
) -> None:
    asb = drawn_map(opens(demo_store))["values"]
    first = opens(demo_store, view="crime")
    assert "The weights are assumptions:</b> robbery 4" in said(first)
    app = opens(demo_store, view="crime", family="violence", lsoa=LSOA)
    words, sent = said(app), drawn_map(app)
    assert "One police category:" in words
    assert len(sent["classes"]) == len(sent["values"]) == 180
    assert sent["values"] not in (asb, drawn_map(first)["values"])
    assert sent["selected"] == LSOA
    assert "Rank of 180, likely range" in words
    assert "Violence and sexual offences. The 20 highest of 180 areas" in words
    assert dict(app.query_params) == {
        "view": "crime", "family": "violence", "lsoa": LSOA,
    }  # fmt: skip
    wrong = said(opens(demo_store, view="crime", family="fraud"))
    assert "The link names a family of crime that is not held here" in wrong
    more = by_label(opens(demo_store, view="crime", table="all"))
    more["Rows of the table"].select(60).run()


def test_without_other_crime_the_part_says_what_to_load(
    opens: Opens, tmp_path: Path
) -> None:
    words = said(opens(store_of(tmp_path, 13), view="crime"))
    assert "no family of crimes can be ranked here" in words
    assert "Add the street-level files of twelve whole months" in words


def test_wards_and_own_areas_are_listed(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store)
    (switch,) = (each for each in app.button_group if each.label == "Table")
    app = switch.set_value("areas").run()
    assert "Wards and own areas, highest first" in said(app)


def test_what_the_plan_names_in_these_months_is_annotated(
    opens: Opens, tmp_path: Path
) -> None:
    events = [
        f'[[event]]\nfirst = {year}-06-01\nlast = {year}-07-31\nlabel = "{label}"\n'
        f'kind = "recording"\nindicators = ["{indicator}"]\n'
        for year, label, indicator in (
            (2024, "Recording drive", "asb_incidents"),
            (2023, "Older drive", "asb_incidents"),
            (2024, "Other drive", "burglary"),
        )
    ]
    plan = tmp_path / "plan.toml"
    whole = (ROOT / "data" / "plan.toml").read_text("utf-8")
    plan.write_text("\n".join([whole, *events]), "utf-8")
    words = said(opens(store_of(tmp_path, 13, plan=str(plan))))
    assert "Mind in these months:</b> Recording drive (Jun 2024 to Jul 2024)" in words
    assert "Older drive" not in words
    assert "Other drive" not in words


def test_one_category_has_no_sliders_and_says_why(opens: Opens, tmp_path: Path) -> None:
    store = store_of(tmp_path, 13)
    app = opens(store, view="analysts")
    assert not app.slider
    assert "With one category of report there is nothing to weigh" in said(app)
    assert "One police category:" in said(opens(store))


def test_a_layer_that_is_absent_says_its_stored_reason(
    opens: Opens, tmp_path: Path
) -> None:
    store = store_of(tmp_path, 13)
    for layer in ("expected", "gap", "forecast"):
        app = opens(store, layer=layer)
        words = said(app)
        assert "no such layer here" in words
        assert "Not received yet: " in words
        assert "build again" in words
        assert not [sent for sent in _sent(app) if "classes" in sent]


def test_under_reporting_is_possible_where_residents_say_that_they_report_less(
    opens: Opens, demo_store: Path
) -> None:
    # The demonstration asked two wards beside the whole (34%): in Harebell Heath 21%
    # of 210 report what they meet, in Quarrywell 33% of 190, which chance explains.
    app = opens(demo_store, layer="gap")
    words, sent = said(app), drawn_map(app)
    assert sent["classes"].count("3") == 1
    assert sent["classes"].count("2") == 2
    assert "in 1 of these residents also say that they report less" in words
    assert "Possible under-reporting" in words
    assert "cannot be reached until a survey" not in words
    assert "not proof of under-reporting" in words
    area = said(opens(demo_store, layer="gap", area="E01999156"))
    assert "Possible under-reporting" in area

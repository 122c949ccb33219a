"""What the ASB harm map says, layer by layer, from answers typed in by hand."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl

import numpy as np
import pytest

from cdp_metrics.answers.harm.about import Checked, HarmArea, Past
from cdp_metrics.answers.harm.asb_map import AsbMap, Lsoa
from cdp_metrics.answers.harm.weights import Counted, stability, with_weights
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.filters import Filters
from cdp_metrics.stats.harm import GAP_STATES, Cuts, reported_harm
from cdp_metrics.ui.markup import Card
from cdp_metrics.ui.views.harm.analysts import analyst_view, set_names
from cdp_metrics.ui.views.harm.card import Around, harm_cards
from cdp_metrics.ui.views.harm.cross import cell_names, cross_view
from cdp_metrics.ui.views.harm.drawing import no_map
from cdp_metrics.ui.views.harm.layers import LAYERS as DRAWN_LAYERS
from cdp_metrics.ui.views.harm.layers import drawn
from cdp_metrics.ui.views.harm.rows import area_rows
from cdp_metrics.ui.views.harm.trust import QUESTIONS, spoken_rows, trust_view
from cdp_metrics.ui.views.harm.versions import VERSIONS, version_note
from cdp_metrics.ui.views.harm.view import MapView, map_view
from cdp_metrics.ui.views.harm.words import (
    LAYERS,
    basis,
    layer_names,
    probability,
    sure,
)
from cdp_metrics.ui.views.trends.shown import Table
from tests.literals import NONE, asb_map, lsoa, trend

NOTHING, FEWER, CHECK, POSSIBLE = GAP_STATES
SOURCES = {"police": "Police", "council": "Council"}
TYPED = ("Nuisance neighbours", "Drug use", "Litter")
SETS = {"tiers-1": (3.0, 2.0, 1.0), "equal-1": (1.0, 1.0, 1.0)}
# the golden example of the method: five areas, three types, the fifth a visitor area
COUNTS = [[12, 30, 8], [5, 14, 20], [30, 60, 25], [4, 9, 3], [60, 220, 40]]
RESIDENTS = [1500, 1800, 1600, 1400, 2000]
FULL: dict[str, object] = {
    "p_top10": 0.2, "expected": 40.0, "expected_index": 120.0,
    "contribution_age": 1.1, "contribution_tenure": 0.95, "contribution_income": 1.3,
    "theta": 0.75, "theta_lower": 0.6, "theta_upper": 0.9, "p_low_survey": 0.7,
    "p_low_crime": 0.004, "gap_state": NOTHING, "gap_state_eth": NOTHING,
    "index_third": 2, "volume_third": 2, "expected_third": 3, "corner_volume": "",
    "corner_expected": "", "gistar_z": 0.4, "gistar_hot": False,
    "gistar_cold": False, "forecast": 33.0, "forecast_lower": 22.0,
    "forecast_upper": 45.0, "km2": 0.55,
}  # fmt: skip


def area(code: str, **changes: object) -> Lsoa:
    """Return an area of which every layer is known."""
    return lsoa(code, **(FULL | changes))


HIGH = area(
    "E01000003", name="Alderton (002B)", map_class=2, index=200.0, reports=80.0,
    gistar_hot=True, gistar_z=3.1, index_third=3, volume_third=3, per_km2=90.0,
    corner_volume="high volume, high harm", forecast=60.0, forecast_upper=75.0,
)  # fmt: skip
LOW = area(
    "E01000002", name="Alderton (001E)", map_class=0, index=40.0, certainty=0.6,
    rate=10.0, gap_state=CHECK, gap_state_eth=FEWER, index_third=1, reports=12.0,
    volume_third=1, corner_expected="quiet but expected high: check reporting",
    expected_index=160.0, theta=0.4, p_low_survey=0.97, p_low_crime=0.9,
)  # fmt: skip
VISITOR = area(
    "E01000004", name="Alderton (001B)", map_class=2, index=900.0, visitor=True,
    ward="Birch", ward_code="E05000002", index_third=3, volume_third=3, reports=300.0,
    per_km2=700.0, corner_volume="high volume, high harm",
)  # fmt: skip
STUDENT = area(
    "E01000001", name="Alderton (001A)", student=True, certainty=0.995, gap_state=FEWER
)
FOUND = asb_map(STUDENT, LOW, HIGH, VISITOR, route="survey", risks="bcs0708-1")


def types_of(found: AsbMap) -> Counted:
    """Return the reports of a map as one category."""
    return Counted(
        names=("",),
        sets={},
        harm=reported_harm(
            [[each.reports] for each in found.lsoas],
            [each.residents for each in found.lsoas],
            np.array([not each.visitor for each in found.lsoas]),
        ),
        source_names=SOURCES,
    )


def page(
    found: AsbMap = FOUND,
    layer: str = "index",
    ward: str = "",
    checks: tuple[Checked, ...] = (),
    *,
    demo: bool = False,
) -> MapView:
    """Return a layer of the map on 2 March 2026."""
    return map_view(
        found,
        types_of(found),
        checks,
        layer,
        "Alderton",
        ward,
        today=date(2026, 3, 2),
        demo=demo,
    )


def figures(download: bytes) -> list[dict[str, str]]:
    """Return the table of a CSV, below the rows that say what it is."""
    _, _, table = download.decode("utf-8-sig").partition("\r\n\r\n")
    return list(csv.DictReader(io.StringIO(table, newline="")))


def about(download: bytes) -> dict[str, str]:
    """Return the rows of a CSV that say what it is."""
    head, _, _ = download.decode("utf-8-sig").partition("\r\n\r\n")
    return {row[0]: row[-1] for row in csv.reader(io.StringIO(head, newline=""))}


# Layers


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_draws_one_mark_an_area_in_code_order(layer: str) -> None:
    said = drawn(FOUND, layer)
    shown = {kind for kind, _ in said.legend.items}
    for marks, swatch in (
        (said.classes, ""), (said.uncertain, "h"), (said.dotted, "d"),
        (said.outlined, "o"),
    ):  # fmt: skip
        assert len(marks) in ((4,) if marks is said.classes else (0, 4))
        if swatch and "1" in marks:
            assert swatch in shown, "what is drawn is in the legend"
    assert set(said.classes) <= shown
    assert len(said.values) == 4
    assert said.absent is None
    assert LAYERS.keys() == DRAWN_LAYERS.keys()


def test_the_index_is_hatched_dotted_and_outlined() -> None:
    said = drawn(FOUND, "index")
    assert said.classes == "102v"
    assert said.uncertain == "0100"
    assert said.outlined == "0010"
    assert said.values[2] == "28.0 per 1,000; 80 reports"
    assert said.values[3] == "300 reports; visitor area, not rated"
    assert said.headline == "1 area clearly has over 1.5 times the average"
    assert said.subtitle.endswith(
        "3 small areas rated; 1 visitor area not rated, with 71% of the reports"
    )
    assert dict(said.legend.items)["1"] == "18.8 to 37.5"  # 0.75 and 1.5 times 25
    assert drawn(asb_map(HIGH, HIGH, LOW), "index").headline.startswith(
        "2 areas clearly have"
    )
    none = drawn(asb_map(LOW, STUDENT), "index")
    assert none.headline == "No area is clearly over 1.5 times the average rate"
    assert "o" not in dict(none.legend.items)


def test_expected_harm_does_not_look_at_reports() -> None:
    said = drawn(FOUND, "expected")
    assert said.classes == "121v"
    assert said.headline.endswith("over 1.5 times the average in 1 area")
    assert "2007-08 national survey of perceptions" in said.subtitle
    assert said.values[1] == "1.6 times the average expected, 0.4 reported"


def test_the_gap_has_four_states_and_the_last_cannot_be_reached() -> None:
    said = drawn(FOUND, "gap")
    assert said.classes == "120v"
    assert said.headline == (
        "In 2 areas reports are fewer than expected, in 1 of them by both ways of "
        "expecting"
    )
    states = dict(said.legend.items)
    assert {"0", "1", "2", "3"} <= states.keys()
    assert "cannot be reached until a survey of who reports is loaded" in states["3"]
    surveyed = drawn(asb_map(area("E01000001", gap_state=POSSIBLE)), "gap")
    assert surveyed.classes == "3"
    assert dict(surveyed.legend.items)["3"] == "Possible under-reporting"
    asked = replace(FOUND, notes=(("reporting", "residents were asked in 2024"),))
    assert dict(drawn(asked, "gap").legend.items)["3"] == "Possible under-reporting"
    for layer in LAYERS:
        notes = page(layer=layer).notes
        assert ("not proof of under-reporting" in notes) == (layer == "gap")


def test_volume_and_density_rate_visitor_areas_and_mark_them() -> None:
    for layer in ("volume", "km2", "forecast"):
        said = drawn(FOUND, layer)
        assert said.dotted == "0001"
        assert "v" not in said.classes
    assert drawn(FOUND, "volume").classes[3] == "2"
    assert drawn(FOUND, "volume").headline == (
        "The 1 area with most reports holds 71% of all"
    )
    assert "700 per km²" in drawn(FOUND, "km2").headline
    alike = drawn(asb_map(*[area(f"E0100000{n}") for n in range(5)]), "volume")
    assert alike.classes == "nnnnn"


def test_the_forecast_stands_beside_last_years_reports() -> None:
    said = drawn(FOUND, "forecast")
    assert said.values[2] == "60 expected (22 to 75); 80 last year"
    # 12 reports below 22 to 45; 80 above 22 to 75; 300 above 22 to 45
    assert (
        said.headline == "More reports than last year are likely in 1 area, fewer in 2"
    )
    alike = asb_map(area("E01000001", reports=30.0), area("E01000002", reports=30.0))
    assert drawn(alike, "forecast").headline == (
        "In no area are more or fewer reports than last year likely"
    )
    hits = (
        Checked("next period: hit rate", "forecast", 0.25, 0.2, 0.3, 9, "areas"),
        Checked("next period: hit rate", "volume", 0.26, 0.21, 0.3, 9, "areas"),
        Checked("next period: hit rate", "index", 0.2, 0.1, 0.3, 9, "areas"),
    )
    tested = page(layer="forecast", checks=hits).tested
    assert tested is not None
    assert [row[1:3] for row in tested.rows] == [
        ("25.0%", "20.0% to 30.0%"),
        ("26.0%", "21.0% to 30.0%"),
    ]
    why = asb_map(*FOUND.lsoas, notes=(("validation", "next period: not held"),))
    assert page(why, "forecast").untested == "next period: not held"
    assert page(layer="index", checks=hits).tested is None


@pytest.mark.parametrize(
    ("layer", "column"),
    [("expected", "expected"), ("gap", "theta"), ("forecast", "forecast"),
     ("km2", "per_km2")],
)  # fmt: skip
def test_a_layer_that_is_absent_says_its_stored_reason(layer: str, column: str) -> None:
    lost = [area(each.code, **{column: None}) for each in FOUND.lsoas]
    said = page(asb_map(*lost, notes=((layer, "table of tenure is missing"),)), layer)
    assert said.drawn.absent is not None
    assert said.drawn.absent[0] == "table of tenure is missing"
    assert "build again" in said.drawn.absent[1]
    assert said.absent_headline.endswith("no such layer here")
    unsaid = drawn(asb_map(*lost), layer).absent
    assert unsaid is not None and unsaid[0]


FLAT = [
    lsoa(
        f"E0100000{at}", index=100.0, index_lower=None, index_upper=None,
        rank_lower=1, rank_upper=3, certainty=None, student=at == 3,
    )
    for at in (1, 2, 3)
]  # fmt: skip


def test_where_areas_do_not_differ_the_map_says_so_and_claims_nothing() -> None:
    found = asb_map(*FLAT)
    said = page(found)
    assert said.drawn.headline == "No detectable variation between areas"
    assert said.drawn.headline in said.label
    assert (said.drawn.classes, said.drawn.uncertain) == ("111", "000")
    assert {row[-3:] for row in said.table(0, 20).rows} == {
        ("not shown", "1 to 3", "No detectable variation"),
        ("not shown", "1 to 3", "No detectable variation; student area"),
    }
    assert {row["certainty"] for row in figures(said.csv())} == {""}
    main = cards(FLAT[2], found)[0]
    assert "Sure of its class" not in dict(main.facts)
    assert "**No detectable variation** between areas" in main.text
    assert "**Student area.**" in main.text


# What must be said


def test_the_statements_of_the_method_are_on_screen() -> None:
    said = page()
    spoken = " ".join([said.notes, *said.source]).replace("**", "")
    for part in (
        "Our own design, not NTU's index. Expected values use "
        "a 2007-08 national survey of perceptions.",
        "One police category: this map shows reports per resident, not type or "
        "severity.",
        "Area figures; nothing about any person or group.",
        "Route of expected reports: survey",
        "Weights: one category.",
        "Relative risks: bcs0708-1.",
        "Ethnicity used: no.",
        "docs/harm-index.md",
    ):
        assert part in spoken
    gap = page(layer="gap").notes.replace("**", "")
    assert "In tests about one flag in five was right." in gap
    assert "Residents are a poor base here; see per km²" in cards(VISITOR)[0].text
    assert "Residents are a poor base here; see per km²" in cards(STUDENT)[0].text


def test_types_and_their_absence_are_named() -> None:
    typed = asb_map(*FOUND.lsoas, basis="types", unclassified=0.024,
                    sources=("police", "council"))  # fmt: skip
    said = page(typed)
    assert "Reports from: Police, Council; 2% of them have no type" in said.notes
    assert "One police category" not in said.notes
    assert layer_names(typed)["index"] == "Harm index"
    assert layer_names(FOUND)["index"] == "Reports per resident"
    assert said.drawn.values[2] == "index 200; 80 reports"
    assert "Per 1,000 residents, smoothed" not in said.table(0, 20).columns
    lost = asb_map(*FOUND.lsoas, basis="too many without a type", unclassified=0.42)
    assert "42% of reports have no type, too many to use types" in page(lost).notes


def test_what_moved_counts_without_a_change_on_the_ground_is_annotated() -> None:
    assert "Mind in these months" not in page().notes
    drive = Event(
        first=date(2025, 3, 1), last=date(2025, 5, 31), label="Recording drive",
        kind="recording",
    )  # fmt: skip
    for layer in LAYERS:
        said = page(asb_map(*FOUND.lsoas, events=(drive,)), layer).notes
        assert "Recording drive (Mar 2025 to May 2025); it may have moved" in said


def test_what_hot_spots_rest_on_is_said_where_they_are_drawn() -> None:
    noted = asb_map(*FOUND.lsoas, notes=(("hot spots", "the ring has no types"),))
    assert "Hot spots: the ring has no types." in page(noted).notes
    assert "Hot spots" not in page(noted, "volume").notes


def test_weights_that_are_all_equal_are_said() -> None:
    found, types = golden()
    alike = Counted(TYPED, {"flat-1": (1.0, 1.0, 1.0)}, types.harm, SOURCES)
    assert "no more than smoothed reports per resident" in basis(found, alike)
    assert "weighed by impact" in basis(found, types)


def test_a_rank_is_never_a_bare_position() -> None:
    for layer in LAYERS:
        view = page(layer=layer)
        for at, name in enumerate(view.table(0, 20).columns):
            if "Rank" in name:
                assert "range" in name
                assert all(
                    " to " in row[at] or row[at] == "Not rated"
                    for row in view.table(0, 20).rows
                )


def test_certainty_is_never_rounded_up_over_the_line() -> None:
    assert sure(0.7996) == "79% sure"
    assert sure(0.995) == "over 99% sure"
    assert [probability(p) for p in (None, 0.001, 0.5, 0.999)] == [
        "not known", "under 1%", "50%", "over 99%",
    ]  # fmt: skip


# Table and download


def test_the_table_lists_the_highest_first_and_says_which_are_not_rated() -> None:
    rows = page().table(0, 20).rows
    assert [row[0][-6:] for row in rows] == ["(002B)", "(001A)", "(001E)", "(001B)"]
    assert [row[-1] for row in rows] == [
        "High, 95% sure",
        "Middle, over 99% sure; student area",
        "Low, 60% sure",
        "Not rated: visitor area",
    ]
    gap = page(layer="gap").table(0, 20).rows
    assert [row[-1] for row in gap] == [
        "Check reporting",
        "Fewer reports than expected",
        "Nothing to say",
        "Not rated: visitor area",
    ]
    for layer in LAYERS:
        table = page(layer=layer).table(0, 20)
        assert {len(row) for row in table.rows} == {len(table.columns)}


def test_a_short_table_says_that_it_is_one_and_the_download_is_whole() -> None:
    said = page()
    few = said.table(0, 2)
    assert len(few.rows) == 2
    assert few.caption == "The 2 highest of 4 areas of Alderton; the download holds all"
    rest = said.table(2, 60)
    assert rest.caption == (
        "Rows 3 to 4, highest first, of 4 areas of Alderton; the download holds all"
    )
    assert few.rows + rest.rows == said.table(0, 60).rows
    assert said.table(0, 60).caption == "All 4 areas of Alderton, highest first"
    assert said.held == 4
    assert len(figures(said.csv())) == 4
    ward = page(ward="E05000002")
    assert ward.table(0, 20).caption == "The only area of Birch ward"
    assert len(ward.drawn.classes) == len(ward.names) == 4
    assert ward.csv() == page().csv()


def test_the_download_holds_every_layer_and_no_ethnicity() -> None:
    said = page(demo=True)
    rows = {row["code"]: row for row in figures(said.csv())}
    told = about(said.csv())
    assert said.csv().decode("utf-8-sig").startswith("Demonstration data: invented")
    assert told["Period"] == "Year to Dec 2025"
    assert "Ethnicity used: no" in told["Versions"]
    assert "not proof of under-reporting" in told["Mind"]
    high = rows["E01000003"]
    for name in ("index", "theta", "gap_state", "gistar_z", "forecast", "per_km2"):
        assert high[name] != ""
    assert not [name for name in high if "eth" in name.split("_")]
    visitor = rows["E01000004"]
    assert visitor["reports"] == "300.0"
    assert {visitor[n] for n in ("rate", "index", "rank_lower", "certainty")} == {""}


def test_wards_have_their_own_ranges_and_say_who_visits() -> None:
    ward = HarmArea(
        "E05000001", "Ash", "ward", 9000.0, 130.0, 110.0, 150.0, 2, 5, 20, 0.25, 1, 0.9
    )
    old = HarmArea(
        "E05000009", "Oak", "ward_before", 9000.0, 130.0, None, None, 1, 1, 1, 0.0, 1,
        None,
    )  # fmt: skip
    assert area_rows([ward, old]) == (
        ("Ash", "Ward", "9,000", "130", "110 to 150", "2 to 5 of 20", "25%"),
    )


# Cards

ASB = trend([float(n) for n in range(1, 73)])  # to December 2025


def cards(
    each: Lsoa,
    found: AsbMap = FOUND,
    types: Counted | None = None,
    around: Around | None = None,
) -> tuple[Card, ...]:
    """Return the cards of an area without neighbours."""
    return harm_cards(
        each, found, types or types_of(found), around or Around((), ASB, ())
    )


def test_a_card_leads_with_the_plain_multiple() -> None:
    card, *more = cards(HIGH)
    facts = dict(card.facts)
    assert (card.big, card.big_label) == (
        "2.0 times",
        "the partnership's average rate of reports per resident",
    )
    assert facts["Rank of 4, likely range"] == "2 to 5"
    assert facts["Index, likely range"] == "200 (90 to 140)"
    assert card.trend_words == ("Jan 2025: 61", "Reports a month", "Dec 2025: 72")
    assert card.link is not None
    target, _, query = card.link[1].partition("?")
    assert target == "trends"
    assert Filters.from_query(dict(parse_qsl(query))).area == "E05000001"
    assert [each.name for each in more] == [
        "What it is made of",
        "Expected from who lives there",
        "On the other maps",
        "What would change the picture",
    ]
    assert "Named cell: high volume, high harm." in more[2].text


def test_a_card_draws_the_years_where_enough_are_held() -> None:
    years = tuple(Past(date(2020 + at, 12, 31), 10.0 + at, 100.0) for at in range(3))
    card = cards(HIGH, around=Around(years, ASB, ()))[0]
    assert list(card.trend) == [10.0, 11.0, 12.0]
    assert card.trend_words[1] == "Reports in 12 months to"
    few = cards(HIGH, around=Around(years[:2], ASB, ()))[0]
    assert few.trend_words[1] == "Reports a month"
    gone = trend([1.0] * 70 + [NONE, 2.0])
    broken = cards(HIGH, around=Around((), gone, ()))[0]
    assert list(broken.trend)[-3:] == [1.0, None, 2.0]


def test_a_card_of_a_visitor_area_is_not_rated() -> None:
    card, *more = cards(VISITOR)
    assert card.big == "700"
    assert card.big_label == "reports per km²; residents are a poor base here"
    told = " ".join(dict(card.facts)).lower()
    for kept_back in ("index", "rank", "sure", "smoothed", "top tenth"):
        assert kept_back not in told
    assert "Not rated" in more[1].text
    assert not more[1].facts
    assert "Named cell" not in " ".join(each.text for each in more)
    unmapped = asb_map(lsoa(visitor=True, per_km2=None), HIGH)
    assert cards(unmapped.lsoas[0], unmapped)[0].big == "30"


@pytest.mark.parametrize("risks", ["bcs0708-1", "bcs0708-1-without-income", None])
def test_expected_values_name_the_survey_that_they_rest_on(risks: str | None) -> None:
    found = replace(FOUND, risks=risks)
    assert "use a 2007-08 national survey of **perceptions**" in page(found).notes


def test_a_partnerships_own_risks_are_not_said_to_be_of_our_survey() -> None:
    found = replace(FOUND, risks="csew-2027")
    said = [
        page(found).notes, page(found, "expected").drawn.subtitle,
        cross_view(found, "expected", "13", demo=False).notes,
        about(page(found).csv())["Mind"], version_note(found, "with"),
    ]  # fmt: skip
    for words in said:
        assert "the partnership's own table of relative risks (csew-2027)" in words
        assert "2007-08" not in words


def test_areas_without_an_index_are_named_and_are_why_no_map_is_drawn() -> None:
    why = "2 of 4 LSOAs have no residents by Census 2021: they have no index"
    found = replace(FOUND, notes=(("areas", why),), version="")
    for layer in LAYERS:
        assert why in page(found, layer).notes
    reason, remedy = no_map(found)
    assert why in reason
    assert "census table of ages" in remedy
    assert "Boundaries" in no_map(FOUND)[0]


def test_a_partnership_reads_its_own_cut_offs() -> None:
    own = Cuts(
        visitor=100.0, classes=(80.0, 180.0), certain_class=0.97,
        range_shown=(0.1, 0.9), top_one_in=5,
    )  # fmt: skip
    found = replace(FOUND, cuts=own)
    said = page(found)
    legend = dict(said.drawn.legend.items)
    assert legend["h"] == "Class uncertain (under 97% sure)"
    assert "over 1.8 times" in legend["2"]
    assert "under 0.8 of average" in legend["0"]
    assert said.drawn.uncertain == "0110"  # HIGH is 95% sure
    assert "1.8 times" in said.drawn.headline
    method = said.source[1]
    assert "ranges are 80%" in method
    assert "over 100 shop thefts" in method
    assert "classes part at 80 and 180" in method
    assert about(said.csv())["Rates"].endswith("ranges 80%")
    assert "In the top 1 of 4, chance" in dict(cards(HIGH, found)[0].facts)
    changes = cards(LOW, found)[-1].text
    assert "in the middle class" in changes
    expected = page(found, "expected").drawn
    assert dict(expected.legend.items)["2"] == "Over 180"
    assert expected.classes[1] == "1"  # 160 is over 150, not over 180
    tested = page(found, "forecast", checks=(
        Checked("next period: hit rate", "volume", 0.3, 0.2, 0.4, 100, "bootstrap"),
    )).tested  # fmt: skip
    assert tested is not None
    assert "top one in 5 areas" in tested.caption
    assert (
        "top one in 5 areas"
        in trust_view(
            found, [Checked("next period: hit rate", "volume", 0.3, 0.2, 0.4, 100, "b")]
        ).parts[0][1]
    )


def test_a_card_names_predictors_with_what_they_do() -> None:
    expected = next(c for c in cards(LOW) if c.name.startswith("Expected"))
    facts = dict(expected.facts)
    assert (facts["Age"], facts["Tenure"], facts["Low income"]) == (
        "+10%", "\N{MINUS SIGN}5%", "+30%",
    )  # fmt: skip
    assert facts["Chance of few: residents"] == "97%"
    assert facts["Reporting"] == "Check reporting"
    assert "not proof" in expected.text
    bare = asb_map(lsoa(), HIGH, notes=(("expected", "no tenure"),))
    lost = next(c for c in cards(bare.lsoas[0], bare) if c.name.startswith("Expected"))
    assert lost.text == "Not known: no tenure."


def test_a_card_names_the_neighbours_here_and_outside() -> None:
    around = Around((), ASB, ("E01000003", "E01000004", "E01999999"))
    beside = next(c for c in cards(LOW, around=around) if "neighbours" in c.name)
    assert beside.facts == (
        ("Alderton (002B)", "2.0 times"),
        ("Alderton (001B)", "visitor area"),
    )
    assert beside.text == "1 neighbour more lies outside the partnership."


def golden() -> tuple[AsbMap, Counted]:
    """Return the golden example as a map and its counts."""
    usable = np.array([True, True, True, True, False])
    harm = reported_harm(COUNTS, RESIDENTS, usable, SETS["tiers-1"], 1.5)
    areas = [
        area(
            f"E0100000{at}", index=float(harm.index[at]), residents=float(people),
            reports=float(sum(COUNTS[at])), visitor=at == 4, index_repeats=90.0 + at,
            map_class=int(harm.index[at] >= 75) + int(harm.index[at] > 150),
        )
        for at, people in enumerate(RESIDENTS)
    ]  # fmt: skip
    found = asb_map(*areas, basis="types", phi=1.5, unclassified=0.1)
    return found, Counted(TYPED, SETS, harm, SOURCES)


def test_other_weights_keep_the_cut_offs_of_the_map() -> None:
    found, types = golden()
    own = Cuts(classes=(10.0, 20.0), range_shown=(0.4, 0.6), top_one_in=1)
    narrow = with_weights(replace(found, cuts=own), types, "equal-1")
    wide = with_weights(found, types, "equal-1")
    assert {each.map_class for each in narrow.rated} == {2}
    assert {each.p_top10 for each in narrow.lsoas} == {1.0}
    assert (narrow.lsoas[0].index_lower or 0) > (wide.lsoas[0].index_lower or 0)


def test_a_card_names_the_types_and_the_reports_that_would_move_it() -> None:
    found, types = golden()
    made = cards(found.lsoas[0], found, types)
    mix = next(c for c in made if c.name == "What it is made of")
    assert mix.facts[0] == ("Drug use", "30 (60%)")
    assert "With repeats weighing more, index 90." in mix.text
    changes = made[-1].text
    assert "fewer reports in the 12 months would put it in the low class" in changes
    assert "more reports in the 12 months would put it in the high class" in changes
    # as many more reports of the same mix do move it over the line
    steps = (150 - types.harm.index[0]) / types.worth(0)
    counts = np.array(COUNTS, float)
    counts[0] *= 1 + steps / counts[0].sum()
    shape = types.harm
    moved = (shape.priors[k].shape + counts[0, k] / 1.5 for k in range(3))
    rates = [
        m / (shape.priors[k].rate + RESIDENTS[0] / 1.5) for k, m in enumerate(moved)
    ]
    index = 100 * 1000 * np.dot(rates, shape.scaled_weights) / shape.reference
    assert index == pytest.approx(150)


# Two things at once, trust, analysts


def test_cells_are_named_counted_and_listed() -> None:
    said = cross_view(FOUND, "volume", "33", demo=True)
    assert said.classes == "EAIv"
    assert said.label.startswith("Demonstration data: invented.")
    assert said.grid.rows == (
        ("High harm", "0", "0", "1: high volume, high harm"),
        ("Middle harm", "0", "1", "0"),
        ("Low harm", "1: low both", "0", "0: high volume, low harm"),
    )
    assert [row[0] for row in said.table.rows] == ["Alderton (002B)"]
    quiet = cross_view(FOUND, "expected", "13", demo=False)
    assert quiet.headline == "1 area is quiet but expected high: check reporting"
    assert quiet.values[1].startswith("quiet but expected high: check reporting;")
    assert "not proof" in quiet.notes
    assert "not proof" not in said.notes
    typed = asb_map(*FOUND.lsoas, basis="types")
    for other in ("volume", "expected"):
        assert "One police category" in cross_view(FOUND, other, "13", demo=False).notes
        assert "category" not in cross_view(typed, other, "13", demo=False).notes
    for other in ("volume", "expected"):
        names = cell_names(other)
        assert len(names) == 9
        assert next(iter(names)) == "13"
    lost = cross_view(asb_map(*FLAT), "expected", "13", demo=False)
    assert lost.absent is not None
    assert lost.headline == "Harm and what is expected: no such map here"
    assert lost.classes == "nnn"


def test_trust_prints_every_stored_figure_once_with_its_range() -> None:
    checks = [
        Checked(measure, "x", 0.5, 0.4, 0.6, 9, "how")
        for question in QUESTIONS
        for measure in question.measures[:2]
    ]
    checks.append(Checked("something new", "y", 0.1, None, None, 3, "in km2"))
    said = trust_view(FOUND, checks)
    rows = [row for _, _, table in said.parts for row in table.rows]
    assert len(rows) == len(checks)
    assert ("Y", "0.10", "no range", "3", "In km²") in rows
    assert ("X", "0.50", "0.40 to 0.60", "9", "How") in rows
    captions = [table.caption for _, _, table in said.parts]
    assert len(set(captions)) == len(captions)
    words = " ".join(f"{t} {w}" for t, w, _ in said.parts).lower()
    for adjective in ("good", "strong", "weak", "poor", "excellent", "reliable"):
        assert adjective not in words.split()
    old = trust_view(
        asb_map(*FOUND.lsoas, ends=(date(2026, 1, 1), date(2025, 12, 1)),
                notes=(("validation", "next period: not held"),)), [],
    )  # fmt: skip
    assert old.absent[0] == "Next period: not held"
    assert "newest twelve months alone" in old.absent[-1]


def test_analysts_see_both_versions_and_no_list_of_them() -> None:
    """Flags are never sorted by, listed or exported with ethnicity."""
    other = area("E01000001", gap_state_eth=CHECK, expected_index_eth=200.0)
    found = asb_map(other, LOW, HIGH, VISITOR)
    both = analyst_view(found, None, []).versions
    assert list(both) == list(VERSIONS)
    assert both["without"].classes == "020v"
    assert both["with"].classes == "210v"
    assert both["without"].headline == "Without ethnicity, 1 area would be flagged"
    assert both["with"].headline == "With ethnicity, 2 areas would be flagged"
    assert both["with"].values[0] == "Check reporting; 2.0 times the average expected"
    assert both["with"].values[3] == "not rated"
    assert "Ethnicity used in this map: yes." in version_note(found, "with")
    assert "Ethnicity used in this map: no." in version_note(found, "without")
    for layer in LAYERS:
        assert page(found, layer).table(0, 60).rows == (
            page(asb_map(area("E01000001"), LOW, HIGH, VISITOR), layer)
            .table(0, 60)
            .rows
        )
    said = analyst_view(FOUND, None, [])
    assert said.stability is None
    assert said.states is not None
    assert said.states.rows == (
        ("Nothing to say", "1", "0", "0"),
        ("Fewer reports than expected", "1", "0", "0"),
        ("Check reporting", "0", "1", "0"),
    )
    named = {each.name for each in FOUND.lsoas}
    assert not named & {cell for row in said.states.rows for cell in row}
    without = asb_map(lsoa(), notes=(("ethnicity", "not held"),))
    none = analyst_view(without, None, [])
    assert (none.why, none.versions) == ("not held", {})
    old = asb_map(lsoa(), ends=(date(2025, 12, 1), date(2025, 11, 1)))
    assert "newest twelve months alone" in analyst_view(old, None, []).why


def test_other_weights_make_another_map_with_its_own_ranges() -> None:
    found, types = golden()
    same = with_weights(found, types, "tiers-1")
    assert [e.index for e in same.lsoas] == pytest.approx(
        [e.index for e in found.lsoas]
    )
    equal = with_weights(found, types, "equal-1")
    assert equal.weights == "equal-1"
    assert [e.index for e in equal.lsoas] != [e.index for e in same.lsoas]
    for each in equal.lsoas:
        assert each.index_lower is not None and each.index_upper is not None
        assert each.index_lower < each.index < each.index_upper
        assert each.rank_lower <= each.rank_upper
        assert each.gistar_hot is None, "the ring has no types"
    assert {each.index_third for each in equal.lsoas} == {1, 2, 3}
    assert equal.reweighed and not same.reweighed
    for each, notes in ((equal, page(equal).notes), (same, page(same).notes)):
        assert ("no hot spot is outlined" in notes) == each.reweighed
        shown = cards(each.lsoas[0], each, types)
        assert ("The line counts reports" in shown[0].text) == each.reweighed
        assert ("default weights alone" in shown[3].text) == each.reweighed
        assert ("weighed by impact" in drawn(each, "index").subtitle) != each.reweighed
    held = stability(types, found, SETS["tiers-1"])
    assert held.weights["default"].spearman == pytest.approx(1)
    assert list(held.without) == list(TYPED)
    assert held.repeats is not None
    shown = analyst_view(found, held, []).stability
    assert shown is not None
    assert shown.rows[1] == ("Default weights", "1.000", "4 of 4")
    assert len(shown.rows) == 3 + len(TYPED)


def test_what_would_change_the_picture_is_counted_by_the_same_weights() -> None:
    """The steps to the next class are those of the weights on screen."""
    _, types = golden()
    equal = types.by("equal-1")
    for at in range(4):
        # all weigh the same, so one report adds what one more report of any type does
        index, worth = equal.harm.index[at], equal.worth(at)
        counts = np.array(COUNTS, float)
        counts[at] *= 1 + 1 / counts[at].sum()
        rates = [
            (prior.shape + counts[at, k] / 1.5) / (prior.rate + RESIDENTS[at] / 1.5)
            for k, prior in enumerate(equal.harm.priors)
        ]
        moved = 100 * 1000 * sum(rates) / equal.harm.reference
        assert worth == pytest.approx(moved - index)
    assert [types.worth(at) for at in range(4)] != pytest.approx(
        [equal.worth(at) for at in range(4)]
    )


def test_repeats_weigh_more_only_where_cases_are_held() -> None:
    found, types = golden()
    assert types.weights("repeats") is None
    again = [[1.5 * n if at == 3 else n for n in row] for at, row in enumerate(COUNTS)]
    held = Counted(TYPED, SETS, types.harm, SOURCES, again)
    assert set_names(held)["repeats"] == "Repeats weigh more"
    more = with_weights(found, held, "repeats")
    usable = np.array([True, True, True, True, False])
    expected = reported_harm(again, RESIDENTS, usable, SETS["tiers-1"], 1.5)
    assert [each.index for each in more.lsoas] == pytest.approx(expected.index.tolist())
    assert more.lsoas[3].index > types.harm.index[3]
    assert more.reweighed
    said = page(more)
    assert "follows others at the same place weighs more" in said.notes
    assert "Weights: tiers-1, repeats weigh more." in " ".join(said.source)
    for each in more.lsoas:
        assert each.index_lower is not None and each.index_upper is not None
        assert each.index_lower < each.index < each.index_upper


def test_weights_of_a_link_are_read_or_refused() -> None:
    _, types = golden()
    assert types.weights("") == SETS["tiers-1"]
    assert types.weights("equal-1") == SETS["equal-1"]
    assert types.weights("3,2,4.5") == (3.0, 2.0, 4.5)
    for wrong in ("3,2", "3,2,0", "nowhere", "3,2,x"):
        assert types.weights(wrong) is None
    assert types_of(FOUND).weights("3") is None
    assert set_names(types) == {"tiers-1": "By impact (default)", "equal-1": "Equal"}


def test_a_slide_tells_the_first_figures_of_a_question() -> None:
    rows = [
        ("Forecast", "17.7%", "15.7% to 19.9%", "172", "bootstrap"),
        ("Equal weights", "0.99", "no range", "172", "18 of the top 20"),
        *[("Other", "1", "no range", "172", "")] * 3,
    ]
    told = spoken_rows(Table("Tests", ("Figure", "Value", "95% range", "", ""), rows))
    assert told == "Forecast 17.7% (15.7% to 19.9%); Equal weights 0.99; Other 1."

"""What is said of a family of other crime, from areas typed in by hand."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

from cdp_metrics.answers.harm.families import Family, FamilyArea
from cdp_metrics.catalogue.harm_rows import FamilyMember
from cdp_metrics.stats.harm import Cuts
from cdp_metrics.ui.views.harm.families import FamilyView, family_card, family_view


def member(category: str, weight: float, factor: float = 2) -> FamilyMember:
    """Return a category with its weight."""
    return FamilyMember(
        family="thefts",
        title="Thefts",
        category=category,
        weight=weight,
        low_factor=1 / factor,
        high_factor=factor,
        evidence="assumption",
    )


THEFTS = Family(
    "thefts",
    "Thefts",
    ("Robbery", "Burglary"),
    date(2025, 12, 31),
    160.0,
    (member("Robbery", 4), member("Burglary", 3)),
)
HIGH = FamilyArea(
    "E01000003", "Alderton 003", "Ash", 60.0, 40.0, 200.0, 160.0, 240.0, 1, 3, 2, 0.97,
    visitor=False,
)  # fmt: skip
LOW = replace(
    HIGH, code="E01000001", name="Alderton 001", ward="", reports=20.0, index=60.0,
    index_lower=50.0, index_upper=80.0, rank_lower=2, rank_upper=4, map_class=0,
    certainty=0.7,
)  # fmt: skip
VISITOR = replace(
    HIGH, code="E01000002", name="Alderton 002", reports=80.0, index=900.0, visitor=True
)
AREAS = (LOW, VISITOR, HIGH)


def view(
    family: Family = THEFTS,
    areas: tuple[FamilyArea, ...] = AREAS,
    *,
    demo: bool = False,
) -> FamilyView:
    """Return a family on 2 March 2026."""
    return family_view(family, areas, "Alderton", today=date(2026, 3, 2), demo=demo)


def test_a_family_is_read_by_the_cut_offs_of_the_partnership() -> None:
    own = Cuts(classes=(80.0, 180.0), certain_class=0.98, range_shown=(0.1, 0.9))
    found = view(replace(THEFTS, cuts=own))
    legend = dict(found.drawn.legend.items)
    assert legend["1"] == "80 to 180"
    assert legend["h"] == "Class uncertain (under 98% sure)"
    assert found.drawn.uncertain == "101"
    assert "no area clearly has over 1.8 times" in found.drawn.headline
    assert "ranges are 80%" in found.source[1]


def test_the_map_is_hatched_and_leaves_visitor_areas_unrated() -> None:
    drawn = view().drawn
    assert (drawn.classes, drawn.uncertain) == ("0v2", "100")
    assert drawn.headline == "Thefts: 1 area clearly has over 1.5 times the average"
    assert drawn.subtitle == (
        "Crimes per 1,000 residents, weighed by gravity, year to Dec 2025. 2 small "
        "areas rated; 1 visitor area not rated, with 50% of the crimes"
    )
    assert drawn.values == (
        "index 60; 20 crimes",
        "80 crimes; visitor area, not rated",
        "index 200; 60 crimes",
    )
    assert set(drawn.classes) <= {kind for kind, _ in drawn.legend.items}
    assert view(areas=(LOW,)).drawn.headline == (
        "Thefts: no area clearly has over 1.5 times the average"
    )
    assert view(areas=(HIGH, HIGH)).drawn.headline.startswith(
        "Thefts: 2 areas clearly have"
    )
    assert view(demo=True).label.startswith("Demonstration data: invented.")


def test_the_weights_are_named_as_assumptions() -> None:
    assert (
        "**The weights are assumptions:** robbery 4, burglary 3. Ranges let each be "
        "wrong by a factor of 0.5 to 2."
    ) in view().notes
    one = replace(THEFTS, members=(member("Robbery", 1),))
    assert "**One police category:**" in view(one).notes
    assert "weighed" not in view(one).drawn.subtitle
    alike = replace(THEFTS, members=(member("Robbery", 1), member("Burglary", 1)))
    assert "robbery 1, burglary 1" in view(alike).notes
    assert "weighed" not in view(alike).drawn.subtitle
    for each in (THEFTS, one):
        said = view(each).notes
        assert "Our own design, not NTU's index." in said
        assert "no reporting gap" in said
        assert "nothing about any person or group" in said
    assert "Ethnicity used: no" in " ".join(view().source)


def test_the_table_ranks_by_ranges_and_puts_visitor_areas_last() -> None:
    table = view().table(0, 20)
    assert table.caption == "Thefts. All 3 areas of Alderton, highest first"
    assert [row[0] for row in table.rows] == [
        "Alderton 003", "Alderton 001", "Alderton 002",
    ]  # fmt: skip
    assert table.rows[0][4:] == ("200", "160 to 240", "1 to 3", "High, 97% sure")
    assert set(table.rows[2][3:]) == {"Not rated", "Not rated: visitor area"}
    assert view().table(1, 3).rows == table.rows[1:]
    assert view().held == 3


def test_the_download_is_whole_and_scores_no_visitor_area() -> None:
    text = view(demo=True).csv().decode("utf-8-sig")
    about, _, table = text.partition("\r\n\r\n")
    assert about.startswith("Demonstration data: invented")
    assert "Robbery; Burglary" in about
    assert "The weights are assumptions: robbery 4" in about
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(table, newline=""))}
    assert len(rows) == 3
    assert rows["E01000003"]["index"] == "200.0"
    held = {name for name, cell in rows["E01000002"].items() if cell}
    assert held == {"code", "name", "ward", "reports", "visitor"}


def test_where_areas_do_not_differ_nothing_is_claimed() -> None:
    flat = tuple(
        replace(
            LOW, code=f"E0100000{at}", index=100.0, index_lower=None, index_upper=None,
            map_class=1, certainty=None,
        )
        for at in (1, 2)
    )  # fmt: skip
    said = view(areas=flat)
    assert said.drawn.headline == ("Thefts: no detectable variation between areas")
    assert said.drawn.uncertain == "00"
    assert said.table(0, 20).rows[0][-1] == "No detectable variation"
    assert dict(family_card(THEFTS, flat[0], 2).facts)["Class"] == (
        "No detectable variation"
    )


def test_a_card_leads_with_the_multiple_unless_people_only_visit() -> None:
    card = family_card(THEFTS, HIGH, 3)
    assert (card.big, card.big_label) == (
        "2.0 times",
        "the partnership's average: thefts",
    )
    assert dict(card.facts)["Rank of 3, likely range"] == "1 to 3"
    assert card.place == "Ash ward · E01000003"
    assert family_card(THEFTS, LOW, 3).place == "E01000001"
    visitor = family_card(THEFTS, VISITOR, 3)
    assert visitor.big == "80"
    assert not visitor.facts
    assert "Residents are a poor base here; see per km²" in visitor.text

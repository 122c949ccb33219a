"""Flows between three columns, and printed figures behind a chart."""

from __future__ import annotations

from functools import partial
from typing import Any

import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.band import Reference, with_reference
from cdp_metrics.charts.flow import FlowPicture, Link, flow_alt, flow_figure
from cdp_metrics.charts.theme import Mode, Size

# "Other" is a sector, a type and an outcome: three nodes, not one.
PICTURE = FlowPicture(
    [
        Link("Health", "Cuckooing", 12, 0),
        Link("Other", "Other", 5, 0),
        Link("Cuckooing", "Safety plan", 9, 1),
        Link("Other", "Other", 6, 1),
    ],
    ("Referred by", "Type", "What followed"),
    "cases",
    ["Not drawn: 3 cases."],
)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", ["s", "m"])
def test_each_flow_joins_two_columns(mode: Mode, size: Size) -> None:
    figure = flow_figure(PICTURE, mode=mode, size=size)
    go.Figure(figure)  # raises where Plotly knows no such thing
    flows = figure["data"][0]
    assert PICTURE.nodes == [
        *((0, "Health"), (0, "Other"), (1, "Cuckooing"), (1, "Other")),
        *((2, "Safety plan"), (2, "Other")),
    ]
    assert flows["link"]["source"] == [0, 1, 2, 3]
    assert flows["link"]["target"] == [2, 3, 4, 5]
    assert flows["link"]["value"] == [12, 5, 9, 6]
    said = [text["text"] for text in figure["layout"]["annotations"]]
    assert "Not drawn: 3 cases." in said


def test_a_node_stands_in_its_own_column_and_below_the_one_before() -> None:
    # What flowed into Labour is too small to draw: it is a type all the same.
    links = [*PICTURE.links, Link("Labour", "Safety plan", 8, 1)]
    picture = FlowPicture(links, PICTURE.heads, "cases")
    node = flow_figure(picture)["data"][0]["node"]
    at = {key: i for i, key in enumerate(picture.nodes)}
    assert node["x"][at[1, "Labour"]] == node["x"][at[1, "Cuckooing"]] == 0.5
    assert node["x"][at[0, "Health"]] < 0.01 and node["x"][at[2, "Other"]] > 0.99
    types = [node["y"][at[1, name]] for name in ("Cuckooing", "Other", "Labour")]
    assert types == sorted(types) and types[0] > 0 and types[-1] < 1


def test_the_flows_are_said_the_largest_first() -> None:
    said = flow_alt(PICTURE, "cases, City", demo=True)
    assert said.startswith("Demonstration data: invented. Flow chart of cases, City")
    assert "Referred by to type: Health to Cuckooing 12; Other to Other 5." in said
    assert said.endswith("Not drawn: 3 cases.")


def test_nothing_is_no_picture() -> None:
    with pytest.raises(ValueError, match="at least one"):
        flow_figure(FlowPicture([], ("a", "b", "c"), "cases"))


def _plain(*, mode: Mode, size: Size) -> dict[str, Any]:
    return {
        "data": [],
        "layout": {"shapes": [{"type": "line", "x0": mode, "x1": size}]},
    }


def test_a_printed_range_lies_behind_and_is_named() -> None:
    printed = Reference(85, 94, "Printed: 85% to 94%")
    drawn = partial(with_reference, _plain, printed, "x")(mode="dark", size="s")
    band, line = drawn["layout"]["shapes"]
    assert (band["x0"], band["x1"], band["layer"]) == (85, 94, "below")
    assert (line["x0"], line["x1"]) == ("dark", "s")
    assert drawn["layout"]["annotations"] == []
    (words,) = with_reference(_plain, printed)["layout"]["annotations"]
    assert (words["text"], words["y"]) == ("Printed: 85% to 94%", 85)
    assert with_reference(_plain, None) == _plain(mode="light", size="m")

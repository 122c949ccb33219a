from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from math import nan

from cdp_metrics.charts.coverage import Coverage, coverage_table
from cdp_metrics.charts.sparkline import sparkline


def line(svg: str) -> str:
    paths = [e.get("d", "") for e in ET.fromstring(svg).iter("path")]
    return paths[-1]


def test_a_sparkline_breaks_where_a_value_is_missing() -> None:
    d = line(sparkline([1, 2, nan, 2, 3, None, 1, 2]))
    assert d.count("M") == 3
    assert d.count("L") == 3


def test_a_sparkline_spans_its_box_and_ends_in_a_dot() -> None:
    svg = sparkline([0, 10], width=100, height=40)
    assert line(svg) == "M5.0 35.0L95.0 5.0"
    (dot,) = ET.fromstring(svg).iter("circle")
    assert (dot.get("cx"), dot.get("cy")) == ("95.0", "5.0")
    assert ET.fromstring(svg).get("aria-hidden") == "true"


def test_a_lone_value_is_a_point_and_a_level_line_lies_in_the_middle() -> None:
    lone = ET.fromstring(sparkline([1, nan, 3, nan, 2, 2]))
    assert len(list(lone.iter("circle"))) == 3
    assert line(sparkline([4, 4], width=100, height=40)) == "M5.0 20.0L95.0 20.0"


def test_a_target_is_dashed_and_inside_the_box() -> None:
    svg = sparkline([10, 12], target=2, width=100, height=40)
    target = next(ET.fromstring(svg).iter("path"))
    assert target.get("stroke-dasharray") == "4 3"
    assert target.get("d") == "M5.0 35.0H95.0"


def test_no_value_draws_nothing() -> None:
    assert sparkline([nan, None]) == ""
    assert sparkline([]) == ""


def calendar() -> ET.Element:
    return ET.fromstring(
        "<div>"
        + coverage_table(
            "Street files & <b>more</b>",
            [
                Coverage(date(2024, 12, 1), "complete"),
                Coverage(date(2025, 1, 1), "partial", "2 of 3 files"),
                Coverage(date(2025, 2, 1), "missing", "<not> published"),
            ],
        )
        + "</div>"
    )


def test_coverage_has_a_row_a_year_and_a_cell_a_month() -> None:
    rows = list(calendar().find(".//tbody") or [])
    assert [row[0].text for row in rows] == ["2025", "2024"]
    assert all(len(row) == 13 for row in rows)
    assert all(row[0].get("scope") == "row" for row in rows)


def test_coverage_says_its_state_in_words_and_in_shape() -> None:
    cells = [cell for cell in calendar().iter("td") if cell.get("title")]
    assert [cell.get("title") for cell in cells] == [
        "January 2025, partial: 2 of 3 files",
        "February 2025, missing: <not> published",
        "December 2024, complete",
    ]
    drawings = {
        ET.tostring(svg) for cell in cells if (svg := cell.find("svg")) is not None
    }
    assert len({d.split(b">", 1)[1] for d in drawings}) == 3
    outside = [c for c in calendar().iter("td") if not c.get("title")]
    assert {c[0].text for c in outside} == {"outside the period"}


def test_coverage_caption_is_text_and_the_region_takes_focus() -> None:
    caption = calendar().find(".//caption")
    assert caption is not None
    assert caption.text == "Street files & <b>more</b>"
    region = calendar().find(".//div[@role='region']")
    assert region is not None
    assert region.get("tabindex") == "0"

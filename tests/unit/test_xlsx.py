"""The Excel workbook that a reader takes away, read back by another library."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from cdp_metrics.export import about_rows, csv_file, with_rows, xlsx_file
from cdp_metrics.export.csv import Filed
from cdp_metrics.export.xlsx import workbook

COLUMNS = ("month", "area_code", "count", "share", "change", "year")
ROWS = (
    ("2025-01", "0012", "0", "12.5%", "-4", "2021"),
    ("2025-02", "3e5", "", "-0.4%", "+1,234.50", "2022"),
    ("2025-13", "E05", "Fewer than 5", "not shown", "=1+1", "2023"),
)


def opened(file: bytes) -> Workbook:
    """Return a workbook as a spreadsheet reads it."""
    return load_workbook(io.BytesIO(file))


def cells(book: Workbook, name: str) -> list[list[Any]]:
    """Return the values of a sheet."""
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def test_numbers_dates_words_and_nothing_stay_four_things() -> None:
    book = opened(xlsx_file(csv_file([("What", "x")], COLUMNS, ROWS)))
    assert book.sheetnames == ["Data", "About"]
    assert cells(book, "Data") == [
        list(COLUMNS),
        [datetime(2025, 1, 1), "0012", 0, 0.125, -4, 2021],
        [datetime(2025, 2, 1), "3e5", None, -0.004, 1234.5, 2022],
        ["2025-13", "E05", "Fewer than 5", "not shown", "=1+1", 2023],
    ]
    sheet = book["Data"]
    assert {cell.data_type for row in sheet for cell in row} == {"s", "n", "d"}  # no f
    shapes = [sheet.cell(3, at).number_format for at in (1, 4, 5, 6)]
    assert shapes == ["mmm yyyy", "0.0%", "#,##0.00", "0"]
    assert sheet.freeze_panes == "B2"


def test_a_computed_figure_is_a_number_with_all_its_digits() -> None:
    rows = [["0.3079286751236962"], ["-1.0919751089789402"], ["5.270106302643068e-11"]]
    sheet = opened(xlsx_file(csv_file([("What", "x")], ["sir"], rows)))["Data"]
    held = [sheet.cell(at, 1) for at in (2, 3, 4)]
    assert [cell.value for cell in held] == pytest.approx(
        [float(said) for (said,) in rows], rel=1e-15
    )
    assert [cell.number_format for cell in held] == ["#,##0.000000"] * 2 + ["0.0E+00"]


def test_columns_of_names_are_never_numbers() -> None:
    body = csv_file([("What", "x")], ["version", "code", "n"], [["1.10", "7", "7"]])
    assert cells(opened(xlsx_file(body)), "Data")[1] == ["1.10", "7", 7]


def test_what_it_is_stands_beside_it_and_invented_figures_say_so_first() -> None:
    about = about_rows(
        "Shown: area A.",
        date(2026, 2, 15),
        "abc123",
        ("**How to read it.** Two **clocks**.", "**Source:** invented.", "Mind this."),
        link="trends?area=A",
        demo=True,
    )
    body = csv_file([("Measure", "ASB")], ["n"], [["1"]], demonstration=True)
    book = opened(xlsx_file(with_rows(body, about)))
    assert cells(book, "Data") == [["Demonstration data: invented"], ["n"], [1]]
    said = [(name, words or "") for name, words in cells(book, "About")]
    assert said == [
        ("Demonstration data: invented", ""),
        ("Measure", "ASB"),
        ("Filters", "Shown: area A."),
        ("As at", "2026-02-15"),
        ("How to read it", "Two clocks."),
        ("Source", "invented."),
        ("Note", "Mind this."),
        ("Licence", "None needed: every figure is invented."),
        ("Build", "abc123"),
        ("Page", "trends?area=A"),
    ]


@pytest.mark.parametrize(
    ("source", "licence"),
    [
        ("police files (Open Government Licence v3.0)", "Open Government Licence v3.0"),
        ("return of the police", "By agreement with the partner that sent it"),
        ("somebody", "As the source states; ask it before publishing."),
    ],
)
def test_the_licence_follows_the_source(source: str, licence: str) -> None:
    rows = dict(about_rows("", date(2026, 1, 1), "b", (source,), demo=False))
    assert rows["Licence"].startswith(licence)
    assert rows["Filters"] == "None."


def test_the_same_figures_give_the_same_file() -> None:
    body = csv_file([("What", "x")], COLUMNS, ROWS)
    assert xlsx_file(body) == xlsx_file(body)


def test_names_of_sheets_are_such_as_excel_allows() -> None:
    table = Filed((), ("a",), (("1",),))
    long = "Burglary: by month / year [all] and by every ward"
    names = ["Data", "data", long, long, "'?'"]
    book = opened(workbook([(name, table) for name in names], [("a", "b")]))
    assert book.sheetnames == [
        "Data",
        "data 2",
        "Burglary by month year all and",
        "Burglary by month year all an 2",
        "Sheet",
        "About",
    ]

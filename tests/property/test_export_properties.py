"""Whatever stands in a cell, a spreadsheet runs nothing and loses nothing."""

from __future__ import annotations

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cdp_metrics.export import csv_file, with_rows, xlsx_file
from cdp_metrics.export.csv import read

MINUS = "\N{MINUS SIGN}"
# What XML can hold: a control character cannot be in a workbook at all.
letters = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"
)
texts = st.text(letters, max_size=20)
begun = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", " =", MINUS, "", "'"])
cells = st.builds(str.__add__, begun, texts)
numbers = st.decimals(-(10**9), 10**9, places=2) | st.integers(-(10**9), 10**9)


def rows_of(file: bytes) -> list[list[str]]:
    """Return a file's rows as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def is_number(cell: str) -> bool:
    """Return whether a spreadsheet takes a cell for a number."""
    try:
        float(cell.replace(",", "").removesuffix("%"))
    except ValueError:
        return False
    return True


@given(st.lists(st.tuples(cells, cells), min_size=1), cells, cells)
def test_no_cell_of_a_csv_is_a_formula(
    about: list[tuple[str, str]], column: str, cell: str
) -> None:
    file = with_rows(csv_file(about, [column, "x"], [[cell, "1"]]), about)
    for row in rows_of(file):
        for found in row:
            start = found.lstrip(" ")[:1]
            assert start not in ("=", "@", "\t", "\r", "\n")
            assert start not in ("+", "-") or is_number(found)


@given(cells)
@example("'=")
@example("''=")
def test_a_cell_is_read_back_as_it_was(cell: str) -> None:
    (row,) = read(csv_file([("a", "b")], ["x", "y"], [[cell, "1"]])).rows
    held = row[0]
    assert held == cell or (held == cell.replace(MINUS, "-") and is_number(held))


@given(numbers)
def test_a_number_stays_one_whatever_its_sign(number: object) -> None:
    plain = f"{number}"
    for written in (plain, plain.replace("-", MINUS)):
        file = csv_file([("a", "b")], ["x", "y"], [[written, "1"]])
        assert rows_of(file)[-1][0] == plain
        cell = load_workbook(io.BytesIO(xlsx_file(file)))["Data"].cell(2, 1)
        assert cell.data_type == "n"
        assert cell.value == float(plain)


@settings(deadline=None)
@given(cells)
def test_no_cell_of_a_workbook_is_a_formula(cell: str) -> None:
    file = xlsx_file(csv_file([("a", cell)], ["x", "y"], [[cell, "1"]]))
    book = load_workbook(io.BytesIO(file))
    assert all(each.data_type != "f" for sheet in book for row in sheet for each in row)

"""The CSV that a reader takes away."""

from __future__ import annotations

import csv
import io

import pytest

from cdp_metrics.export.csv import Filed, csv_file, file_name, read, with_rows


def test_a_file_says_what_it_is_and_then_the_table() -> None:
    body = csv_file(
        [("What", "Burglary"), ("Period", "Jan 2025 to Feb 2025")],
        ["Month", "Number"],
        [["Jan 2025", "1234"], ["Feb 2025", ""]],
    )
    assert body == (
        b"\xef\xbb\xbfWhat,Burglary\r\n"
        b"Period,Jan 2025 to Feb 2025\r\n"
        b"\r\n"
        b"Month,Number\r\n"
        b"Jan 2025,1234\r\n"
        b"Feb 2025,\r\n"
    )


def test_more_rows_say_what_it_is_above_the_table() -> None:
    body = csv_file([("What", "x")], ["a"], [["1"], [""], ["2"]], demonstration=True)
    more = with_rows(body, [("Filters", 'Shown: area "A", to 2025.'), ("As at", "")])
    assert more.decode("utf-8-sig").splitlines() == [
        "Demonstration data: invented",
        "What,x",
        'Filters,"Shown: area ""A"", to 2025."',
        "",
        *body.decode("utf-8-sig").splitlines()[3:],
    ]
    assert with_rows(body, [("Filters", "")]) == body
    assert b"\r\nFilters,'=1+1\r\n\r\n" in with_rows(body, [("Filters", "=1+1")])


def test_a_file_that_said_nothing_says_it_above_the_table() -> None:
    bare = csv_file([], ["a"], [["1"], ["2"]])
    more = with_rows(bare, [("Filters", "x"), ("Build", "b")])
    assert more == b"\xef\xbb\xbfFilters,x\r\nBuild,b\r\n\r\na\r\n1\r\n2\r\n"
    assert read(more).about == (("Filters", "x"), ("Build", "b"))
    assert with_rows(bare, [("Filters", "")]) == bare


def test_a_file_is_read_back_as_it_is_shown() -> None:
    body = csv_file([("What", "-x")], ["=a", "b"], [["=1+1", "\u22124"]])
    found = read(with_rows(body, [("Mind", "two\n\nlines")]))
    about = ("What", "-x"), ("Mind", "two lines")
    assert found == Filed(about, ("=a", "b"), (("=1+1", "-4"),))


def test_invented_figures_say_so_first() -> None:
    body = csv_file([("What", "x")], ["a"], [], demonstration=True)
    first, *_ = body.decode("utf-8-sig").splitlines()
    assert first == "Demonstration data: invented"


def table(*cells: str) -> list[str]:
    """Return cells as a spreadsheet reads them back."""
    body = csv_file([], ["a"] * len(cells), [cells])
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))[-1]


@pytest.mark.parametrize(
    "cell",
    [
        *("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "-", "--1", "-1e5"),
        *("\t=1", "\r=1", "\n=1", "  =1", "\uff1d1+1", "\tplain"),
    ],
)
def test_a_cell_is_never_run_as_a_formula(cell: str) -> None:
    assert table(cell) == [f"'{cell}"]


@pytest.mark.parametrize("cell", ["-1", "+2.5", "-1,234.5", "-3%", "0", "12", "a=b"])
def test_numbers_and_words_are_left_alone(cell: str) -> None:
    assert table(cell) == [cell]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("\u22124", "-4"),
        ("\u22121,234.5%", "-1,234.5%"),
        ("\u22124 to 2", "\u22124 to 2"),
    ],
)
def test_a_minus_sign_is_one_that_spreadsheets_read(cell: str, written: str) -> None:
    assert table(cell) == [written]


def test_headings_and_what_is_said_are_made_safe_too() -> None:
    body = csv_file([("=a", "=b")], ["=c"], []).decode("utf-8-sig")
    assert body.split() == ["'=a,'=b", "'=c"]


def test_commas_quotes_and_lines_stay_inside_their_cell() -> None:
    cells = ["Radford, Park", 'the "old" town', "two\nlines", "Bestwood–Ŵ"]
    assert table(*cells) == cells


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("ASB", "Castle ward", "Dec 2025"), "asb-castle-ward-dec-2025.csv"),
        (("Burglary",), "burglary.csv"),
        (("../../etc/passwd",), "etc-passwd.csv"),
        (("St Ann's", "(rate)"), "st-ann-s-rate.csv"),
        (("a", "", "b"), "a-b.csv"),
    ],
)
def test_a_file_name_is_plain_words(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts) == name

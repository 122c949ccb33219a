"""What the first bytes of a file say."""

from __future__ import annotations

import codecs
from pathlib import Path

import pandas as pd
import pytest

from cdp_metrics.errors import SourceRefused, SourceUnknown
from cdp_metrics.sources import Sample
from cdp_metrics.warehouse.sample import rows_of, sample_of
from tests.builders import WARDS, map_file

TABLE = "code,café\n1,naïve\n"


def sampled(folder: Path, body: str | bytes) -> Sample:
    path = folder / "copy"
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    return sample_of(path, "as-received")


def counted(folder: Path, body: str) -> int:
    sampled(folder, body)
    return rows_of(folder / "copy", "as-received")


@pytest.mark.parametrize(
    "body",
    [
        TABLE.encode(),
        codecs.BOM_UTF8 + TABLE.encode(),
        TABLE.encode("utf-16"),
        codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
        TABLE.encode("cp1252"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace(",", " , ").encode(),
        TABLE.removesuffix("\n").encode(),
    ],
    ids=["utf8", "bom", "utf16", "utf16be", "cp1252", "crlf", "padded", "no end"],
)
def test_every_encoding_gives_the_same_headings(tmp_path: Path, body: bytes) -> None:
    assert sampled(tmp_path, body) == Sample("as-received", "csv", ("code", "café"))
    text = (tmp_path / "copy").read_text("utf-8-sig")
    assert "naïve" in text


def test_a_letter_far_beyond_the_first_bytes_decides_too(tmp_path: Path) -> None:
    rows = "1,plain\n" * 300_000
    sampled(tmp_path, ("code,word\n" + rows + "2,café\n").encode("cp1252"))
    assert (tmp_path / "copy").read_text("utf-8").endswith("2,café\n")


def test_headings_may_be_quoted(tmp_path: Path) -> None:
    found = sampled(tmp_path, '"Area, code","Name"\n1,2\n')
    assert found.headings == ("Area, code", "Name")


@pytest.mark.parametrize("body", [b"", b" \r\n \n"], ids=["no bytes", "blank"])
def test_an_empty_file_is_refused(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(
        SourceRefused, match=r"the file is empty\. What to do: download"
    ):
        sampled(tmp_path, body)


@pytest.mark.parametrize(
    "body",
    [b"PK\x03\x04 and more", b"PK\x05\x06" + bytes(18)],
    ids=["zip", "empty zip"],
)
def test_an_archive_is_not_opened_here(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(SourceUnknown, match="archive within an archive"):
        sampled(tmp_path, body)


def test_a_picture_is_not_a_table(tmp_path: Path) -> None:
    with pytest.raises(SourceUnknown, match="not a table, a map file or Parquet"):
        sampled(tmp_path, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


def test_a_field_too_long_to_be_a_heading_is_not_a_table(tmp_path: Path) -> None:
    with pytest.raises(SourceUnknown, match="not a table"):
        sampled(tmp_path, "x" * 200_000)


def test_a_parquet_file_says_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "quarters"
    pd.DataFrame({"FY": ["2024/25"], "n": [1]}).to_parquet(path)
    assert sample_of(path, "q") == Sample("q", "parquet", ("FY", "n"))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(SourceRefused, match=r"damaged Parquet .* download it again"):
        sample_of(path, "q")


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
def test_a_map_file_says_its_properties_and_system(tmp_path: Path, mark: str) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    found = sampled(tmp_path, mark + map_file("WD24", WARDS, crs=crs))
    assert found == Sample("as-received", "geojson", ("WD24CD", "WD24NM"), "EPSG:27700")
    assert sampled(tmp_path, mark + map_file("WD24", WARDS)).crs == "EPSG:4326"


@pytest.mark.parametrize(
    "body",
    ['{"a": 1}', '[{"a": 1}]\n', map_file("WD24", WARDS)[:400]],
    ids=["object", "list", "cut short"],
)
def test_other_json_is_unknown(tmp_path: Path, body: str) -> None:
    name = "Expected: GeoJSON" if body.startswith("{") else ""
    if name:
        with pytest.raises(SourceUnknown, match=f"{name}.*download it again"):
            sampled(tmp_path, body)
    else:  # a list is read as a table of one odd heading, which no source knows
        assert sampled(tmp_path, body).kind == "csv"


@pytest.mark.parametrize(
    ("mark", "called"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")]
)
def test_columns_apart_by_another_mark_are_refused(
    tmp_path: Path, mark: str, called: str
) -> None:
    with pytest.raises(SourceRefused, match=f"stand apart by {called}.*with commas"):
        sampled(tmp_path, TABLE.replace(",", mark))


@pytest.mark.parametrize(
    ("tail", "fields"), [("1,2", 2), ("1", 1), ('1,"2', 2)], ids=["two", "one", "quote"]
)
def test_a_table_cut_short_is_refused(tmp_path: Path, tail: str, fields: int) -> None:
    with pytest.raises(SourceRefused, match=f"its last line has {fields} of 3 fields"):
        sampled(tmp_path, "a,b,c\n1,2,3\n" + tail)


@pytest.mark.parametrize(
    "body",
    ["a,b,c\n1,2,3", "a,b,c\r\n1,2,3\r\n", "a,b,c", "a\n1\n2"],
    ids=["whole last line", "crlf", "heading only", "one column"],
)
def test_a_whole_table_is_not_called_cut_short(tmp_path: Path, body: str) -> None:
    assert sampled(tmp_path, body).kind == "csv"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ('a,b\n1,2\n1,"2\n3,4\n5,6\n', 3),
        ('a,b\n1,"2"\n1,"2\n3,4\n5,6"\n7,8\n', 3),
        ('a,b\n1,"2\n3,"4\n5,6\n', 2),
        ('a,b\r1,"2\r3,4\r', 2),
    ],
    ids=["to the end", "over lines", "to another", "old line ends"],
)
def test_a_quote_that_is_not_closed_is_refused(
    tmp_path: Path, body: str, line: int
) -> None:
    with pytest.raises(SourceRefused, match="quoted field does not end") as refused:
        counted(tmp_path, body)
    assert refused.value.row == line


@pytest.mark.parametrize(
    "body",
    [
        "a,b\n1,2\n\n3,4",
        "a,b\r\n1,2\r\n3,4\r\n",
        "a,b\r1,2\r3,4\r",
        "a,b\r\n1,2\n3,4\r",
        'a,b\n1,"2 "" x"\n\n"3",4\n',
        '"two\nlines",b\n1,5" pipe\n3,4\n\n',
    ],
    ids=["plain", "crlf", "cr", "mixed", "quoted", "heading of two lines"],
)
def test_rows_are_counted_apart_from_their_reading(tmp_path: Path, body: str) -> None:
    assert counted(tmp_path, body) == 2
    assert "\r" not in (tmp_path / "copy").read_bytes().decode()

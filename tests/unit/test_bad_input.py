"""Bad input is refused or survived; the rest is read, and what stood stays."""

from __future__ import annotations

import codecs
import io
import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from cdp_metrics.catalogue.papers import load_papers
from cdp_metrics.errors import SourceMissing
from cdp_metrics.warehouse.build import _identity, build
from cdp_metrics.warehouse.report import BuildReport
from tests.builders import (
    HEADING,
    Row,
    build_place,
    contents,
    police_zip,
    row,
    street_file,
    write_partnership,
    write_place,
)

ROOT = Path(__file__).resolve().parents[2]
EARLY, LATE = datetime(2025, 3, 1), datetime(2025, 9, 1)
GOOD = [row("ASB"), row("ASB"), row(crime_id="a", outcome="Charged")]
TEXT = street_file(GOOD)
COLUMNS = HEADING.split(",")
ASB = "Anti-social behaviour"


def zipped(members: dict[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return held.getvalue()


def without(column: str) -> str:
    keep = [place for place, name in enumerate(COLUMNS) if name != column]
    lines = [line.split(",") for line in TEXT.splitlines()]
    return "".join(",".join(line[place] for place in keep) + "\n" for line in lines)


def reordered() -> str:
    places = list(range(len(COLUMNS)))
    random.Random(7).shuffle(places)
    lines = [line.split(",") for line in TEXT.splitlines()]
    return "".join(",".join(line[place] for place in places) + "\n" for line in lines)


REFUSED: dict[str, tuple[str | bytes, str, str, str]] = {
    "empty file": (b"", "refused", "the file is empty", "download it again"),
    "empty zip": (
        zipped({}),
        "refused",
        "the archive holds no files",
        "download it again",
    ),
    "half a zip": (
        zipped({"a.csv": TEXT})[:-40],
        "refused",
        "the archive cannot be opened",
        "download it again",
    ),
    "something else": (
        zipped({"letter.txt": "Dear all,\nhello\n"}),
        "unknown",
        "not recognised by its columns (Dear all, )",
        "leave it out",
    ),
    "damaged Excel": (
        zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}),
        "refused",
        "the workbook cannot be opened",
        "save it again as .xlsx or as CSV",
    ),
    "Word": (
        zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
        "unknown",
        "a document, not a table",
        "save the table in it as .xlsx",
    ),
    "zip in zip": (
        zipped({"inner.zip": zipped({"2025-01-testshire-street.csv": TEXT})}),
        "unknown",
        "an archive within an archive",
        "unpack the outer one",
    ),
    "truncated": (
        TEXT[:-60],
        "refused",
        "cut short: its last line has 7 of 12 fields",
        "download it again",
    ),
    "column renamed": (
        TEXT.replace("LSOA code", "LSOA11 code"),
        "refused",
        "the column 'LSOA code' is missing (nearest heading in the file: "
        "'LSOA11 code')",
        "restore the heading",
    ),
    "column missing": (
        without("Crime type"),
        "refused",
        "the column 'Crime type' is missing",
        "fetch the file again",
    ),
    "column doubled": (
        TEXT.replace("Context", "Month"),
        "refused",
        "occurs twice. Expected: each column once",
        "fetch the file again",
    ),
    "no rows": (
        HEADING + "\n",
        "refused",
        "holds a heading but no rows",
        "download it again",
    ),
    "another month": (
        street_file([row(month="2025-02")]),
        "refused",
        "its name says 2025-01 but its rows are of 2025-02",
        "rename the file",
    ),
    "swapped": (
        street_file([*GOOD, row(at=(52.905, -1.195))]),
        "refused",
        "longitude and latitude are swapped in 1 rows",
        "restore the Longitude and Latitude columns",
    ),
    "metres": (
        street_file([row(at=(455363, 341298))] * 3),
        "refused",
        "coordinates are in metres in 3 rows",
        "restore the Longitude and Latitude columns",
    ),
    "out of range": (
        street_file([row(at=(-1.195, 95))] * 3),
        "refused",
        "coordinates lie outside the United Kingdom in 3 rows",
        "restore the Longitude and Latitude columns",
    ),
}


def january(folder: Path, body: str | bytes) -> BuildReport:
    """Build with February as it should be and January as given."""
    police_zip(folder / "police" / "b.zip", {"2025-02": [row(month="2025-02")]})
    name = "2025-01-testshire-street.csv"
    raw = body if isinstance(body, bytes) else body.encode()
    (folder / "police" / name).write_bytes(raw)
    return build_place(folder)


def counted(store: Path) -> list[Row]:
    return contents(
        store,
        "select month, category, lsoa21_code, n from incident_month order by all",
    )


@pytest.fixture(scope="module")
def all_refused(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    """Build once with every bad file beside a good one."""
    folder = tmp_path_factory.mktemp("refused")
    police_zip(folder / "police" / "good.zip", {"2024-12": [row(month="2024-12")]})
    for case, (body, *_) in REFUSED.items():
        path = folder / "police" / case / "2025-01-testshire-street.csv"
        path.parent.mkdir()
        path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return folder / "store", build_place(folder)


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_listed_with_reason_and_remedy(
    all_refused: tuple[Path, BuildReport], case: str
) -> None:
    _, status, reason, remedy = REFUSED[case]
    files = all_refused[1].files
    (found,) = files[files["name"].str.startswith(f"{case}/")].itertuples()
    assert found.status == status
    assert reason in str(found.reason)
    assert remedy in str(found.remedy)


def test_bad_files_stop_nothing_and_leave_nothing_behind(
    all_refused: tuple[Path, BuildReport],
) -> None:
    store, report = all_refused
    assert report.refused == len(REFUSED)
    assert contents(store, "select month, category, n from incident_month") == [
        (datetime(2024, 12, 1).date(), "Burglary", 1)
    ]
    assert contents(store, "select period, status from coverage") == [
        (datetime(2024, 12, 1).date(), "complete")
    ]
    read = "select rows_accepted from source_file where status = 'refused'"
    assert {n for (n,) in contents(store, read)} <= {None, 0}


SAME = {
    "carriage returns": TEXT.replace("\n", "\r\n").encode(),
    "byte order mark": codecs.BOM_UTF8 + TEXT.encode(),
    "UTF-16": TEXT.encode("utf-16"),
    "no end of line": TEXT.removesuffix("\n").encode(),
    "quoted": "".join(
        ",".join(f'"{field}"' for field in line.split(",")) + "\n"
        for line in TEXT.splitlines()
    ).encode(),
    "reordered": reordered().encode(),
    "more columns": "".join(f"{line},?\n" for line in TEXT.splitlines()).encode(),
    "no Context": without("Context").encode(),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    folder = tmp_path_factory.mktemp("plain")
    (folder / "police").mkdir()
    january(folder, TEXT)
    return counted(folder / "store")


@pytest.mark.parametrize("case", SAME)
def test_other_ways_to_write_the_same_rows_count_the_same(
    tmp_path: Path, plain: list[Row], case: str
) -> None:
    report = january(tmp_path, SAME[case])
    assert report.refused == 0
    assert counted(tmp_path / "store") == plain


def test_windows_letters_survive(tmp_path: Path) -> None:
    line = row().replace("High Street", "Café Row")
    january(tmp_path, street_file([line]).encode("cp1252"))
    streets = contents(tmp_path / "store", "select distinct street from incident")
    assert ("On or near Café Row",) in streets


def test_bad_rows_in_the_middle_are_listed_and_make_the_month_partial(
    tmp_path: Path,
) -> None:
    bad = ["cut,2025-01", row(month="x"), row(force="")]
    text = street_file([*GOOD, bad[0], *GOOD, bad[1], bad[2], *GOOD])
    january(tmp_path, text)
    store = tmp_path / "store"
    assert contents(store, "select line, text from rejected_row order by line") == [
        (5, bad[0]),
        (9, bad[1]),
        (10, bad[2]),
    ]
    read = "select rows_read, rows_accepted, rows_rejected from source_file "
    assert contents(store, read + "where name like '2025-01%'") == [(12, 9, 3)]
    assert contents(store, "select status, reason from coverage order by period") == [
        ("partial", "3 of 12 rows refused"),
        ("complete", None),
    ]
    months = contents(store, "select distinct period_start from observation_monthly")
    assert months == [(datetime(2025, 2, 1).date(),)]


def test_single_bad_coordinates_are_left_out_and_their_rows_counted(
    tmp_path: Path,
) -> None:
    odd = [row("Drugs", at=(52.9, -1.2)), row("Drugs", at=(455363, 341298))]
    january(tmp_path, street_file([*[row()] * 198, *odd]))
    store = tmp_path / "store"
    drugs = "select longitude, latitude, lsoa21_code from incident "
    assert contents(store, drugs + "where category = 'Drugs'") == [
        (None, None, "E01000001"),
        (None, None, "E01000001"),
    ]
    assert contents(store, "select line, kept from rejected_row order by line") == [
        (200, True),
        (201, True),
    ]
    assert ("complete",) in contents(store, "select distinct status from coverage")


def test_a_few_unknown_lsoas_of_the_area_are_counted_and_reported(
    tmp_path: Path,
) -> None:
    unknown = row(lsoa="E01009999", name="Alderton 099Z")
    report = january(tmp_path, street_file([*[row()] * 198, unknown]))  # 1 of 200
    found = contents(
        tmp_path / "store",
        "select lsoa21_code, lsoa_published from incident "
        "where located = 'unknown lsoa'",
    )
    assert found == [(None, "E01009999")]
    assert "with an unknown LSOA code: 1" in dict(report.facts)["Not on a map"]


@pytest.mark.parametrize(
    ("lsoa", "name", "located"),
    [
        ("E01009999", "Farway 001A", "outside"),
        ("E01009999", "Alderton-under-Hill 001A", "outside"),
        ("E01009999", "", "outside"),
        ("", "", "no location"),
        ("E01000005", "Brookham 001A", "lsoa 2021"),
        ("E01000001", "Farway 001A", "lsoa 2021"),  # names are reissued: codes decide
    ],
)
def test_where_a_row_lies(tmp_path: Path, lsoa: str, name: str, located: str) -> None:
    january(tmp_path, street_file([*GOOD, row("Drugs", lsoa, name=name)]))
    found = contents(
        tmp_path / "store", "select located from incident where category = 'Drugs'"
    )
    assert found == [(located,)]


def test_an_unlisted_crime_type_is_kept_counted_and_reported(tmp_path: Path) -> None:
    report = january(tmp_path, street_file([*GOOD, row("Witchcraft")]))
    assert dict(report.facts)["Unlisted crime type"] == (
        "Witchcraft: 1 rows, counted in all crime"
    )
    held = contents(
        tmp_path / "store",
        "select numerator from observation_monthly where indicator_id = 'all_crime' "
        "and area_code = 'E22000901' order by period_start",
    )
    assert held == [(2.0,), (1.0,)]


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")], ids=["in order", "turned"])
def test_the_newer_publication_of_a_month_wins_whatever_the_order(
    tmp_path: Path, names: Sequence[str]
) -> None:
    old, new = ([row(crime_id="a", outcome=word)] for word in ("Open", "Charged"))
    police_zip(tmp_path / f"police/{names[0]}.zip", {"2025-01": old}, published=EARLY)
    police_zip(tmp_path / f"police/{names[1]}.zip", {"2025-01": new}, published=LATE)
    build_place(tmp_path)
    store = tmp_path / "store"
    assert contents(store, "select outcome from incident") == [("Charged",)]
    assert contents(store, "select crime_id, old, new from revision") == [
        ("a", "Open", "Charged")
    ]
    assert contents(store, "select status from coverage") == [("complete",)]


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")], ids=["in order", "turned"])
def test_two_publications_of_one_moment_that_differ_make_the_month_partial(
    tmp_path: Path, names: Sequence[str]
) -> None:
    fuller = [row("ASB"), row("ASB")]
    police_zip(tmp_path / f"police/{names[0]}.zip", {"2025-01": [row("ASB")]})
    police_zip(tmp_path / f"police/{names[1]}.zip", {"2025-01": fuller})
    build_place(tmp_path)
    store = tmp_path / "store"
    assert contents(store, "select n from incident_month") == [(2,)]
    assert contents(store, "select status, reason from coverage") == [
        ("partial", "two files published at the same moment differ")
    ]
    assert contents(store, "select count(*) from observation_monthly") == [(0,)]


def test_loading_again_changes_nothing(tmp_path: Path) -> None:
    police_zip(tmp_path / "police/a.zip", {"2025-01": GOOD})
    first = build_place(tmp_path)
    store = tmp_path / "store"
    stood = {path.name: path.read_bytes() for path in store.iterdir()}
    again = build_place(tmp_path)
    assert (first.changed, again.changed) == (True, False)
    assert again.build == first.build
    assert {path.name: path.read_bytes() for path in store.iterdir()} == stood


def test_the_same_file_twice_is_counted_once(tmp_path: Path) -> None:
    police_zip(tmp_path / "police/a.zip", {"2025-01": GOOD})
    build_place(tmp_path)
    once = counted(tmp_path / "store")
    shutil.copy2(tmp_path / "police/a.zip", tmp_path / "police/copy of a.zip")
    (tmp_path / "police" / "unpacked").mkdir()
    with zipfile.ZipFile(tmp_path / "police/a.zip") as archive:
        archive.extractall(tmp_path / "police" / "unpacked")
    report = build_place(tmp_path)
    assert counted(tmp_path / "store") == once
    assert (datetime(2025, 1, 1).date(), ASB, "E01000001", 2) in once
    assert (report.files["status"] == "duplicate").sum() == 2


def test_two_builds_of_the_same_input_hold_the_same(tmp_path: Path) -> None:
    police_zip(tmp_path / "police/a.zip", {"2025-01": GOOD, "2025-02": []})
    one = build_place(tmp_path)
    shutil.move(tmp_path / "store", tmp_path / "before")
    two = build_place(tmp_path)
    assert one.build.build_id == two.build.build_id
    names = "select table_name from duckdb_tables() where not temporary order by 1"
    for (name,) in contents(tmp_path / "before", names):
        query = f"select * from {name} order by all"
        assert contents(tmp_path / "before", query) == contents(
            tmp_path / "store", query
        ), name


def test_other_input_is_another_build(tmp_path: Path) -> None:
    police_zip(tmp_path / "police/a.zip", {"2025-01": GOOD})
    ids = {build_place(tmp_path).build.build_id}
    ids.add(build_place(tmp_path, place="Alderton Town").build.build_id)
    police_zip(tmp_path / "police/a.zip", {"2025-01": [*GOOD, row("ASB")]})
    ids.add(build_place(tmp_path).build.build_id)
    assert len(ids) == 3


def test_with_no_usable_file_nothing_is_built(tmp_path: Path) -> None:
    (tmp_path / "place").mkdir()
    (tmp_path / "police").mkdir()
    (tmp_path / "police" / "letter.txt").write_text("Dear all\n", "utf-8")
    with pytest.raises(SourceMissing, match=r"put the archives .*\n  letter\.txt: not"):
        build_place(tmp_path)
    assert not list((tmp_path / "store").glob("*.duckdb"))


def cli(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the build as a user does."""
    command = [sys.executable, "-m", "cdp_metrics", "build"]
    command += ["--raw", str(folder / "place"), "--raw", str(folder / "police")]
    command += ["--out", str(folder / "store")]
    command += ["--partnership", str(folder / "partnership.toml"), *options]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_command_line_says_it_all(tmp_path: Path) -> None:
    write_place(tmp_path / "place")
    write_partnership(tmp_path / "partnership.toml")
    police_zip(tmp_path / "police/a.zip", {"2025-01": GOOD})
    (tmp_path / "police" / "letter.txt").write_text("Dear all\n", "utf-8")
    strict = cli(tmp_path, "--strict")
    assert strict.returncode == 1, strict.stderr
    said = " ".join(strict.stdout.split())
    assert "Unknown letter.txt: not recognised by its columns (Dear all)" in said
    assert "Not published" in said and "without --strict" in said
    assert not (tmp_path / "store" / "current.json").exists()
    plain = cli(tmp_path)
    assert plain.returncode == 0, plain.stderr
    assert "Published build" in plain.stdout  # what is refused never stops the rest
    write_partnership(tmp_path / "partnership.toml", force="elsewhere")
    broken = cli(tmp_path)
    assert broken.returncode == 1
    assert "no street-level file of force elsewhere" in broken.stderr
    assert cli(tmp_path, "--published", "yesterday").returncode == 2


def test_a_copy_under_the_name_of_another_month_costs_neither(tmp_path: Path) -> None:
    write_place(tmp_path / "place")
    for month, moment in (("2025-01", 1_750_000_000), ("2025-02", 1_760_000_000)):
        path = tmp_path / f"police/{month}-testshire-street.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
        os.utime(path, (moment, moment))
    files = build_place(tmp_path).files
    police = files[files["source"] == "police_street"]
    assert dict(zip(police["name"], police["status"], strict=True)) == {
        "2025-01-testshire-street.csv": "accepted",
        "2025-02-testshire-street.csv": "refused",
    }


def months(counts: Sequence[int]) -> dict[str, list[str]]:
    """Return as many rows a month as counted, from January 2025."""
    return {
        f"2025-{at:02}": [row("ASB", month=f"2025-{at:02}")] * n
        for at, n in enumerate(counts, start=1)
    }


def reasons(folder: Path) -> dict[int, str]:
    rows = contents(
        folder / "store",
        "select month(period), reason from coverage where reason <> ''",
    )
    return dict(rows)


def test_a_month_cut_at_the_end_of_a_line_is_not_taken_for_whole(
    tmp_path: Path,
) -> None:
    police_zip(tmp_path / "police/a.zip", months([120, 130, 40, 125, 118]))
    build_place(tmp_path)
    assert reasons(tmp_path) == {
        3: "the file holds 40 rows, months around it about 122: it may be cut short"
    }
    counted = contents(
        tmp_path / "store",
        "select count(*) from observation_monthly where month(period_start) = 3",
    )
    assert counted == [(0,)]


@pytest.mark.parametrize("third", [61, 200])
def test_a_month_that_is_merely_quiet_or_busy_is_complete(
    tmp_path: Path, third: int
) -> None:
    police_zip(tmp_path / "police/a.zip", months([120, 122, third, 122, 120]))
    build_place(tmp_path)
    assert reasons(tmp_path) == {}


def test_a_newer_extract_does_not_pass_for_the_month(tmp_path: Path) -> None:
    police_zip(
        tmp_path / "police/a.zip", {"2025-01": [row("ASB")] * 10}, published=EARLY
    )
    police_zip(tmp_path / "police/b.zip", {"2025-01": [row("ASB")] * 8}, published=LATE)
    build_place(tmp_path)
    assert reasons(tmp_path) == {
        1: "the newest file holds 8 rows, an earlier publication 10"
    }


def test_before_a_kind_of_crime_was_published_there_is_no_zero(tmp_path: Path) -> None:
    first, second = [row("ASB")], [row("ASB", month="2025-02"), row(month="2025-02")]
    police_zip(tmp_path / "police/a.zip", {"2025-01": first, "2025-02": second})
    build_place(tmp_path)
    counted = contents(
        tmp_path / "store",
        "select month(period_start), sum(numerator) from observation_monthly "
        "where indicator_id = 'burglary' and area_code like 'E22%' group by 1",
    )
    assert counted == [(2, 1)]
    never = "select count(*) from observation_monthly where indicator_id = 'robbery'"
    assert contents(tmp_path / "store", never) == [(0,)]


def test_a_stray_code_of_2011_costs_no_month_its_map(tmp_path: Path) -> None:
    rows = {
        name: [*each, row("ASB", "E01000003", month=name)]
        if name == "2025-05"
        else each
        for name, each in months([120] * 12).items()
    }
    police_zip(tmp_path / "police/a.zip", rows)
    build_place(tmp_path)
    bridged = contents(
        tmp_path / "store",
        "select count(*) from incident where located = 'lsoa 2011'",
    )
    harm = contents(tmp_path / "store", "select count(*) > 0 from asb_harm_lsoa")
    assert (bridged, harm) == ([(1,)], [(True,)])


def test_a_quote_that_is_not_closed_refuses_its_file_among_many(tmp_path: Path) -> None:
    for number in range(1, 7):
        month = f"2025-{number:02d}"
        rows = [row(month=month), row("ASB", month=month), row(month=month)]
        if number == 3:
            rows[1] = rows[1].replace("On or near", '"On or near')
        path = tmp_path / "police" / f"{month}-testshire-street.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(street_file(rows), "utf-8")
    report = build_place(tmp_path)
    (march,) = report.files[report.files["name"].str.startswith("2025-03")].itertuples()
    assert (march.status, report.refused) == ("refused", 1)
    assert str(march.reason).startswith("line 3: a quoted field does not end")
    store = tmp_path / "store"
    held = "select status, count(*) from coverage where unit = 'testshire' group by 1"
    assert ("complete", 5) in contents(store, held)
    assert contents(store, "select sum(n) from incident_month") == [(15,)]


BLANK = {
    "old line ends": TEXT.replace("\n", "\r"),
    "a return within the last line": TEXT.removesuffix("\n").replace("High", "\r"),
    "two line ends": TEXT.replace("\n", "\r\n", 2),
}


@pytest.mark.parametrize("case", BLANK)
def test_an_odd_line_end_stops_nothing(tmp_path: Path, case: str) -> None:
    january(tmp_path, BLANK[case])
    months = contents(tmp_path / "store", "select distinct month from incident_month")
    assert (datetime(2025, 2, 1).date(),) in months


def test_blank_names_give_way_to_codes(tmp_path: Path) -> None:
    place = write_place(tmp_path / "place")
    for name, old, new in (
        ("lookups/lsoa21_to_ward24.csv", ",Ash,", ", ,"),
        ("lookups/district_force.csv", "E22000902,Brookham", "E22000902,"),
        ("lookups/msoa_names.csv", ",Brookshire", ","),
    ):
        text = (place / name).read_text("utf-8")
        assert old in text
        (place / name).write_text(text.replace(old, new), "utf-8")
    changes = place / "lookups/lsoa11_to_lsoa21.csv"
    bare = [line.split(",") for line in changes.read_text("utf-8").splitlines()]
    changes.write_text("".join(",".join([a, c, *e]) + "\n" for a, _, c, *e in bare))
    police_zip(tmp_path / "police/a.zip", {"2025-01": GOOD})
    build_place(tmp_path)
    named = contents(
        tmp_path / "store",
        "select area_code, area_name from area where area_name = area_code "
        "and area_type <> 'lsoa11' order by 1",
    )
    codes = ("E05000001", "E10000901", "E22000902")
    assert named == [(code, code) for code in codes]
    held = "select distinct area_name = area_code from area where area_type = 'lsoa11'"
    assert contents(tmp_path / "store", held) == [(True,)]


def test_a_second_census_file_with_other_labels_does_not_double_residents(
    tmp_path: Path,
) -> None:
    place = write_place(tmp_path / "place")
    age = place / "census" / "age.csv"
    lines = ["LSOA21CD,age_group,usual_residents", "E01000001,All usual residents,900"]
    lines += ["E01000001,Under 50,500", "E01000001,50 and over,400"]
    newer = age.with_name("age-again.csv")
    newer.write_text("\n".join(lines) + "\n", "utf-8")
    moment = datetime(2025, 7, 1).timestamp()
    os.utime(newer, (moment, moment))
    police_zip(tmp_path / "police/a.zip", {"2025-01": GOOD})
    build_place(tmp_path)
    store = tmp_path / "store"
    census = "select persons from population where basis = 'Census 2021' and area_code "
    assert contents(store, census + "= 'E01000001'") == [(900.0,)]
    assert contents(store, census + "= 'E01000091'") == [(1500.0,)]
    assert contents(store, "select reason from rejected_row") == [
        ("a total is not a category",)
    ]


def test_one_set_of_files_is_one_build_whatever_the_order(tmp_path: Path) -> None:
    write_place(tmp_path / "place")
    partnership = write_partnership(tmp_path / "partnership.toml")
    for folder, outcome in (("one", "Open"), ("two", "Charged")):
        months = {"2025-01": [row(crime_id="a", outcome=outcome)]}
        police_zip(tmp_path / folder / "a.zip", months)
        wards = (tmp_path / "place/lookups/lsoa21_to_ward24.csv").read_text("utf-8")
        path = tmp_path / folder / "wards.csv"
        path.write_text(wards.replace("Ash", f"Ash {folder}"), "utf-8")
        os.utime(path, (1_750_000_000, 1_750_000_000))
    roots = [tmp_path / name for name in ("place", "one", "two")]
    stores = [tmp_path / "store", tmp_path / "turned"]
    for store, order in zip(stores, (roots, roots[::-1]), strict=True):
        build(order, store, partnership)
    current = [json.loads((s / "current.json").read_text("utf-8")) for s in stores]
    assert len({each["builds"][0]["build_id"] for each in current}) == 1
    for name in ("source_file", "area", "incident", "publication"):
        query = f"select * from {name} order by all"
        assert contents(stores[0], query) == contents(stores[1], query), name


def test_the_rules_make_a_build_wherever_they_are_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ui" / "cdp_metrics"
    (folder / "ui").mkdir(parents=True)
    module = sys.modules["cdp_metrics.warehouse.build"]
    monkeypatch.setattr(module, "PACKAGE", folder)
    papers = load_papers(write_partnership(tmp_path / "partnership.toml"))
    ids = []
    for name, body in (("a.sql", "1"), ("a.sql", "2"), ("ui/page.py", "3")):
        (folder / name).write_text(body, "utf-8")
        ids.append(_identity([], papers))
    assert ids[0] != ids[1] == ids[2]

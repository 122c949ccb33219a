"""What a file would give: the same reader as the build's, and nothing is kept."""

from __future__ import annotations

import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from cdp_metrics.errors import CdpError
from cdp_metrics.warehouse.inbox import put, raw_folder
from cdp_metrics.warehouse.preview import Preview, preview, preview_bytes
from cdp_metrics.words import recognised_words, replaced_words, row_words
from tests.builders import loaded

HEAD = "provider,period_start,cases,repeats\n"
SOUND = HEAD + "MARAC,2024-01-01,62,17\nMARAC,2024-02-01,58,*\n"
DAY = date(2026, 2, 15)


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail where a look at a file leaves anything in the folder of scratch files."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    yield
    assert list(scratch.iterdir()) == []


def seen(text: str, name: str = "marac.csv", **held: object) -> Preview:
    standing = [{"return_id": "marac", "rows": 1, **held}] if held else []
    return preview_bytes(text.encode(), name, standing)


def test_a_sound_file_is_recognised_with_its_periods() -> None:
    found = seen(SOUND)
    assert found.template is not None and found.template.id == "marac"
    assert (found.rows, found.accepted, found.sound) == (2, 2, True)
    assert [(p.provider, p.start, p.end, p.rows) for p in found.periods] == [
        ("MARAC", date(2024, 1, 1), date(2024, 1, 31), 1),
        ("MARAC", date(2024, 2, 1), date(2024, 2, 29), 1),
    ]
    words = "Recognised as 'MARAC cases'. 2 rows: 2 can be read, none refused"
    assert recognised_words(found) == words
    assert replaced_words(found) == ""


def test_refused_rows_name_line_column_reason_and_remedy() -> None:
    found = seen(
        HEAD
        + "MARAC,2024-01-01,62,17\n"
        + "MARAC,2024-01-15,62,17\n"
        + "MARAC,2024-02-01,5\n"
        + "MARAC,2024-03-01,5,6\n"
        + "MARAC,2024-01-01,1,1\n"
        + "MARAC,2024-04-01,many,6\n"
    )
    assert [(row.line, row.column) for row in found.refused] == [
        (3, "period_start"),
        (4, ""),
        (5, "repeats"),
        (6, "provider, period_start"),
        (7, "cases"),
    ]
    assert (found.rows, found.accepted, found.sound) == (6, 1, False)
    assert all(row.reason and row.remedy for row in found.refused)
    assert row_words(found.refused[0]) == (
        "period_start 2024-01-15 begins no month of this return. What to do: write "
        "the first day of the month, such as 2024-04-01."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD.replace("cases", "case") + "A,2024-01-01,1,1\n", "nearest heading"),
        (HEAD, "holds a heading but no rows"),
        ("", "the file is empty"),
        ("a,b\n1,2\n", "not recognised by its columns"),
        (HEAD.replace("repeats", "repeats,repeats") + "A,2024-01-01,1,1,1\n", "twice"),
        (SOUND.replace("MARAC", "a@example.org"), "seems to hold an e-mail address"),
        (SOUND.replace(",17", ',"17'), "a quoted field does not end on its line"),
        ("indicator,area_code,period_start,period_end,numerator,denominator,value,"
         "lower,upper,n_eff,bound,status,release_on,definition_version\n"
         + "," * 13 + "\n", "recognised as partner_return, which is no return"),
    ],
)  # fmt: skip
def test_a_file_is_refused_as_a_whole(text: str, said: str) -> None:
    found = seen(text)
    assert said in found.fault
    assert (found.rows, found.accepted, found.sound) == (0, 0, False)
    assert found.remedy
    assert "efused as a whole" in recognised_words(found)


def test_a_wrong_heading_of_a_return_sends_to_its_template() -> None:
    found = seen(HEAD.replace("repeats", "repeat_cases") + "A,2024-01-01,1,1\n")
    assert "nearest heading in the file: 'repeat_cases'" in found.fault
    assert found.remedy == "name the columns as data/templates/marac.csv does"


def test_an_archive_of_several_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", SOUND)
        archive.writestr("b.csv", SOUND.replace("62", "61"))
    assert preview(path).fault.startswith("an archive of 2 files")


def test_what_it_replaces_is_told_and_what_is_newer_stays(tmp_path: Path) -> None:
    path = tmp_path / "marac.csv"
    path.write_text(SOUND, "utf-8")
    moment = datetime(2024, 6, 1, 12).timestamp()
    os.utime(path, (moment, moment))
    one = {"return_id": "marac", "provider": "marac", "rows": 1}
    standing = [
        one | {"period_start": date(2024, month, 1), "received_on": on}
        for month, on in ((1, date(2024, 3, 1)), (2, date(2024, 7, 1)))
    ]
    found = preview(path, standing)
    assert [each.start.month for each in found.replaces] == [1]
    assert [each.start.month for each in found.outdated] == [2]
    assert replaced_words(found) == (
        "It takes the place of 1 period held. What was held is kept, and counts no "
        "more. Of 1 period a file made later is held, which stays."
    )


def test_it_reads_what_the_build_reads(tmp_path: Path) -> None:
    text = SOUND + 'MARAC,2024-03-15,1,1\nOther,01/03/2024,"1,020",<5\n'
    con, (file,) = loaded(tmp_path, {"marac.csv": text})
    staged = con.execute("select line, cells from stage_return order by 1").fetchall()
    refused = con.execute("select line, reason from rejected_row").fetchall()
    found = seen(text)
    assert found.sha256 == file.sha256
    assert sum(each.rows for each in found.periods) == len(staged) == 3
    assert [(r.line, f"{r.reason}: {r.remedy}") for r in found.refused] == refused
    assert json.loads(staged[-1][1])["cases"] == 1020


def test_a_file_that_is_taken_lies_where_the_build_reads_it(tmp_path: Path) -> None:
    path = put(seen(SOUND), DAY, tmp_path)
    assert path.parent == tmp_path / "returns"
    assert path.name.startswith("marac_2026-02-15_") and path.suffix == ".csv"
    assert path.read_bytes() == SOUND.encode()
    assert put(seen(SOUND), DAY, tmp_path) == path
    second = put(seen(SOUND.replace("62", "63")), DAY, tmp_path)
    assert sorted(path.parent.iterdir()) == sorted([path, second])
    assert preview(path).sound


def test_of_a_workbook_only_what_was_read_is_kept(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Data"
    for line in SOUND.splitlines():
        book.active.append(line.split(","))
    book.active["A2"].comment = Comment("about Jane Roe", "J. Writer")
    book.create_sheet("People").append(["Jane Roe", "12/03/1984"])
    book["People"].sheet_state = "hidden"
    book.properties.creator = "J. Writer"
    held = io.BytesIO()
    book.save(held)
    path = put(preview_bytes(held.getvalue(), "marac.xlsx"), DAY, tmp_path)
    assert path.suffix == ".csv"
    assert path.read_bytes() == SOUND.encode()
    assert preview(path).accepted == 2


def test_what_is_refused_is_not_taken(tmp_path: Path) -> None:
    spoilt = SOUND.replace("58", "many")
    with pytest.raises(CdpError, match=r"some of it is refused. What to do: correct"):
        put(seen(spoilt), DAY, tmp_path)
    assert not (tmp_path / "returns").exists()


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "returns").write_text("in the way", "utf-8")
    with pytest.raises(CdpError, match=r"cannot write to .* nothing was changed"):
        put(seen(SOUND), DAY, tmp_path)


def test_the_name_that_a_browser_sends_leads_nowhere(tmp_path: Path) -> None:
    for name in ("../../marac.csv", "..\\marac.csv", "", ".hidden", "a b?.csv"):
        assert seen(SOUND, name).sound, name


def test_the_folder_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CDP_RAW", str(tmp_path))
    assert raw_folder() == tmp_path
    monkeypatch.delenv("CDP_RAW")
    assert raw_folder().parts[-2:] == ("data", "raw")

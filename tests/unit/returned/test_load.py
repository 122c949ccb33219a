"""A return from its file to the store: replaced by period, never half read."""

from __future__ import annotations

import io
import json
import os
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from cdp_metrics.warehouse import sql
from tests.builders import loaded

HEAD = "provider,period_start,strand,crimes,victims,repeat_victims,window_months"


def hate(*lines: str) -> str:
    return "\n".join([HEAD, *lines]) + "\n"


def staged(con: object) -> list[tuple[object, ...]]:
    query = "select line, provider, period_start, cells from stage_return order by 1"
    return con.execute(query).fetchall()  # type: ignore[attr-defined]


def test_rows_are_staged_and_refused_ones_kept_with_reason(tmp_path: Path) -> None:
    con, _ = loaded(
        tmp_path,
        {
            "hate.csv": hate(
                "Police,2024-10-01,all,104,92,14,12",
                "Police,01/11/2024,all,99,*,,12",
                "Police,2024-12-01,alll,99,90,9,12",
                "Police,2024-12-01,race,99,90,91,12",
            )
        },
    )
    (first, second) = staged(con)
    assert first[:3] == (2, "Police", date(2024, 10, 1))
    assert json.loads(str(second[3]))["victims"] == "*"
    assert json.loads(str(second[3]))["repeat_victims"] is None
    refused = con.execute("select line, reason, kept from rejected_row").fetchall()
    assert [row[0] for row in refused] == [4, 5]
    assert "nearest: 'all'" in refused[0][1]
    assert "is more than victims (90): correct one" in refused[1][1]


def workbook(rows: list[list[object]], **formats: str) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cell, form in formats.items():
        sheet[cell].number_format = form
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_workbook_reads_as_its_sender_sees_it(tmp_path: Path) -> None:
    young = [
        ["provider", "period_start", "referrals", "new_presentations", "exits",
         "successful_exits", "successful_share", "drug_free", "drug_free_share"],
        ["Service", datetime(2024, 4, 1), 299, 211, None, None, 0.7, None, "24%"],
    ]  # fmt: skip
    con, _ = loaded(tmp_path, {"young.xlsx": workbook(young, G2="0%")})
    ((line, _, start, cells),) = staged(con)
    assert (line, start) == (2, date(2024, 4, 1))
    said = json.loads(str(cells))
    assert (said["referrals"], said["exits"]) == (299, None)
    assert (said["successful_share"], said["drug_free_share"]) == (70.0, 24.0)


def test_a_formula_without_value_and_two_sheets_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["a"])
    book.create_sheet("Second").append(["b"])
    held = io.BytesIO()
    book.save(held)
    formula = workbook([["provider", "n"], ["x", "=1+1"]])
    _, files = loaded(tmp_path, {"a.xlsx": held.getvalue(), "b.xlsx": formula})
    assert [f.status for f in files] == ["refused", "refused"]
    assert "several sheets hold rows: Sheet, Second" in files[0].reason
    assert "cell B2 holds a formula without its value" in files[1].reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            f"{HEAD},victim_name\nPolice,2024-10-01,all,1,1,1,12,Ann Example\n",
            "the column 'victim_name' asks for personal data",
        ),
        (
            hate("someone@example.org,2024-10-01,all,104,92,14,12"),
            "column 'provider' seems to hold an e-mail address",
        ),
        (
            f"{HEAD},crime\nPolice,2024-10-01,all,1,1,1,12,1\n",
            "nearest column of the template: 'crimes'",
        ),
    ],
)
def test_a_file_about_a_person_is_refused_before_a_row_is_stored(
    tmp_path: Path, text: str, reason: str
) -> None:
    con, (file,) = loaded(tmp_path, {"hate.csv": text})
    assert (file.status, staged(con)) == ("refused", [])
    assert reason in file.reason
    kept = con.execute("select count(*) from rejected_row").fetchone()
    assert kept == (0,), "what a person is called must not come to the store"
    assert "Example" not in file.reason and "@" not in file.reason


def test_the_file_made_last_stands_for_its_provider_and_period(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    texts = {
        "early.csv": hate(
            "Police,2024-10-01,all,104,92,14,12", "Police,2024-11-01,all,90,80,9,12"
        ),
        "late.csv": hate("POLICE ,2024-10-01,all,105,93,15,12"),
        "other.csv": hate("Council,2024-10-01,all,7,7,7,12"),
    }
    now = time.time()
    for age, (name, text) in enumerate(texts.items()):
        (raw / name).write_text(text, "utf-8")
        os.utime(raw / name, (now - 9e5 + 1e5 * age,) * 2)
    con, _ = loaded(tmp_path, {})
    con.execute(sql.text("build/081_returns"))
    receipts = con.execute(
        "select provider, period_start, rows, current from return_receipt "
        "order by provider, period_start, received_on"
    ).fetchall()
    october, november = date(2024, 10, 1), date(2024, 11, 1)
    assert receipts == [
        ("Council", october, 1, True),
        ("POLICE", october, 1, False),
        ("POLICE", october, 1, True),
        ("POLICE", november, 1, True),
    ]
    counts = con.execute(
        "select cells ->> 'crimes', current from return_row "
        "where provider = 'POLICE' and period_start = date '2024-10-01' order by 2"
    ).fetchall()
    assert counts == [("104", False), ("105", True)]

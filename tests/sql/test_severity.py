"""Weights of offences on literal rows: read, refused, kept apart, and put to counts."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cdp_metrics.answers.harm.severity import Severity, severity
from cdp_metrics.answers.harm.severity_weights import weight_sets
from cdp_metrics.errors import SourceMissing
from cdp_metrics.warehouse.db import Store, open_store
from tests.builders import (
    build_place,
    contents,
    loaded,
    police_zip,
    row,
    write_place,
)

HEADING = "set_name,version,kind,source,key_kind,key,weight,include,invented"
TEMPLATES = Path(__file__).parents[2] / "data" / "templates"
WHOLE = "correct the line and build again; a set is used whole or not at all"
WARD, CSP, FORCE = "E05000001", "E22000901", "E23000901"
QUARTERS = (
    "FY,Financial Quarter,Force,Offence Description,Group,Offence Subgroup,"
    "Offence Code,n,territorial"
)


def line(key: str, weight: object, **cells: object) -> str:
    """Return a line of a file of weights, by category unless its cells say so."""
    values: dict[str, object] = {
        "set_name": "Trial",
        "version": "1",
        "kind": "other",
        "source": "invented",
        "key_kind": "category",
        "key": key,
        "weight": weight,
        "include": "",
        "invented": "yes",
    }
    return ",".join(str(cell) for cell in (values | cells).values())


def weights(*lines: str) -> str:
    return "\n".join((HEADING, *lines)) + "\n"


def code(key: str, weight: object, **cells: object) -> str:
    return line(key, weight, **({"key_kind": "offence_code"} | cells))


def built(folder: Path, files: Mapping[str, str]) -> Path:
    """Build Alderton with some more files; return the folder of its store."""
    place = write_place(folder / "place")
    for name, body in files.items():
        (place / name).write_text(body, "utf-8")
    police_zip(
        folder / "police" / "street.zip",
        {
            f"2025-{month:02}": [
                row("ASB", month=f"2025-{month:02}"),
                *[row("Burglary", month=f"2025-{month:02}")] * month,
                row("Robbery", "E01000092", month=f"2025-{month:02}"),
                row("Drugs", "E01000005", month=f"2025-{month:02}"),
            ]
            for month in range(1, 13)
        },
    )
    build_place(folder)
    return folder / "store"


def quarters(*rows: tuple[int, int, str, int]) -> str:
    """Return the Home Office's table: year, quarter, code and offences."""
    lines = [
        f"{y}/{(y + 1) % 100:02},{q},Testshire,Offence {c},Group,Sub,{c},{n},True"
        for y, q, c, n in rows
    ]
    return "\n".join((QUARTERS, *lines)) + "\n"


def test_the_template_has_the_headings_that_are_read() -> None:
    text = (TEMPLATES / "severity_weights.csv").read_text("utf-8")
    assert text == HEADING + "\n"


def test_weights_are_typed_and_keys_written_as_the_publisher_writes_them(
    tmp_path: Path,
) -> None:
    body = weights(
        line(" burglary ", '"1,200.5"'),
        line("Drugs", "", include="no"),
        line("Robbery", 0),
    )
    con, received = loaded(tmp_path, {"any name.csv": body})
    with closing(con):
        found = con.execute(
            "select key, weight, included, invented from stage_weight order by line"
        ).fetchall()
    assert found == [
        ("Burglary", 1200.5, True, True),
        ("Drugs", None, False, True),
        ("Robbery", 0.0, True, True),
    ]
    assert [each.status for each in received] == ["accepted"]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (
            line("Burglary", -3),
            "the weight of 'Burglary' is -3. Expected: a number from 0 up",
        ),
        (
            line("Burglary", ""),
            "the weight of 'Burglary' is ''. Expected: a number from 0 up, or no under "
            "include",
        ),
        (
            line("Burglary", "heavy"),
            "the weight of 'Burglary' is 'heavy'. Expected: a number from 0 up, or no "
            "under include",
        ),
        (
            line("robbery", 5),
            "'robbery' repeats line 2. Expected: one weight for each key",
        ),
        (
            line("Piracy", 5),
            "unknown category 'Piracy'. Expected: a crime category of data.police.uk",
        ),
        (
            line("Anti-social behaviour", 5),
            "anti-social behaviour is no offence. Expected: no weight for it",
        ),
        (line("", 5), "key is blank. Expected: a category or an offence code"),
        (
            line("Drugs", 5, kind="mine"),
            "kind is 'mine'. Expected: ons, cambridge or other",
        ),
        (
            line("Drugs", 5, key_kind="group"),
            "key_kind is 'group'. Expected: category or offence_code",
        ),
        (
            line("Drugs", 5, source=""),
            "set_name, version or source is blank. Expected: what the weights are, "
            "which edition, and who made them",
        ),
        (
            line("Drugs", 5, source="another"),
            "kind, source, key_kind or invented differs from line 2. Expected: the "
            "same on every line of one set and version",
        ),
        (line("Drugs", 5, include="maybe"), "include is 'maybe'. Expected: yes or no"),
        (
            line("Drugs", 5, version="2", invented="perhaps"),
            "invented is 'perhaps'. Expected: yes or no",
        ),
    ],
)
def test_a_faulty_line_refuses_the_file_and_says_what_is_expected(
    tmp_path: Path, bad: str, why: str
) -> None:
    con, _ = loaded(tmp_path, {"mine.csv": weights(line("Robbery", 9), bad)})
    with closing(con):
        (found,) = con.execute(
            "select status, reason, remedy from source_file"
        ).fetchall()
        (left,) = con.execute("select count(*) from stage_weight").fetchall()
    assert found == ("refused", f"line 3: {why}", WHOLE)
    assert left == (0,)


def test_two_versions_are_two_sets_and_categories_are_approximate(
    tmp_path: Path,
) -> None:
    store = built(
        tmp_path,
        {
            "w1.csv": weights(line("Burglary", 2)),
            "w2.csv": weights(
                line("Burglary", 3, version="2"), line("Robbery", 8, version="2")
            ),
            "w3.csv": weights(
                code("1a", 50, set_name="By code", kind="ons", invented="no")
            ),
            "ho.csv": quarters((2024, 1, "1A", 5)),
        },
    )
    found = contents(
        store,
        "select name, version, kind, key_kind, approximate, invented from weight_set "
        "order by name, version",
    )
    assert found == [
        ("By code", "1", "ons", "offence_code", False, False),
        ("Trial", "1", "other", "category", True, True),
        ("Trial", "2", "other", "category", True, True),
    ]
    kept = contents(
        store,
        "select version, key, weight from weight join weight_set using (set_id) "
        "order by all",
    )
    assert kept == [
        ("1", "1A", 50.0),
        ("1", "Burglary", 2.0),
        ("2", "Burglary", 3.0),
        ("2", "Robbery", 8.0),
    ]
    with closing(open_store(store)) as opened:
        words = [each.words for each in weight_sets(opened)]
    assert words == [
        "Trial, version 2, approximate",
        "Trial, version 1, approximate",
        "By code, version 1",
    ]


def test_an_offence_code_that_the_table_lacks_refuses_the_file(tmp_path: Path) -> None:
    store = built(
        tmp_path,
        {
            "w.csv": weights(code("1A", 50), code("99Z", 7)),
            "ho.csv": quarters((2024, 1, "1A", 5)),
        },
    )
    refused = contents(
        store,
        "select status, reason, remedy from source_file "
        "where source = 'severity_weights'",
    )
    assert refused == [
        (
            "refused",
            "line 3: offence code '99Z' is not in the Home Office's table as loaded. "
            "Expected: a code of it",
            "correct the code, or load the table by force and quarter that has it",
        )
    ]
    assert contents(store, "select count(*) from weight") == [(0,)]


def test_a_set_in_two_files_is_used_from_neither(tmp_path: Path) -> None:
    store = built(
        tmp_path,
        {
            "w1.csv": weights(line("Burglary", 2)),
            "w2.csv": weights(line("Burglary", 3, set_name="TRIAL")),
        },
    )
    refused = contents(
        store,
        "select status, reason from source_file where source = 'severity_weights'",
    )
    assert [status for status, _ in refused] == ["refused", "refused"]
    assert "another file holds version '1' of" in refused[0][1]
    assert contents(store, "select count(*) from weight_set") == [(0,)]


def asked(store: Store, area: str) -> Severity:
    (first, *_) = weight_sets(store)
    return severity(store, first, area)


def test_categories_are_weighed_by_area_and_anti_social_behaviour_is_not(
    tmp_path: Path,
) -> None:
    all_three = (line("Burglary", 2), line("Robbery", 100), line("Drugs", 7))
    store = built(tmp_path, {"w.csv": weights(*all_three)})
    with closing(open_store(store)) as opened:
        ward = asked(opened, WARD)
        city = asked(opened, CSP)
        force = asked(opened, FORCE)
        nowhere: dict[str, Any] = {"weights": ward.weights.set_id, "area": "E00000000"}
        assert opened.records("severity_months", **nowhere) == []
    # 1 + 2 + ... + 12 = 78 burglaries, 12 robberies in the other ward, 12 of drugs
    # in the other district
    assert [kind.key for kind in ward.kinds] == ["Burglary", "Drugs", "Robbery"]
    assert [year.offences for year in ward.years] == [78]
    assert ward.years[0].severity == 2 * 78
    assert city.years[0].severity == 2 * 78 + 100 * 12
    assert force.years[0].severity == 2 * 78 + 100 * 12 + 7 * 12
    assert city.years[0].average == pytest.approx(1356 / 90)
    assert city.split(city.years[0]) is None
    assert city.unknown == () and city.excluded == ()


def test_what_has_no_weight_stops_a_year_and_what_is_left_out_does_not(
    tmp_path: Path,
) -> None:
    store = built(
        tmp_path,
        {
            "w1.csv": weights(line("Burglary", 2), line("Drugs", 7)),
            "w2.csv": weights(
                line("Burglary", 2, version="0"),
                line("Drugs", "", version="0", include="no"),
                line("Robbery", "", version="0", include="no"),
            ),
        },
    )
    with closing(open_store(store)) as opened:
        newer, older = weight_sets(opened)
        lacking = severity(opened, newer, CSP)
        leaving = severity(opened, older, CSP)
    assert lacking.unknown == ("Robbery",)
    assert lacking.share_unknown[-1] == pytest.approx(12 / 90)
    assert lacking.years == () and lacking.year(None) is None
    assert leaving.excluded == ("Drugs", "Robbery") and leaving.unknown == ()
    assert leaving.years[0].severity == 2 * 78


def test_offence_codes_are_weighed_by_quarter_with_corrections(tmp_path: Path) -> None:
    rows = [(2023, q, "1A", 10) for q in (1, 2, 3, 4)]
    rows += [(2024, q, "1A", 20) for q in (1, 2, 3, 4)]
    rows += [(2023, 1, "30C", 5), (2024, 2, "30C", -1)]
    store = built(
        tmp_path,
        {
            "w.csv": weights(code("1A", 3), code("30c", 10, version="1")),
            "ho.csv": quarters(*rows),
        },
    )
    with closing(open_store(store)) as opened:
        found = asked(opened, FORCE)
    assert found.offences.step == 3
    assert [(y.month, y.offences, y.severity) for y in found.years] == [
        (date(2024, 1, 1), 45, 170),
        (date(2025, 1, 1), 79, 230),
    ]
    split = found.split(found.years[0])
    assert split is not None
    # (79 - 45) x 170 / 45 and 230 - 79 x 170 / 45
    assert split.volume == pytest.approx(128.444, abs=0.001)
    assert split.mix == pytest.approx(-68.444, abs=0.001)


def test_without_figures_to_weigh_the_answer_says_what_to_load(tmp_path: Path) -> None:
    store = built(tmp_path, {"w.csv": weights(line("Bicycle theft", 2))})
    with (
        closing(open_store(store)) as opened,
        pytest.raises(SourceMissing, match="could weigh"),
    ):
        asked(opened, CSP)


def test_year_labels_with_line_feeds_are_read_as_the_ons_writes_them(
    tmp_path: Path,
) -> None:
    body = (
        "offence_group,code,name,year,severity_score,year_ending\n"
        "Total recorded crime,E23000901,Testshire,\"Apr '02 to \nMar '03...4\",23.67,"
        "2003-03-31\n"
        "Total recorded crime,E23000901,Testshire,\"Apr '03 to \nMar '04...5\",23.39,"
        "2004-03-31\n"
    )
    con, received = loaded(tmp_path, {"css.csv": body})
    with closing(con):
        found = con.execute(
            "select area_code, period_end, value from stage_figure order by period_end"
        ).fetchall()
    assert [(each.status, each.rows) for each in received] == [("accepted", 2)]
    assert found == [
        ("E23000901", date(2003, 3, 31), 23.67),
        ("E23000901", date(2004, 3, 31), 23.39),
    ]


@pytest.mark.parametrize(
    "lost",
    [
        "\"Apr '02 to \nMar '03,23.67,2003-03-31\n"
        'Total,E23000901,A,"b",1,2004-03-31\n',
        "\"Apr '02 to \nMar '03,23.67,2003-03-31\n",
        "\"Apr '02 to \nMar '03\",23.67\n",
    ],
)
def test_there_too_a_lost_quote_refuses_the_file(tmp_path: Path, lost: str) -> None:
    body = (
        "offence_group,code,name,year,severity_score,year_ending\n"
        f"Total recorded crime,E23000901,Testshire,{lost}"
    )
    con, (received,) = loaded(tmp_path, {"css.csv": body})
    con.close()
    assert received.status == "refused"
    assert "line 2" in received.reason

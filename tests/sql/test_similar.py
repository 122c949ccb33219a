"""Similar places on literal rows: the list, the totals, and how ours stands."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.area.similar import SimilarPlaces, similar_places
from cdp_metrics.catalogue import load_partnership
from cdp_metrics.errors import ConfigurationWrong
from cdp_metrics.ui.views.comparison.similar import similar_view
from cdp_metrics.ui.views.comparison.view import ComparisonView
from cdp_metrics.warehouse.db import open_store
from tests.builders import (
    ALDERTON,
    BROOKHAM,
    build_place,
    loaded,
    police_zip,
    row,
    write_partnership,
    write_place,
)

CSP, TODAY = "E22000901", date(2026, 1, 1)
TOTALS = "csp_recorded_crime_total_2024_25.csv"
TOWNS = {f"E069990{at:02}": f"Town {at}" for at in range(1, 8)}
# crimes of 100,000 residents each: rates of 100 to 106, and ours of 200
RATES = {code: 10_000 + 100 * at for at, code in enumerate(TOWNS)}
LISTED = '[similar]\nname = "Alike"\nsource = "a model"\n'


def totals(rows: dict[str, int | str], residents: int = 100_000) -> str:
    lines = ["code,name,region,crime,pop,rate"]
    for code, n in rows.items():
        name = TOWNS.get(code, "Alderton")
        rate = 1000 * n / residents if isinstance(n, int) else ""
        lines.append(f"{code},{name},Invented,{n},{residents},{rate}")
    return "\n".join(lines) + "\n"


def neighbours(*codes: str) -> str:
    lines = ["lad_code,lad_name,neighbour_code,neighbour_name"]
    lines += [f"{ALDERTON},Alderton,{code},{TOWNS[code]}" for code in codes]
    return "\n".join(lines) + "\n"


def answered(
    folder: Path, files: dict[str, str], similar: str = "", **partnership: object
) -> SimilarPlaces:
    """Return the answer of a store of Alderton with some more files."""
    place = write_place(folder / "place")
    for name, body in files.items():
        (place / name).write_text(body, "utf-8")
    police_zip(folder / "police" / "street.zip", {"2025-01": [row("Burglary")]})
    build_place(folder, areas=similar, **partnership)
    with closing(open_store(folder / "store")) as store:
        return similar_places(store, CSP, TODAY)


def shown(found: SimilarPlaces) -> ComparisonView:
    return similar_view(found, "Alderton", demo=False)


def test_a_row_of_totals_is_a_figure_of_its_financial_year(tmp_path: Path) -> None:
    body = totals({ALDERTON: 400}, 5000) + (
        "E06999001,Town 1,Invented,10,1000,11.0\n"
        "E06999002,Town 2,Invented,many,1000,\n"
        "Town 3,Town 3,Invented,10,1000,10\n"
        "E06999004,Town 4,Invented,-1,1000,\n"
        "E06999005,Town 5,Invented,10,0,\n"
    )
    con, _ = loaded(tmp_path, {TOTALS: body})
    with closing(con):
        figures = con.execute(
            "select area_code, period, period_start, period_end, numerator, "
            "denominator, value, status from stage_figure order by line"
        ).fetchall()
        said = con.execute(
            "select line, reason, kept from rejected_row order by line"
        ).fetchall()
    year = "2024/25", date(2024, 4, 1), date(2025, 3, 31)
    assert figures == [
        (ALDERTON, *year, 400, 5000, 80, "validated"),
        ("E06999001", *year, 10, 1000, None, "validated"),
        ("E06999002", *year, None, 1000, None, "missing"),
    ]
    unlike = "the rate is not that of its crimes and residents: left out, row kept"
    assert said == [
        (3, unlike, True),
        (4, "crime 'many' is not a number", True),
        (5, "not an area code such as E06000018: correct it, or leave the row out",
         False),
        (6, "the count is negative", False),
        (7, "the residents are not more than 0", False),
    ]  # fmt: skip


def test_rows_of_a_list_that_name_no_other_place_are_refused(tmp_path: Path) -> None:
    body = neighbours("E06999001") + (
        f"{ALDERTON},Alderton,{ALDERTON},Alderton\n"
        f"{ALDERTON},Alderton,Town 2,Town 2\n"
        f"{ALDERTON},Alderton,E06999003,\n"
    )
    con, _ = loaded(tmp_path, {"list.csv": body})
    with closing(con):
        staged = con.execute(
            "select area_code, similar_code, similar_name from stage_similar"
        ).fetchall()
        refused = con.execute(
            "select line, reason from rejected_row order by line"
        ).fetchall()
    assert staged == [(ALDERTON, "E06999001", "Town 1")]
    assert refused == [
        (3, "a place is not its own neighbour: leave the row out"),
        (4, "not an area code such as E06000018: correct it, or leave the row out"),
        (5, "the neighbour is not named"),
    ]


def test_ours_stands_among_those_of_the_list(tmp_path: Path) -> None:
    files = {
        TOTALS: totals({ALDERTON: 20_000, **RATES}),
        "list.csv": neighbours(*[*TOWNS][:6]),
    }
    found = answered(tmp_path, files, LISTED)
    assert (found.first, found.last) == (date(2024, 4, 1), date(2025, 3, 31))
    assert [each.name for each in found.rows] == [
        *("Alderton", "Town 6", "Town 5", "Town 4", "Town 3", "Town 2", "Town 1"),
    ]  # Town 7 is not on the list
    own = found.rows[0]
    assert own.ours and own.rate and own.rate.value == pytest.approx(200)
    page = shown(found)
    assert page.drawn and not page.refusal
    assert page.headline.startswith(
        "Recorded crime: 200.0 per 1,000 in Alderton, above"
    )
    assert "around the average of these 7 places" in page.headline
    assert page.rows[0][0] == "Alderton (ours)"
    assert page.rows[1][4] == "Within the limits"
    said = " ".join(page.notes)
    assert "Alike, 6 places (a model; its date is not stated)" in said
    assert "not the “most similar groups” of iQuanta" in said
    assert b"E06999006,Town 6,10500,105," in page.csv()


def test_a_place_without_a_figure_is_listed_and_not_counted(tmp_path: Path) -> None:
    rows = {ALDERTON: 10_300, **RATES, "E06999001": ":"}
    files = {TOTALS: totals(rows), "list.csv": neighbours(*[*TOWNS][:6])}
    page = shown(answered(tmp_path, files))
    assert page.rows[-1] == ("Town 1", "Not held", "–", "–", "–")
    assert page.headline == (
        "Recorded crime: 103.0 per 1,000 in Alderton, no clear difference from the "
        "average of these 6 places"
    )
    assert "partnership.toml does not say whose it is" in page.notes[0]


def test_without_a_figure_of_ours_the_others_stand(tmp_path: Path) -> None:
    files = {TOTALS: totals(dict(RATES)), "list.csv": neighbours(*TOWNS)}
    page = shown(answered(tmp_path, files))
    assert page.headline == "Recorded crime: no published figure of Alderton"
    assert page.rows[0][1] == "Not held" and len(page.rows) == 8


def test_codes_of_the_partnerships_own_file_replace_the_list(tmp_path: Path) -> None:
    own = LISTED + f'date = "2023"\ncodes = {[*TOWNS][2:]}'
    files = {TOTALS: totals({ALDERTON: 1, **RATES}), "list.csv": neighbours(*TOWNS)}
    found = answered(tmp_path, files, own.replace("'", '"'))
    assert found.listed == 5 and len(found.rows) == 6
    assert "(a model; 2023)" in shown(found).notes[0]


@pytest.mark.parametrize(
    ("files", "missing"),
    [
        ({}, "no list of similar places is loaded"),
        ({"list.csv": neighbours(*TOWNS)}, "holds 5 of the 7 similar places"),
        (
            {
                "list.csv": neighbours(*TOWNS),
                TOTALS: totals(dict([*RATES.items()][:4])),
            },
            "holds 5 of the 7 similar places",
        ),
    ],
)
def test_what_is_missing_is_said(
    tmp_path: Path, files: dict[str, str], missing: str
) -> None:
    page = shown(answered(tmp_path, files))
    assert missing in page.refusal and page.remedy.endswith("build again.")
    assert page.drawn is None and page.rows == ()
    assert page.headline == "Similar places cannot be compared"


def test_a_list_of_one_district_is_none_of_several_together(tmp_path: Path) -> None:
    files = {TOTALS: totals(dict(RATES)), "list.csv": neighbours(*TOWNS)}
    found = answered(tmp_path, files, districts=[ALDERTON, BROOKHAM])
    assert found.listed == 0


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (LISTED + 'codes = ["E06999001", "E06999001"]', "a place is listed twice"),
        (LISTED + 'codes = ["Town"]', "codes"),
        ("[similar]\nname = 'Alike'", "source"),
        (LISTED + "towns = 3", "towns"),
    ],
)
def test_a_list_that_is_not_as_declared_is_refused(
    tmp_path: Path, said: str, fault: str
) -> None:
    with pytest.raises(ConfigurationWrong, match=fault):
        answered(tmp_path, {}, said)


def test_similar_places_stand_in_a_table_of_their_own(tmp_path: Path) -> None:
    path = write_partnership(tmp_path / "partnership.toml", similar="Alike")
    with pytest.raises(ConfigurationWrong, match=r"below \[similar\]"):
        load_partnership(path)

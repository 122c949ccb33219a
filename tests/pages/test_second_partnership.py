"""Another district of the county, by configuration alone: it builds, and pages open.

docs/adopting.md walks through the same.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cdp_metrics.warehouse.build import build
from tests.builders import contents
from tests.pages.test_pages import Opens, words
from tests.pages.test_pages import opens as opens

ADOPTING = Path(__file__).parents[2] / "docs" / "adopting.md"
CSP = "E22000255"
PAGES = ("overview", "trends", "asb_map", "area", "hot_spots", "comparison")


def example() -> str:
    """Return the partnership file that docs/adopting.md tells its reader to write."""
    (found,) = re.findall(
        r"```toml\n(\[partnership\].*?)```", ADOPTING.read_text(), re.S
    )
    return str(found)


@pytest.fixture(scope="module")
def store(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mansfield")
    (folder / "mansfield.toml").write_text(example(), "utf-8")
    build([real_data], folder / "store", folder / "mansfield.toml")
    return folder / "store"


def test_its_own_lsoas_wards_and_rows(store: Path) -> None:
    ours = (
        "select area_type, count(distinct part.area_code) from area_part as whole join "
        "area_part as part using (lsoa21_code) join area on area.area_code = "
        f"part.area_code where whole.area_code = '{CSP}' and area_type in "
        "('lsoa21', 'ward', 'ward_before') group by 1 order by 1"
    )
    # 36 wards until 2023 and after; no LSOA counts in Lindhurst by best fit
    assert contents(store, ours) == [
        *(("lsoa21", 68), ("ward", 35), ("ward_before", 36)),
    ]
    days = "select distinct valid_from, valid_to from area where area_type like 'ward%'"
    found = [tuple(map(str, each)) for each in contents(store, days)]
    assert ("2023-05-04", "None") in found
    assert ("None", "2023-05-03") in found
    # LSOA names tell the district too
    by_name = "select count(*) from incident where lsoa_name like 'Mansfield %'"
    placed = (
        "select cast(sum(n) as bigint) from incident_month join area_part using "
        f"(lsoa21_code) where area_code = '{CSP}'"
    )
    assert contents(store, placed) == contents(store, by_name)
    for kind in ("ward", "ward_before"):
        summed = (
            "select cast(round(sum(n * share)) as bigint) from incident_month join "
            "area_part using (lsoa21_code) join area using (area_code) where "
            f"area_type = '{kind}' and lsoa21_code in (select lsoa21_code from "
            f"area_part where area_code = '{CSP}')"
        )
        assert contents(store, summed) == contents(store, by_name)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_and_names_the_place(store: Path, opens: Opens, page: str) -> None:
    shown = words(opens(store, page))
    assert "Mansfield" in shown
    assert not re.search(r"\bcity\b|Nottingham(?!shire)", shown, re.I)


def test_a_partnership_of_several_districts_with_wards_partly_redrawn(
    real_data: Path, tmp_path: Path
) -> None:
    text = example().replace(CSP, "E22000366").replace("Mansfield", "South Notts")
    text = text.replace('["E07000174"]', '["E07000172", "E07000173", "E07000176"]')
    (tmp_path / "south.toml").write_text(text, "utf-8")
    build([real_data], tmp_path / "store", tmp_path / "south.toml")
    # Gedling's wards stayed, 13 of Broxtowe's 20 too, all 25 of Rushcliffe's went
    assert contents(
        tmp_path / "store",
        "select district.area_name, count(distinct ward.area_code) from area as ward "
        "join area_part as part using (area_code) join area_part as whole using "
        "(lsoa21_code) join area as district on district.area_code = whole.area_code "
        "where ward.area_type = 'ward_before' and district.area_type = 'district' and "
        "district.area_code in (select district_code from partnership_district) "
        "group by 1 order by 1",
    ) == [("Broxtowe", 7), ("Rushcliffe", 25)]

"""A partnership's own areas: what a drawn one holds, and what is refused and why."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from cdp_metrics.errors import ConfigurationWrong
from tests.builders import (
    SOUTH,
    STEP,
    WEST,
    Row,
    build_place,
    contents,
    map_file,
    police_zip,
    row,
)

DRAWN = """
[[area]]
id = "riverside"
name = "Riverside"
file = "{file}"
"""


def listed(codes: list[str], **changes: str) -> str:
    """Return an area made of LSOAs."""
    values = {"id": "centre", "name": "Centre", **changes}
    lines = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    return "\n".join(["[[area]]", *lines, f"lsoas = {json.dumps(codes)}", ""])


def box(west: float, east: float) -> gpd.GeoDataFrame:
    """Return a rectangle between two steps of the place, in degrees."""
    edges = WEST + west * STEP, SOUTH, WEST + east * STEP, SOUTH + STEP
    return gpd.GeoDataFrame(geometry=[shapely.box(*edges)], crs="EPSG:4326")


def built(folder: Path, areas: str) -> Path:
    police_zip(folder / "police" / "a.zip", {"2025-01": [row("ASB")]})
    build_place(folder, areas=areas)
    return folder / "store"


def parts(store: Path, columns: str = "lsoa21_code, round(share, 3)") -> list[Row]:
    return contents(
        store,
        f"select {columns} from area_part where area_code = 'riverside' order by all",
    )


@pytest.mark.parametrize(
    ("file", "crs"),
    [
        ("riverside.geojson", "EPSG:4326"),
        ("riverside.gpkg", "EPSG:27700"),
        ("riverside.shp", "EPSG:27700"),
        ("riverside.shp", "EPSG:3857"),
    ],
)
def test_a_drawn_area_holds_its_share_of_each_lsoa(
    tmp_path: Path, file: str, crs: str
) -> None:
    # a quarter of 91 (steps 1 to 3), all of 92 and half of 93 (3 to 3.5, 3.5 to 4)
    box(2.5, 3.75).to_crs(crs).to_file(tmp_path / file)
    store = built(tmp_path, DRAWN.format(file=file))
    assert parts(store) == [
        ("E01000091", 0.25),
        ("E01000092", 1),
        ("E01000093", 0.5),
    ]
    method, fit, note, km2 = contents(
        store, "select method, fit, note, km2 from area where area_type = 'custom'"
    )[0]
    # residents: 375 of 91, 300 of 92, 350 of 93; only 92 lies inside
    assert fit == pytest.approx(300 / (375 + 300 + 350), abs=0.001)
    assert (method, note) == ("area share", None)
    assert km2 == pytest.approx(0.748 * 1.25, abs=0.002)
    assert contents(
        store, "select count(*) from boundary where area_type = 'custom'"
    ) == [(1,)]


def test_what_was_drawn_beyond_the_partnership_is_not_counted_and_said(
    tmp_path: Path,
) -> None:
    box(3, 5).to_file(tmp_path / "riverside.geojson")
    store = built(tmp_path, DRAWN.format(file="riverside.geojson"))
    assert parts(store) == [("E01000092", 1), ("E01000093", 1)]
    assert contents(store, "select note from area where area_type = 'custom'") == [
        ("50% of what was drawn lies outside Alderton and is not counted",)
    ]


def test_a_line_beside_the_official_one_by_a_hundredth_is_the_drawings(
    tmp_path: Path,
) -> None:
    box(2.99, 3.999).to_file(tmp_path / "riverside.geojson")
    store = built(tmp_path, DRAWN.format(file="riverside.geojson"))
    assert parts(store) == [("E01000092", 1), ("E01000093", 1)]


def test_another_drawing_is_another_build(tmp_path: Path) -> None:
    areas = DRAWN.format(file="riverside.geojson")
    police_zip(tmp_path / "police" / "a.zip", {"2025-01": [row("ASB")]})
    ids = []
    for west in (0, 0, 1):
        box(west, 3).to_file(tmp_path / "riverside.geojson")
        ids.append(build_place(tmp_path, areas=areas).build.build_id)
    ids.append(
        build_place(tmp_path, areas=areas + listed(["E01000001"])).build.build_id
    )
    ids.append(
        build_place(tmp_path, areas=areas + listed(["E01000092"])).build.build_id
    )
    assert ids[0] == ids[1]
    assert len(set(ids)) == 4


METRES = map_file("LSOA11", {"E01000001": ("A", 4.5e7, 4.6e7)})


@pytest.mark.parametrize(
    ("shape", "fault", "remedy"),
    [
        (METRES, "such as 449999, 53 are metres, but", "EPSG:27700"),
        (box(4, 6).to_json(), "lies wholly outside the partnership", "check the file"),
        (box(2.5, 2.501).to_json(), "less than 1% of any LSOA", "draw a larger one"),
        ("{}", "the map file cannot be read", "download it again"),
    ],
    ids=["metres", "elsewhere", "tiny", "no map"],
)
def test_a_drawing_that_cannot_be_used_is_refused(
    tmp_path: Path, shape: str, fault: str, remedy: str
) -> None:
    (tmp_path / "riverside.geojson").write_text(shape, "utf-8")
    with pytest.raises(ConfigurationWrong, match="What to do: ") as error:
        built(tmp_path, DRAWN.format(file="riverside.geojson"))
    message = str(error.value)
    assert "partnership.toml, [[area]] 1 (riverside): " in message
    assert fault in message
    assert remedy in message


def test_a_shapefile_in_metres_without_its_prj_is_refused(tmp_path: Path) -> None:
    box(1, 3).to_crs("EPSG:27700").to_file(tmp_path / "riverside.shp")
    (tmp_path / "riverside.prj").unlink()
    with pytest.raises(ConfigurationWrong, match="names no reference system") as error:
        built(tmp_path, DRAWN.format(file="riverside.shp"))
    assert "the .prj of a Shapefile" in str(error.value)


@pytest.mark.parametrize(
    ("areas", "fault", "remedy"),
    [
        (listed(["E01000999"]), "no look-up holds LSOA E01000999", "2021 LSOAs"),
        (listed(["E01000001", "E01000005"]), "E01000005 lies outside", "take it off"),
        (listed(["E01000002"]), "no look-up holds LSOA E01000002", "2021 LSOAs"),
        (listed(["Alderton"]), r"lsoas.0: String should match", "give it an id"),
        (listed(["E01000001"] * 2), "E01000001 is listed twice", "give it an id"),
        (listed([]), "expected either lsoas or file", "lsoas = [...] or file"),
        (
            listed(["E01000001"], file="a.shp"),
            "expected either lsoas or file",
            "lsoas = [...] or file",
        ),
        (listed(["E01000001"], id="Centre"), "id: String should match", "a to z"),
        (listed(["E01000001"], id="burglary"), "an indicator has that name", "an id"),
        (
            listed(["E01000001"]) + listed(["E01000001"], name="Other"),
            "[[area]] 2 (centre): another area has the same id",
            "give each its own",
        ),
        (
            listed(["E01000001"]) + listed(["E01000001"], id="other"),
            "[[area]] 2 (other): another area has the same name",
            "give each its own",
        ),
        (DRAWN.format(file="a.shp"), "there is no file a.shp beside", "put it there"),
        ("areas = []", "[partnership] holds no areas", "write [[area]] above each"),
        ('[area]\nid = "centre"', "areas are tables headed", "write [[area]] above"),
    ],
)
def test_a_wrong_area_is_refused_with_its_entry_and_a_remedy(
    tmp_path: Path, areas: str, fault: str, remedy: str
) -> None:
    with pytest.raises(ConfigurationWrong) as error:
        built(tmp_path, areas)
    what, _, todo = str(error.value).partition("What to do: ")
    assert "partnership.toml" in what
    assert fault in what
    assert remedy in todo


def test_a_polygon_needs_the_boundaries_of_lsoas(tmp_path: Path) -> None:
    box(1, 3).to_file(tmp_path / "riverside.geojson")
    areas = DRAWN.format(file="riverside.geojson")
    built(tmp_path, areas)
    (tmp_path / "place/boundaries/lsoa21.geojson").unlink()
    with pytest.raises(ConfigurationWrong, match=r"4 LSOAs .* have no boundary"):
        build_place(tmp_path, areas=areas)

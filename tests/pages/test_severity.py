"""Severity through the router: with and without weights, and with too few years."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.builders import build_place, police_zip, row, write_place
from tests.pages.test_pages import WARD, Opens, choice, shown, words
from tests.pages.test_pages import opens as opens
from tests.sql.test_severity import code, line, quarters, weights
from tests.stores import returned, store_of


def parts(app: object) -> list[str]:
    """Return the parts of the page that can be chosen."""
    (switch,) = app.button_group  # type: ignore[attr-defined]
    return [each.content for each in switch.proto.options]


def alts(app: object) -> list[str]:
    """Return the text alternatives of the charts, in order."""
    return [each.proto.alt for each in app.get("plotly_chart")]  # type: ignore[attr-defined]


def weighed(folder: Path, months: int, **files: str) -> Path:
    """Build Alderton with street files from January 2024 and some more tables."""
    place = write_place(folder / "place")
    for name, body in files.items():
        (place / f"{name}.csv").write_text(body, "utf-8")
    held = [f"{2024 + at // 12}-{at % 12 + 1:02}" for at in range(months)]
    police_zip(
        folder / "police" / "street.zip",
        {
            month: [row("Burglary", month=month)] * 6
            + [row("Robbery", month=month)] * (2 if at < 12 else 6)
            for at, month in enumerate(held)
        },
    )
    build_place(folder)
    return folder / "store"


SET = weights(line("Burglary", 2), line("Robbery", 100))


def test_the_demonstration_says_the_answer_and_that_weights_are_invented(
    opens: Opens, demo_store: Path
) -> None:
    app = opens(demo_store, "severity")
    said = words(app)
    assert "Recorded crime is about as frequent and" in said
    assert "compared with the year to Dec 2018" in said
    assert "approximate. These weights are invented." in said
    assert "Anti-social behaviour has no weight and is left out" in said
    assert dict(app.query_params) == {}
    assert parts(app) == [
        *("Over time", "What changed", "By kind of offence", "Published scores")
    ]


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("", "offences and their severity as indices"),
        ("change", "Change together"),
        ("kinds", "Burglary"),
        ("published", "Demonstration data: invented. Line chart without"),
    ],
)
def test_each_part_is_one_chart_and_its_table(
    opens: Opens, demo_store: Path, view: str, said: str
) -> None:
    app = opens(demo_store, "severity", **({"view": view} if view else {}))
    (alt,) = alts(app)
    assert said in alt
    heading = "Published Crime Severity Scores: Wrenminster"
    assert (heading in words(app)) == (view == "published")
    assert ("The same by year" in words(app)) == (not view)
    assert dict(app.query_params) == ({"view": view} if view else {})


def test_area_and_base_are_kept_in_the_address(opens: Opens, demo_store: Path) -> None:
    app = opens(demo_store, "severity")
    shown(choice(app, "Compare with").select(date(2023, 12, 1)).run())
    shown(choice(app, "Area kind").select("ward").run())
    shown(choice(app, "Area").select(WARD).run())
    assert dict(app.query_params) == {"base": "2023-12", "area": WARD}
    assert "the year to Dec 2023" in words(app)
    assert "100 = the year to Dec 2023" in words(app)
    app = opens(demo_store, "severity", base="1999-01", weights="no_such_set")
    assert choice(app, "Compare with").value == date(2018, 12, 1)
    assert dict(app.query_params) == {}


def test_volume_and_mix_as_by_hand(opens: Opens, tmp_path: Path) -> None:
    # 72 and 24 offences weigh 144 + 2,400 = 2,544, on average 26.5; then 72 and 72
    # weigh 7,344. Volume (144 - 96) x 26.5 = 1,272, mix 7,344 - 144 x 26.5 = 3,528.
    store = weighed(tmp_path, 24, mine=SET)
    said = words(opens(store, "severity", view="change"))
    assert "is more frequent and more serious offence for offence" in said
    assert "2,544 weighted offences" in said and "Year to Dec 2025: 7,344" in said
    for figure in ("+1,272", "+3,528", "+4,800", "+50.0%", "+138.7%", "+188.7%"):
        assert figure in said


def test_with_one_whole_year_the_change_says_what_is_missing(
    opens: Opens, tmp_path: Path
) -> None:
    app = opens(weighed(tmp_path, 13, mine=SET), "severity")
    said = words(app)
    assert "Not enough data for a change" in said
    assert "only the year to Jan 2025 is complete" in said
    assert parts(app) == ["Over time", "Published scores"]
    assert len(alts(app)) == 1  # the indices stand


def test_without_a_whole_year_nothing_is_computed(opens: Opens, tmp_path: Path) -> None:
    app = opens(weighed(tmp_path, 11, mine=SET), "severity")
    said = words(app)
    assert "Not enough data for a year of severity" in said
    assert "no twelve months in a row are complete and weighed" in said
    assert not alts(app)


def test_offences_without_a_weight_stop_the_year_and_are_named(
    opens: Opens, tmp_path: Path
) -> None:
    store = weighed(tmp_path, 24, mine=weights(line("Burglary", 2)))
    said = words(opens(store, "severity"))
    assert "Without a weight in this set: Robbery" in " ".join(said.split())
    assert "Give every offence a weight, or no under include" in said


def test_weights_by_offence_code_are_of_the_force(opens: Opens, tmp_path: Path) -> None:
    table = quarters(
        *((2023, q, "1A", 100) for q in (1, 2, 3, 4)),
        *((2024, q, "1A", 100) for q in (1, 2, 3, 4)),
        *((y, q, "30C", 10) for y in (2023, 2024) for q in (1, 2, 3, 4)),
    )
    mine = weights(
        code("1A", 3, kind="cambridge"),
        code("30C", "", kind="cambridge", include="no"),
    )
    app = opens(
        weighed(tmp_path, 13, ho=table, mine=mine), "severity", area="E05000001"
    )
    said = " ".join(words(app).split())
    assert "Testshire Police force area" in said
    assert "offence codes are published for police forces only" in said
    assert "Left out by this set: Offence 30C; the Cambridge index leaves out" in said
    assert "about as frequent and about as serious" in said
    assert [each.label for each in app.selectbox] == ["Weights", "Compare with"]


def test_without_weights_the_page_explains_and_computes_nothing(
    opens: Opens, tmp_path: Path
) -> None:
    store = store_of(
        tmp_path,
        13,
        returns=[
            returned("crime_severity_score", date(2022, 4, 1), 12, value=23.25),
            returned("crime_severity_score", date(2023, 4, 1), 12, value=24.5),
        ],
    )
    app = opens(store, "severity")
    said = words(app)
    assert "Severity is not computed: no weights are loaded" in said
    assert "Crime Severity Score (Experimental Statistics) data tool" in said
    assert "Cambridge Crime Harm Index" in said
    assert "for homicide above all" in said
    assert "data/templates/severity_weights.csv" in said and "set_name" in said
    assert "Published Crime Severity Scores: Alderton 24.50 (2023/24)" in said
    assert said.index("How to get weights") < said.index("Published Crime Severity")
    assert said.count("How to get weights") == 1
    assert "23.25" in said
    assert not app.selectbox
    assert parts(app) == ["Published scores"]
    assert len(alts(app)) == 1  # the published scores, and nothing of ours


def test_with_nothing_published_either_the_page_stands(
    opens: Opens, tmp_path: Path
) -> None:
    app = opens(store_of(tmp_path, 13), "severity")
    assert "Published scores: none loaded" in words(app)
    assert not alts(app)

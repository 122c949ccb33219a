"""Files as partners really write them, from the bytes to the answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.returned.rows import Returned, Shown, returned
from cdp_metrics.errors import SourceMissing
from cdp_metrics.warehouse.db import open_store
from tests.builders import build_place, police_zip, row
from tests.stores import store_of

HEAD = "provider,period_start,cases,repeats\n"
Stored = Callable[[bytes], Returned]


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """Return what builds a store with one file of a MARAC, and reads the return."""

    def build(body: bytes) -> Returned:
        (tmp_path / "police").mkdir()
        (tmp_path / "police" / "marac.csv").write_bytes(body)
        with closing(open_store(store_of(tmp_path, 1))) as store:
            return returned(store, "marac")

    return build


@pytest.mark.parametrize(
    ("encoding", "provider"),
    [
        ("cp1252", "Café\u2019s MARAC"),
        ("utf-8-sig", "Café\u2019s MARAC"),
        ("utf-8", "Café\u2019s MARAC"),
        ("utf-16", "Café\u2019s MARAC"),
    ],
)
def test_every_encoding_gives_the_same_letters(
    stored: Stored, encoding: str, provider: str
) -> None:
    text = f"{HEAD}{provider},01/02/2024,62,17\r\n"
    (held,) = stored(text.encode(encoding)).rows
    assert (held.provider, held.start) == (provider, date(2024, 2, 1))
    assert held.figures == {"cases": Shown(62.0), "repeats": Shown(17.0)}


def test_suppressed_missing_and_nought_stay_three_things(stored: Stored) -> None:
    cells = ('"1,020"', "<5", "*", "-", "", "0", "3", "4 ")
    lines = [
        f'MARAC,2023-{month:02d}-01,"2,000",{cell}\n'
        for month, cell in enumerate(cells, start=1)
    ]
    held = stored((HEAD + "".join(lines)).encode()).rows
    assert [each.figures["cases"] for each in held] == [Shown(2000.0)] * len(cells)
    assert [each.figures["repeats"] for each in held] == [
        Shown(1020.0),
        Shown(None, "held back"),
        Shown(None, "held back"),
        Shown(None, "missing"),
        Shown(None, "missing"),
        Shown(0.0),
        Shown(None, "small"),
        Shown(None, "small"),
    ]


def test_a_wrong_heading_stores_nothing_and_offers_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "police").mkdir()
    text = HEAD.replace("repeats", "repeat") + "MARAC,2024-01-01,62,17\n"
    (tmp_path / "police" / "marac.csv").write_text(text, "utf-8")
    with closing(open_store(store_of(tmp_path, 1))) as store:
        with pytest.raises(SourceMissing, match=r"data/templates/marac\.csv"):
            returned(store, "marac")
        (told,) = [f for f in store.records("files") if f["name"] == "marac.csv"]
    assert told["status"] == "refused"
    assert (
        "'repeats' is missing (nearest heading in the file: 'repeat')"
        in (told["reason"])
    )
    assert told["remedy"] == "name the columns as data/templates/marac.csv does"


def test_a_corrected_file_replaces_its_period_alone(tmp_path: Path) -> None:
    police = tmp_path / "police"
    police_zip(police / "street.zip", {"2025-01": [row("ASB")]})
    first = HEAD + "MARAC,2024-01-01,62,17\nMARAC,2024-02-01,50,9\n"
    (police / "a.csv").write_text(first, "utf-8")
    build_place(tmp_path)
    (police / "b.csv").write_text(HEAD + "Marac,2024-02-01,51,10\n", "utf-8")
    build_place(tmp_path)
    with closing(open_store(tmp_path / "store")) as store:
        held = returned(store, "marac").rows
        versions = [each["versions"] for each in store.records("receipts")]
    assert [each.figures["cases"].value for each in held] == [62, 51]
    assert versions == [1, 2]

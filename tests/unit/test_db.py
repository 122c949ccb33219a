"""The door to a store: what comes through it, and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from cdp_metrics.errors import QueryFailed, StoreMissing
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.publish import Build, pointer
from tests.builders import build_place, police_zip, row


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one tiny store: two burglaries and an ASB report."""
    place = tmp_path_factory.mktemp("place")
    rows = [row(), row(lsoa="E01000006"), row("ASB")]
    police_zip(place / "police" / "2025.zip", {"2025-01": rows})
    build_place(place)
    return place / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with closing(open_store(folder)) as opened:
        yield opened


def test_the_current_build_is_opened(folder: Path, store: Store) -> None:
    assert store.build == pointer(folder)
    assert store.path == folder / store.build.file
    assert store.records("build")[0]["build_id"] == store.build.build_id


def test_an_answer_is_a_frame_or_a_mapping_a_row(store: Store) -> None:
    frame = store.query("months_held")
    assert list(frame.columns) == list(store.records("months_held")[0])
    police = [
        each
        for each in store.records("months_held")
        if each["source"] == "police_street"
    ]
    assert police == [
        {
            "source": "police_street",
            "unit": "testshire",
            "status": "complete",
            "periods": 1,
            "first_period": date(2025, 1, 1),
            "last_period": date(2025, 1, 1),
        }
    ]
    assert frame["first_period"].max() == pd.Timestamp("2025-01-01")


def test_values_are_bound_whatever_they_hold(store: Store) -> None:
    hostile = "x'; drop table area; --"
    assert store.query("residents", area=hostile).empty
    assert not store.query("areas").empty


def test_a_query_that_is_not_there_names_itself(store: Store) -> None:
    with pytest.raises(QueryFailed, match="'no_such' failed: there is no such query"):
        store.query("no_such")


def test_a_failed_query_carries_name_parameters_and_sql(store: Store) -> None:
    with pytest.raises(QueryFailed) as caught:
        store.query("residents", wrong="E05000001")
    assert caught.value.name == "residents"
    assert caught.value.parameters == {"wrong": "E05000001"}
    assert caught.value.sql == sql.text("queries/residents")
    assert "query 'residents' failed: " in str(caught.value)


def test_a_binary_value_comes_whole(store: Store) -> None:
    (row,) = store.records("map_geometry")
    assert row["body"].startswith(b'{"version":"' + row["version"].encode())


def test_a_store_serves_again_after_a_failure(store: Store) -> None:
    for _ in range(3):
        with pytest.raises(QueryFailed):
            store.query("residents")
        assert len(store.query("areas")) == 10


def test_a_closed_store_is_one_clear_failure(folder: Path) -> None:
    store = open_store(folder)
    store.close()
    with pytest.raises(QueryFailed, match="areas"):
        store.query("areas")


def test_nothing_published_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="no store has been published"):
        open_store(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a store", b"\0" * 20_000])
def test_a_spoilt_file_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cdp-a.duckdb").write_bytes(content)
    build = Build("a", "cdp-a.duckdb", "2025-01-01T00:00:00+00:00")
    with pytest.raises(StoreMissing, match=r"cdp-a\.duckdb cannot be read.*rollback"):
        open_store(tmp_path, build).query("areas")


def test_a_file_cut_short_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    build = pointer(folder)
    whole = (folder / build.file).read_bytes()
    (tmp_path / build.file).write_bytes(whole[:5000])
    with pytest.raises(StoreMissing, match="cannot be read"):
        open_store(tmp_path, build)

"""A pinned build stays as it was, under a name that is its own."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics import __version__
from cdp_metrics.catalogue import dictionary, indicators
from cdp_metrics.catalogue.dictionary import dictionary_in, dictionary_text
from cdp_metrics.catalogue.in_force import reading_by
from cdp_metrics.catalogue.publishers import publishers
from cdp_metrics.catalogue.returns import templates
from cdp_metrics.errors import SnapshotMissing, SnapshotRefused, StoreMissing
from cdp_metrics.filters import Filters
from cdp_metrics.warehouse import snapshots, sql
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.pinned import before, open_snapshot
from cdp_metrics.warehouse.publish import Build, history, publish
from cdp_metrics.warehouse.snapshots import (
    Snapshot,
    find,
    listed,
    pin,
    remove,
)
from tests.stores import store_of

DAY = date(2026, 5, 14)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("small"), 13)


@pytest.fixture
def store(small: Path) -> Iterator[Store]:
    with closing(open_store(small)) as opened:
        yield opened


def test_a_snapshot_says_what_it_is_of(tmp_path: Path, store: Store) -> None:
    taken = pin(tmp_path, store, "board-2026-05", DAY)
    assert (taken.name, taken.day, taken.place) == ("board-2026-05", DAY, "Alderton")
    assert taken.build_id == store.build.build_id
    assert taken.published_at == store.build.published_at
    assert not taken.demonstration
    assert listed(tmp_path) == [taken] == [find(tmp_path, "board-2026-05")]
    assert {path.name for path in tmp_path.iterdir()} == {"board-2026-05"}
    found, pinned = open_snapshot(tmp_path, "board-2026-05")
    with closing(pinned):
        assert found == taken
        assert pinned.records("build") == store.records("build")
        assert pinned.dictionary is None, "it was built by the product's own"


def test_snapshots_are_listed_by_day_the_latest_first(
    tmp_path: Path, store: Store
) -> None:
    assert listed(tmp_path / "nowhere") == []
    for name, day in (("b", date(2026, 5, 1)), ("c", date(2026, 7, 1)), ("a", DAY)):
        pin(tmp_path, store, name, day)
    assert [each.name for each in listed(tmp_path)] == ["c", "a", "b"]


@pytest.mark.parametrize("links", [True, False])
def test_a_pin_survives_six_builds(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    folder, local = tmp_path / "stores", tmp_path / "local"
    folder.mkdir()
    built = folder / "built"
    (first,) = (each for each in history(small)[:1])
    built.write_bytes((small / first.file).read_bytes())
    publish(folder, built, first.build_id)
    if not links:  # as from one disk to another

        def refused(*_: object) -> None:
            raise OSError("Invalid cross-device link")

        monkeypatch.setattr(os, "link", refused)
    with closing(open_store(folder)) as store:
        expected = store.records("build"), store.records("areas")
        pin(local, store, "board", DAY)
    body = (local / "board" / "store.duckdb").read_bytes()
    for number in range(6):
        built.write_text(f"another {number}")
        publish(folder, built, f"build{number}")
    assert first.build_id not in {each.build_id for each in history(folder)}
    assert not (folder / first.file).exists()
    assert (local / "board" / "store.duckdb").read_bytes() == body
    _, pinned = open_snapshot(local, "board")
    with closing(pinned):
        assert (pinned.records("build"), pinned.records("areas")) == expected


def test_a_name_is_taken_once(tmp_path: Path, store: Store) -> None:
    pin(tmp_path, store, "board", DAY)
    with pytest.raises(SnapshotRefused, match=r"taken.*Expected.*What to do.*board-2"):
        pin(tmp_path, store, "board", DAY)
    assert [each.name for each in listed(tmp_path)] == ["board"]
    assert not [path for path in tmp_path.iterdir() if path.name != "board"]


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Board May 2026", "board-may-2026"),
        ("../../etc", "etc"),
        ("a/b", "a-b"),
        ("a_b", "a-b"),
        ("-a-", "a"),
        ("a--b", "a-b"),
        ("May\n", "may"),
        ("a" * 61, "a" * 60),
        ("", "board-2026-05"),
        ("..", "board-2026-05"),
        ("current", "board-2026-05"),
        ("con", "board-2026-05"),
        ("com1", "board-2026-05"),
        ("é", "board-2026-05"),
    ],
)
def test_a_name_that_is_no_safe_file_name_is_refused_with_a_better_one(
    tmp_path: Path, store: Store, name: str, better: str
) -> None:
    with pytest.raises(SnapshotRefused, match="cannot be the name") as caught:
        pin(tmp_path / "local", store, name, DAY)
    assert str(caught.value).endswith(f"What to do: call it {better!r}")
    assert not (tmp_path / "local").exists()


@given(st.text(max_size=70))
def test_any_name_is_found_refused_or_absent(name: str) -> None:
    with pytest.raises(SnapshotMissing, match="there is no snapshot"):
        find(Path("/nowhere"), name)


def test_one_that_is_not_there_says_how_to_see_those_that_are(tmp_path: Path) -> None:
    for act in (find, remove, open_snapshot):
        with pytest.raises(SnapshotMissing, match=r"no snapshot 'x'\. What.*--list"):
            act(tmp_path, "x")


def test_removing_gives_up_that_one_alone(tmp_path: Path, store: Store) -> None:
    for name in ("one", "two"):
        pin(tmp_path, store, name, DAY)
    assert remove(tmp_path, "one").name == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["two"]
    assert store.path.is_file(), "the published build stays"
    pin(tmp_path, store, "one", DAY)


def test_a_store_that_was_changed_is_not_shown(tmp_path: Path, store: Store) -> None:
    pin(tmp_path, store, "board", DAY)
    path = tmp_path / "board" / "store.duckdb"
    body = path.read_bytes()
    path.unlink()
    with pytest.raises(SnapshotMissing, match=r"not the store.*14 May 2026.*backup"):
        open_snapshot(tmp_path, "board")
    path.write_bytes(body + b" ")
    with pytest.raises(SnapshotMissing, match="not the store that was pinned"):
        open_snapshot(tmp_path, "board")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"day": 3}', '{"day": "x"}'])
def test_one_whose_words_are_spoilt_is_refused_and_not_listed(
    tmp_path: Path, store: Store, text: str
) -> None:
    pin(tmp_path, store, "good", DAY)
    pin(tmp_path, store, "board", DAY)
    (tmp_path / "board" / "snapshot.json").write_text(text)
    with pytest.raises(SnapshotMissing, match=r"snapshot\.json cannot be read"):
        find(tmp_path, "board")
    assert [each.name for each in listed(tmp_path)] == ["good"]


def test_one_that_was_killed_long_ago_is_cleared_and_never_listed(
    tmp_path: Path, store: Store
) -> None:
    for name, age in ((".draft-1-old", 9_000), (".draft-2-new", 0)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "snapshot.json").write_text("{}")
        then = (tmp_path / name).stat().st_mtime - age
        os.utime(tmp_path / name, (then, then))
    pin(tmp_path, store, "board", DAY)
    assert {path.name for path in tmp_path.iterdir()} == {"board", ".draft-2-new"}
    assert [each.name for each in listed(tmp_path)] == ["board"]


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CDP_LOCAL", "elsewhere")
    assert snapshots.snapshots_folder() == Path("elsewhere") / "snapshots"
    monkeypatch.delenv("CDP_LOCAL")
    assert snapshots.snapshots_folder().parts[-3:] == ("data", "local", "snapshots")


def test_what_figures_are_compared_with() -> None:
    def taken(
        name: str, build: str, place: str = "Alderton", demo: bool = False
    ) -> Any:
        return Snapshot(name, build, build, DAY, "", place, demo, "", "")

    def candidates(
        shown: Build, kept: list[Snapshot], builds: list[Build], demo: bool = False
    ) -> list[Snapshot | Build]:
        return before(shown, "Alderton", kept, builds, demonstration=demo)

    now, old, older = (Build(name, name, name) for name in ("c", "b", "a"))
    builds = [now, old, older]
    same, far, may = taken("same", "c"), taken("far", "x", "B"), taken("may", "b")
    invented = taken("demo", "b", demo=True)
    april = taken("april", "a")
    kept = [same, far, invented, may, april]
    assert candidates(now, kept, builds) == [may, april, old, older]
    assert candidates(now, kept, builds, demo=True) == [invented, old, older]
    assert candidates(now, [same, far], builds) == [old, older]
    # rolled back: what was published later is no "since"
    assert candidates(old, kept, builds) == [april, older]
    assert candidates(older, kept, builds) == []


def test_a_store_keeps_the_dictionary_that_it_was_built_by(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = indicators()["burglary"]
    pin(tmp_path, store, "board", DAY)
    ((row,),) = ([each["body"]] for each in store.records("dictionary"))
    assert row == dictionary_text()
    # the product changes its mind afterwards
    monkeypatch.setattr(dictionary, "dictionary_text", lambda: "another")
    _, pinned = open_snapshot(tmp_path, "board")
    with closing(pinned):
        held = pinned.dictionary
    assert held is not None
    assert held["indicators"] == indicators()
    assert held["publishers"] == publishers()
    assert held["templates"] == templates()
    renamed = {**held, "indicators": {"burglary": replace_title(own, "As it was")}}
    with reading_by(renamed):
        assert indicators()["burglary"].title == "As it was"
        assert publishers() == held["publishers"]
    assert indicators()["burglary"] == own


def replace_title(entry: object, title: str) -> object:
    return entry.model_copy(update={"title": title})  # type: ignore[attr-defined]


def test_a_store_whose_columns_mean_something_else_is_not_shown(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = pin(tmp_path, store, "board", DAY)
    monkeypatch.setattr(sql, "FORMAT", sql.FORMAT + 1)
    with pytest.raises(
        SnapshotMissing, match=r"by version.*What to do.*version of that day"
    ) as caught:
        open_snapshot(tmp_path, "board")
    assert f"taken on {taken.taken_at[:10]} by version {taken.version}" in str(
        caught.value
    )


def changed(store: Store, folder: Path, statement: str, name: str = "board") -> Store:
    """Return a snapshot of a store that another version of the product wrote."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "other.duckdb"
    shutil.copyfile(store.path, path)
    with duckdb.connect(str(path)) as con:
        con.execute(statement)
    with closing(Store(path, store.build)) as other:
        pin(folder, other, name, DAY)
    return open_snapshot(folder, name)[1]


def test_a_store_of_the_first_numbers_opens(tmp_path: Path, store: Store) -> None:
    # they were hashes of the file that makes the tables, comments and all
    opened = changed(
        store, tmp_path, "update build_info set schema_version = 1867530411"
    )
    with closing(opened):
        assert opened.unanswered == frozenset()
        assert opened.records("build")[0]["place"] == "Alderton"


def test_a_store_of_other_tables_answers_what_it_can(
    tmp_path: Path, store: Store
) -> None:
    # an earlier version found no hot spots
    lesser = changed(store, tmp_path, "drop table hot_spot")
    with closing(lesser):
        assert lesser.unanswered == {"hot_spots"}
        assert lesser.records("areas") == store.records("areas")
        with pytest.raises(StoreMissing) as caught:
            lesser.records("hot_spots")
    assert str(caught.value) == (
        f"the snapshot board was taken on {datetime.now(UTC):%Y-%m-%d} by version "
        f"{__version__} of the product, which did not keep what is asked for here. "
        "What to do: open it with the version of that day, or use the pack that the "
        "meeting was given"
    )
    further = changed(
        store,
        tmp_path,
        "create table kept_later (n integer); alter table area add column since date",
        "later",
    )
    with closing(further):
        assert not further.unanswered, "more tables and columns do no harm"


def test_a_published_build_that_lacks_something_is_to_be_built_again(
    tmp_path: Path, store: Store
) -> None:
    path = tmp_path / store.build.file
    shutil.copyfile(store.path, path)
    with duckdb.connect(str(path)) as con:
        con.execute("drop table hot_spot")
    with pytest.raises(StoreMissing, match=r"another version.*What to do: build again"):
        open_store(tmp_path, store.build)


def test_a_folder_under_another_name_is_not_the_snapshot(
    tmp_path: Path, store: Store
) -> None:
    pin(tmp_path, store, "board-2026-05", DAY)
    (tmp_path / "board-2026-05").rename(tmp_path / "board-2026-06")
    with pytest.raises(SnapshotMissing, match=r"'board-2026-05'.*name the folder"):
        find(tmp_path, "board-2026-06")
    assert listed(tmp_path) == []


def test_a_dictionary_with_more_than_is_asked_for_is_read() -> None:
    said = json.loads(dictionary_text())
    said["indicators"]["burglary"]["asked_for_no_more"] = 1
    held = dictionary_in(json.dumps(said))
    assert held is not None
    assert held["indicators"] == indicators()


def test_a_dictionary_of_another_version_is_refused() -> None:
    assert dictionary_in("") is None
    for text in ("{", "{}", json.dumps({"indicators": {"a": {"b": 1}}})):
        with pytest.raises(StoreMissing, match=r"another version.*What to do"):
            dictionary_in(text)


def test_a_link_that_names_no_possible_snapshot_is_not_passed_over() -> None:
    assert Filters.from_query({"snapshot": "board-2026-05"}).snapshot == "board-2026-05"
    for text in ("", " ", "current"):
        assert Filters.from_query({"snapshot": text}).snapshot == ""
    for text in ("Board May", "a/b", "\x00", "a" * 61, "é"):
        named = Filters.from_query({"snapshot": text}).snapshot
        assert named == "?"
        with pytest.raises(SnapshotMissing):
            find(Path(), named)


def test_a_second_pin_of_the_same_moment_is_refused(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = pin(tmp_path, store, "board", DAY)
    monkeypatch.setattr(snapshots, "_check", late := Late())
    with pytest.raises(SnapshotRefused):
        pin(tmp_path, store, "board", DAY)
    assert late.asked == 2
    assert find(tmp_path, "board") == replace(first)


class Late:
    """A check that somebody overtook: the name was free when it was asked first."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, folder: Path, name: str) -> None:
        self.asked += 1
        if self.asked == 2:
            raise SnapshotRefused("taken meanwhile")

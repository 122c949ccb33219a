"""Publishing moves a pointer whole, keeps the last few builds and goes back."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cdp_metrics.errors import StoreBusy, StoreMissing
from cdp_metrics.warehouse import publish as publishing
from cdp_metrics.warehouse.publish import (
    KEPT,
    Build,
    building_folder,
    history,
    kept,
    locked,
    point_to,
    pointer,
    publish,
    rollback,
)


def published(folder: Path, *names: str) -> list[Build]:
    """Publish stores whose content is their name, one after another."""
    builds = []
    for name in names:
        built = folder / "built"
        built.write_text(name)
        builds.append(publish(folder, built, name))
    return builds


def ids(folder: Path) -> list[str]:
    return [build.build_id for build in history(folder)]


def stores(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("cdp-*.duckdb")}


def test_a_published_store_is_the_file_that_was_built(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    (build,) = published(tmp_path, "aaa")
    assert pointer(tmp_path) == build
    assert build.file == "cdp-aaa.duckdb"
    assert (tmp_path / build.file).read_text() == "aaa"
    assert {path.name for path in tmp_path.iterdir()} == {build.file, "current.json"}
    moment = datetime.fromisoformat(build.published_at)
    assert before <= moment <= datetime.now(UTC)


def test_the_pointer_is_a_list_for_people_and_programs(tmp_path: Path) -> None:
    first, second = published(tmp_path, "aaa", "bbb")
    assert json.loads((tmp_path / "current.json").read_text("utf-8")) == {
        "builds": [
            {
                "build_id": build.build_id,
                "file": build.file,
                "published_at": build.published_at,
            }
            for build in (second, first)
        ]
    }


@pytest.mark.parametrize("count", [1, KEPT - 1, KEPT, KEPT + 1, KEPT + 3])
def test_the_last_five_are_kept(tmp_path: Path, count: int) -> None:
    names = [f"build{number}" for number in range(count)]
    published(tmp_path, *names)
    assert ids(tmp_path) == names[::-1][:5]
    assert stores(tmp_path) == {f"cdp-{name}.duckdb" for name in names[-5:]}


def test_rolling_back_goes_one_older_each_time_and_then_says_so(tmp_path: Path) -> None:
    first, second, third = published(tmp_path, "aaa", "bbb", "ccc")
    assert rollback(tmp_path) == second == pointer(tmp_path)
    assert rollback(tmp_path) == first == pointer(tmp_path)
    with pytest.raises(StoreMissing, match="no older build"):
        rollback(tmp_path)
    assert pointer(tmp_path) == first
    assert set(ids(tmp_path)) == {"aaa", "bbb", "ccc"}, "nothing is lost"
    assert point_to(tmp_path, "ccc") == third == pointer(tmp_path)


def test_publishing_after_two_rollbacks_keeps_everything(tmp_path: Path) -> None:
    published(tmp_path, "aaa", "bbb", "ccc")
    rollback(tmp_path)
    rollback(tmp_path)
    (fourth,) = published(tmp_path, "ddd")
    assert pointer(tmp_path) == fourth
    assert set(ids(tmp_path)) == {"aaa", "bbb", "ccc", "ddd"}
    assert len(stores(tmp_path)) == 4


def test_rolling_back_passes_over_a_build_whose_file_is_gone(tmp_path: Path) -> None:
    first, second, _ = published(tmp_path, "aaa", "bbb", "ccc")
    (tmp_path / second.file).unlink()
    assert rollback(tmp_path) == first


def test_rolling_back_where_nothing_was_published(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="nothing has been published"):
        rollback(tmp_path)


def test_a_build_can_be_named_by_its_beginning(tmp_path: Path) -> None:
    first, *_ = published(tmp_path, "abc1", "abd2", "xyz3")
    assert point_to(tmp_path, "abc") == first == pointer(tmp_path)


@pytest.mark.parametrize("name", ["ab", ""])
def test_a_beginning_that_several_builds_share_is_refused(
    tmp_path: Path, name: str
) -> None:
    *_, last = published(tmp_path, "abc1", "abd2")
    with pytest.raises(StoreMissing, match=r"several builds.*one of abd2, abc1"):
        point_to(tmp_path, name)
    assert pointer(tmp_path) == last


def test_a_build_that_is_not_kept_is_refused_with_those_that_are(
    tmp_path: Path,
) -> None:
    published(tmp_path, "aaa", "bbb")
    (tmp_path / "cdp-aaa.duckdb").unlink()
    with pytest.raises(StoreMissing, match=r"'aaa' is not kept.*name one of bbb$"):
        point_to(tmp_path, "aaa")


def test_an_empty_folder_says_how_to_begin(tmp_path: Path) -> None:
    assert history(tmp_path) == kept(tmp_path) == []
    with pytest.raises(StoreMissing, match=r"cdp_metrics build.*cdp_metrics demo"):
        pointer(tmp_path)


def test_a_pointer_to_a_file_that_is_gone_says_what_to_do(tmp_path: Path) -> None:
    _, second = published(tmp_path, "aaa", "bbb")
    (tmp_path / second.file).unlink()
    with pytest.raises(StoreMissing, match=r"cdp-bbb\.duckdb is gone.*rollback"):
        pointer(tmp_path)
    assert rollback(tmp_path).build_id == "aaa"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"builds": 3}',
        '{"builds": [{"build_id": "aaa"}]}',
        '{"builds": [{"build_id": "a", "file": "f", "published_at": "", "x": 1}]}',
        "\x00\x00\x00",
    ],
)
def test_a_spoilt_pointer_is_one_message_and_costs_no_build(
    tmp_path: Path, text: str
) -> None:
    published(tmp_path, "aaa", "bbb")
    (tmp_path / "current.json").write_text(text)
    with pytest.raises(StoreMissing, match=r"current\.json cannot be read.*again"):
        pointer(tmp_path)
    assert {build.build_id for build in kept(tmp_path)} == {"aaa", "bbb"}
    published(tmp_path, "ccc")
    assert pointer(tmp_path).build_id == "ccc"
    assert set(ids(tmp_path)) == {"aaa", "bbb", "ccc"}
    assert rollback(tmp_path).build_id in {"aaa", "bbb"}


def test_a_pointer_that_is_not_text_is_one_message_too(tmp_path: Path) -> None:
    published(tmp_path, "aaa")
    (tmp_path / "current.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreMissing, match="cannot be read"):
        pointer(tmp_path)
    assert point_to(tmp_path, "aaa") == pointer(tmp_path)


def test_a_folder_has_one_writer(tmp_path: Path) -> None:
    with (
        locked(tmp_path / "new"),
        pytest.raises(StoreBusy, match="What to do: wait"),
        locked(tmp_path / "new"),
    ):
        pytest.fail("two writers")
    with locked(tmp_path / "new"):
        pass  # free again


def test_a_lock_is_let_go_when_the_work_fails(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="broken"), locked(tmp_path):
        raise ValueError("broken")
    with locked(tmp_path):
        pass


def test_scratch_is_beside_the_stores_and_gone_afterwards(tmp_path: Path) -> None:
    left = tmp_path / ".building-1"
    left.mkdir()
    (left / "store.duckdb").write_text("half")
    with pytest.raises(KeyboardInterrupt), building_folder(tmp_path) as scratch:
        assert scratch.parent == tmp_path and not left.exists()
        (scratch / "file").write_text("x")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_a_reader_holds_fast_stays_until_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Windows does not delete a file that is open; this system does, so pretend
    names = [f"build{number}" for number in range(KEPT + 2)]
    published(tmp_path, *names[:KEPT])
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(Path, "unlink", refused)
    published(tmp_path, names[KEPT])
    assert len(stores(tmp_path)) == KEPT + 1 and len(ids(tmp_path)) == KEPT
    monkeypatch.setattr(Path, "unlink", unlink)
    published(tmp_path, names[KEPT + 1])
    assert len(stores(tmp_path)) == KEPT


def test_a_kept_build_is_found_by_its_file_newest_first(tmp_path: Path) -> None:
    published(tmp_path, "aaa", "bbb")
    (tmp_path / "current.json").unlink()
    later = datetime.now(UTC) + timedelta(hours=1)
    os.utime(tmp_path / "cdp-aaa.duckdb", (later.timestamp(), later.timestamp()))
    first, second = kept(tmp_path)
    assert (first.build_id, second.build_id) == ("aaa", "bbb")
    assert datetime.fromisoformat(first.published_at) == later


def test_the_pointer_is_replaced_only_after_the_store_is_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_ = published(tmp_path, "aaa")
    (tmp_path / "built").write_text("bbb")
    synced: list[str] = []
    real = publishing._sync

    def watched(path: Path) -> None:
        real(path)
        synced.append(path.name)
        assert pointer(tmp_path) == first, "the pointer moved too early"
        if path == tmp_path:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "_sync", watched)
    with pytest.raises(OSError, match="No space"):
        publish(tmp_path, tmp_path / "built", "bbb")
    assert synced == ["built", tmp_path.name]
    assert pointer(tmp_path) == first

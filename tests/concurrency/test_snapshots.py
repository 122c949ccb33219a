"""Who reads a snapshot is not disturbed by what is published meanwhile."""

from __future__ import annotations

import shutil
import threading
from contextlib import closing
from datetime import date
from pathlib import Path

from cdp_metrics.answers import overview, plan_table
from cdp_metrics.warehouse.build import build
from cdp_metrics.warehouse.db import open_store
from cdp_metrics.warehouse.pinned import open_snapshot
from cdp_metrics.warehouse.publish import KEPT, history
from cdp_metrics.warehouse.snapshots import find, pin
from tests.stores import store_of

DAY = date(2025, 3, 14)


def test_a_reader_of_a_snapshot_while_builds_are_published(tmp_path: Path) -> None:
    folder = tmp_path / "place"
    store_of(folder, 13)
    with closing(open_store(folder / "store")) as store:
        pin(tmp_path / "local", store, "board", DAY)
    first = history(folder / "store")[0].build_id
    _, pinned = open_snapshot(tmp_path / "local", "board")
    expected, done, seen = pinned.records("areas"), threading.Event(), [0]
    faults: list[str] = []

    def read() -> None:
        while not done.is_set() or not seen[0]:
            try:
                if pinned.records("areas") != expected:
                    faults.append("other rows")
                found, again = open_snapshot(tmp_path / "local", "board")
                with closing(again):
                    if again.records("build")[0]["build_id"] != found.build_id:
                        faults.append("another build")
            except Exception as error:
                faults.append(repr(error))
            seen[0] += 1

    readers = [threading.Thread(target=read) for _ in range(2)]
    for each in readers:
        each.start()
    try:
        for reports in range(4, 5 + KEPT):
            store_of(folder, 13, reports={"E01000001": reports})
    finally:
        done.set()
        for each in readers:
            each.join()
    with closing(pinned):
        assert faults == []
        assert pinned.records("areas") == expected
    assert first not in {each.build_id for each in history(folder / "store")}
    assert find(tmp_path / "local", "board").build_id == first
    shutil.rmtree(folder)
    _, alone = open_snapshot(tmp_path / "local", "board")
    with closing(alone):
        assert alone.records("areas") == expected


def test_demonstration_figures_stay_while_its_counts_are_revised(
    demo_store: Path, tmp_path: Path
) -> None:
    raw, local = tmp_path / "raw", tmp_path / "local"
    shutil.copytree(demo_store / "demonstration", raw)
    shutil.copytree(demo_store, tmp_path / "store", ignore=lambda *_: ["demonstration"])
    with closing(open_store(tmp_path / "store")) as store:
        pin(local, store, "board", DAY)
        (about,) = store.records("build")
        ours = {each["lsoa21_code"] for each in store.records("partnership_lsoas")}
    # the last month is issued again without the first fourteen reports of ASB
    (street,) = (raw / "police" / "2025-12").glob("*-street.csv")
    lines = street.read_text("utf-8").splitlines(keepends=True)
    gone = [
        at
        for at, line in enumerate(lines)
        if "Anti-social" in line and line.split(",")[7] in ours
    ][:14]
    kept = [line for at, line in enumerate(lines) if at not in gone]
    street.write_text("".join(kept), "utf-8")
    folders = [each for each in sorted(raw.iterdir()) if each.is_dir()]
    build(folders, tmp_path / "store", raw / "partnership.toml")
    figures = []
    _, pinned = open_snapshot(local, "board")
    with closing(pinned), closing(open_store(tmp_path / "store")) as current:
        for each in (pinned, current):
            places = about["area_code"], about["force_area_code"]
            rows = overview(each, ("asb_incidents", "all_crime"), *places, DAY).rows
            plan = plan_table(each, DAY, about["area_code"])
            assert plan is not None
            figures.append(([row.latest for row in rows], plan.plan.name))
    (then, name), (now, same) = figures
    assert then[0] - now[0] == 14
    assert (then[1], name) == (now[1], same)

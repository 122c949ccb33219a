"""One connection serves many threads, and lets nothing in or out but answers."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from cdp_metrics.errors import QueryFailed
from cdp_metrics.warehouse import db, sql
from cdp_metrics.warehouse.db import Store, open_store

THREADS, ROUNDS = 8, 25
MEASURES = ("asb_incidents", "all_crime", "burglary", "drugs")
SLOW = (
    "select count(*) from range(10000000) as a (i), range(10000000) as b (j) "
    "where a.i * b.j % 7 = 3"
)


@pytest.fixture
def store(demo_store: Path) -> Iterator[Store]:
    with closing(open_store(demo_store)) as opened:
        yield opened


def say(monkeypatch: pytest.MonkeyPatch, **queries: str) -> None:
    """Let a store find these queries too, as if they were files."""
    real = sql.text

    def text(name: str) -> str:
        own = queries.get(name.removeprefix("queries/"))
        return real(name) if own is None else own

    monkeypatch.setattr(sql, "text", text)


def test_threads_get_the_answers_to_their_own_questions(store: Store) -> None:
    areas = [each["area_code"] for each in store.records("areas")]
    questions = [(area, measure) for area in areas for measure in MEASURES]
    answers = {q: store.query("monthly", area=q[0], indicator=q[1]) for q in questions}
    assert len({frame["n"].sum() for frame in answers.values()}) > 40, "too alike"
    together = threading.Barrier(THREADS)

    def ask(thread: int) -> int:
        together.wait()
        asked = 0
        for number in range(ROUNDS):
            area, measure = questions[(thread * 31 + number * 7) % len(questions)]
            frame = store.query("monthly", area=area, indicator=measure)
            pd.testing.assert_frame_equal(frame, answers[area, measure])
            rows = store.records("residents", area=area)
            assert len(rows) == len(store.query("residents", area=area))
            asked += 1
        return asked

    with ThreadPoolExecutor(THREADS) as pool:
        counts = list(pool.map(ask, range(THREADS)))
    assert counts == [ROUNDS] * THREADS


def test_a_slow_query_is_interrupted_and_only_that_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, slow=SLOW)
    monkeypatch.setattr(db, "SECONDS", 0.3)
    answered = store.query("areas")

    def slow() -> None:
        with pytest.raises(QueryFailed, match=r"longer than 0\.3 seconds") as caught:
            store.query("slow")
        assert caught.value.sql == SLOW

    with ThreadPoolExecutor(2) as pool:
        ended = pool.submit(slow)
        while not ended.done():
            pd.testing.assert_frame_equal(store.query("areas"), answered)
        ended.result()
    pd.testing.assert_frame_equal(store.query("areas"), answered)


def test_a_query_in_time_is_not_interrupted_afterwards(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "SECONDS", 0.2)
    before = threading.active_count()
    for _ in range(50):
        store.records("build")
    # a timer that was called off ends at once: none may stay for its whole time
    for timer in threading.enumerate():
        if isinstance(timer, threading.Timer):
            timer.join()
    assert threading.active_count() <= before
    assert len(store.records("build")) == 1


def test_a_misspelt_table_does_not_find_a_variable(
    store: Store, demo_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, misspelt="select * from incidents")
    frame = pd.DataFrame({"n": [1]})
    monkeypatch.setattr(db, "incidents", frame, raising=False)
    with pytest.raises(QueryFailed, match="incidents"):
        store.query("misspelt")
    # the settings are what prevents it: without them the same query finds the frame
    monkeypatch.setattr(db, "_CONFIG", {})
    store.close()
    with closing(open_store(demo_store)) as other:
        assert list(other.query("misspelt")["n"]) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "select * from read_csv('{folder}/secret.csv')",
        "select * from '{folder}/secret.csv'",
        "select * from read_text('{folder}/secret.csv')",
        "select * from glob('{folder}/*')",
        "attach '{folder}/other.duckdb'",
        "copy area to '{folder}/area.csv'",
        "export database '{folder}/copy'",
        "install httpfs",
        "load spatial",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set memory_limit = '1TB'",
    ],
)
def test_nothing_outside_the_store_can_be_reached(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    (tmp_path / "secret.csv").write_text("secret\n1\n")
    say(monkeypatch, hostile=text.format(folder=tmp_path.as_posix()))
    with pytest.raises(QueryFailed, match=r"[Pp]ermission|disabled|locked|not allowed"):
        store.query("hostile")
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


@pytest.mark.parametrize(
    "text",
    [
        "create table own (i integer)",
        "drop table area",
        "delete from area",
        "update build_info set place = 'Nowhere'",
        "insert into partnership_district values ('E06000001')",
    ],
)
def test_nothing_in_the_store_can_be_changed(
    store: Store, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    areas = store.records("areas")
    before = hashlib.sha256(store.path.read_bytes()).hexdigest()
    say(monkeypatch, hostile=text)
    with pytest.raises(QueryFailed, match="read-only"):
        store.query("hostile")
    assert store.records("areas") == areas
    assert hashlib.sha256(store.path.read_bytes()).hexdigest() == before

"""Answers worked out ahead: what pages ask for, and only while nobody waits."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cdp_metrics.errors import SourceMissing
from cdp_metrics.ui import ahead, kept, likely
from cdp_metrics.warehouse.db import Store, open_store
from tests.pages.test_pages import ROOT, shown
from tests.stores import store_of

LOOKS: list[tuple[str, dict[str, str]]] = [
    *((page, {}) for page in ("overview", "trends", "asb_map", "area", "targets")),
    *((page, {}) for page in ("comparison", "hot_spots", "treatment")),
    ("trends", {"measure": "burglary"}),
    ("trends", {"chart": "control"}),
    ("trends", {"show": "rate"}),
    ("trends", {"last": "2024-12"}),
    ("trends", {"area": "E05999103"}),
    ("asb_map", {"layer": "reports"}),
    ("asb_map", {"view": "trust"}),
    ("asb_map", {"lsoa": "E01999100"}),
    ("area", {"measure": "burglary"}),
    ("area", {"area": "E05999103"}),
    ("targets", {"target": "force_robbery"}),
    ("comparison", {"view": "districts"}),
    ("comparison", {"measure": "burglary"}),
    ("hot_spots", {"area": "E05999103"}),
]


@pytest.fixture(scope="module")
def asked(demo_store: Path) -> Iterator[Path]:
    """Return the demonstration, of which everything likely was asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CDP_STORE", str(demo_store))
        build_id = kept.current_store().build.build_id
        assert ahead.ask_all(build_id, lambda _: True)
        yield demo_store


@pytest.mark.parametrize(
    ("page", "query"), LOOKS, ids=[f"{page} {query}" for page, query in LOOKS]
)
def test_a_page_asks_for_nothing_that_was_not_asked_ahead(
    page: str, query: dict[str, str], asked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries: Counter[str] = Counter()
    run = Store._run

    def counting(self: Store, name: str, *rest: Any) -> Any:
        queries[name] += 1
        return run(self, name, *rest)

    monkeypatch.setattr(Store, "_run", counting)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app = shown(app.switch_page(f"pages/{page}.py").run())
    assert app.get("html")
    assert queries == Counter()


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return what sets the pages to ask on a small store, and says which build."""

    def use(*functions: Callable[[date], Iterator[likely.Ask]]) -> str:
        monkeypatch.setattr(likely, "PAGES", functions)
        monkeypatch.setenv("CDP_STORE", str(store_of(tmp_path / "store", 1)))
        return kept.current_store().build.build_id

    return use


def test_what_is_not_held_or_fails_stops_nothing_else(
    pages: Callable[..., str], caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def missing() -> None:
        raise SourceMissing("not held")

    def first(_: date) -> Iterator[likely.Ask]:
        yield missing
        yield partial(done.append, "after one that is missing")
        raise SourceMissing("no more of this page")

    def second(_: date) -> Iterator[likely.Ask]:
        yield partial(next, iter(()))  # fails
        yield partial(done.append, "not after one that fails")

    def third(_: date) -> Iterator[likely.Ask]:
        yield partial(done.append, "another page")

    assert ahead.ask_all(pages(first, second, third), lambda _: True)
    assert done == ["after one that is missing", "another page"]
    (record,) = [each for each in caplog.records if each.name == ahead.__name__]
    assert "ahead" in record.getMessage()


def test_it_ends_when_another_build_is_published_or_the_server_ends(
    pages: Callable[..., str],
) -> None:
    done: list[int] = []

    def page(_: date) -> Iterator[likely.Ask]:
        yield from (partial(done.append, n) for n in range(3))

    build_id = pages(page)
    assert not ahead.ask_all("another", lambda _: True)
    assert done == []
    turns = iter((True, False))
    assert not ahead.ask_all(build_id, lambda _: next(turns))
    assert done == [0]


def test_nothing_is_begun_while_a_page_is_made() -> None:
    went: list[bool] = []
    worker = threading.Thread(target=lambda: went.append(ahead._wait(0.0)))
    with ahead.reading(), ahead.reading():
        worker.start()
        worker.join(0.1)
        assert worker.is_alive() and not went
    worker.join(60)
    assert went == [True]


def test_it_works_in_a_thread_of_its_own_unless_switched_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worked = threading.Event()
    monkeypatch.setattr(ahead, "_work", worked.set)
    monkeypatch.setattr(ahead, "_begun", False)
    ahead.begin()  # the tests switch it off
    assert not worked.is_set()
    monkeypatch.setenv(ahead.SWITCH, "on")
    ahead.begin()
    assert worked.wait(60)
    worked.clear()
    ahead.begin()
    assert not worked.wait(0.2), "one is enough"


def test_areas_of_a_kind_start_from_their_namesake(tmp_path: Path) -> None:
    with closing(open_store(store_of(tmp_path / "store", 1))) as store:
        from cdp_metrics.answers import places

        every = list(places(store))
    firsts = likely._firsts(every)
    assert firsts[0] == every[0]
    assert len({each.kind for each in firsts}) == len(firsts)

"""What is read of a store once: the same for all who ask, and gone with its store."""

from __future__ import annotations

import gc
from pathlib import Path
from weakref import ref

import pytest

from cdp_metrics.warehouse import once as module
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.once import once
from tests.stores import store_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return store_of(tmp_path / "store", 1)


def test_it_is_read_once_a_store_and_question(folder: Path) -> None:
    asked: list[tuple[Store, str]] = []

    @once
    def answer(store: Store, name: str) -> list[str]:
        asked.append((store, name))
        return [name]

    one, other = open_store(folder), open_store(folder)
    assert answer(one, "a") is answer(one, "a")
    assert answer(one, "b") == ["b"]
    assert answer(other, "a") is not answer(one, "a")
    assert asked == [(one, "a"), (one, "b"), (other, "a")]
    one.close(), other.close()


def test_an_error_is_asked_again(folder: Path) -> None:
    store, answers = open_store(folder), [0]

    @once
    def answer(store: Store) -> float:
        return 1 / answers.pop()

    with pytest.raises(ZeroDivisionError):
        answer(store)
    answers.append(1)
    assert answer(store) == 1
    store.close()


def test_what_is_held_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    store, asked = open_store(folder), []

    @once
    def answer(store: Store, n: int) -> int:
        asked.append(n)
        return n

    for n in (1, 2, 3, 3, 2, 1):
        assert answer(store, n) == n
    assert asked == [1, 2, 3, 1]
    assert len(module._known[store]) == 2
    store.close()


def test_it_keeps_no_store_alive(folder: Path) -> None:
    store = open_store(folder)
    once(lambda store: store.path.name)(store)
    seen = ref(store)
    store.close()
    del store
    gc.collect()
    assert seen() is None

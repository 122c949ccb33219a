"""The commands around a meeting: snapshots of its figures, and what is alarming."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from cdp_metrics.__main__ import main
from cdp_metrics.warehouse.publish import history
from tests.stores import returned, store_of

DONE, REFUSED, USAGE, ASKING = 0, 1, 2, 3

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Run:
    """Return ``run(*arguments)``: exit code and both streams of a command."""
    monkeypatch.setenv("CDP_LOCAL", str(tmp_path / "local"))

    def command(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cdp_metrics", *map(str, arguments)])
        handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
        capsys.readouterr()
        try:
            main()
            code = DONE
        except SystemExit as end:
            code = int(str(end.code))
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two builds of a place, the second with more reports."""
    folder = tmp_path_factory.mktemp("place")
    store_of(folder, 13)
    return store_of(
        folder, 13, returns=[returned("hate_crime", date(2024, 1, 1), numerator=5)]
    )


def test_a_snapshot_is_kept_listed_and_removed(run: Run, place: Path) -> None:
    build = history(place)[0].build_id
    code, out, _ = run("snapshot", "board-2026-05", "--out", place)
    assert code == DONE
    assert f"Kept build {build} as board-2026-05" in out
    assert "?snapshot=board-2026-05" in out
    code, out, _ = run("snapshot", "--list")
    assert code == DONE
    assert out.startswith("board-2026-05: Alderton, as at ")
    assert f"build {build}" in out
    code, out, _ = run("snapshot", "--remove", "board-2026-05")
    assert (code, "Removed board-2026-05" in out) == (DONE, True)
    _, out, _ = run("snapshot", "--list")
    assert out.startswith("No snapshot is kept in ")


def test_a_snapshot_of_an_older_build_and_of_the_day_of_the_meeting(
    run: Run, place: Path
) -> None:
    older = history(place)[1]
    today = datetime.now(UTC).date()
    code, out, _ = run(
        *("snapshot", "old", "--out", place, "--build", older.build_id[:6]),
        *("--as-at", date.today().isoformat()),
    )
    assert code == DONE
    assert f"Kept build {older.build_id} as old, as at {today}" in out


def test_a_snapshot_of_an_older_build_is_as_at_the_day_it_was_published(
    run: Run, place: Path
) -> None:
    older = history(place)[1]
    day = datetime.fromisoformat(older.published_at).date()
    code, out, _ = run("snapshot", "old2", "--out", place, "--build", older.build_id)
    assert code == DONE
    assert f"Kept build {older.build_id} as old2, as at {day}" in out


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["Board May"], ["cannot be the name", "call it 'board-may'"]),
        (["current"], ["cannot be the name", "What to do"]),
        (["b", "--build", "zzz"], ["'zzz' is not one build", "What to do: name one"]),
        (["b", "--as-at", "2020-01-01"], ["cannot be as at 2020-01-01", "Expected"]),
        (
            ["b", "--as-at", (date.today() + timedelta(days=2)).isoformat()],
            ["cannot be as at", "to today", "What to do"],
        ),
        (["--remove", "nothing"], ["no snapshot 'nothing'", "--list"]),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_remedy(
    run: Run, place: Path, more: list[str], words: list[str]
) -> None:
    code, out, err = run("snapshot", *more, "--out", place)
    assert (code, out) == (REFUSED, "")
    for each in words:
        assert each in err


def test_a_taken_name_and_an_empty_folder_are_refused(
    run: Run, place: Path, tmp_path: Path
) -> None:
    run("snapshot", "board", "--out", place)
    code, _, err = run("snapshot", "board", "--out", place)
    assert (code, "is taken" in err, "What to do" in err) == (REFUSED, True, True)
    code, _, err = run("snapshot", "other", "--out", tmp_path / "empty")
    assert (code, "no store has been published" in err) == (REFUSED, True)


@pytest.mark.parametrize("more", [[], ["a", "--list"], ["a", "--remove", "b"]])
def test_one_thing_at_a_time(run: Run, more: list[str]) -> None:
    assert run("snapshot", *more)[0] == USAGE


def test_alerts_for_people(run: Run, place: Path) -> None:
    code, out, err = run("alerts", "--out", place)
    # the street files end in January 2025, so their next issue is late for ever
    assert (code, err) == (ASKING, "")
    first, *_, last = out.splitlines()
    assert first.startswith("Alderton, as at ")
    assert "Look into Street-level crime" in out
    assert last.startswith("Looked at: ")
    assert f"build {history(place)[1].build_id}" in last


def test_alerts_for_programs(run: Run, place: Path) -> None:
    code, out, _ = run("alerts", "--out", place, "--json", "--since", "period")
    document = json.loads(out)
    assert code == ASKING
    assert set(document) == {
        *("schema", "as_at", "build", "partnership", "place", "demonstration"),
        *("compared_with", "looked_at", "counts", "alerts"),
    }
    assert (document["schema"], document["place"]) == (1, "Alderton")
    assert document["compared_with"] == "the period before"
    assert document["build"] == history(place)[0].build_id
    assert set(document["looked_at"]) == {
        *("series", "series_not_judged", "expected_by_chance", "targets", "returns"),
    }
    assert sum(document["counts"].values()) == len(document["alerts"]) > 0
    for each in document["alerts"]:
        assert set(each) == {
            *("severity", "kind", "what", "where", "start", "end", "why", "page"),
            "indicator_id",
        }
        assert each["severity"] in document["counts"]


def test_alerts_are_compared_with_the_snapshot_that_is_named(
    run: Run, place: Path
) -> None:
    older = history(place)[1].build_id
    run("snapshot", "may", "--out", place, "--build", older)
    for more in ([], ["--since", "may"]):
        _, out, _ = run("alerts", "--out", place, "--json", *more)
        assert json.loads(out)["compared_with"] == "snapshot may"
    _, out, _ = run("alerts", "--out", place, "--json", "--since", older[:8])
    assert json.loads(out)["compared_with"] == f"build {older}"
    code, _, err = run("alerts", "--out", place, "--since", "nothing")
    assert code == REFUSED
    assert "neither a snapshot nor a build of this place" in err
    assert f"name one of may, {older}, period" in err


def test_nothing_to_do_is_a_success(run: Run, tmp_path: Path) -> None:
    # a demonstration plays soon after its last month, so that nothing is late
    store = store_of(tmp_path / "calm", 13, demonstration=True)
    code, out, _ = run("alerts", "--out", store)
    assert (code, "No alerts." in out) == (DONE, True)

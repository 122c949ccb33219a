"""The command line as its users and programs meet it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from cdp_metrics import commands
from cdp_metrics.__main__ import main
from cdp_metrics.sources import demo as invented
from cdp_metrics.warehouse.publish import history, pointer
from tests.builders import (
    HEADING,
    build_place,
    police_zip,
    row,
    write_partnership,
    write_place,
)

ROOT = Path(__file__).resolve().parents[2]
DONE, REFUSED, USAGE = 0, 1, 2


@dataclass(frozen=True)
class Done:
    """What a command left: exit code, and what it said on either stream."""

    returncode: int
    stdout: str
    stderr: str


Cdp = Callable[..., Done]


def process(*arguments: str | Path, **environment: str) -> Done:
    """Run a command as programs do; whatever it says, it is never a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "cdp_metrics", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "60", "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def cdp(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cdp:
    """Return ``cdp(*arguments)``, the same in this process: an error shows itself."""

    def run(*arguments: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["cdp_metrics", *map(str, arguments)])
        capsys.readouterr()
        handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
        try:
            main()
            code = DONE
        except SystemExit as end:
            assert isinstance(end.code, int)
            code = end.code
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        return Done(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a place with two published builds; tests leave it as it is."""
    folder = tmp_path_factory.mktemp("place")
    police_zip(folder / "police" / "first.zip", {"2025-01": [row(), row("ASB")]})
    build_place(folder)
    build_place(folder, place="[New] Alderton", name="Partnership [of :100:] Alderton")
    return folder


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """Return a place in a folder whose name has spaces, brackets and a smiley."""
    folder = tmp_path / "my [bold]files[/bold] [like this] :smile:"
    write_place(folder / "place")
    police_zip(folder / "police" / "first.zip", {"2025-01": [row()]})
    write_partnership(folder / "partner [ship].toml")
    return folder


def building(folder: Path) -> list[str | Path]:
    """Return the arguments that build a place."""
    return [
        *("--raw", folder / "place", "--raw", folder / "police"),
        *("--out", folder / "store [red]"),
        *("--partnership", folder / "partner [ship].toml"),
    ]


# usage ----------------------------------------------------------------------


def test_help_lists_every_command() -> None:
    done = process("--help", COLUMNS="100")
    assert done.returncode == DONE
    for command in ("build", "check", "demo", "status", "publish", "rollback"):
        assert f"│ {command} " in done.stdout


def test_help_starts_without_the_machinery() -> None:
    heavy = {"pandas", "duckdb", "scipy", "geopandas", "streamlit"}
    code = (
        "import sys, runpy\n"
        "sys.argv = ['cdp_metrics', '--help']\n"
        "try: runpy.run_module('cdp_metrics', run_name='__main__')\n"
        "except SystemExit: pass\n"
        f"sys.stderr.write(' '.join({heavy!r} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "rollback" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("build", "--no-such-option"),
        ("build", "--raw", "no such folder"),
        ("check", "--raw", "no such folder"),
        ("publish",),
        ("build", "--published", "2025-05-01"),
        ("build", "--published", "file.csv=yesterday"),
        ("build", "--published", "file.csv="),
        ("build", "--published", "=2025-05-01"),
        ("check", "--published", "file.csv=2025-13-01"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_code_2_and_says_what_is_wrong(
    arguments: tuple[str, ...],
) -> None:
    done = process(*arguments)
    assert done.returncode == USAGE
    assert done.stdout == ""
    assert "Usage: " in done.stderr and "Error" in done.stderr


def test_no_command_is_code_2_with_the_help() -> None:
    done = process()
    assert done.returncode == USAGE
    assert "rollback" in done.stdout + done.stderr


# building --------------------------------------------------------------------


def test_a_build_reports_publishes_and_repeats_itself(odd: Path, cdp: Cdp) -> None:
    done = process("build", *building(odd))
    assert done.returncode == DONE, done.stderr
    build = pointer(odd / "store [red]")
    assert done.stdout.splitlines()[-1] == f"Published build {build.build_id}"
    assert "police_street" in done.stdout
    assert "Street-level rows: 1 counted" in done.stdout.splitlines()
    again = cdp("build", *building(odd))
    assert again.returncode == DONE
    assert "Already published, nothing changed" in again.stdout
    assert history(odd / "store [red]") == [build]


def test_a_check_publishes_nothing(odd: Path, cdp: Cdp) -> None:
    done = cdp("check", *building(odd))
    assert done.returncode == DONE, done.stderr
    assert "contracts hold; nothing was published" in done.stdout
    left = {path.name for path in (odd / "store [red]").iterdir()}
    assert left <= {".build.lock"}
    nothing = cdp("status", "--out", odd / "store [red]")
    assert nothing.returncode == REFUSED
    assert "no store has been published in" in nothing.stderr
    assert "my [bold]files[/bold] [like this] :smile:/store [red]" in nothing.stderr
    assert "What to do: run 'python -m cdp_metrics build'" in nothing.stderr


def test_files_that_cannot_be_used_are_listed_and_the_rest_is_built(
    odd: Path, cdp: Cdp
) -> None:
    renamed = HEADING.replace("Crime type", "Type of crime")
    (odd / "police" / "2025-02-testshire-street.csv").write_text(f"{renamed}\n")
    (odd / "police" / "notes [red] :100:.csv").write_text("Dear,colleague\n1,2\n")
    mixed = [row(month="2025-03")] * 9 + [row(month="March")]
    police_zip(odd / "police" / "third.zip", {"2025-03": mixed})
    done = cdp("build", *building(odd))
    assert done.returncode == DONE, "a refused file stops nothing"
    lines = done.stdout.splitlines()
    (refused,) = [line for line in lines if "2025-02-testshire-street.csv" in line]
    assert refused.startswith(("Refused ", "Unknown "))
    assert "Crime type" in refused and "What to do: " in refused
    (unknown,) = [line for line in lines if "notes [red] :100:.csv" in line]
    assert unknown.startswith("Unknown notes [red] :100:.csv: ")
    assert "Expected: " in unknown and "What to do: " in unknown
    assert cdp("check", "--strict", *building(odd)).returncode == REFUSED


@pytest.mark.parametrize("command", ["build", "check"])
def test_rows_that_cannot_be_used_are_listed_by_reason_with_line_and_remedy(
    odd: Path, cdp: Cdp, command: str
) -> None:
    text = "Code,Name,Geography,Population\n"
    text += "E06000901,Alderton,Unitary Authority,many\n" * 2 + "here,A,B,1\n"
    (odd / "place" / "population" / "total [2023].csv").write_text(text)
    months = [row(month=f"{month}th") for month in range(12)]
    whole = [row(month="2025-03")] * 400
    police_zip(odd / "police" / "third.zip", {"2025-03": [*whole, *months]})
    done = cdp(command, *building(odd))
    assert done.returncode == DONE, "a refused row stops nothing"
    lines = done.stdout.splitlines()
    name = "population/total [2023].csv"
    found = [line for line in lines if name in line]
    assert found == [
        f"Refused {name}, lines 2 to 3 (2 rows): the population is not a number of 0 "
        "or more. What to do: write how many residents, or download the file again.",
        f"Refused {name}, line 4: not an area code such as E06000018. What to do: "
        "correct it, or leave the row out.",
    ]
    assert len([line for line in lines if ", line " in line]) == 7
    assert "and 6 more for 6 other reasons: see the Data page" in lines
    assert cdp(command, "--strict", *building(odd)).returncode == REFUSED


def test_strict_is_content_where_nothing_was_refused(odd: Path, cdp: Cdp) -> None:
    assert cdp("check", "--strict", *building(odd)).returncode == DONE


def test_a_line_that_does_not_fit_says_so_with_a_remedy(odd: Path, cdp: Cdp) -> None:
    rows = [*[row(month="2025-03")] * 400, "cut,short", row(month="2025-03")]
    police_zip(odd / "police" / "third.zip", {"2025-03": rows})
    done = cdp("check", *building(odd))
    (line,) = [each for each in done.stdout.splitlines() if ", line 402: " in each]
    assert line.endswith(
        "What to do: give the line as many fields as the heading, or download the file "
        "again."
    )


def test_nothing_usable_is_refused_with_what_is_needed(
    odd: Path, tmp_path: Path, cdp: Cdp
) -> None:
    (tmp_path / "empty").mkdir()
    arguments = building(odd)
    arguments[1] = arguments[3] = tmp_path / "empty"
    done = cdp("build", *arguments)
    assert done.returncode == REFUSED
    assert done.stderr.splitlines()[-1].startswith("Refused: no file in")
    assert "What to do: put the archives of data.police.uk" in done.stderr


def test_a_broken_contract_is_refused_and_names_the_contract(
    odd: Path, cdp: Cdp
) -> None:
    write_partnership(odd / "partner [ship].toml", force="other-force")
    done = cdp("build", *building(odd))
    assert done.returncode == REFUSED
    assert "no street-level file of force other-force was accepted" in done.stderr
    assert "the one before it is as it was" in done.stderr
    assert history(odd / "store [red]") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[partnership]\nname = \n", ("line 2",)),
        ("[partnership]\ncsp = 'E22000901'\n", ("line 1", "[partnership]", "name")),
        ("# ours\n\n[partnership]\nnmae = 'A'\n", ("line 3", "nmae")),
        ("[partnership]\ncsp = 'nowhere'\n", ("line 1", "csp")),
        ("[place]\nname = 'A'\n", ("[partnership]", "[place]")),
        ("", ("[partnership]", "none")),
    ],
)
def test_a_wrong_partnership_file_is_refused_with_its_place(
    odd: Path, text: str, expected: tuple[str, ...], cdp: Cdp
) -> None:
    (odd / "partner [ship].toml").write_text(text)
    done = cdp("check", *building(odd))
    assert done.returncode == REFUSED
    for word in ("partner [ship].toml", *expected):
        assert word in done.stderr
    assert not (odd / "store [red]").exists(), "it is read before anything is done"


def test_an_absent_partnership_file_is_refused(odd: Path, cdp: Cdp) -> None:
    (odd / "partner [ship].toml").unlink()
    done = cdp("build", *building(odd))
    assert done.returncode == REFUSED
    assert "partner [ship].toml: there is no such file" in done.stderr


def test_the_given_date_of_publication_decides_which_copy_counts(
    odd: Path, cdp: Cdp
) -> None:
    old, new = row(month="2025-01"), row("Drugs", month="2025-01")
    for name, line in (("a.csv", old), ("b.csv", new)):
        (odd / "police" / name).write_text(f"{HEADING}\n{line}\n")
    (odd / "police" / "first.zip").unlink()
    for first, second in (("2025-05-01", "2025-06-01"), ("2025-06-01", "2025-05-01")):
        dates = [f"--published=a.csv={first}", f"--published=b.csv={second}"]
        done = cdp("build", *building(odd), *dates)
        assert done.returncode == DONE, done.stderr
        assert "Superseded: 1" in done.stdout
    # another date, another build: the same bytes mean something else
    assert len(history(odd / "store [red]")) == 2


def test_a_date_of_publication_for_no_file_is_refused(odd: Path, cdp: Cdp) -> None:
    for name in ("2025-01-testshire-street.csv", "first.zip"):
        done = cdp("check", *building(odd), f"--published={name}=2025-05-01")
        assert done.returncode == DONE, done.stderr
    done = cdp("check", *building(odd), "--published=2025-02.csv=2025-05-01")
    assert done.returncode == REFUSED
    assert "2025-02.csv, but no file has that name. What to do: " in " ".join(
        done.stderr.split()
    )


# status ----------------------------------------------------------------------


def test_status_for_programs_is_one_json_object(place: Path) -> None:
    done = process(
        "status", "--json", "--out", place / "store", PYTHONUTF8="0", LC_ALL="C"
    )
    assert done.returncode == DONE
    document = json.loads(done.stdout)
    assert list(document) == [
        "folder",
        "current",
        "builds",
        "info",
        "coverage",
        "files",
        "facts",
    ]
    now, before = history(place / "store")
    assert document["folder"] == str(place / "store")
    assert document["current"] == vars(now)
    assert document["builds"] == [vars(now), vars(before)]
    assert document["info"]["build_id"] == now.build_id
    assert document["info"]["place"] == "[New] Alderton"
    assert document["info"]["demonstration"] is False
    assert document["info"]["first_month"] == "2025-01-01"
    assert {
        "source": "police_street",
        "unit": "testshire",
        "status": "complete",
        "periods": 1,
        "first_period": "2025-01-01",
        "last_period": "2025-01-01",
    } in document["coverage"]
    assert document["files"]["accepted"] >= 12
    assert {"name": "Street-level rows", "fact": "2 counted"} in document["facts"]


def test_status_for_people_shows_names_as_they_are(place: Path, cdp: Cdp) -> None:
    done = cdp("status", "--out", place / "store")
    assert done.returncode == DONE
    first, second, *rest = done.stdout.splitlines()
    assert first == "Partnership [of :100:] Alderton ([New] Alderton)"
    now, before = history(place / "store")
    assert second == f"Build {now.build_id}, published {now.published_at}"
    assert rest[-1] == f"Kept: {now.build_id}, {before.build_id}"


def test_the_folder_is_taken_from_the_environment(
    place: Path, cdp: Cdp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDP_STORE", str(place / "store"))
    done = cdp("status")
    assert pointer(place / "store").build_id in done.stdout


def test_a_terminal_and_a_poor_code_page_are_no_reason_to_fail(place: Path) -> None:
    line = [
        sys.executable,
        "-m",
        "cdp_metrics",
        "status",
        "--out",
        str(place / "store"),
    ]
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(line, cwd=ROOT, stdout=theirs, stderr=theirs) as running:
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 65536):
                shown += chunk
        except OSError:  # how a terminal says that the other end is closed
            pass
    os.close(ours)
    assert running.returncode == DONE
    assert "[New] Alderton" in shown.decode()
    poor = process(*line[3:], PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert poor.returncode == DONE


def test_a_reader_who_goes_away_is_no_fault(place: Path) -> None:
    line = [
        sys.executable,
        "-m",
        "cdp_metrics",
        "status",
        "--out",
        str(place / "store"),
    ]
    with subprocess.Popen(
        line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""


def test_a_spoilt_store_is_one_message(tmp_path: Path, cdp: Cdp) -> None:
    police_zip(tmp_path / "police" / "first.zip", {"2025-01": [row()]})
    build = build_place(tmp_path).build
    (tmp_path / "store" / build.file).write_bytes(b"spoilt")
    done = cdp("status", "--out", tmp_path / "store")
    assert done.returncode == REFUSED
    assert build.file in done.stderr and "What to do: " in done.stderr
    (tmp_path / "store" / "current.json").write_text("spoilt")
    done = cdp("status", "--out", tmp_path / "store")
    assert done.returncode == REFUSED
    assert "current.json cannot be read" in done.stderr


# publish and roll back --------------------------------------------------------


def test_publish_and_rollback_move_between_builds(tmp_path: Path, cdp: Cdp) -> None:
    police_zip(tmp_path / "police" / "first.zip", {"2025-01": [row()]})
    store = tmp_path / "store"
    first = build_place(tmp_path).build
    second = build_place(tmp_path, place="Elsewhere").build
    back = cdp("rollback", "--out", store)
    assert (back.returncode, pointer(store)) == (DONE, first)
    assert back.stdout == f"Current: build {first.build_id}\n"
    none = cdp("rollback", "--out", store)
    assert (none.returncode, pointer(store)) == (REFUSED, first)
    assert "there is no older build" in none.stderr
    again = cdp("publish", second.build_id[:8], "--out", store)
    assert (again.returncode, pointer(store)) == (DONE, second)
    wrong = cdp("publish", "[nothing]", "--out", store)
    assert (wrong.returncode, pointer(store)) == (REFUSED, second)
    assert "'[nothing]' is not kept" in wrong.stderr
    assert f"name one of {second.build_id}, {first.build_id}" in wrong.stderr


# the demonstration -------------------------------------------------------------


def test_a_demonstration_is_built_and_marked(
    tmp_path: Path, cdp: Cdp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invented, "write", partial(invented.write, years=1))
    done = cdp("demo", "--out", tmp_path)
    assert done.returncode == DONE, done.stderr
    build = pointer(tmp_path)
    last = done.stdout.splitlines()[-1]
    assert last == f"Published demonstration build {build.build_id}"
    assert "Inventing a city" in done.stderr
    info = json.loads(cdp("status", "--json", "--out", tmp_path).stdout)["info"]
    assert info["demonstration"] is True
    assert info["first_month"] == "2025-01-01"
    # its inputs are left to be looked at
    assert (tmp_path / "demonstration" / "partnership.toml").is_file()


# stopped ---------------------------------------------------------------------


def interrupted() -> None:
    """Press Ctrl-C."""
    signal.raise_signal(signal.SIGINT)


def translated() -> None:
    """Press Ctrl-C while a library is at work that makes it an error of its own."""
    try:
        signal.raise_signal(signal.SIGTERM)
    except BaseException:
        raise RuntimeError("Query interrupted") from None


@pytest.mark.parametrize("app", [interrupted, translated])
def test_stopping_is_code_130_and_one_line(
    cdp: Cdp, monkeypatch: pytest.MonkeyPatch, app: Callable[[], None]
) -> None:
    monkeypatch.setattr(commands, "app", app)
    assert cdp() == Done(130, "", "Stopped. What was published is as it was.\n")


def test_a_mistake_of_ours_is_not_hidden(
    cdp: Cdp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr(commands, "app", broken)
    with pytest.raises(RuntimeError, match="ours"):
        cdp()

"""Files of partners on the command line: checked before, and their empty files."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from cdp_metrics.__main__ import main
from cdp_metrics.catalogue.returns import templates

SOUND = "provider,period_start,cases,repeats\nMARAC,2024-01-01,62,17\n"
FRAME = dict.fromkeys(map(ord, "│╭╮╰╯─"))  # of a usage error, drawn round its text
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Run:
    """Return what runs ``returns`` and gives its exit code and what it says."""
    monkeypatch.setenv("CDP_STORE", str(tmp_path / "store"))

    def command(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(
            "sys.argv", ["cdp_metrics", "returns", *map(str, arguments)]
        )
        handlers = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)}
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)
        out, err = capsys.readouterr()
        return code, out, err

    return command


def test_a_sound_file_is_code_0_and_keeps_nothing(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "marac.csv"
    path.write_text(SOUND, "utf-8")
    code, out, _ = run("check", path)
    assert code == 0
    assert out.splitlines() == [
        "marac.csv: Recognised as 'MARAC cases'. 1 row: 1 can be read, none refused",
        "MARAC, Jan 2024: 1 row",
    ]
    assert [each.name for each in tmp_path.iterdir()] == ["marac.csv"]


def test_what_is_refused_is_code_1_with_line_column_and_remedy(
    tmp_path: Path, run: Run
) -> None:
    sound, spoilt, none = (tmp_path / name for name in ("a.csv", "b.csv", "c.csv"))
    sound.write_text(SOUND, "utf-8")
    spoilt.write_text(SOUND.replace("62", "6"), "utf-8")
    none.write_text("a,b\n1,2\n", "utf-8")
    code, out, _ = run("check", sound, spoilt, none)
    assert code == 1
    assert (
        "Refused line 2, repeats: repeats (17) is more than cases (6). What to do: "
        "correct one of them."
    ) in out.splitlines()
    assert "c.csv: The file is refused as a whole" in out
    assert "not recognised by its columns (a, b)" in out


def test_a_file_that_is_not_there_is_code_2(tmp_path: Path, run: Run) -> None:
    code, _, err = run("check", tmp_path / "absent.csv")
    assert code == 2
    assert "absent.csv" in "".join(err.translate(FRAME).split())  # it breaks lines


def test_the_empty_files_are_written_once(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "new" / "templates"
    code, out, _ = run("templates", folder)
    assert (code, out.count("Written")) == (0, len(templates()))
    assert {each.name: each.read_text("utf-8") for each in folder.iterdir()} == {
        f"{name}.csv": entry.empty for name, entry in templates().items()
    }
    filled = folder / "marac.csv"
    filled.write_text(SOUND, "utf-8")
    code, out, _ = run("templates", folder)
    assert (code, out.count("Left as it is")) == (0, len(templates()))
    assert filled.read_text("utf-8") == SOUND

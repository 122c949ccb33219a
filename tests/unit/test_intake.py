"""Finding files, taking a private copy of each, and saying what it is."""

from __future__ import annotations

import gzip
import hashlib
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cdp_metrics.errors import CdpError
from cdp_metrics.warehouse import intake, items
from cdp_metrics.warehouse.intake import Received, receive
from tests.builders import police_zip, row, street_file

JANUARY = "2025-01-testshire-street.csv"
TEXT = street_file([row("ASB"), row()])
MOMENT = datetime(2025, 6, 1, 12, 30)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


def take(raw: Path, **options: object) -> list[Received]:
    work = raw.parent / "work"
    work.mkdir(exist_ok=True)
    return receive([raw], work, **options)  # type: ignore[arg-type]


def put(path: Path, body: str | bytes = TEXT, at: datetime = MOMENT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    seconds = at.replace(tzinfo=UTC).timestamp()
    os.utime(path, (seconds, seconds))
    return path


def test_a_file_is_copied_hashed_and_known(raw: Path) -> None:
    put(raw / "deep" / "er" / JANUARY)
    (received,) = take(raw)
    assert received.name == f"deep/er/{JANUARY}"
    assert received.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert received.size == len(TEXT.encode())
    assert received.published_at == MOMENT
    assert received.status == "accepted"
    assert received.match is not None
    assert received.match.source.id == "police_street"
    assert received.path is not None
    assert received.path.read_text("utf-8") == TEXT


def test_a_heading_alone_is_refused_whatever_it_is_of(raw: Path) -> None:
    heading = "set_name,version,kind,source,key_kind,key,weight\n"
    put(raw / "weights.csv", heading)
    put(raw / JANUARY, TEXT.split("\n", 1)[0])
    put(raw / "lookup.csv", "LSOA11CD,LSOA21CD,CHGIND,LAD22CD,LAD22NM\n")
    for received in take(raw):
        assert received.status == "refused", received.name
        assert received.reason.startswith("holds a heading but no rows")
        assert received.path is None


def test_a_file_may_be_named_itself(raw: Path, tmp_path: Path) -> None:
    path = put(raw / JANUARY)
    assert [each.name for each in receive([path], tmp_path)] == [JANUARY]


def test_files_come_in_one_order_and_hidden_ones_not_at_all(raw: Path) -> None:
    for name in ("b.csv", "a.csv", "c/a.csv", ".gitkeep", ".hidden.csv"):
        put(raw / name, name)
    seen: list[tuple[str, int, int]] = []
    names = [each.name for each in take(raw, progress=lambda *at: seen.append(at))]
    assert names == ["a.csv", "b.csv", "c/a.csv"]
    assert seen == [("Reading files", n, 3) for n in (1, 2, 3)]


def test_members_of_an_archive_bear_their_own_dates(raw: Path) -> None:
    late, early = datetime(2026, 2, 15), datetime(2025, 6, 5)
    months = {"2025-02": [row(month="2025-02")], "2025-01": [row()]}
    police_zip(raw / "late.zip", months, published=late)
    police_zip(raw / "early.zip", {"2025-01": [row("ASB")]}, published=early)
    assert [(each.name, each.published_at) for each in take(raw)] == [
        (f"early.zip!2025-01/{JANUARY}", early),
        (f"late.zip!2025-01/{JANUARY}", late),
        ("late.zip!2025-02/2025-02-testshire-street.csv", late),
    ]


def test_a_given_date_stands_before_any_other(raw: Path) -> None:
    given = datetime(2024, 1, 2)
    police_zip(raw / "a.zip", {"2025-01": [row()]})
    put(raw / JANUARY)
    dates = {each.published_at for each in take(raw, published={"a.zip": given})}
    assert dates == {given, MOMENT}


def test_an_entry_without_a_date_takes_the_archives(raw: Path) -> None:
    archive = police_zip(raw / "a.zip", {"2025-01": [row()]})
    dated = zipfile.ZipInfo("x", (2025, 6, 1, 0, 0, 0))
    stamp = ((dated.date_time[0] - 1980) << 9 | 6 << 5 | 1).to_bytes(2, "little")
    body = archive.read_bytes()
    assert body.count(stamp) == 2
    put(archive, body.replace(stamp, b"\x00\x00"))
    (received,) = take(raw)
    assert (received.status, received.published_at) == ("accepted", MOMENT)


def test_a_compressed_file_is_unpacked(raw: Path) -> None:
    put(raw / f"{JANUARY}.gz", gzip.compress(TEXT.encode()))
    put(raw / "half.csv.gz", gzip.compress(TEXT.encode())[:-30])
    half, whole = sorted(take(raw), key=lambda each: each.status, reverse=True)
    assert whole.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert half.status == "refused"
    assert "the file cannot be read" in half.reason


def test_the_name_decides_nothing(raw: Path) -> None:
    put(raw / "holiday.jpg")
    police_zip(raw / "archive.txt", {"2025-01": [row("Drugs")]})
    assert {each.status for each in take(raw)} == {"accepted"}


def test_the_same_content_twice_is_read_once_as_published_last(raw: Path) -> None:
    put(raw / "a.csv", at=datetime(2025, 3, 1))
    put(raw / "b.csv", at=datetime(2025, 9, 1))
    put(raw / "c.csv", at=datetime(2025, 6, 1))
    files = {each.name: each for each in take(raw)}
    assert {name: each.status for name, each in files.items()} == {
        "a.csv": "duplicate",
        "b.csv": "accepted",
        "c.csv": "duplicate",
    }
    assert files["a.csv"].reason == "same content as b.csv"
    assert files["a.csv"].path is None


def test_a_known_kind_that_is_not_used_says_why(raw: Path) -> None:
    put(raw / "centroids.csv", "X,Y,objectid,lsoa11cd,lsoa11nm\n1,2,3,E01000001,A\n")
    (received,) = take(raw)
    assert (received.status, received.path) == ("unused", None)
    assert "centroids are not needed" in received.reason


def test_a_file_that_vanishes_is_refused_and_the_rest_is_read(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(raw / "a.csv")
    police_zip(raw / "b.zip", {"2025-02": [row(month="2025-02")]})
    put(raw / "c.csv", street_file([row("Drugs")]))

    def remove(what: str, done: int, total: int) -> None:
        if done == 1:  # all three have been found, none has been read
            (raw / "a.csv").unlink()
            (raw / "b.zip").unlink()

    files = take(raw, progress=remove)
    assert [each.status for each in files] == ["refused", "refused", "accepted"]
    assert files[0].reason == "the file vanished while it was being read."
    assert files[0].remedy == "put it back and build again"


def test_a_file_that_fails_while_read_is_refused_and_the_rest_is_read(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(raw / "a.csv")
    damaged = police_zip(raw / "b.zip", {"2025-02": [row(month="2025-02")]})
    body = damaged.read_bytes()
    damaged.write_bytes(body.replace(b"2025-02,Testshire", b"2025-02,Bestshire", 1))
    files = take(raw)
    assert [each.status for each in files] == ["accepted", "refused"]
    assert "Bad CRC-32" in files[1].reason
    assert "check that it is whole" in files[1].remedy


def test_a_folder_that_may_not_be_read_is_refused(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(raw / "a.csv")
    opened = Path.open

    def deny(path: Path, *args: object, **kwargs: object) -> object:
        if path.name == "a.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", deny)  # rights do not bind an administrator
    (received,) = take(raw)
    assert received.status == "refused"
    assert "Permission denied" in received.reason


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
def test_a_full_disk_stops_the_build_and_says_so(raw: Path) -> None:
    put(raw / JANUARY)
    work = raw.parent / "work"
    work.mkdir()
    (work / "000001").symlink_to("/dev/full")
    with pytest.raises(CdpError, match=r"No space left .* free some space"):
        receive([raw], work)


def test_the_size_of_a_chunk_changes_nothing(
    raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(raw / JANUARY)
    (whole,) = take(raw)
    monkeypatch.setattr(intake, "CHUNK", 7)
    (parts,) = take(raw)
    assert (parts.sha256, parts.size) == (whole.sha256, whole.size)


def zipped(path: Path, members: list[tuple[str, str]], **kind: int) -> Path:
    with zipfile.ZipFile(path, "w", **kind) as archive:  # type: ignore[arg-type]
        for name, body in members:
            archive.writestr(zipfile.ZipInfo(name, MOMENT.timetuple()[:6]), body)
    return path


def test_odd_archives_are_refused_and_the_rest_is_read(raw: Path) -> None:
    put(raw / "a.csv")
    for name, kind in (("lzma", zipfile.ZIP_LZMA), ("bz2", zipfile.ZIP_BZIP2)):
        path = raw / f"{name}.zip"
        with zipfile.ZipFile(path, "w", kind) as archive:
            archive.writestr("x.csv", os.urandom(3000).hex())
        body = path.read_bytes()
        path.write_bytes(body[:80] + bytes(400) + body[480:])
    new = zipped(raw / "new.zip", [("x.csv", TEXT)])
    body = new.read_bytes()
    at = body.index(b"PK\x01\x02") + 6
    new.write_bytes(body[:at] + b"\x63\x00" + body[at + 2 :])  # version 9.9
    locked = zipped(raw / "locked.zip", [("x.csv", TEXT)])
    body = locked.read_bytes()
    at = body.index(b"PK\x01\x02") + 8
    body = body[:6] + b"\x01\x00" + body[8:at] + b"\x01\x00" + body[at + 2 :]
    locked.write_bytes(body)
    files = {each.name: each for each in take(raw)}
    assert {name: each.status for name, each in files.items()} == {
        "a.csv": "accepted",
        "bz2.zip!x.csv": "refused",
        "locked.zip!x.csv": "refused",
        "lzma.zip!x.csv": "refused",
        "new.zip": "refused",
    }
    assert "version 9.9" in files["new.zip"].reason
    assert "encrypted" in files["locked.zip!x.csv"].reason


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_both_read(raw: Path) -> None:
    other = street_file([row("Drugs")])
    zipped(raw / "a.zip", [(JANUARY, TEXT), (JANUARY, other)])
    first, second = take(raw)
    assert (first.name, second.name) == (f"a.zip!{JANUARY}", f"a.zip!{JANUARY} (2)")
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in (TEXT, other)]
    assert [first.sha256, second.sha256] == digests


def test_the_first_day_of_the_format_is_no_date(raw: Path) -> None:
    path = raw / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo(JANUARY), TEXT)  # 1 January 1980
    put(path, path.read_bytes())
    assert [each.published_at for each in take(raw)] == [MOMENT]


def test_a_date_is_given_by_file_member_or_archive(raw: Path) -> None:
    february = "2025-02-testshire-street.csv"
    months = {"2025-01": [row()], "2025-02": [row(month="2025-02")]}
    police_zip(raw / "deep" / "a.zip", months, published=MOMENT)
    police_zip(raw / "b.zip", {"2025-01": [row("ASB")]}, published=MOMENT)
    put(raw / "deep" / "c.csv", street_file([row("Drugs")]))
    one, two, three, four = (datetime(2026, month, 1) for month in (1, 2, 3, 4))
    given = {"a.zip": one, february: two, "c.csv": three}
    given[f"b.zip!2025-01/{JANUARY}"] = four
    assert {each.name: each.published_at for each in take(raw, published=given)} == {
        f"b.zip!2025-01/{JANUARY}": four,
        f"deep/a.zip!2025-01/{JANUARY}": one,
        f"deep/a.zip!2025-02/{february}": two,
        "deep/c.csv": three,
    }
    with pytest.raises(CdpError, match=r"given for z\.csv, but no file has that name"):
        take(raw, published={"c.csv": three, "z.csv": one})


def test_files_are_numbered_alike_whatever_the_order_of_folders(tmp_path: Path) -> None:
    one, two, work = (tmp_path / name for name in ("one", "two", "work"))
    work.mkdir()
    put(one / JANUARY, street_file([row()]))
    put(two / JANUARY, street_file([row("ASB")]))
    put(two / "2025-00.csv", street_file([row("Drugs")]))
    turned = [
        [(each.file_id, each.name, each.sha256) for each in receive(roots, work)]
        for roots in ([one, two], [two, one])
    ]
    assert turned[0] == turned[1]
    assert [number for number, _, _ in turned[0]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("limits", "status"),
    [
        ({}, "accepted"),
        ({"LARGEST": 1_000_000}, "refused"),
        ({"PACKED": 1_000_000}, "refused"),
        ({"PACKED": 1_000_000, "RATIO": 2000}, "accepted"),
    ],
    ids=["within", "too large", "too packed", "packed enough"],
)
def test_a_member_that_would_fill_the_disk_is_refused(
    raw: Path, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], status: str
) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(items, name, value)
    with zipfile.ZipFile(raw / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(JANUARY, street_file([row()] * 20_000))
    (received,) = take(raw)
    assert received.status == status
    if status == "refused":
        assert "it would unpack to 2," in received.reason
        assert "unpack the archive and put the file here" in received.remedy
        assert not list((raw.parent / "work").iterdir())

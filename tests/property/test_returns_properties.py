"""Malformed files of every return: nothing is lost, nothing crashes, nothing stays."""

from __future__ import annotations

import csv
import io
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdp_metrics.catalogue.returns import Template, template, templates
from cdp_metrics.periods import add_months
from cdp_metrics.sources.demo.returned import FAMILIES
from cdp_metrics.warehouse.preview import preview_bytes
from tests.stores import store_of

MONTHS = [add_months(date(2020, 1, 1), at) for at in range(72)]
ODD = (
    *("", "*", "<5", "-", "0", "-1", "1,234", "70%", ">=70%", "£3", "=1+1", "yes"),
    *("2025-04-01", "01/04/2025", "04/13/2025", "E06000018", "nan", "1e9", "\x00"),
    *('"', '"open', 'a"b', "a,b", "line\nbreak", "\ufeff", "é", "a@example.org"),
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("published"), 1)


def state(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a folder of stores."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


def good(entry: Template) -> list[list[str]]:
    """Return some rows that are as they should be."""
    rng = np.random.default_rng(crc32(entry.id.encode()))
    rows = FAMILIES[entry.id](rng, MONTHS)
    names = [each.name for each in entry.columns]
    return [[str(row.get(name, "")) for name in names] for row in islice(rows, 4)]


@st.composite
def bodies(draw: st.DrawFn, entry: Template) -> bytes:
    """Draw a file of a return in which anything may be wrong."""
    heads = [each.name for each in entry.columns]
    rows = draw(st.lists(st.sampled_from(good(entry)), max_size=5))
    cell = st.one_of(st.sampled_from(ODD), st.text(max_size=8))
    rows = [
        [draw(cell) if draw(st.integers(0, 11)) == 0 else each for each in row]
        for row in rows
    ]
    spoil = draw(st.sampled_from(["", "", "", "shuffle", "double", "lose", "rename"]))
    at = draw(st.integers(0, len(heads) - 1))
    if spoil == "shuffle":
        order = draw(st.permutations(range(len(heads))))
        heads = [heads[to] for to in order]
        rows = [[row[to] for to in order] for row in rows]
    elif spoil == "double":
        heads[at] = heads[at - 1]
    elif spoil == "lose":
        del heads[at]
    elif spoil == "rename":
        heads[at] = draw(st.text(max_size=12))
    for row in rows:
        ragged = draw(st.integers(0, 14))
        if ragged == 0:
            row.pop()
        elif ragged == 1:
            row.append(draw(cell))
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    text = io.StringIO(newline="")
    end = draw(st.sampled_from(["\n", "\r\n"]))
    csv.writer(text, quoting=quoting, lineterminator=end).writerows([heads, *rows])
    said = text.getvalue()
    if draw(st.integers(0, 9)) == 0:  # a quote, or an end, where none belongs
        cut = draw(st.integers(0, len(said)))
        said = said[:cut] + draw(st.sampled_from(['"', "\n", "", ","])) + said[cut:]
    if draw(st.integers(0, 9)) == 0:
        said = said[: draw(st.integers(0, len(said)))]
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
    return said.encode(encoding, errors="replace")


@pytest.mark.parametrize("name", list(templates()))
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_of_whatever_is_sent_nothing_is_lost_and_all_is_said(
    name: str, data: st.DataObject
) -> None:
    body = data.draw(bodies(template(name)))
    found = preview_bytes(body, f"{name}.csv")
    if found.fault:
        assert found.remedy, found.fault
        assert (found.rows, found.refused, found.periods) == (0, (), ())
    else:
        assert found.template is not None
        assert found.rows == found.accepted + len({r.line for r in found.refused})
        columns = {each.name for each in found.template.columns} | {""}
        for row in found.refused:
            assert row.line >= 2
            assert row.reason and row.remedy
            assert set(row.column.split(", ")) <= columns
            assert row.column or "olumns" in row.reason, row


@pytest.mark.parametrize("name", list(templates()))
def test_what_is_right_is_read_whole(name: str) -> None:
    entry = template(name)
    text = io.StringIO(newline="")
    heads = [each.name for each in entry.columns]
    csv.writer(text).writerows([heads, *good(entry)])
    found = preview_bytes(text.getvalue().encode(), "return.csv")
    assert found.template == entry
    assert found.sound, (found.fault, found.refused)


def test_the_published_store_is_untouched(published: Path) -> None:
    before = state(published)
    for name, entry in templates().items():
        heads = entry.empty.encode()
        preview_bytes(heads + b"x" * 40 + b"\n", f"{name}.csv")
        preview_bytes(heads.replace(b"provider", b"sender"), f"{name}.csv")
    assert state(published) == before

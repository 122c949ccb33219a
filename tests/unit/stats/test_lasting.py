from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats import LEAST_PERIODS, PERSISTENCE, persistence


def one(marks: str) -> str:
    (found,) = persistence(np.array([[mark == "x"] for mark in marks]))
    return found


@pytest.mark.parametrize(
    ("marks", "pattern"),
    [
        ("xxxxxxxxxxxx", "persistent"),
        ("xxxxxxxxxx..", "persistent"),  # 10 of 12 is over 80%
        ("xxxxxxxxx...", "former"),
        ("xxx.........", "former"),
        (".........xx.", "emerging"),  # the last 20% of 12, rounded up: three
        ("........x.x.", "intermittent"),
        ("x.........x.", "intermittent"),
        ("............", "none"),
        ("..........x.", "none"),  # 1 of 12 is under 10%
        ("........x.", None),
        ("....................", "none"),
        ("..................x.", "none"),  # 1 of 20
        ("..................xx", "emerging"),
        ("...............x..x.", "intermittent"),
        ("xxxxxxxxxxxxxxxx....", "persistent"),
    ],
)
def test_patterns(marks: str, pattern: str | None) -> None:
    if pattern is None:
        with pytest.raises(NotEnoughData, match="12 periods are needed, not 10"):
            one(marks)
    else:
        assert one(marks) == pattern


@given(st.lists(st.booleans(), min_size=LEAST_PERIODS, max_size=40))
def test_every_history_has_one_pattern_and_none_is_rare(marks: list[bool]) -> None:
    (found,) = persistence(np.array(marks)[:, np.newaxis])
    assert found in PERSISTENCE
    assert (found == "none") == (sum(marks) < len(marks) / 10)


def test_areas_are_told_apart() -> None:
    found = np.zeros((12, 3), np.bool_)
    found[:, 1] = True
    assert persistence(found) == ("none", "persistent", "none")


def test_one_row_is_not_enough() -> None:
    with pytest.raises(ValueError, match="periods by areas"):
        persistence([True] * 12)

from __future__ import annotations

import numpy as np
import pytest

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm import BY_EXPECTED, BY_VOLUME, cross_map, thirds

ALL = np.ones(6, np.bool_)


def test_a_value_at_a_cut_is_in_the_upper_third() -> None:
    # Cuts of 1, 2, 3, 4 are 2 and 3.
    assert thirds([1, 2, 3, 4], ALL[:4]).tolist() == [1, 2, 3, 3]


def test_visitor_areas_get_a_third_and_set_no_cut() -> None:
    usable = np.array([True] * 4 + [False] * 2)
    assert thirds([1, 2, 3, 4, 900, 0], usable).tolist() == [1, 2, 3, 3, 3, 1]


def test_corners_have_names() -> None:
    index, other = [1, 1, 2, 2, 3, 3], [1, 6, 2, 3, 1, 6]
    assert cross_map(index, other, ALL, BY_VOLUME).corner == (
        "low both",
        "high volume, low harm",
        "",
        "",
        "",
        "high volume, high harm",
    )
    by_expected = cross_map(index, other, ALL, BY_EXPECTED).corner
    assert by_expected[1] == "quiet but expected high: check reporting"
    assert by_expected[5] == ""


def test_areas_too_alike_have_no_thirds() -> None:
    # Otherwise every area of a flat map would be in the highest third.
    for values in ([100.0] * 6, [0, 0, 0, 0, 0, 1], [1, 1, 1, 2, 3, 3]):
        with pytest.raises(NotEnoughData, match="Too many"):
            thirds(values, ALL)
    with pytest.raises(NotEnoughData, match="three areas"):
        thirds([1, 2, 3], np.array([True, True, False]))


@pytest.mark.parametrize("values", [[1, 2], [1, np.nan, 3], [[1], [2], [3]]])
def test_every_area_needs_a_value(values: list[float]) -> None:
    with pytest.raises(ValueError, match="a value for every area"):
        thirds(values, ALL[:3])

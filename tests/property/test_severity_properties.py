"""Volume and mix add up to the change, whatever the counts and weights."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cdp_metrics.stats import Count, severity_rate, split_severity

KINDS = st.integers(1, 40)


@given(data=st.data(), kinds=KINDS)
def test_volume_and_mix_add_up_to_the_change(data: st.DataObject, kinds: int) -> None:
    counts = arrays(np.float64, kinds, elements=st.integers(0, 10**6))
    weights = data.draw(arrays(np.float64, kinds, elements=st.floats(0, 10_000)))
    before, after = data.draw(counts), data.draw(counts)
    assume(before.sum() > 0 and after.sum() > 0)
    split = split_severity(before, after, weights)
    # to float precision of the largest number in the sum
    scale = np.finfo(np.float64).eps * 64 * max(
        1.0, split.before, split.after, float(np.abs(split.volume_by).sum()),
        float(np.abs(split.mix_by).sum()),
    )  # fmt: skip
    assert abs(split.volume + split.mix - split.total) <= scale
    assert np.allclose(split.by, weights * (after - before), rtol=0, atol=scale)
    assert split.volume_half >= 0 and split.mix_half >= 0


@given(
    counts=arrays(np.float64, 4, elements=st.integers(0, 10**5)),
    weights=arrays(np.float64, 4, elements=st.floats(0.1, 1000)),
    factor=st.floats(0.1, 100),
)
def test_a_scale_of_weights_scales_rate_and_limits_alike(
    counts: np.ndarray, weights: np.ndarray, factor: float
) -> None:
    assume(counts.sum() > 0)
    total = Count(float(counts.sum()))
    one = severity_rate(counts, weights, total, 5000)
    many = severity_rate(counts, factor * weights, total, 5000)
    assert 0 <= one.lower <= one.value <= one.upper
    for name in ("value", "lower", "upper"):
        assert np.isclose(getattr(many, name), factor * getattr(one, name))

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from math import nan
from typing import Any

import plotly.graph_objects as go
import pytest

from cdp_metrics.charts.funnel.figure import funnel_figure
from cdp_metrics.charts.funnel.names import TALL, names_beside
from cdp_metrics.charts.funnel.picture import FunnelPicture, funnel_alt
from cdp_metrics.charts.parts.frame import LETTER, Frame
from cdp_metrics.charts.parts.scale import axis
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.stats import funnel

UNIT = "Reports per 1,000 residents"


def texts(figure: dict[str, Any]) -> str:
    return "\n".join(note["text"] for note in figure["layout"]["annotations"])


def dots(figure: dict[str, Any]) -> dict[str, Any]:
    (trace,) = [t for t in figure["data"] if t["mode"] == "markers"]
    return trace


def wards() -> FunnelPicture:
    """Ten wards of 10,000 with 30 per 1,000, one far above, one below, one missing."""
    names = [f"Ward {letter}" for letter in "ABCDEFGHIJ"]
    events = [300.0, 302, 298, 299, 301, 303, 297, 300, 301, 299]
    sizes = [10_000.0 + 400 * at for at in range(10)]
    events = [e * s / 10_000 for e, s in zip(events, sizes, strict=True)]
    extra = ["Castle <&> Park", "Wollaton", "Clifton"]
    return FunnelPicture(
        funnel([*events, 500, 275, nan], [*sizes, 10_000, 10_500, 9000], kind="rate"),
        [*sizes, 10_000, 10_500, 9000],
        [*names, *extra],
        UNIT,
        "Residents",
    )


def spread_out() -> FunnelPicture:
    """Ten wards that differ by more than chance, so that limits are widened."""
    events = [100.0, 150, 200, 250, 300, 350, 400, 450, 500, 550]
    sizes = [10_000.0] * 10
    names = [f"Ward {at}" for at in range(10)]
    return FunnelPicture(
        funnel(events, sizes, kind="rate"), sizes, names, UNIT, "Residents"
    )


def providers() -> FunnelPicture:
    sizes = [40.0, 120, 300, 22, 75, 410]
    seen = [30.0, 84, 226, 9, 62, 300]
    names = [f"Provider {letter}" for letter in "ABCDEF"]
    return FunnelPicture(
        funnel(seen, sizes, kind="proportion"),
        sizes,
        names,
        "Seen in time, %",
        "Referrals",
    )


def doubted() -> FunnelPicture:
    """The same wards, of which the far one is only outside by one way of counting."""
    found = wards()
    far = found.names.index("Castle <&> Park")
    sides = {
        share: [
            0 if at == far else side for at, side in enumerate(found.outside(share))
        ]
        for share in (0.95, 0.998)
    }
    return replace(found, sides=sides, doubtful=frozenset({far}))


def alone() -> FunnelPicture:
    return FunnelPicture(
        funnel([5], [100], kind="rate"), [100], ["Only"], UNIT, "Residents"
    )


@pytest.mark.parametrize("size", ["s", "m", "present", "present_large"])
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("case", [wards, spread_out, providers, doubted, alone])
def test_plotly_accepts_the_figure(case: Any, mode: Mode, size: Size) -> None:
    figure = funnel_figure(case(), mode=mode, size=size)
    json.dumps(figure, allow_nan=False)
    drawn = go.Figure(figure)
    assert (drawn.layout.height is None) == size.startswith("present")


def test_units_outside_differ_in_shape_and_carry_their_names() -> None:
    picture = wards()
    # One ward is beyond 99.8%, one between 95% and 99.8%.
    assert [picture.names[p] for p in picture.beyond(0.998)] == ["Castle <&> Park"]
    assert [picture.names[p] for p in picture.beyond(0.95)] == [
        "Castle <&> Park",
        "Wollaton",
    ]
    figure = funnel_figure(picture)
    symbols = dots(figure)["marker"]["symbol"]
    assert symbols == [*["circle"] * 10, "diamond", "square"]
    said = texts(figure)
    assert "Castle &lt;&amp;&gt; Park" in said
    assert "Wollaton" in said
    assert "Ward" not in said


def test_a_unit_without_a_figure_is_named_and_not_drawn() -> None:
    figure = funnel_figure(wards())
    assert len(dots(figure)["x"]) == 12
    assert 9000 not in dots(figure)["x"]
    assert "No figure: Clifton." in texts(figure)


def test_ours_is_ringed_and_named_first_wherever_it_lies() -> None:
    picture = replace(wards(), ours=3)
    figure = funnel_figure(picture)
    assert "<b>Ward D</b>" in texts(figure)
    outline = dots(figure)["marker"]["line"]
    assert [at for at, width in enumerate(outline["width"]) if width == 2] == [3]
    assert len(set(outline["color"])) == 2
    assert picture.named()[0] == 3 and len(picture.named()) == 3
    assert "Ours: Ward D 29.9." in funnel_alt(picture, "reports", "Alderton")
    missing = replace(wards(), ours=12)  # without a figure it cannot be drawn
    assert missing.named() == wards().named()
    assert "Ours" not in funnel_alt(missing, "reports", "Alderton")


def test_limits_are_those_of_the_funnel_and_narrow_with_size() -> None:
    picture = providers()
    figure = funnel_figure(picture)
    inner, outer = figure["data"][0:2], figure["data"][2:4]
    assert {t["line"]["dash"] for t in inner} == {"dash"}
    assert {t["line"]["dash"] for t in outer} == {"solid"}
    for pair, share in ((inner, 0.95), (outer, 0.998)):
        expected = picture.funnel.limits(pair[0]["x"], share)
        assert pair[0]["y"] == pytest.approx(list(expected.lower), rel=1e-4)
        assert pair[1]["y"] == pytest.approx(list(expected.upper), rel=1e-4)
        assert pair[1]["y"][0] - pair[0]["y"][0] > pair[1]["y"][-1] - pair[0]["y"][-1]
    (average,) = set(figure["data"][4]["y"])
    assert average == pytest.approx(picture.funnel.average, rel=1e-4)


@pytest.mark.parametrize("case", [wards, spread_out, providers, alone])
def test_both_axes_start_at_nought_and_hold_every_dot(case: Any) -> None:
    figure = funnel_figure(case())
    for name, place in (("xaxis", "x"), ("yaxis", "y")):
        low, high = figure["layout"][name]["range"]
        assert low == 0
        assert max(dots(figure)[place]) <= high
    assert max(figure["data"][3]["y"]) <= figure["layout"]["yaxis"]["range"][1]


def test_the_average_and_limits_are_named_at_the_right() -> None:
    said = texts(funnel_figure(providers()))
    assert "Average <b>73.5</b>" in said
    assert "99.8% limits" in said
    assert "Referrals" in said
    assert "Average<br><b>73.5</b>" in texts(funnel_figure(providers(), size="s"))


def test_widened_limits_say_so() -> None:
    note = "Limits are widened for differences between all beyond chance."
    assert note in texts(funnel_figure(spread_out())).replace("<br>", " ")
    assert note not in texts(funnel_figure(wards())).replace("<br>", " ")


def many(apart: float) -> FunnelPicture:
    """Eighty neighbourhoods at 30 per 1,000, but eight at 45 at one end."""
    sizes = [9000.0 + apart * at for at in range(80)]
    events = [size * (0.045 if at >= 72 else 0.03) for at, size in enumerate(sizes)]
    names = [f"Neighbourhood {at}" for at in range(80)]
    result = funnel(events, sizes, kind="rate")
    return FunnelPicture(result, sizes, names, UNIT, "Residents")


def test_names_that_find_no_room_are_said_below() -> None:
    picture = many(apart=0)  # eight dots in one place
    figure = funnel_figure(picture)
    outside = [picture.names[place] for place in picture.beyond(0.95)]
    assert len(outside) == 8
    beside = [
        n["text"] for n in figure["layout"]["annotations"] if n["text"] in outside
    ]
    assert 1 <= len(beside) <= 4
    said = texts(figure).replace("<br>", " ")
    rest = [name for name in outside if name not in beside]
    assert f"Outside the 95% limits: {', '.join(rest)}." in said


@pytest.mark.parametrize("size", ["s", "m"])
@pytest.mark.parametrize("apart", [0, 40, 200])
def test_names_hide_neither_each_other_nor_dots(apart: float, size: Size) -> None:
    picture = many(apart)
    frame = Frame(left=40, right=90, mode="light", size=size)
    scale, most = axis([60.0], 1), 1.04 * max(picture.denominators)
    labels, _ = names_beside(picture, frame, scale, most)
    assert labels
    per_x, per_y = frame.wide / most, TALL * frame.px / (scale.high - scale.low)
    spots = [
        (size_ * per_x, float(value) * per_y)
        for size_, value in zip(
            picture.denominators, picture.funnel.values, strict=True
        )
    ]
    boxes = []
    for label in labels:
        wide = len(label["text"]) * LETTER * frame.small
        high = frame.small
        x = label["x"] * per_x + label["xshift"]
        y = label["y"] * per_y + label["yshift"]
        x -= {"left": 0, "center": wide / 2, "right": wide}[label["xanchor"]]
        y -= {"bottom": 0, "middle": high / 2, "top": high}[label["yanchor"]]
        boxes.append((x, y, x + wide, y + high))
    for one, other in combinations(boxes, 2):
        across = one[0] < other[2] and other[0] < one[2]
        assert not (across and one[1] < other[3] and other[1] < one[3])
    for left, low, right, top in boxes:
        assert left >= 0
        assert right <= frame.wide + 1
        assert not any(left < x < right and low < y < top for x, y in spots)


def test_a_name_for_every_unit_and_a_unit() -> None:
    result = funnel([5], [100], kind="rate")
    with pytest.raises(ValueError, match="one name and size a unit"):
        funnel_figure(FunnelPicture(result, [100], [], UNIT, "Residents"))


def test_alt_text() -> None:
    assert funnel_alt(wards(), "ASB by ward", "Nottingham", demo=True) == (
        "Demonstration data: invented. Funnel plot of ASB by ward, Nottingham. Reports "
        "per 1,000 residents. 12 compared, average 31.2. Higher than chance explains "
        "(99.8% limits): Castle <&> Park 50.0. Lower than chance explains (95% limits "
        "alone): Wollaton 26.2. No figure: Clifton."
    )
    assert funnel_alt(alone(), "a", "b") == (
        "Funnel plot of a, b. Reports per 1,000 residents. 1 compared, average 50.0. "
        "None differs by more than chance explains."
    )


def test_a_unit_that_depends_on_the_count_is_open_named_and_called_neither() -> None:
    picture = doubted()
    figure = funnel_figure(picture)
    at = picture.known().index(min(picture.doubtful))
    assert dots(figure)["marker"]["symbol"][at] == "square-open"
    assert "diamond" not in dots(figure)["marker"]["symbol"]
    said = [each["text"] for each in figure["layout"]["annotations"]]
    assert "Castle &lt;&amp;&gt; Park" in said  # beside its dot
    assert "Depends on how it is counted" in said  # in the key
    words = funnel_alt(picture, "reports by ward", "Nottingham")
    assert "Higher than chance explains" not in words
    assert "Inside or outside by how it is counted: Castle <&> Park." in words

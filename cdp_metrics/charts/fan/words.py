"""The words of a fan: at its end, at the latest total, at today, and its key."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any, Final

from cdp_metrics.charts.fan.picture import FanPicture
from cdp_metrics.charts.parts.foot import Mark
from cdp_metrics.charts.parts.frame import LETTER, LINE, Frame, letters
from cdp_metrics.charts.parts.plot import End, Plot
from cdp_metrics.charts.parts.scale import brief, wrap
from cdp_metrics.charts.theme import palette, tint
from cdp_metrics.periods import add_months, last_day

__all__ = ["TINTS", "day_of", "ends", "falls", "key_of_fan", "last_counted", "today"]

# How strongly each range is tinted, the wider one first.
TINTS: Final = {95: 0.2, 80: 0.32}
AWAY: Final = 0.3  # from a line to the words beside it, in text sizes


def day_of(month: date) -> str:
    """Return where the total of the 12 months that end with a month stands."""
    return last_day(month).isoformat()


def ends(picture: FanPicture, frame: Frame) -> list[End]:
    """Return the words at the right: the forecast, its ranges and the target."""
    narrow = frame.size == "s"
    found = []
    if median := picture.level("median"):
        end = max(median)
        words = ["Forecast", f"<b>{picture.figure(median[end])}</b>"]
        lines = [*words, brief(end)] if narrow else [" ".join(words)]
        if not narrow:
            lines += [f"year to {brief(end)}", *picture.ranges()]
        found.append(End(median[end], lines, frame.ink("accent")))
    if picture.target:
        month, level = picture.target
        words = ["Target", f"<b>{picture.figure(level)}</b>"]
        lines = [*words, brief(month)] if narrow else [" ".join(words)]
        if not narrow:
            lines.append(f"year to {brief(month)}")
        found.append(End(level, lines, frame.ink("target")))
    elif picture.path and (path := picture.path.known()):
        lines = wrap(picture.path.name, 9 if narrow else 18)
        found.append(End(path[max(path)], lines, frame.ink("target")))
    return found


def falls(picture: FanPicture) -> bool:
    """Return whether the latest total is below that of a year before."""
    known = picture.observed.known()
    year = 12 // picture.observed.step
    latest = [known[month] for month in sorted(known)[-year - 1 :]]
    return bool(latest) and latest[0] > latest[-1]


def last_counted(picture: FanPicture, plot: Plot) -> list[dict[str, Any]]:
    """Return the latest total in words, clear of the lines: a cover reads as a gap."""
    known, frame, scale = picture.observed.known(), plot.frame, plot.axis
    if not known:
        return []
    last = max(known)
    year = "" if frame.size == "s" else "year to "
    text = f"<b>{picture.figure(known[last])}</b> {year}{brief(last)}"
    reach = letters(text) * LETTER * frame.px / frame.wide * len(plot.months)
    first = add_months(last, -ceil(reach))
    path = picture.path.known() if picture.path else {}
    lines = [*known.items(), *path.items()]
    beside = [value for month, value in lines if first <= month <= last]
    low, high = min(beside), max(beside)
    # The side with the shorter way to the point, unless the words would not fit there.
    down = known[last] - low < high - known[last]
    need = (LINE + AWAY) * frame.px / plot.tall * (scale.high - scale.low)
    if (low - scale.low if down else scale.high - high) < need:
        down = low - scale.low > scale.high - high
    return [
        {
            "text": text,
            "font": {"color": frame.ink("accent")},
            "x": day_of(last),
            "y": low if down else high,
            "xanchor": "right",
            "yanchor": "top" if down else "bottom",
            "yshift": round((-AWAY if down else AWAY) * frame.px),
        }
    ]


def key_of_fan(picture: FanPicture, frame: Frame) -> list[Mark]:
    """Return what the shades mean, where there is a fan."""
    if not picture.level("median"):
        return []
    accent = palette("series", frame.mode)[0]
    marks = [
        Mark("80% of simulated paths", "area", tint(accent, 0.46)),
        Mark("95%", "area", tint(accent, TINTS[95])),
    ]
    if picture.path:
        ink = frame.ink("target")
        marks.append(Mark(picture.path.name, "line", stroke=ink, dash="dash"))
    return marks


def today(
    picture: FanPicture, plot: Plot
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the line and the word at the day the chart is looked at."""
    day, frame = picture.today, plot.frame
    if day is None or not plot.months[0] <= day <= last_day(plot.months[-1]):
        return [], []
    line = {
        "type": "line",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": frame.ink("edge"), "width": 1.5},
    }
    word = {
        "text": "Today",
        "font": {"color": frame.ink("ink2"), "size": frame.small},
        "x": day.isoformat(),
        "y": 1,
        "yref": "paper",
        # to the left, where no words of the fan's end can meet it
        "xanchor": "right",
        "yanchor": "top",
        "xshift": -3,
    }
    return [line], [word]

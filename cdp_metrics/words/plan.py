"""Sentences of the plan: a status with its rule, a direction, a row in plain words."""

from __future__ import annotations

from typing import Final

from cdp_metrics.stats import Clock, Count, CountChange, Rating, Reason
from cdp_metrics.stats import Figure as Measured
from cdp_metrics.words.figures import between, count, percent, points, rate

__all__ = ["clock_words", "row_sentence", "rule_sentence", "status_tag"]

_TAGS: Final = {
    "green": "Green: on track",
    "amber": "Amber: at risk",
    "red": "Red: off track",
}
# Name of the state, and what follows "Not rated: ": the reason; what would change it.
_GREY: Final[dict[Reason, tuple[str, str]]] = {
    "embargoed": ("Embargoed", "the figure is not released yet"),
    "no_baseline": (
        "No baseline",
        "the plan states no baseline; state one in the plan",
    ),
    "not_comparable": (
        "Not comparable",
        "the baseline was counted from another source or as another measure; state one "
        "that was counted as the figure is",
    ),
    "definition_changed": (
        "Definition changed",
        "the definition has changed since the baseline; state one by the new one",
    ),
    "not_enough_data": ("Not enough data", "there is too little to say"),
    "stale": ("Stale", "a newer figure is overdue; load it"),
    "no_denominator": (
        "Range not known",
        "the figure or its baseline is given without its denominator, so chance "
        "cannot be judged; send it with its denominator",
    ),
    "no_path": (
        "No path",
        "the plan does not say where it should be before the target date; state a path",
    ),
}
# What a value is held against, and how the sentence ends.
_RULES: Final[dict[Reason, tuple[str, str]]] = {
    "target_reached": ("target", ""),
    "on_path": ("path", ""),
    "within_tolerance": ("path", ", inside the {allowance} tolerance"),
    "within_chance": ("path", ", past the {allowance} tolerance but within chance"),
    "above_path": ("path", ", past the {allowance} tolerance and beyond chance"),
    "below_baseline": ("baseline", ", beyond chance"),
    "no_clear_change": ("baseline", ", within chance"),
    "above_baseline": ("baseline", ", beyond chance"),
    "maintained": (
        "baseline",
        ", and the likely range{span} is no worse than the {allowance} margin",
    ),
    "improved": ("baseline", ", beyond chance"),
    "margin_unclear": (
        "baseline",
        ", and the likely range{span} goes past the {allowance} margin",
    ),
    "not_maintained": (
        "baseline",
        ", past the {allowance} margin and beyond chance",
    ),
    "better_than_benchmark": ("benchmark", ", beyond chance"),
    "near_benchmark": ("benchmark", ", within chance"),
    "worse_than_benchmark": ("benchmark", ", beyond chance"),
}
_ASSURANCE: Final[dict[Reason, str]] = {
    "consistently_met": "ordinary variation keeps to the target",
    "hit_or_miss": "ordinary variation meets the target in some periods, not in others",
    "consistently_missed": "ordinary variation keeps missing the target",
}


def status_tag(rating: Rating) -> str:
    """Return a status for its tag: ``Amber: at risk``; for grey, what is lacking."""
    if rating.status == "grey":
        return _GREY[rating.why][0]
    return _TAGS[rating.status]


def rule_sentence(rating: Rating) -> str:
    """Return why a row has its colour.

    Parameters
    ----------
    rating
        Status, reason and numbers.

    Returns
    -------
    str
        ``Amber: 2.1% above the path, inside the 5% tolerance``, without a full stop.
    """
    if rating.status == "grey":
        return f"Not rated: {rating.detail or _GREY[rating.why][1]}"
    colour = rating.status.capitalize()
    if rating.why in _ASSURANCE:
        return f"{colour}: {_ASSURANCE[rating.why]}"
    noun, ending = _RULES[rating.why]
    write = points if rating.unit == "pp" else _percent_change
    span = between(rating.lower, rating.upper, write)
    tail = ending.format(
        allowance=_allowance(rating.allowance or 0.0, rating.unit),
        span="" if rating.lower is None else f" ({span})",
    )
    return f"{colour}: {_place(rating, noun)}{tail}"


def clock_words(clock: Clock | None) -> str:
    """Return a direction: ``Down, improving (95%)``, ``Level, within chance``.

    Parameters
    ----------
    clock
        Direction, judgement and test; None where a figure is missing.
    """
    if clock is None:
        return "Not enough data"
    if clock.direction is None:
        return "Range not known"
    if clock.direction == "level":
        unit = "percent" if isinstance(clock.change, CountChange) else "pp"
        small = f"under {_allowance(clock.deadband, unit)}"
        return f"Level, {small if clock.change.significant else 'within chance'}"
    sure = f"({100 * clock.confidence:g}%)"
    way = clock.direction.capitalize()
    if clock.judgement == "neutral":
        return f"{way} {sure}"
    return f"{way}, {clock.judgement} {sure}"


def row_sentence(
    now: Measured,
    clock: Clock | None,
    *,
    what: str,
    period: str,
    against: str = "the baseline",
) -> str:
    """Return a row of the plan in plain words.

    Parameters
    ----------
    now
        The latest figure.
    clock
        Its change; None where there is nothing to compare with.
    what
        What follows the figure: "crimes", "of residents".
    period
        The period inside a sentence: "the year to Nov 2022".
    against
        What it is compared with.

    Returns
    -------
    str
        What, how much, when, against what, and whether chance could do it.

    Notes
    -----
    A comparison with a count below 5 is withheld, and that count with it.
    """
    if isinstance(now, Count):
        noun = what.removesuffix("s") if now.value == 1 else what
        start = f"{count(now.value)} {noun} in {period}"
    else:
        start = f"{percent(now.percent)} {what} in {period}"
    if clock is None:
        return f"{start}; there is nothing to compare it with."
    change = clock.change
    if isinstance(change, CountChange):
        if change.guard == "small numbers":
            return f"{start}; {against} is too small to compare with."
        then, size = count(change.then), count(abs(change.difference))
        if change.percent is not None:
            size += f" ({_small(percent(abs(change.percent)))})"
        sides = "more than", "fewer than"
    else:
        then, size = percent(change.then), _small(points(abs(change.difference)))
        sides = "above", "below"
    if change.difference == 0:
        return f"{start}, the same as {against}."
    side = sides[0] if change.difference > 0 else sides[1]
    return f"{start}, {size} {side} {against} ({then}): {_chance(clock)}."


def _chance(clock: Clock) -> str:
    if clock.change.significant is None:
        return "its range is not known"
    if not clock.change.significant:
        return "within chance"
    return "beyond chance, but small" if clock.direction == "level" else "beyond chance"


def _place(rating: Rating, noun: str) -> str:
    """Return where a value lies from what it is held against."""
    gap = rating.difference
    if gap is None:
        return f"{_exact(rating.value)} against a {noun} of {_exact(rating.against)}"
    if gap == 0:
        return f"at the {noun}"
    write = points if rating.unit == "pp" else percent
    return f"{_small(write(abs(gap)))} {'above' if gap > 0 else 'below'} the {noun}"


def _small(size: str) -> str:
    """Return a size that is not nothing: "0.0%" becomes "less than 0.1%"."""
    size = size.removeprefix("+")
    return f"less than 0.1{size.removeprefix('0.0')}" if size[:3] == "0.0" else size


def _exact(value: float | None) -> str:
    """Return a count whole, and a point on a path with its decimal."""
    return count(value) if value is None or value == int(value) else rate(value)


def _percent_change(value: float | None) -> str:
    return percent(value, plus=True)


def _allowance(size: float, unit: str) -> str:
    return f"{size:g}%" if unit == "percent" else points(size, plus=False)

"""How far to trust the harm index: stored figures with their ranges, no adjectives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from cdp_metrics.answers.harm.about import Checked
from cdp_metrics.answers.harm.asb_map import AsbMap
from cdp_metrics.ui.views.harm.words import sentence, top_areas
from cdp_metrics.ui.views.trends.shown import Table
from cdp_metrics.words import NOT_SHOWN, between, count, percent, plural

__all__ = [
    "BY_VERSION",
    "FAIRNESS",
    "TrustView",
    "back_test",
    "checks_table",
    "spoken_rows",
    "trust_view",
]

FAIRNESS: Final = ("flagged, without ethnicity", "flagged, with ethnicity")
BY_VERSION: Final = ("expected, without ethnicity", "expected, with ethnicity")
COLUMNS: Final = ("Figure", "Value", "95% range", "Areas", "How")
NO_RANGE: Final = "no range"
TOLD: Final = 3
"""Tests that a slide tells of one question."""
HELD: Final = {
    "index": "Index of the twelve months before",
    "forecast": "Forecast made from the twelve months before",
    "volume": "Plain number of reports in the twelve months before",
}


@dataclass(frozen=True)
class Question:
    """A group of figures: what it asks, in words, and which measures answer."""

    title: str
    words: str
    measures: tuple[str, ...]

    @property
    def caption(self) -> str:
        """What the table of its figures is called."""
        return sentence(", ".join(self.measures[:2]))


QUESTIONS: Final = (
    Question(
        "Does one half of the year find the same areas as the other?",
        "Rank correlation between every other month and the months between: 1 = the "
        "same order, 0 = no relation.",
        ("split half",),
    ),
    Question(
        "Does last year's map find this year's reports?",
        "Share of this year's reports that fell in the {top} of last year's "
        "map. The plain number of reports of last year is the comparison.",
        ("next period: hit rate",),
    ),
    Question(
        "And for the ground it covers?",
        "PAI: the share of reports over the share of the ground that the {top} "
        "cover; 1 = no better than spreading out evenly.",
        ("next period: PAI",),
    ),
    Question(
        "Is it better than the plain number of reports?",
        "Share of reports found, less the share that plain volume finds; below 0 it "
        "finds fewer.",
        ("next period: gain on volume",),
    ),
    Question(
        "How stable is the order of areas?",
        "Rank correlation with the order by another year or other weights: 1 = the "
        "same order.",
        ("rank stability",),
    ),
    Question(
        "How much does the order owe to one type?",
        "Rank correlation with the order without that type.",
        ("leave one type out",),
    ),
    Question(
        "How much does the order owe to one source?",
        "Rank correlation with the order without that source.",
        ("leave one source out",),
    ),
    Question(
        "Does it agree with a rate from elsewhere?",
        "Rank correlation with a rate by LSOA that the partnership gave.",
        ("agreement",),
    ),
    Question(
        "When reports really go missing, are they found?",
        "Half the reports were taken away in ten areas chosen at random. Recall: share "
        "of these that were flagged. Precision: share of all flags that were on these.",
        ("planted gaps: recall", "planted gaps: precision"),
    ),
    Question(
        "Do flags follow who lives there?",
        "Share of areas flagged, by thirds of areas; without ethnicity, as the map is "
        "made, and with it, for comparison.",
        FAIRNESS,
    ),
    Question(
        "And do expected reports?",
        "Expected reports per resident, 100 = the average, by the same thirds.",
        BY_VERSION,
    ),
)
_THIRDS: Final = ("lowest", "middle", "highest")
_SHARES: Final = ("hit rate", "gain", "recall", "precision", "flagged")


@dataclass(frozen=True)
class TrustView:
    """How far to trust the index.

    Parameters
    ----------
    headline, subtitle
        What is tested, and on what.
    parts
        Title, words and table of each group that has figures.
    absent
        What was not tested, and why.
    """

    headline: str
    subtitle: str
    parts: tuple[tuple[str, str, Table], ...]
    absent: tuple[str, ...]


def trust_view(found: AsbMap, checks: Sequence[Checked]) -> TrustView:
    """Return the stored figures of how well the index holds, by question."""
    parts = [
        (q.title, q.words.format(top=top_areas(found)), table)
        for q in QUESTIONS
        if (table := checks_table(checks, q.caption, q.measures))
    ]
    known = {measure for q in QUESTIONS for measure in q.measures}
    other = tuple(dict.fromkeys(c.measure for c in checks if c.measure not in known))
    if rest := checks_table(checks, "Other figures", other):
        parts.append(("Other figures", "", rest))
    held = {c.measure for c in checks}
    absent = [sentence(reason) for reason in found.why("validation")]
    if not held & set(QUESTIONS[7].measures):
        absent.append(
            "Agreement with a rate from elsewhere: no such file is loaded; any rate by "
            "LSOA can be given"
        )
    if not held and found.end != found.ends[0]:
        absent.append("These figures are computed for the newest twelve months alone")
    return TrustView(
        headline=f"How far to trust it: {plural(len(parts), 'test')} made here"
        + (f", {len(absent)} not made" if absent else ""),
        subtitle="Computed from what is loaded, for the twelve months shown; nothing "
        "here is from another place",
        parts=tuple(parts),
        absent=tuple(absent),
    )


def back_test(found: AsbMap, checks: Sequence[Checked]) -> Table | None:
    """Return how the forecast did beside plain volume; None where not tested."""
    return checks_table(
        [c for c in checks if c.name in ("forecast", "volume")],
        f"A year ago: share of the reports that followed in the {top_areas(found)}",
        ("next period: hit rate",),
    )


def checks_table(
    checks: Sequence[Checked],
    caption: str,
    measures: Sequence[str],
) -> Table | None:
    """Return figures as rows; None where there are none.

    Parameters
    ----------
    checks
        The figures.
    caption
        What they are.
    measures
        Which of them, in order.
    """
    rows = [
        _row(each, measures)
        for measure in measures
        for each in sorted(checks, key=_order)
        if each.measure == measure
    ]
    return Table(caption, COLUMNS, tuple(rows), (0, 4)) if rows else None


def _order(each: Checked) -> int:
    """Return the place of a third; other figures stay as they are."""
    first = each.name.partition(" ")[0]
    return _THIRDS.index(first) if first in _THIRDS else 0


def _row(each: Checked, measures: Sequence[str]) -> tuple[str, ...]:
    write = _writer(each.measure)
    limits = between(each.lower, each.upper, write)
    last = each.measure.rpartition(": ")[2] if len(measures) > 1 else ""
    if each.measure in FAIRNESS + BY_VERSION:
        last = each.measure.rpartition(", ")[2]
    name = HELD.get(each.name, sentence(each.name))
    return (
        f"{name} ({last})" if last and last != each.name else name,
        write(each.value),
        NO_RANGE if limits == NOT_SHOWN else limits,
        count(each.n),
        sentence(each.note).replace("km2", "km²"),
    )


def _writer(measure: str) -> Callable[[float | None], str]:
    if measure in BY_VERSION:
        return lambda value: NOT_SHOWN if value is None else count(value)
    if any(word in measure for word in _SHARES):
        return lambda value: percent(None if value is None else 100 * value)
    return lambda value: NOT_SHOWN if value is None else f"{_signed(value)}"


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def spoken_rows(figures: Table) -> str:
    """Return the first rows of a table of tests as a sentence: name, value, range."""
    said = [
        f"{name} {value}" + ("" if between == NO_RANGE else f" ({between})")
        for name, value, between, *_ in figures.rows[:TOLD]
    ]
    return f"{'; '.join(said)}."

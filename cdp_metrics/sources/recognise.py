"""Which source a file belongs to, by what is in it and not by its name."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from cdp_metrics.errors import SourceRefused, SourceUnknown
from cdp_metrics.sources.base import Match, Sample, Source

__all__ = ["recognise"]

NEAREST = 0.7
"""Share of required columns from which a file is called a damaged one of a kind."""

_LIST = "docs/data-log.md"
_FETCH_AGAIN = "fetch the file again from its publisher, or restore the heading"


def recognise(sample: Sample, sources: Sequence[Source]) -> Match:
    """Return the source a file belongs to, with its columns matched.

    Parameters
    ----------
    sample
        What the first bytes of the file say.
    sources
        The sources to try, in order.

    Returns
    -------
    Match
        The complete match that uses most of the file's headings; the earlier
        source where two use as many.

    Raises
    ------
    SourceRefused
        The file is a damaged one of a known kind, or does not say its year.
    SourceUnknown
        No source recognises it; the message names the nearest.
    """
    matches = [m for source in sources if (m := source.match(sample)) is not None]
    complete = [match for match in matches if match.complete]
    if complete:
        best = max(complete, key=lambda m: len([n for n in m.names if n]))
        if best.source.needs_year and best.vintage is None:
            raise SourceRefused(
                sample.name,
                "the table does not say which year it is for, nor does its name",
                expected="one year in the file's name",
                remedy="put the year into the file's name, for example "
                "population_mid2022.csv",
            )
        return best
    nearest = max(matches, key=lambda m: m.share, default=None)
    if nearest is None or nearest.share < NEAREST:
        raise _unknown(sample, nearest)
    raise _damaged(sample, nearest)


def _damaged(sample: Sample, match: Match) -> SourceRefused:
    kind = match.source.id
    if match.doubled:
        found = f"looks like {kind}, but the column {match.doubled[0]!r} occurs twice"
        expected = "each column once"
    else:
        lost = match.missing[0].heading
        spare = [
            h for h, n in zip(sample.headings, match.names, strict=True) if n is None
        ]
        close = difflib.get_close_matches(lost, spare, n=1, cutoff=0.5)
        hint = f" (nearest heading in the file: {close[0]!r})" if close else ""
        found = f"looks like {kind}, but the column {lost!r} is missing{hint}"
        expected = ", ".join(c.heading for c in match.source.columns if c.required)
    own = match.source.template
    remedy = f"name the columns as data/templates/{own}.csv does" if own else ""
    return SourceRefused(
        sample.name, found, expected=expected, remedy=remedy or _FETCH_AGAIN, row=1
    )


def _unknown(sample: Sample, nearest: Match | None) -> SourceUnknown:
    shown = ", ".join(sample.headings[:6]) or "none"
    near, expected = "", f"one of the kinds of file in {_LIST}"
    if nearest is not None:
        needed = nearest.source.columns
        near = f"; the nearest kind is {nearest.source.id}"
        expected = f"for {nearest.source.id}: " + ", ".join(
            column.heading for column in needed if column.required
        )
    return SourceUnknown(
        sample.name,
        f"not recognised by its columns ({shown}){near}",
        expected=expected,
        remedy=f"leave it out, or compare its headings with {_LIST}",
    )

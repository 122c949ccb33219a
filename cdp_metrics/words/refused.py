"""Why lines of a file were refused, and what to do about them."""

from __future__ import annotations

from cdp_metrics.words.figures import count

__all__ = ["lines_words", "refused_words"]

REMEDY = "correct the line, or download the file again"


def refused_words(reason: str) -> str:
    """Return why a line was refused, and what to do.

    Parameters
    ----------
    reason
        As the store has it: the fault, and behind the last colon the remedy where one
        is known.

    Returns
    -------
    str
        ``not a year. What to do: write it as 2020.``
    """
    fault, _, remedy = reason.rpartition(": ")
    return f"{fault or remedy}. What to do: {remedy if fault else REMEDY}."


def lines_words(first: int | None, last: int | None, n: int) -> str:
    """Return where refused lines stand in a file: ``lines 2 to 33 (32 rows)``.

    Parameters
    ----------
    first, last
        Numbers of the first and the last; None where they are not known.
    n
        How many there are.
    """
    if first is None or last is None:
        return f"{count(n)} rows" if n > 1 else "a row"
    if n == 1:
        return f"line {count(first)}"
    return f"lines {count(first)} to {count(last)} ({count(n)} rows)"

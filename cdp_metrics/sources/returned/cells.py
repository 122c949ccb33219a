"""A cell of a return: what was written, read without guessing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from datetime import date
from typing import Final

from cdp_metrics.catalogue.returns import Field
from cdp_metrics.periods import parse_month

__all__ = ["SUPPRESSED", "Cell", "Unreadable", "read_cell"]

Cell = str | int | float | None
"""A value as it is stored: text, choices, ISO dates and codes as text, figures as
numbers, a bound as ">=70", a figure that is held back as "*", nothing as None."""

SUPPRESSED: Final = "*"

_NOTHING = re.compile(r"|-|–|—|\.\.?|:|n/?a|none|not known|\[[xz]\]", re.IGNORECASE)
_HELD_BACK = re.compile(r"\*+|<\s*\d+|\[?c\]?|suppressed|secondary", re.IGNORECASE)
_GROUPED = re.compile(r"[-−]?\d{1,3}(,\d{3})+(\.\d+)?|[-−]?\d+(\.\d+)?")
_BOUND = re.compile(r"(>=|≥|<=|≤)\s*(.+)|(.+?)\s*%?\+%?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(:00)?)?")
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_CODE = re.compile(r"[EWSNK]\d{8}")
_MOST = 1_000_000_000


class Unreadable(ValueError):
    """What is wrong with a cell and how to mend it, as one sentence."""


def read_cell(field: Field, written: str) -> Cell:
    """Return what a cell says.

    Parameters
    ----------
    field
        The column that it stands in.
    written
        The text of the cell.

    Raises
    ------
    Unreadable
        The cell cannot be read as its column asks; the message says what was found,
        what is expected and what to write.

    Notes
    -----
    A day is read as YYYY-MM-DD or DD/MM/YYYY and never month first. Suppressed,
    missing and nought stay three different things.
    """
    text = written.replace("\u00a0", " ").strip()
    if field.figure and _HELD_BACK.fullmatch(text):
        return SUPPRESSED
    if _NOTHING.fullmatch(text):
        if field.figure or field.blank:
            return None
        raise Unreadable(
            f"{field.name} is empty: write {_article(field)}, such as {field.example}"
        )
    return _READERS[field.type](field, text)


def _article(field: Field) -> str:
    if field.type == "choice":
        return "one of " + ", ".join(field.values)
    return _EXPECTED[field.type]


_EXPECTED: Final = {
    "text": "a few words",
    "date": "a date as YYYY-MM-DD or DD/MM/YYYY",
    "month": "a month as YYYY-MM",
    "area": "an ONS code, a letter and eight digits",
    "count": "a whole number, 0 or more",
    "number": "a number",
    "money": "an amount in pounds",
    "percent": "a percentage between 0 and 100",
    "yes_no": "yes or no",
}


def _not(field: Field, text: str) -> Unreadable:
    shown = text if len(text) <= 40 else f"{text[:40]}..."
    return Unreadable(
        f"{field.name} {shown!r} is not {_article(field)}: write it as {field.example}"
        + (", or * where it is held back" if field.figure else "")
    )


def _text(field: Field, text: str) -> Cell:
    if len(text) > 300:
        raise Unreadable(
            f"{field.name} has {len(text)} characters, at most 300 are read: shorten it"
        )
    return text


def _choice(field: Field, text: str) -> Cell:
    plain = {_plain(value): value for value in field.values}
    if (key := _plain(text)) in plain:
        return plain[key]
    near = difflib.get_close_matches(key, plain, n=1, cutoff=0.6)
    hint = f" (nearest: {plain[near[0]]!r})" if near else ""
    raise Unreadable(
        f"{field.name} {text[:40]!r} is none of its choices{hint}: write one of "
        + ", ".join(field.values)
    )


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def _date(field: Field, text: str) -> Cell:
    if iso := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in iso.groups()[:3])
    elif british := _BRITISH.fullmatch(text):
        day, month, year = (int(part) for part in british.groups())
    else:
        raise _not(field, text)
    try:
        found = date(year, month, day)
    except ValueError:
        if british and day <= 12 < month <= 31:
            raise Unreadable(
                f"{field.name} {text!r} has the month first: write the day first, as "
                f"{month:02d}/{day:02d}/{year}"
            ) from None
        raise _not(field, text) from None
    if not 1990 <= found.year < 2100:
        raise Unreadable(f"{field.name} {text!r} is not of our time: correct the year")
    return found.isoformat()


def _month(field: Field, text: str) -> Cell:
    found = parse_month(text)
    if found is None:
        try:
            day = date.fromisoformat(str(_date(field, text)))
        except Unreadable:
            raise _not(field, text) from None
        found = day.replace(day=1)
    return f"{found:%Y-%m}"


def _area(field: Field, text: str) -> Cell:
    if not _CODE.fullmatch(text.upper()):
        raise _not(field, text)
    return text.upper()


def _number(field: Field, text: str) -> float:
    if not _GROUPED.fullmatch(text):
        raise _not(field, text)
    found = float(text.replace(",", "").replace("−", "-"))
    if abs(found) > _MOST:
        raise Unreadable(f"{field.name} is over {_MOST:,}: correct it")
    return found


def _count(field: Field, text: str) -> Cell:
    found = _number(field, text)
    if found < 0 or found != int(found):
        raise _not(field, text)
    return int(found)


def _money(field: Field, text: str) -> Cell:
    return _number(field, text.replace("£", "").strip())


def _percent(field: Field, text: str) -> Cell:
    sign = ""
    if field.bound and (found := _BOUND.fullmatch(text)):
        sign = ">=" if found[1] in (">=", "≥", None) else "<="
        text = found[2] or found[3]
    value = _number(field, text.removesuffix("%").strip())
    if not 0 <= value <= 100:
        raise _not(field, text)
    return f"{sign}{value:g}" if sign else value


def _yes_no(field: Field, text: str) -> Cell:
    plain = text.lower()
    if plain in {"yes", "y", "true", "1"}:
        return "yes"
    if plain in {"no", "n", "false", "0"}:
        return "no"
    raise _not(field, text)


_READERS: Final[dict[str, Callable[[Field, str], Cell]]] = {
    "text": _text,
    "choice": _choice,
    "date": _date,
    "month": _month,
    "area": _area,
    "count": _count,
    "number": _number,
    "money": _money,
    "percent": _percent,
    "yes_no": _yes_no,
}

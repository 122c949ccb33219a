"""Personal data in a return: found before anything of the file is stored."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["personal_cell", "personal_heading"]

_HEADINGS: Final = re.compile(
    r"(?:.*\b)?("
    r"(first|fore|sur|last|middle|family|given|full|client|victim|offender|patient|child"
    r"|service user)s?( ?name)|names?|d\.?o\.?b\.?|date of birth|birth ?date"
    r"|nhs( ?(no|number))?|custody( ?(no|number|record))?|national insurance"
    r"|ni( ?(no|number))|e ?mails?( address)?|(tele)?phone( ?(no|number))?"
    r"|mobile( ?(no|number))?|address( ?line ?\d)?|post ?codes?|passport|uprn"
    r")(\b.*)?",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\d.,])(?:\+44|0044|0)[\s-]?\d(?:[\s-]?\d){8,9}(?![\d.,])")
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE
)
_STREET = re.compile(
    r"\b(?:flat|unit|apartment)?\s*\d{1,4}[a-z]?,?\s+"
    r"(?:(?!(?:of|for|in|at|to|and|by|per|on|with|from)\s)[A-Z][\w'.-]+\s+){1,3}"
    r"(?:street|road|avenue|lane|drive|close|crescent|court|place|terrace|way|grove"
    r"|gardens|walk|row|mews|st|rd|ave)\b",
    re.IGNORECASE,
)
_TEN = re.compile(r"(?<![\d.,])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
_CUSTODY = re.compile(r"\b\d{2}[A-Z]{2}(?:/[A-Z\d]{1,4})?/\d{2,6}/\d{2,4}\b")
_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_BORN = re.compile(
    r"\b(?:born|d\.?o\.?b\.?)\W{0,3}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", re.I
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sgt|PC)\.? [A-Z][a-z]+(?: [A-Z][a-z'-]+)?"
)


def personal_heading(heading: str) -> bool:
    """Return whether a column's heading asks for data about a person."""
    return bool(_HEADINGS.fullmatch(re.sub(r"[_\s/-]+", " ", heading).strip()))


def personal_cell(text: str) -> str:
    """Return what kind of personal data a text seems to hold; "" for none.

    Notes
    -----
    It finds what has a form: an e-mail address, a telephone number, a postcode with its
    unit, a street address, an NHS number (by its check digit), custody and National
    Insurance numbers, a date of birth, a name after a title. A name alone has no form:
    templates have no column that could take one.
    """
    for kind, form in (
        ("an e-mail address", _EMAIL),
        ("a custody number", _CUSTODY),
        ("a National Insurance number", _INSURANCE),
        ("a date of birth", _BORN),
        ("a telephone number", _PHONE),
        ("a full postcode", _POSTCODE),
        ("a street address", _STREET),
        ("a person's name", _TITLED),
    ):
        if form.search(text):
            return kind
    if any(_nhs("".join(found.groups())) for found in _TEN.finditer(text)):
        return "an NHS number"
    return ""


def _nhs(digits: str) -> bool:
    """Return whether ten digits are an NHS number, by its check digit (modulus 11)."""
    weights = range(10, 1, -1)
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=False))
    check = (11 - total % 11) % 11
    return check == int(digits[9]) and len(set(digits)) > 1

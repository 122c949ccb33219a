"""The rules that every headline and sentence of the product keeps."""

from __future__ import annotations

import re
from typing import Final

RULES: Final = {
    "starts small": re.compile(r"^[a-z]"),
    "a double space": re.compile(r"  "),
    "space before a stop": re.compile(r" [.,;:]"),
    "a space at an end": re.compile(r"^\s|\s$"),
    "two stops": re.compile(r"[.,;:]{2}"),
    "no value": re.compile(r"\b(nan|none|inf|null)\b|\{|\}"),
    "one of many": re.compile(
        r"(?<![\d.,−–-])1 (incidents|reports|crimes|offences|months|years|areas|days"
        r"|cases|targets|figures|victims|locations|files|periods|quarters|residents)\b"
    ),
    "many of one": re.compile(
        r"(?<![\d.,])(0|[2-9]|[1-9]\d+) "
        r"(incident|report|crime|offence|month|year|area|day|target|figure|period)\b"
    ),
    "a or an": re.compile(r"\ba [aeio]\w|\ban [bcdfgjklmnpqrstvwz]\w", re.IGNORECASE),
    "a hyphen for minus": re.compile(r"(?<![\w–])-\d"),
    "a sign doubled": re.compile(r"\+\+|−−|\+−|%%|pppp|%pp"),
    "a minus before nought": re.compile(r"−0(\.0)?(?![\d.])"),
}
JUDGED: Final = re.compile(r"\b(improv|worsen|better|worse)", re.IGNORECASE)
MOVED: Final = re.compile(r"\b(rose|fell|risen|fallen)\b|\b(up|down) \d", re.IGNORECASE)


def faults(text: str, *, sentence: bool = False) -> list[str]:
    """Return which rules a text breaks; a title has no full stop, a sentence one.

    "None of four targets" is a word: only the bare names of missing values are not.
    """
    found = [rule for rule, form in RULES.items() if form.search(text)]
    if not text:
        found.append("empty")
    if sentence != text.endswith("."):
        found.append("no full stop" if sentence else "a full stop")
    return found

"""What asks for attention, as a short list that opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape
from typing import Final

from cdp_metrics.answers.meeting.alerts import BY_CHANCE, Alerts
from cdp_metrics.answers.meeting.listed import SEVERITIES, Alert, Kind, Severity
from cdp_metrics.periods import period_name, short_month
from cdp_metrics.ui.markup import Stand, link, rich, sub, tag
from cdp_metrics.words import marks_words, plural

__all__ = ["alerts_list"]

STANDS: Final[Mapping[Severity, tuple[Stand, str]]] = {
    "act": ("red", "Act"),
    "look": ("amber", "Look into"),
    "note": ("grey", "Note"),
}
KINDS: Final[Mapping[Kind, str]] = {
    "status_change": "Status changed",
    "special_cause": "More than ordinary variation",
    "late_return": "Return late",
    "stale_source": "Source late",
}


def alerts_list(found: Alerts) -> str:
    """Return how many alerts there are; it opens to them and what they rest on."""
    counts = Counter(each.severity for each in found.found)
    said = ", ".join(
        f"{counts[each]} {words}"
        for each, words in zip(
            SEVERITIES, ("to act on", "to look into", "to note"), strict=True
        )
        if counts[each]
    )
    items = "".join(map(_item, found.found))
    return (
        '<section class="alerts" aria-label="Alerts"><details>'
        f"<summary><b>Alerts:</b> {escape(said or 'none')}</summary>"
        f"{f'<ul>{items}</ul>' if items else ''}{_foot(found)}</details></section>"
    )


def _item(each: Alert) -> str:
    stand, words = STANDS[each.severity]
    when = ""
    if each.end and each.kind != "stale_source":
        when = f", {period_name(each.start or each.end, each.end)}"
    elif each.end:
        when = f", held to {short_month(each.end)}"
    return (
        f"<li>{tag(stand, words)}<span><b>{link(each.what, each.page)}</b>"
        f"{sub(f'{KINDS[each.kind]} · {each.where}{when}')}</span>"
        f"<span>{escape(each.why)}.</span></li>"
    )


def _foot(found: Alerts) -> str:
    """Say what was looked at, and how many false alarms chance alone gives."""
    unjudged = (
        f" ({plural(found.unjudged, 'other')} cannot be judged yet)"
        if found.unjudged
        else ""
    )
    said = (
        f"**Looked at:** {plural(found.judged, 'series', 'series')}"
        f"{unjudged} for more than ordinary variation, {plural(found.rated, 'target')} "
        f"against {found.since}, and {plural(found.returns, 'return')} by sender. "
        f"**False alarms:** chance alone would mark "
        f"{marks_words(found.by_chance)} of these series (assumption: "
        f"{100 * BY_CHANCE:.0f} in 100, from simulation), so one mark by itself is a "
        "reason to look, not a finding."
    )
    return f'<p class="note">{rich(said)}</p>'

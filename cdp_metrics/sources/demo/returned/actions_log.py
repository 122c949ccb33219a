"""An invented actions log: most are done, some late, a few overdue today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import numpy as np

from cdp_metrics.sources.demo.returned.starts import starts

__all__ = ["actions_log"]

_QUARTERS: Final = 8
_BODIES: Final = ("Executive group", "Board")
_OWNERS: Final = ("Data and analysis group", "ASB group", "Serious violence group",
                  "Substance misuse group", "Partnership support")  # fmt: skip
_TEXTS: Final = (
    "Agree how repeat victims are counted",
    "Bring a proposal for alley gates",
    "Report why completions differ from similar areas",
    "Ask housing providers for security of their stock",
    "Review the list of repeat locations",
    "Send the returns of the last quarter",
    "Set out options after the grant ends",
    "Check who refers to the exploitation team",
    "Bring the problem profile to the board",
    "Agree the response strategy",
    "Draft the engagement plan",
)


def actions_log(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield two meetings a quarter with their actions."""
    quarters = starts(months, 3)[-_QUARTERS:]
    for at, start in enumerate(quarters):
        for place, body in enumerate(_BODIES):
            met = start + timedelta(days=20 + 35 * place)
            for number in range(1, int(rng.integers(3, 6))):
                due = met + timedelta(days=int(rng.integers(4, 20)) * 7)
                taken = int(rng.normal(0.95, 0.35) * (due - met).days)
                closed = met + timedelta(days=max(7, taken))
                state = "dropped" if rng.random() < 0.06 else "done"
                late = at >= len(quarters) - 2 and rng.random() < 0.55
                if late or closed > months[-1]:
                    state = "open"
                yield {
                    "provider": "Wrenminster Partnership Team",
                    "period_start": start,
                    "meeting": body,
                    "meeting_on": met,
                    "number": f"{at + 1}.{number}",
                    "owner_group": str(rng.choice(_OWNERS)),
                    "text": str(rng.choice(_TEXTS)),
                    "due_on": due,
                    "status": state,
                    "closed_on": "" if state == "open" else closed,
                }

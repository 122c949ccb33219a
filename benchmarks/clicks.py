"""What one click costs the server, on every page and for every widget."""

from __future__ import annotations

from benchmarks.clicking import batch, clicking
from benchmarks.results import Budget, Part, Table, decimals, median, times
from benchmarks.setting import Setting

__all__ = ["measure"]

RATIO, KILOBYTES = 4.0, 30.0


def measure(setting: Setting) -> Part:
    """Click everything on every page, beside as many clicks on hello world."""
    costs, opened = clicking(setting)
    worst = max(costs, key=lambda key: costs[key].ratio)
    coldest = max(costs, key=lambda key: median(costs[key].cold))
    largest = max(costs, key=lambda key: median(costs[key].kilobytes))
    ratio, heavy = costs[worst].ratio, median(costs[largest].kilobytes)
    floor = median([value for cost in costs.values() for value in cost.floor])
    cold = median(costs[coldest].cold)
    return Part(
        budgets=(
            Budget(
                "one click on any page: server CPU",
                "at most 4x hello world, same settings",
                f"{decimals(median(costs[worst].cpu))} ms ({_name(worst)}; hello "
                f"{decimals(floor)})",
                times(ratio),
                ratio <= RATIO,
            ),
            Budget(
                "one click just after a start, nothing worked out ahead",
                "none set",
                f"{decimals(cold)} ms ({_name(coldest)})",
                times(cold / floor),
            ),
            Budget(
                "one click on any page: over the wire",
                "at most 30 KB",
                f"{decimals(heavy)} KB ({_name(largest)})",
                "",
                heavy <= KILOBYTES,
            ),
        ),
        tables=(
            Table(
                "One click",
                (
                    "Page",
                    "Click",
                    "CPU ms",
                    "x hello",
                    "Cold",
                    "Again",
                    "Wait ms",
                    "KB",
                    "Most KB",
                    "Runs",
                ),
                tuple(
                    (
                        page,
                        label,
                        decimals(median(cost.cpu)),
                        times(cost.ratio),
                        decimals(median(cost.cold)),
                        decimals(median(cost.again)),
                        decimals(median(cost.waits)),
                        decimals(median(cost.kilobytes)),
                        decimals(cost.largest),
                        str(cost.runs),
                    )
                    for (page, label), cost in costs.items()
                ),
            ),
            Table(
                "Opening a page",
                ("Page", "KB"),
                tuple((page, decimals(size)) for page, size in opened.items()),
            ),
        ),
        notes=(
            "Clicks: one tab that behaves as a browser chooses every value of a widget "
            f"that is not shown, {batch(setting)} at most, each for the first time "
            "since the server was started. CPU is user and system time of the server "
            "process, all its threads, a click; the server had time after its start "
            "to work out ahead what is likely to be asked, and that work is not in "
            "it. Cold is the same on a server that works nothing out ahead. Again is "
            f"{batch(setting)} clicks on values that were chosen before. Wait is from "
            "sending to the end of the run. KB is WebSocket payload both ways, 1,024 "
            "bytes, not compressed: middle and largest. Runs are script runs that one "
            "click takes.",
        ),
    )


def _name(key: tuple[str, str]) -> str:
    return f"{key[0]}: {key[1]}"

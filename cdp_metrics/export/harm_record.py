"""The record of the harm index, with the tables that are in use."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cdp_metrics.catalogue.harm import HarmTables
from cdp_metrics.catalogue.harm_rows import UNCLASSIFIED

__all__ = ["harm_record"]


def harm_record(page: str, held: HarmTables) -> str:
    """Return the record with its tables made anew.

    Parameters
    ----------
    page
        What is written by hand, which stays, and between two marks each table.
    held
        What the index assumes.

    Raises
    ------
    ValueError
        The page has no place for a table.
    """
    made = _tables(held)

    def table(mark: re.Match[str]) -> str:
        return f"{mark[1]}\n{made.pop(mark[2])}\n{mark[3]}"

    done = re.sub(r"(<!-- made: (\w+) -->\n).*?(<!-- end -->)", table, page, flags=re.S)
    if made:
        raise ValueError(f"the record has no place for {', '.join(made)}")
    return done


def _tables(held: HarmTables) -> dict[str, str]:
    """Return every table of the parameters as Markdown."""
    names = {kind.type_code: kind.name for kind in held.types}
    names[UNCLASSIFIED] = "unclassified"
    return {
        "types": _table(
            "type | tier | often repeated | usual source | evidence",
            [
                (
                    f"{k.type_code}. {k.name}",
                    k.tier,
                    "yes" if k.repeat_prone else "",
                    k.usual_source,
                    k.evidence,
                )
                for k in held.types
            ],
        ),
        "sources": _table(
            "service | written | evidence",
            [(s.name, f"`{s.source}`", s.evidence) for s in held.sources],
        ),
        "weights": _table(
            "set | tier | weight | wrong by a factor of | evidence",
            [
                (
                    f"`{w.weights_version}`",
                    w.tier,
                    f"{w.weight:g}",
                    f"{w.low_factor:g} to {w.high_factor:g}",
                    w.evidence,
                )
                for w in held.weights
            ],
        ),
        "risks": _table(
            "set | factor | group | log relative risk | its error | use | evidence",
            [
                (
                    f"`{r.rr_version}`",
                    r.factor,
                    r.level,
                    f"{r.log_rr:.3f}",
                    f"{r.se:.3f}",
                    r.use,
                    r.evidence,
                )
                for r in held.risks
            ],
        ),
        "families": _table(
            "family | crime | weight | wrong by a factor of | evidence",
            [
                (
                    f.title,
                    f.category,
                    f"{f.weight:g}",
                    f"{f.low_factor:g} to {f.high_factor:g}",
                    f.evidence,
                )
                for f in held.families
            ],
        ),
        "cuts": _table(
            "cut-off | value | unit | meaning | evidence",
            [
                (f"`{c.name}`", f"{c.value:g}", c.unit, c.meaning, c.evidence)
                for c in held.cuts
            ],
        ),
        "crosswalk": _table(
            "service | its category | type | share | evidence",
            [
                (
                    c.source,
                    c.local_category,
                    names[c.type_code],
                    f"{c.share:g}",
                    c.evidence,
                )
                for c in held.in_use
            ],
        ),
        "facts": _table(
            "fact | figure | source",
            [(f.fact, f.value, f.evidence) for f in held.facts],
        ),
    }


def _table(heads: str, rows: Iterable[tuple[object, ...]]) -> str:
    """Return rows as a table in Markdown, with a blank line after it."""
    lines = [f"| {heads} |", "|" + "---|" * (heads.count("|") + 1)]
    for row in rows:
        cells = (str(cell).replace("|", "\\|") for cell in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])

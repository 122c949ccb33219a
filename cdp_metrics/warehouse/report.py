"""What a build read, refused and published, for the one who ran it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd

from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.publish import Build

__all__ = ["BuildReport", "Refusal", "summed_up"]


class Refusal(NamedTuple):
    """Lines of a file that were refused for one reason.

    Attributes
    ----------
    file, reason
        Where, and why.
    n
        How many.
    first_line, last_line
        Numbers of the first and the last; None where they are not known.
    """

    file: str
    reason: str
    n: int
    first_line: int | None
    last_line: int | None


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    Parameters
    ----------
    build
        What was built; published where it bears the time of its publication.
    changed
        False where the same inputs were published already.
    files
        A row a file: ``name``, ``source``, ``status``, rows, ``reason``, ``remedy``.
    facts
        What a data officer wants to know, as a name and a sentence.
    contracts
        How many contracts were checked.
    refusals
        Lines refused of files that were read, by file and reason, the most first.
    """

    build: Build
    changed: bool
    files: pd.DataFrame
    facts: tuple[tuple[str, str], ...]
    contracts: int
    refusals: tuple[Refusal, ...]

    @property
    def refused(self) -> int:
        """How many files were not recognised or refused."""
        return int(self.files["status"].isin(["refused", "unknown"]).sum())

    @property
    def refused_rows(self) -> int:
        """How many lines were refused of files that were read."""
        return sum(each.n for each in self.refusals)

    @property
    def sound(self) -> bool:
        """Whether no file and no line was refused."""
        return not self.refused and not self.refused_rows


def summed_up(
    built: Path,
) -> tuple[pd.DataFrame, tuple[tuple[str, str], ...], tuple[Refusal, ...]]:
    """Return the files, the facts and the refused lines of a store just built."""
    with duckdb.connect(str(built), read_only=True) as con:
        files = con.execute(sql.text("queries/files")).df()
        facts = con.execute(sql.text("queries/build_facts")).fetchall()
        refusals = con.execute(sql.text("queries/refused_reasons")).fetchall()
    return (
        files,
        tuple((str(name), str(fact)) for name, fact in facts),
        tuple(Refusal(*each) for each in refusals),
    )

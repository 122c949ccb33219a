"""What residents answer in surveys, wave by wave, with how sure each share is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from cdp_metrics.answers.returned.rows import Returned, Row, Shown, returned
from cdp_metrics.stats import Proportion, ProportionChange, compare_proportions
from cdp_metrics.warehouse.db import Store

__all__ = ["EVERYONE", "Question", "Survey", "Wave", "survey"]

EVERYONE = "everyone"


@dataclass(frozen=True)
class Wave:
    """An answer in one wave.

    Parameters
    ----------
    name, end
        The wave, and the last day of its period.
    share
        Who said so, % of those who answered; None where it is not shown.
    answered
        How many answered.
    why
        Why there is no share; "" where there is.
    """

    name: str
    end: date
    share: Proportion | None
    answered: Shown
    why: str = ""


@dataclass(frozen=True)
class Question:
    """What was asked of a group of residents, and its waves, oldest first."""

    asked: str
    group: str
    waves: tuple[Wave, ...]

    @property
    def change(self) -> ProportionChange | None:
        """The latest wave on the one before; None where either is not shown."""
        shares = [each.share for each in self.waves[-2:]]
        if len(shares) < 2 or shares[0] is None or shares[1] is None:
            return None
        return compare_proportions(shares[1], shares[0])


@dataclass(frozen=True)
class Survey:
    """Every question and group of the partnership's area, as the return lists them.

    Parameters
    ----------
    questions
        Everyone first, then the groups, of each question.
    elsewhere
        How many other areas were interviewed for themselves.
    end
        Last day held.
    """

    questions: tuple[Question, ...]
    elsewhere: int
    end: date

    @property
    def everyone(self) -> tuple[Question, ...]:
        """The questions as all residents answered them."""
        return tuple(each for each in self.questions if each.group == EVERYONE)


def survey(store: Store, area: str) -> Survey:
    """Return the residents' survey of the partnership's area.

    Parameters
    ----------
    store
        A published store.
    area
        Code of the partnership's area; its only district stands for it.

    Raises
    ------
    SourceMissing
        None was received.
    """
    held = returned(store, "residents_survey")
    found = {row.said["area_code"] for row in held.rows}
    districts = [
        each["district_code"] for each in store.records("partnership_districts")
    ]
    codes = [area, *(districts if len(districts) == 1 else ())]
    own = next((code for code in codes if code in found), "")
    columns = {each.name: each.values for each in held.template.fields}
    questions = []
    for asked in columns["question"]:
        waves = _waves(held.where(area_code=own, question=asked))
        for group in columns["group"]:
            rows = [(row, wave) for row, wave in waves if row.said["group"] == group]
            if rows:
                # another sender's survey is done another way: never joined
                last = rows[-1][0].provider
                own_waves = tuple(wave for row, wave in rows if row.provider == last)
                questions.append(Question(asked, group, own_waves))
    return Survey(tuple(questions), len(found - {own}), held.periods[-1][1])


def _waves(held: Returned) -> list[tuple[Row, Wave]]:
    """Return the answers to a question; what would tell few of a group is hidden."""
    found: list[tuple[Row, Wave]] = []
    for provider, start in dict.fromkeys(
        (row.provider, row.start) for row in held.rows
    ):
        own = held.only(partial(_is_of, provider, start))
        groups = [row.said["group"] for row in own.rows]
        whole = groups.index(EVERYONE) if EVERYONE in groups else -1
        hidden = own.shares_hidden("pct", "n", whole)
        for row, (share, people) in zip(own.rows, hidden, strict=True):
            answered = row.figures["n"]
            if people and answered.value is not None:
                answered = Shown(None, "secondary")
            found.append((row, _wave(row, answered, share)))
    return found


def _is_of(provider: str, start: date, row: Row) -> bool:
    return (row.provider, row.start) == (provider, start)


def _wave(row: Row, answered: Shown, hidden: bool) -> Wave:
    """Return one answer, without its share where that is hidden."""
    percent, name, end = row.figures["pct"], row.said["wave"], row.end
    for each in (percent, answered):
        if each.value is None:
            return Wave(name, end, None, answered, each.words)
    share, n = percent.value or 0.0, answered.value or 0.0
    if percent.bound or not n:
        return Wave(name, end, None, answered, "Only a bound, or nobody answered")
    if hidden:
        return Wave(name, end, None, answered, "Not shown, so that no few are told")
    deff = row.figures["deff"].value or 1.0
    return Wave(name, end, Proportion(share, n, deff), answered)

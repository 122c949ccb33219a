"""What a page says while it is presented: gathered here, one message a screen.

In present mode the page runs as ever, out of sight. Its headlines, charts and sources
come here instead of on the screen, so what is presented is what the page says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import partial

from cdp_metrics.ui.markup import Stand, State
from cdp_metrics.ui.tables import Measure

__all__ = ["Ask", "Message", "Stage", "gathering", "now"]

Tag = tuple[str, Stand, str]
"""What is rated, how, and what its tag says."""


@dataclass(frozen=True, eq=False)
class Message:
    """One message, for one screen.

    Parameters
    ----------
    title, subtitle
        The answer, and what it is about.
    tags
        Statuses that belong to it.
    absent
        Kind of state, reason and what to do where there is no answer, or not all of it.
    show
        What shows its chart or map; None where it has none.
    source
        Who the figures are from; "" for the page's own source.
    note
        What an analyst says of it, and who; "" for none.
    """

    title: str
    subtitle: str = ""
    tags: Sequence[Tag] = ()
    absent: tuple[State, str, str] | None = None
    show: Callable[[], object] | None = None
    source: str = ""
    note: str = ""


Ask = Callable[[], Message]


@dataclass(eq=False)
class Stage:
    """The messages of a page in their order, each made when it is shown.

    Parameters
    ----------
    of_row
        What makes the message of a row of a table of measures.
    source
        The page's source lines, with ``**bold**``.
    context
        Its place and how far its data reach.
    parts, part
        The parts of the page, of which one is gathered.
    """

    of_row: Callable[[Measure], Message]
    source: tuple[str, ...] = ()
    context: str = ""
    parts: tuple[str, ...] = ()
    part: str = ""
    _told: list[Message | Ask] = field(default_factory=list)
    _open: bool = False
    _tags: Sequence[Tag] = ()
    _opening: str = ""

    def say(self, title: str, subtitle: str) -> None:
        """Begin a message with a headline."""
        below = " ".join(filter(None, (self._opening, subtitle)))
        self._told.append(Message(title, below, self._tags))
        self._open, self._tags, self._opening = True, (), ""

    def rate(self, sentence: str, tags: Sequence[Tag]) -> None:
        """Note a sentence and statuses, which the next headline takes up."""
        self._opening, self._tags = sentence, tags

    def draw(self, show: Callable[[], object]) -> None:
        """Give the message its chart.

        One that stands apart, as under a table, is of the page's first headline; so is
        a second one.
        """
        at, said = self._last()
        if said is None or said.show:
            at, said = self._first()
        if said is None or said.show:
            self._told.append(Message(said.title if said else "", show=show))
        else:
            self._told[at] = replace(said, show=show)

    def lack(self, kind: State, reason: str, what_to_do: str) -> None:
        """Say why the message has no answer, or not all; the first reason stands."""
        at, said = self._last()
        if said is None:
            at, said = len(self._told), Message("")
            self._told.append(said)
        self._told[at] = replace(said, absent=said.absent or (kind, reason, what_to_do))

    def remark(self, note: str) -> None:
        """Give the message a note; one under a table is of the first headline."""
        at, said = self._last()
        if said is None:
            at, said = self._first()
        if said:
            self._told[at] = replace(said, note=note)

    def table(self) -> None:
        """Note that a table ends what the headline is of."""
        self._open = False

    def rows(self, rows: Sequence[Measure]) -> None:
        """Take each row that leads to a chart as a message; others are a table."""
        self.each([partial(self.of_row, row) for row in rows if row.go])

    def each(self, asks: Sequence[Ask]) -> None:
        """Take messages that are made when they are shown, in place of a heading."""
        at, said = self._last()
        if asks and said and not (said.show or said.absent):
            del self._told[at]
        self._told += asks
        self._open = False

    def done(self) -> list[Message | Ask]:
        """Return every message; a sentence without any headline is one too.

        A heading of a table is none, where anything else is.
        """
        if not self._told and self._opening:
            self.say(self._opening, "")
        full = [
            each
            for at, each in enumerate(self._told)
            if at == 0
            or not isinstance(each, Message)
            or each.show
            or each.absent
            or each.subtitle
        ]
        return full

    def _last(self) -> tuple[int, Message | None]:
        """Return the message that is being told, and its place."""
        said = self._told[-1] if self._told and self._open else None
        return len(self._told) - 1, said if isinstance(said, Message) else None

    def _first(self) -> tuple[int, Message | None]:
        said = self._told[0] if self._told else None
        return 0, said if isinstance(said, Message) else None


_NOW: ContextVar[Stage | None] = ContextVar("stage", default=None)


def now() -> Stage | None:
    """Return what gathers this run; None where the page is shown as ever."""
    return _NOW.get()


@contextmanager
def gathering(held: Stage) -> Iterator[None]:
    """Gather what a page says."""
    token = _NOW.set(held)
    try:
        yield
    finally:
        _NOW.reset(token)

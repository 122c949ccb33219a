"""Which partners are expected to send which return, from when on."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path

from pydantic import ConfigDict, Field, ValidationError

from cdp_metrics.catalogue.returns import templates
from cdp_metrics.catalogue.toml import Declared, faults_of
from cdp_metrics.errors import ConfigurationWrong

__all__ = ["Expected", "expected_returns"]


class Expected(Declared):
    """A return that a sender has agreed to.

    Parameters
    ----------
    return_id
        Identifier of its template; ``return`` in the file.
    provider
        The sender, as its files name it.
    first_day
        Day from which its periods are expected; ``from`` in the file.
    """

    model_config = ConfigDict(populate_by_name=True)

    return_id: str = Field(alias="return")
    provider: str = Field(min_length=1)
    first_day: date = Field(alias="from")


def expected_returns(tables: object, path: Path) -> tuple[Expected, ...]:
    """Return what ``[[expects]]`` tables of a partnership's file declare.

    Parameters
    ----------
    tables
        What the file says of ``expects``.
    path
        The file, for messages.

    Raises
    ------
    ConfigurationWrong
        A table is not as declared, or names a return that has no template.
    """
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise ConfigurationWrong(
            f"{path}: returns that are expected are tables headed [[expects]]. What to "
            "do: write [[expects]] above each"
        )
    found = []
    for number, table in enumerate(tables, 1):
        where = f"{path}, [[expects]] {number}"
        try:
            each = Expected.model_validate(table)
        except ValidationError as error:
            raise ConfigurationWrong(
                f"{where}: {faults_of(error, Expected)}. What to do: give it return, "
                'provider and from, such as return = "marac", '
                'provider = "MARAC coordinator", '
                "from = 2025-04-01"
            ) from None
        if each.return_id not in templates():
            near = difflib.get_close_matches(each.return_id, templates(), n=1)
            hint = f" (nearest: {near[0]})" if near else ""
            raise ConfigurationWrong(
                f"{where}: there is no return '{each.return_id}'{hint}. What to do: "
                f"name one of {', '.join(templates())}"
            )
        found.append(each)
    return tuple(found)

"""Areas that a partnership defines for itself, in its own file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator, model_validator

from cdp_metrics.catalogue.indicators import indicators
from cdp_metrics.catalogue.toml import Declared, faults_of
from cdp_metrics.errors import ConfigurationWrong

__all__ = ["CustomArea", "custom_areas"]

LsoaCode = Annotated[str, Field(pattern=r"^[EW]01\d{6}$")]


class CustomArea(Declared):
    """An area that no publisher defines.

    Parameters
    ----------
    id
        Its code in links and tables.
    name
        What people read.
    note
        How it came about, shown wherever it is.
    lsoas
        Codes of the 2021 LSOAs that it is made of.
    file
        A GeoJSON file, GeoPackage or Shapefile of its polygons, beside the
        partnership's own file; instead of `lsoas`.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    name: str = Field(min_length=1)
    note: str = ""
    lsoas: tuple[LsoaCode, ...] = ()
    file: str = ""

    @field_validator("id")
    @classmethod
    def _free(cls, name: str) -> str:
        if name in indicators():
            raise ValueError("an indicator has that name, and links hold both")
        return name

    @field_validator("lsoas")
    @classmethod
    def _once(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        twice = [code for code, n in Counter(codes).items() if n > 1]
        if twice:
            raise ValueError(f"{', '.join(twice)} is listed twice")
        return codes

    @model_validator(mode="after")
    def _one_way(self) -> CustomArea:
        if bool(self.lsoas) == bool(self.file):
            raise ValueError("expected either lsoas or file")
        return self


def custom_areas(tables: object, path: Path) -> tuple[CustomArea, ...]:
    """Return the areas that ``[[area]]`` tables of a partnership's file declare.

    Parameters
    ----------
    tables
        What the file says of ``area``.
    path
        The file, for messages; polygons lie beside it.

    Raises
    ------
    ConfigurationWrong
        A table is not as declared, two share an id or a name, or a file is absent.
    """
    if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        raise ConfigurationWrong(
            f"{path}: areas are tables headed [[area]]. What to do: write [[area]] "
            "above each"
        )
    found: list[CustomArea] = []
    for number, table in enumerate(tables, 1):
        where = f"{path}, [[area]] {number}{_called(table)}"
        try:
            area = CustomArea.model_validate(table)
        except ValidationError as error:
            raise ConfigurationWrong(
                f"{where}: {faults_of(error, CustomArea)}. What to do: give it an id "
                '(a to z, 0 to 9, _), a name, and lsoas = [...] or file = "..."'
            ) from None
        for key in ("id", "name"):
            if getattr(area, key) in {getattr(each, key) for each in found}:
                raise ConfigurationWrong(
                    f"{where}: another area has the same {key}. What to do: give each "
                    "its own"
                )
        if area.file and not (path.parent / area.file).is_file():
            raise ConfigurationWrong(
                f"{where}: there is no file {area.file} beside {path.name}. What to "
                "do: put it there, or correct file"
            )
        found.append(area)
    return tuple(found)


def _called(table: dict[str, Any]) -> str:
    return f" ({table['id']})" if isinstance(table.get("id"), str) else ""

"""Who the partnership is: the one file that another place edits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from cdp_metrics.catalogue.indicators import indicators
from cdp_metrics.catalogue.toml import Declared, read_toml, validated
from cdp_metrics.errors import ConfigurationWrong

__all__ = ["Partnership", "load_partnership"]

OVERVIEW = (
    "asb_incidents",
    "all_crime",
    "violence_and_sexual_offences",
    "burglary",
    "robbery",
    "vehicle_crime",
    "shoplifting",
    "criminal_damage_and_arson",
    "force_recorded_crime",
)
AreaCode = Annotated[str, Field(pattern=r"^[EWSN]\d{8}$")]


class Partnership(Declared):
    """A community safety partnership.

    Parameters
    ----------
    name
        Its full name.
    place
        How pages name the whole area.
    csp, force_area
        ONS codes of the partnership and of its police force area.
    districts
        ONS codes of the districts that make it up.
    force
        data.police.uk's identifier of its force, as in the names of files.
    force_name
        The force's name.
    demonstration
        Whether the data are invented.
    overview
        Indicators of the Overview, in order.
    plan, published
        Files of its plan and of figures that its papers print, beside its own file;
        "" for none.
    """

    name: str = Field(min_length=1)
    place: str = Field(min_length=1)
    csp: AreaCode
    districts: tuple[AreaCode, ...] = Field(min_length=1)
    force: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    force_name: str
    force_area: AreaCode
    demonstration: bool = False
    overview: tuple[str, ...] = OVERVIEW
    plan: str = ""
    published: str = ""

    @field_validator("overview")
    @classmethod
    def _known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [name for name in names if name not in indicators()]
        if unknown:
            raise ValueError(f"the catalogue has no indicator {', '.join(unknown)}")
        return names


def load_partnership(path: Path) -> Partnership:
    """Return the partnership that a file declares.

    Raises
    ------
    ConfigurationWrong
        The file is absent or not as declared.
    """
    tables = read_toml(path)
    unknown = set(tables) - {"partnership"}
    if unknown or "partnership" not in tables:
        raise ConfigurationWrong(
            f"{path}: expected one table, [partnership]; "
            f"found {', '.join(f'[{name}]' for name in sorted(tables)) or 'none'}"
        )
    return validated(Partnership, tables["partnership"], path, "partnership")

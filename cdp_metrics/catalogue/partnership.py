"""Who the partnership is: the one file that another place edits."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, field_validator

from cdp_metrics.catalogue.areas import CustomArea, custom_areas
from cdp_metrics.catalogue.expected import Expected, expected_returns
from cdp_metrics.catalogue.indicators import indicators
from cdp_metrics.catalogue.toml import Declared, read_toml, validated
from cdp_metrics.errors import ConfigurationWrong

__all__ = ["Partnership", "Similar", "load_partnership"]

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


class Similar(Declared):
    """Places that are like ours: "statistical neighbours".

    Parameters
    ----------
    name, source
        What the list is called, and who made it.
    date
        Of when it is, in words; "" where that is not known.
    codes
        ONS codes of the districts on it; none for those of the list that is loaded.
    """

    name: str = Field(min_length=1)
    source: str = Field(min_length=1)
    date: str = ""
    codes: tuple[AreaCode, ...] = ()

    @field_validator("codes")
    @classmethod
    def _once(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(codes)) < len(codes):
            raise ValueError("a place is listed twice")
        return codes


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
    priorities, purposes
        Files of what its papers set it, and of what data may be used for, beside its
        own file; "" for none.
    harm
        Folder of the harm index's tables, beside its own file; "" for the project's.
    wards_since
        Day on which its wards were last redrawn; None where it does not say.
    areas
        Areas of its own, from the tables ``[[area]]`` beside ``[partnership]``.
    similar
        Places that are like it, from the table ``[similar]``; None without one.
    expects
        Returns that partners agreed to send, from the tables ``[[expects]]``.
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
    priorities: str = ""
    purposes: str = ""
    harm: str = ""
    wards_since: date | None = None
    areas: tuple[CustomArea, ...] = ()
    expects: tuple[Expected, ...] = ()
    similar: Similar | None = None

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
    unknown = set(tables) - {"partnership", "area", "expects", "similar"}
    if unknown or "partnership" not in tables:
        raise ConfigurationWrong(
            f"{path}: expected one table, [partnership], and at will [similar] and "
            "tables [[area]], [[expects]]; found "
            f"{', '.join(f'[{name}]' for name in sorted(tables)) or 'none'}"
        )
    for name, heading in (("areas", "area"), ("expects", "expects")):
        if name in tables["partnership"]:
            raise ConfigurationWrong(
                f"{path}: [partnership] holds no {name}. What to do: write "
                f"[[{heading}]] above each"
            )
    if "similar" in tables["partnership"]:
        raise ConfigurationWrong(
            f"{path}: [partnership] holds no similar places. What to do: write them "
            "below [similar]"
        )
    own: dict[str, Any] = {
        "areas": custom_areas(tables.get("area", []), path),
        "expects": expected_returns(tables.get("expects", []), path),
    }
    if "similar" in tables:
        own["similar"] = validated(Similar, tables["similar"], path, "similar")
    return validated(Partnership, tables["partnership"] | own, path, "partnership")

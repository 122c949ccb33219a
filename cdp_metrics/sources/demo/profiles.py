"""Census 2021 tables and indices of deprivation, in the publishers' layouts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cdp_metrics.sources.demo.clusters import Floats

__all__ = ["AGE_BANDS", "TABLES", "age_bands", "census_table", "deprivation_table"]

AGE_BANDS = {
    "Aged 15 years and under": (0, 15),
    "Aged 16 to 24 years": (16, 24),
    "Aged 25 to 34 years": (25, 34),
    "Aged 35 to 49 years": (35, 49),
    "Aged 50 to 64 years": (50, 64),
    "Aged 65 years and over": (65, 90),
}
_PER_HOUSEHOLD = 2.35


@dataclass(frozen=True)
class Table:
    """A census table: headings, and each category's share and what moves it.

    `categories` maps a label to its usual share in the city and the effects of
    deprivation, of a student area and of the centre on its logarithm.
    """

    heading: str
    total: str
    categories: dict[str, tuple[float, float, float, float]]


TABLES = {
    "ethnicity": Table(
        "ethnic_group",
        "total_residents",
        {
            "Asian, Asian British or Asian Welsh": (0.13, 0.35, 0.4, 0.8),
            "Black, Black British, Black Welsh, Caribbean or African": (
                *(0.08, 0.55, -0.2, 0.5),
            ),
            "Mixed or Multiple ethnic groups": (0.05, 0.25, 0.1, 0.2),
            "White": (0.71, 0.0, 0.0, 0.0),
            "Other ethnic group": (0.03, 0.35, 0.2, 0.8),
        },
    ),
    "household_deprivation": Table(
        "deprivation_dimensions",
        "total_households",
        {
            "Household is not deprived in any dimension": (0.46, -0.15, 0.2, 0.1),
            "Household is deprived in one dimension": (0.33, 0.05, 0.2, 0.0),
            "Household is deprived in two dimensions": (0.155, 0.35, -0.3, -0.2),
            "Household is deprived in three dimensions": (0.05, 0.60, -0.5, -0.2),
            "Household is deprived in four dimensions": (0.005, 0.80, -0.5, 0.2),
        },
    ),
    "household_overcrowding": Table(
        "occupancy_rating",
        "total_households",
        {
            "+2 or more (under-occupied)": (0.28, -0.45, -0.8, -1.6),
            "+1 (under-occupied)": (0.33, -0.05, -0.3, -0.5),
            "0 (ideal)": (0.33, 0.15, 0.4, 0.5),
            "-1 (overcrowded)": (0.048, 0.55, 0.2, 0.3),
            "-2 or less (overcrowded)": (0.012, 0.75, 0.0, 0.3),
        },
    ),
    "household_tenure": Table(
        "tenure",
        "total_households",
        {
            "Owned: Owns outright": (0.23, -0.40, -1.2, -1.3),
            "Owned: Owns with a mortgage or loan": (0.24, -0.30, -1.2, -0.9),
            "Shared ownership: Shared ownership": (0.007, 0.0, -0.4, 0.0),
            "Social rented: Rents from council or Local Authority": (
                *(0.19, 0.70, -1.6, -0.7),
            ),
            "Social rented: Other social rented": (0.07, 0.50, -0.6, 0.2),
            "Private rented: Private landlord or letting agency": (
                *(0.24, 0.05, 1.0, 1.1),
            ),
            "Private rented: Other private rented": (0.022, 0.0, 0.8, 0.2),
            "Lives rent free": (0.001, 0.0, 0.0, 0.0),
        },
    ),
    "household_type": Table(
        "type",
        "total_households",
        {
            "Detached": (0.13, -0.80, -0.8, -2.5),
            "Semi-detached": (0.35, -0.15, -0.9, -2.0),
            "Terraced": (0.29, 0.20, 0.4, -0.6),
            "In a purpose-built block of flats or tenement": (0.17, 0.3, 0.6, 1.4),
            "Part of a converted or shared house, including bedsits": (
                *(0.035, 0.0, 1.0, 0.8),
            ),
            "Part of another converted building, for example, former school, church "
            "or warehouse": (0.010, 0.0, 0.3, 1.6),
            "In a commercial building, for example, in an office building, hotel or "
            "over a shop": (0.012, 0.1, 0.3, 1.6),
            "A caravan or other mobile or temporary structure": (0.003, 0, -1, -1),
        },
    ),
}
"""Tables by the name in their file's name."""


def census_table(
    rng: np.random.Generator, table: Table, people: pd.DataFrame
) -> pd.DataFrame:
    """Return one table, a row for each LSOA and category.

    Parameters
    ----------
    rng
        Source of the random draws.
    table
        Which table.
    people
        Character of each LSOA of 2021 by code: `deprivation`, `student`,
        `central`, `census` residents and the `district` code.
    """
    of_people = table.total == "total_residents"
    size = people["census"] / (1 if of_people else _PER_HOUSEHOLD)
    # Totals differ a little between tables: ONS perturbs its cells.
    total = (size + rng.integers(-2, 3, len(people))).round().astype(int).to_numpy()
    usual = np.array([list(values) for values in table.categories.values()])
    traits = people[["deprivation", "student", "central"]].to_numpy()
    noise = rng.normal(0, 0.12, (len(people), len(usual)))
    share = usual[:, 0] * np.exp(traits @ usual[:, 1:].T + noise)
    share /= share.sum(axis=1, keepdims=True)
    counts = rng.multinomial(total, share)
    labels = list(table.categories)
    return pd.DataFrame(
        {
            "lsoa21_code": np.repeat(people.index.to_numpy(), len(labels)),
            table.total: np.repeat(total, len(labels)),
            table.heading: np.tile(labels, len(people)),
            "n": counts.ravel(),
            "prop": (counts / total[:, None]).ravel(),
            "lad_code": np.repeat(people["district"].to_numpy(), len(labels)),
        }
    )


def age_bands(ages: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """Return residents by age band from residents by single year of age.

    Parameters
    ----------
    ages
        Residents by LSOA of 2021 (rows) and year of age (columns 0 to 90).
    areas
        `lsoa21_name` and `district` by LSOA.
    """
    bands = pd.concat(
        {n: ages.loc[:, a:b].sum(axis=1) for n, (a, b) in AGE_BANDS.items()}, axis=1
    )
    return pd.DataFrame(
        {
            "lsoa21_code": np.repeat(bands.index.to_numpy(), len(AGE_BANDS)),
            "lsoa21_name": np.repeat(areas["lsoa21_name"].to_numpy(), len(AGE_BANDS)),
            "age_group": np.tile(list(AGE_BANDS), len(bands)),
            "usual_residents": bands.to_numpy().ravel(),
            "lad_code": np.repeat(areas["district"].to_numpy(), len(AGE_BANDS)),
        }
    )


def deprivation_table(
    rng: np.random.Generator, people: pd.DataFrame, *, edition: int
) -> pd.DataFrame:
    """Return deciles, ranks and scores of every domain; rank 1 is most deprived.

    Parameters
    ----------
    rng
        Source of the random draws.
    people
        `deprivation` by LSOA code, and the `district` code.
    edition
        2019 (LSOAs of 2011) or 2025 (LSOAs of 2021): the number of LSOAs in
        England and the name of one domain differ.
    """
    of_all = 32844 if edition == 2019 else 33755
    services = "Access" if edition == 2019 else "Services"
    strengths = {
        "IMD": 1.0,
        "Income": 0.95,
        "Employment": 0.92,
        "Education": 0.85,
        "Health": 0.85,
        "Crime": 0.75,
        f"Housing_and_{services}": 0.1,
        "Environment": 0.35,
    }
    own: Floats = people["deprivation"].to_numpy(dtype=float)
    ranks, scores = {}, {}
    for name, strength in strengths.items():
        spread = np.sqrt(1 - strength**2)
        value = strength * own + spread * rng.normal(0, 1, len(own))
        above = 1 / (1 + np.exp(-1.702 * value))  # close to the normal integral
        ranks[name] = np.clip(np.round((1 - above) * of_all), 1, of_all).astype(int)
        size = 0.6 if name in ("Income", "Employment") else 80.0
        scores[name] = np.round(size * (0.04 + 0.96 * above**2.4), 3)
    columns = {
        f"{name}_decile": np.ceil(rank * 10 / of_all).astype(int)
        for name, rank in ranks.items()
    }
    columns |= {f"{name}_rank": rank for name, rank in ranks.items()}
    columns |= {f"{name}_score": score for name, score in scores.items()}
    code = "lsoa11_code" if edition == 2019 else "lsoa21_code"
    table = pd.DataFrame({code: people.index.to_numpy(), **columns})
    return table.assign(lad_code=people["district"].to_numpy())

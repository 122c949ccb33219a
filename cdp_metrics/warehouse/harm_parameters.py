"""The harm index's tables as the statistics take them."""

from __future__ import annotations

from cdp_metrics.catalogue.harm import HarmTables
from cdp_metrics.catalogue.harm_rows import GROUPS, RelativeRisk
from cdp_metrics.stats.harm.parameters import Cuts, Effect, RelativeRisks, Weights

__all__ = ["cuts", "relative_risks", "weights"]


def relative_risks(tables: HarmTables, version: str = "") -> RelativeRisks:
    """Return one set of relative risks; the first of the file unless one is named.

    Raises
    ------
    KeyError
        There is no such version.
    """
    version = version or tables.risks[0].rr_version
    rows = {
        (str(row.factor), row.level): row
        for row in tables.risks
        if row.rr_version == version
    }
    if not rows:
        raise KeyError(version)
    return RelativeRisks(
        version=version,
        age=_effect(rows, "age"),
        tenure=_effect(rows, "tenure"),
        income=_effect(rows, "income") if ("income", "1") in rows else None,
        ethnicity=_effect(rows, "ethnicity")
        if ("ethnicity", "White") in rows
        else None,
        source="; ".join(
            dict.fromkeys(row.evidence for row in rows.values() if row.se > 0)
        ),
    )


def _effect(rows: dict[tuple[str, str], RelativeRisk], factor: str) -> Effect:
    held = [rows[factor, level] for level in GROUPS[factor]]
    return Effect(
        names=GROUPS[factor],
        log_rr=tuple(row.log_rr for row in held),
        se=tuple(row.se for row in held),
    )


def weights(tables: HarmTables, version: str = "") -> Weights:
    """Return one set of impact weights, a type each in the order of the file of types.

    Raises
    ------
    KeyError
        There is no such version.
    """
    version = version or tables.weights[0].weights_version
    tiers = {row.tier: row for row in tables.weights if row.weights_version == version}
    held = [tiers[kind.tier] for kind in tables.types]
    return Weights(
        version=version,
        names=tuple(kind.name for kind in tables.types),
        value=tuple(row.weight for row in held),
        low_factor=tuple(row.low_factor for row in held),
        high_factor=tuple(row.high_factor for row in held),
    )


def cuts(tables: HarmTables) -> Cuts:
    """Return every cut-off."""
    value = {cut.name: cut.value for cut in tables.cuts}
    return Cuts(
        visitor=value["visitor"],
        student=value["student"],
        classes=(value["class_low"], value["class_high"]),
        certain_class=value["certain_class"],
        range_shown=(value["range_low"], value["range_high"]),
        top_one_in=int(value["top_one_in"]),
        ratio_low=value["ratio_low"],
        ratio_high=value["ratio_high"],
        least_expected=value["least_expected"],
        sure=value["sure"],
        likely=value["likely"],
        design_effect=value["design_effect"],
        unclassified=value["unclassified"],
        repeat_days=int(value["repeat_days"]),
        repeat_step=value["repeat_step"],
        repeat_most=value["repeat_most"],
    )

"""Each layer of the harm map by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cdp_metrics.answers.harm.asb_map import AsbMap
from cdp_metrics.ui.views.harm.counted import forecast_layer, km2_layer, volume_layer
from cdp_metrics.ui.views.harm.drawing import Drawn
from cdp_metrics.ui.views.harm.rated import expected_layer, gap_layer, index_layer

__all__ = ["drawn"]

LAYERS: Final[dict[str, Callable[[AsbMap], Drawn]]] = {
    "index": index_layer,
    "expected": expected_layer,
    "gap": gap_layer,
    "volume": volume_layer,
    "km2": km2_layer,
    "forecast": forecast_layer,
}


def drawn(found: AsbMap, layer: str) -> Drawn:
    """Return a layer as the map draws it, by its name."""
    return LAYERS[layer](found)

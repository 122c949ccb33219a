"""Who may do what: look and download always, the rest only where it is named."""

from __future__ import annotations

from typing import get_args

import pytest

from cdp_metrics.errors import NotAllowed
from cdp_metrics.ui.access import Action, may, require

ACTIONS: tuple[Action, ...] = get_args(Action)


@pytest.mark.parametrize(
    ("allowed", "expected"),
    [
        (None, {"view", "download"}),
        ("", {"view", "download"}),
        ("upload", {"view", "download", "upload"}),
        (" upload , publish ", {"view", "download", "upload", "publish"}),
        ("everything", {"view", "download"}),
        ("Upload", {"view", "download"}),
        ("upload publish", {"view", "download"}),
    ],
)
def test_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, allowed: str | None, expected: set[str]
) -> None:
    if allowed is None:
        monkeypatch.delenv("CDP_ALLOW", raising=False)
    else:
        monkeypatch.setenv("CDP_ALLOW", allowed)
    assert {action for action in ACTIONS if may(action)} == expected


def test_a_refusal_says_who_can_change_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CDP_ALLOW", raising=False)
    require("view")
    with pytest.raises(NotAllowed, match=r"may not publish.*CDP_ALLOW=publish"):
        require("publish")
    monkeypatch.setenv("CDP_ALLOW", "publish")
    require("publish")


def test_an_action_nobody_declared_is_not_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CDP_ALLOW", "erase")
    assert not may("erase")  # type: ignore[arg-type]

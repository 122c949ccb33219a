"""Senders that agreed to a return: expected from a day on, sent or not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.returned.receipts import Sender, receipts
from cdp_metrics.catalogue.partnership import load_partnership
from cdp_metrics.errors import ConfigurationWrong
from cdp_metrics.warehouse.db import Store, open_store
from tests.builders import write_partnership
from tests.stores import store_of

TABLE = """
[[expects]]
return = "{name}"
provider = "{provider}"
from = {day}
"""


def declared(folder: Path, *tables: str) -> Path:
    """Write a partnership's file with tables behind it."""
    return write_partnership(folder / "partnership.toml", "".join(tables))


def table(name: str, provider: str, day: str) -> str:
    return TABLE.format(name=name, provider=provider, day=day)


def test_what_is_expected_is_read(tmp_path: Path) -> None:
    path = declared(tmp_path, table("marac", "MARAC", "2024-04-01"))
    (each,) = load_partnership(path).expects
    assert (each.return_id, each.provider) == ("marac", "MARAC")
    assert each.first_day == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (table("marak", "A", "2024-04-01"), r"no return 'marak' \(nearest: marac\)"),
        (table("marac", "", "2024-04-01"), r"provider: String should have at least"),
        (table("marac", "A", "2024"), r"from: .*What to do: give it return, provider"),
        ('\n[[expects]]\nreturn = "marac"\nwho = "A"\n', r"who: there is no such key"),
        ("\n[expects]\nreturn = 1\n", r"write \[\[expects\]\] above each"),
    ],
)
def test_what_is_not_as_declared_is_refused_with_a_remedy(
    tmp_path: Path, said: str, fault: str
) -> None:
    with pytest.raises(ConfigurationWrong, match=fault):
        load_partnership(declared(tmp_path, said))
    with pytest.raises(ConfigurationWrong, match="What to do: "):
        load_partnership(declared(tmp_path, said))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("expected")
    (folder / "police").mkdir()
    (folder / "police" / "marac.csv").write_text(
        "provider,period_start,cases,repeats\nThe MARAC,2024-03-01,60,12\n", "utf-8"
    )
    said = (
        ("marac", "the  marac", "2024-02-01"),
        ("marac", "Other MARAC", "2024-02-15"),
        ("grants", "Finance", "2023-01-01"),
    )
    tables = "".join(table(*each) for each in said)
    return open_store(store_of(folder, 1, areas=tables))


def states(senders: tuple[Sender, ...], name: str, provider: str) -> dict[str, str]:
    (sender,) = (s for s in senders if s.template.id == name and s.provider == provider)
    return {f"{each.start:%Y-%m}": each.state for each in sender.periods}


def test_who_never_sent_is_due_and_then_overdue(store: Store) -> None:
    found = receipts(store, date(2024, 5, 20))
    assert states(found, "marac", "Other MARAC") == {
        "2024-04": "due",
        "2024-03": "overdue",
    }
    assert states(found, "grants", "Finance") == {"2023-04": "due"}


def test_who_sent_is_one_sender_expected_from_the_day_agreed(store: Store) -> None:
    found = receipts(store, date(2024, 5, 20))
    assert states(found, "marac", "The MARAC") == {
        "2024-04": "due",
        "2024-03": "received",
        "2024-02": "overdue",
    }
    assert [s.provider for s in found if s.template.id == "marac"] == [
        "Other MARAC",
        "The MARAC",
    ]

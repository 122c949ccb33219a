"""Every error the product raises on purpose.

::

    CdpError
    ├── SourceRefused        a file cannot be used (file, row, expectation, remedy)
    │   └── SourceUnknown    no reader recognises the file
    ├── SourceMissing        the figures need a source that is not loaded
    │   └── Embargoed        they are loaded, but may not be shown yet
    ├── ConfigurationWrong   a TOML or reference file is not as declared
    ├── ContractBroken       a built store fails a check; nothing is published
    ├── StoreMissing         there is no published store to read
    │   └── SnapshotMissing  there is no such snapshot, or it is not as it was taken
    ├── NoteRefused          a note about a figure cannot be kept
    ├── SnapshotRefused      a snapshot cannot be taken under that name or day
    ├── StoreBusy            another build is writing to the same folder
    ├── QueryFailed          a query failed (name, parameters, SQL)
    ├── UnknownIndicator     no such entry in the catalogue
    ├── NotEnoughData        too little data for an honest answer
    └── NotAllowed           the access policy does not permit this
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "CdpError",
    "ConfigurationWrong",
    "ContractBroken",
    "Embargoed",
    "NotAllowed",
    "NotEnoughData",
    "NoteRefused",
    "QueryFailed",
    "SnapshotMissing",
    "SnapshotRefused",
    "SourceMissing",
    "SourceRefused",
    "SourceUnknown",
    "StoreBusy",
    "StoreMissing",
    "UnknownIndicator",
]


class CdpError(Exception):
    """Base of every error raised on purpose; its text is fit to show a user."""


class SourceRefused(CdpError):
    """A file was recognised or opened, but cannot be used.

    Parameters
    ----------
    file
        Name of the file as the user knows it.
    found
        What is wrong with it.
    expected
        What the reader needs instead.
    remedy
        What the user can do about it.
    row
        Line in the file, 1 for the first, where the fault is in one place.
    """

    def __init__(
        self,
        file: str,
        found: str,
        *,
        expected: str = "",
        remedy: str = "",
        row: int | None = None,
    ) -> None:
        self.file, self.found, self.row = file, found, row
        self.expected, self.remedy = expected, remedy
        super().__init__(self.text())

    @property
    def reason(self) -> str:
        """Return the fault and the expectation, without file and remedy."""
        line = f"line {self.row}: " if self.row is not None else ""
        expected = f" Expected: {self.expected}." if self.expected else ""
        return f"{line}{self.found.rstrip('.')}.{expected}"

    def text(self) -> str:
        """Return file, row, fault, expectation and remedy as one message."""
        remedy = f" What to do: {self.remedy.rstrip('.')}." if self.remedy else ""
        return f"{self.file}: {self.reason}{remedy}"


class SourceUnknown(SourceRefused):
    """No reader recognises the file."""


class SourceMissing(CdpError):
    """The figures asked for need a source that is not loaded."""


class Embargoed(SourceMissing):
    """The figures asked for are held, but may not be shown yet."""


class ConfigurationWrong(CdpError):
    """A TOML or reference file is not as declared."""


class ContractBroken(CdpError):
    """A built store fails a check, so it is not published."""


class StoreMissing(CdpError):
    """There is no published store to read."""


class SnapshotMissing(StoreMissing):
    """There is no such snapshot, or it is not as it was taken."""


class NoteRefused(CdpError):
    """A note about a figure cannot be kept."""


class SnapshotRefused(CdpError):
    """A snapshot cannot be taken under that name or as at that day."""


class StoreBusy(CdpError):
    """Another build is writing to the same folder."""


class UnknownIndicator(CdpError):
    """No such entry in the catalogue."""


class NotEnoughData(CdpError):
    """There is too little data for an honest answer."""


class NotAllowed(CdpError):
    """The access policy does not permit this."""


class QueryFailed(CdpError):
    """A query failed; carries its name, its parameters and its SQL."""

    def __init__(
        self, name: str, parameters: Mapping[str, object], sql: str, cause: str
    ) -> None:
        self.name, self.parameters, self.sql = name, dict(parameters), sql
        super().__init__(f"query '{name}' failed: {cause}")

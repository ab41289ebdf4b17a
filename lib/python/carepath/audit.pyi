import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .policy import Policy

FINDINGS: dict[int, str]
OUTCOMES: dict[int, str]
BEFORE: dict[str, int]
KINDS: dict[int, str]

class Finding(NamedTuple):
    sound: bool
    finding: str
    records: int
    record: int | None
    line: int | None
    digest: str
    message: str

class Replay(NamedTuple):
    same: bool
    outcome: str
    same_library: bool
    line: int | None
    place: int | None
    message: str

class Row(NamedTuple):
    place: int
    id: str
    before: int | None
    score: float

class Override(NamedTuple):
    kind: str
    id: str
    value: float | str
    column: str | None
    actor: str
    reason: str
    date: str | None
    before: int | None
    after: int

def append(
    file: str | os.PathLike[str] | Any,
    policy: Policy,
    patients: Mapping[str, Any] | Any,
    *,
    actor: str,
    time: str | None = ...,
    note: str | None = ...,
    seed: int = ...,
    rows: int | None = ...,
    before: str | None | Sequence[int | None] = ...,
    previous: str | None = ...,
    number: int | None = ...,
    threads: int = ...,
) -> str: ...
def data_digest(policy: Policy, patients: Mapping[str, Any] | Any) -> str: ...
def verify(file: str | bytes | os.PathLike[str] | Any, last: str | None = ..., previous: str | None = ...) -> Finding: ...
def read(file: str | bytes | os.PathLike[str] | Any, number: int = ...) -> Record: ...

class Record:
    number: int
    patients: int
    seed: int
    abi: int
    time: str
    actor: str
    note: str | None
    library: str
    previous: str | None
    digest: str
    data: str
    places: str
    today: str | None
    has_ids: bool
    before_kind: str
    policy: Policy
    def __init__(self, handle: Any) -> None: ...
    @property
    def rows(self) -> list[Row]: ...
    @property
    def overrides(self) -> list[Override]: ...
    def replay(
        self, patients: Mapping[str, Any] | Any, before: Sequence[int | None] | None = ..., threads: int = ...
    ) -> Replay: ...

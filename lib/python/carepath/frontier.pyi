from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .patients import PatientList
from .policy import Policy
from .priority import Patients
from .result import Result
from .waitlist import Backlog

__all__ = ["run", "shares", "dominated"]

def run(
    policy: Policy | None,
    patients: Patients | Mapping[str, Any],
    service: PatientList,
    *,
    sweep: str = ...,
    settings: Any = ...,
    policies: Sequence[Policy] | Mapping[str, Policy] | None = ...,
    labels: Sequence[object] | None = ...,
    classes: Iterable[object] | None = ...,
    groups: Iterable[object] | None = ...,
    unknown: object = ...,
    joiner_tier: Any = ...,
    joiner_facts: Any = ...,
    days: float = ...,
    everybody: bool = ...,
    follow: int = ...,
    delay: float = ...,
    level: float = ...,
    objectives: Iterable[str] | None = ...,
    replications: int = ...,
    seed: int = ...,
    first_replication: int = ...,
    threads: int = ...,
    progress: bool | Callable[[float], object] | None = ...,
) -> Result: ...
def shares(
    policy: Policy,
    patients: Patients | Mapping[str, Any],
    bands: Iterable[float],
    slots: int,
    periods: int = ...,
    *,
    classes: Iterable[object] | None = ...,
    groups: Iterable[object] | None = ...,
    days: float = ...,
    unit: str | float = ...,
) -> Backlog: ...
def dominated(values: Any) -> Any: ...

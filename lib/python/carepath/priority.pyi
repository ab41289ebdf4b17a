from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ._ranked import Ranked as Patients
from .policy import Policy
from .result import Result

__all__ = ["Patients", "Ranking", "rank", "values", "explain", "compare", "panel", "protected", "DECIDED_BY"]

DECIDED_BY: dict[int, str]

class Ranking(NamedTuple):
    order: Any
    place: Any
    score: Any
    clinical: Any
    equity: Any
    wait: Any
    tier: Any
    breached: Any
    missing: int
    capped: int
    breaches: int

def rank(
    policy: Policy,
    patients: Patients | Mapping[str, Any],
    threads: int = 1,
    progress: bool | Callable[[float], object] | None = None,
) -> Ranking: ...
def values(policy: Policy, patients: Patients | Mapping[str, Any]) -> tuple[Any, Any]: ...
def explain(policy: Policy, patients: Patients | Mapping[str, Any], patient: str | int) -> Result: ...
def compare(
    policy: Policy, patients: Patients | Mapping[str, Any], first: str | int, second: str | int
) -> Result: ...
def panel(
    policy: Policy,
    patients: Patients | Mapping[str, Any],
    weights: Any,
    who: Sequence[str | int] | None = None,
) -> Any: ...
def protected(name: str) -> str | None: ...

from typing import Any, Sequence

from .result import Result

KINDS: dict[str, int]
METHODS: dict[str, int]
CONFLICTS: dict[str, int]

class Rule:
    kind: str
    points: list[tuple[float, float]]
    year: int
    name: str | None
    def __call__(self, distance: float) -> float: ...

def rule(kind: str, value: Any, year: int | None = ..., name: str | None = ...) -> Rule: ...
def path(baseline: Sequence[float], weighted: Any, quantum: Any, rules: Sequence[Rule] = ..., method: str = ..., base_people: Any = ..., people: Any = ..., deflator: Any = ..., codes: Sequence[Any] | None = ..., years: Sequence[Any] | None = ..., conflict: str = ..., rounding: str = ..., near: float = ...) -> Result: ...

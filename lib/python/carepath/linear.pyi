from collections.abc import Callable
from typing import Any

STATUSES: dict[int, str]

class Answer:
    names: list[Any] | None
    status: str
    objective: float
    bound: float
    primal_error: float
    dual_error: float
    shortfall: float
    iterations: int
    conflict_row: int | None
    conflict_column: int | None
    x: Any
    reduced_cost: Any
    ray: Any
    activity: Any
    dual: Any
    dual_from: Any
    dual_to: Any
    conflict: Any
    column_status: Any
    row_status: Any
    def __init__(self, names: list[Any] | None) -> None: ...
    @property
    def conflicts(self) -> dict[Any, float]: ...

def solve(cost: Any, matrix: Any = ..., row_lower: Any = ..., row_upper: Any = ..., lower: Any = ..., upper: Any = ..., maximise: bool = ..., offset: float = ..., triplets: Any = ..., row_names: Any = ..., start: Answer | None = ..., progress: Callable[[float], object] | None = ..., **options: Any) -> Answer: ...

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

STATES: dict[int, str]
def solve(matrix: Any, target: Any, weights: Any = ..., lower: Any = ..., upper: Any = ..., ridge: float = ..., towards: Any = ..., progress: Callable[[float], Any] | bool | None = ...) -> SimpleNamespace: ...

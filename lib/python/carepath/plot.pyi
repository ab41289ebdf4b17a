from collections.abc import Sequence
from typing import Any

from .result import Result

PALETTE: float
def trajectory(projection: Result, history: Result | None = ..., name: str = ..., list: int = ..., standards: Sequence[float] = ..., ax: Any = ...) -> Any: ...
def bands(result: Result, name: str = ..., list: int = ..., groups: Any = ..., ax: Any = ...) -> Any: ...

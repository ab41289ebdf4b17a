from collections.abc import Callable
from typing import Any

from .result import Result

GOALS: dict[str, int]
PLAN_PROFILES: dict[str, int]
OBJECTIVES: dict[str, int]
PUBLISHED_SURPLUS: dict[str, int]
def goal(level: Any = ..., weeks: Any = ..., by: Any = ..., kind: str = ..., list: Any = ...) -> Any: ...
def plan(backlog: Any, goals: Any, periods: Any = ..., profile: str = ..., objective: str = ..., starts: Any = ..., shape: Any = ..., lower: Any = ..., upper: Any = ..., change: Any = ..., longest_first: float = ..., whole_bands: bool = ..., sensitivity: bool = ..., period_labels: Any = ..., threads: int = ..., progress: Callable[[float], object] | None = ...) -> Result: ...
def plan_published(backlog: Any, share: Any = ..., band: Any = ..., periods: Any = ..., relative: bool = ..., profile: str = ..., surplus: str = ..., tolerance: Any = ..., iterations: Any = ..., starts: Any = ...) -> tuple[Any, Any]: ...

from typing import Any

from .result import Result

WINS: dict[str, int]
def reconcile(completed: Any, stock: Any, referred: Any = ..., removed: Any = ..., opening: Any = ..., days: Any = ..., total_completed: Any = ..., total_referred: Any = ..., stages: Any = ..., periods: Any = ..., allowed: Any = ..., wins: str = ..., **options: Any) -> Result: ...
def fit(completed: Any, stock: Any, referred: Any = ..., removed: Any = ..., opening: Any = ..., days: Any = ..., stages: Any = ..., periods: Any = ..., allowed: Any = ..., wins: str = ..., **options: Any) -> Result: ...

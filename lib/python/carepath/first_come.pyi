from collections.abc import Callable
from typing import Any

from .result import Result

def first_come_waits(arrivals: Any, services: Any, servers: int = ..., start: Any = ...) -> tuple[Any, Any]: ...
def first_come(between: Any, service: Any, servers: int = ..., customers: int | None = ..., warm_up: int = ..., start: Any = ..., limits: Any = ..., probabilities: Any = ..., batches: int = ..., level: float = ..., precision: float = ..., keep: bool = ..., replications: int = ..., seed: int = ..., first_replication: int = ..., threads: int = ..., progress: Callable[[float], object] | None = ...) -> Result: ...

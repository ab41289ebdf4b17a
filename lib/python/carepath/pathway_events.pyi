from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .pathway import Network
from .result import Result

EVENTS: tuple[str, ...]
def simulate(
    network: Network,
    horizon: float = 365.0,
    warm_up: float = 0.0,
    period: float = 0.0,
    patients: int = 0,
    probabilities: float | Sequence[float] | None = None,
    level: float = 0.95,
    precision: float = 0.0,
    keep: bool = False,
    trace: int = 0,
    score: Callable[[Mapping[str, Any], float], float] | None = None,
    replications: int = 100,
    seed: int = 1,
    first_replication: int = 0,
    threads: int = 0,
    progress: bool | Callable[[float], Any] | None = None,
) -> Result: ...
def difference(base: Result, changed: Result, level: float = 0.95) -> Result: ...
def forecast(
    network: Network,
    stage: str | None = None,
    group: str | None = None,
    initial: int | None = None,
    nth: int = 0,
    horizon: float = 3650.0,
    probabilities: float | Sequence[float] | None = None,
    replications: int = 1000,
    seed: int = 1,
    first_replication: int = 0,
    threads: int = 0,
    progress: bool | Callable[[float], Any] | None = None,
) -> Result: ...

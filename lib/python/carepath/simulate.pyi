from collections.abc import Callable
from typing import Any

from .result import Result

def simulate(backlog: Any, replications: int = ..., periods: Any = ..., starts: Any = ..., capacity: Any = ..., longest_first: float = ..., process: bool = ..., starts_dispersion: float = ..., capacity_dispersion: float = ..., starts_paths: Any = ..., capacity_paths: Any = ..., starts_cv: float = ..., starts_persistence: float = ..., capacity_cv: float = ..., capacity_persistence: float = ..., history: Any = ..., calibrate: dict[str, Any] | None = ..., block: int = ..., treatment_variance: Any = ..., removal_variance: Any = ..., hazard_correlation: float = ..., probabilities: Any = ..., bands: bool = ..., keep: bool = ..., whole_bands: bool = ..., period_labels: Any = ..., seed: int = ..., first_replication: int = ..., threads: int = ..., progress: Callable[[float], object] | None = ...) -> Result: ...

from collections.abc import Callable, Iterable
from typing import Any

from .pathway import Network
from .result import Result

OUTPUTS: dict[str, int]
PARAMETERS: dict[str, int]
def fluid(
    network: Network,
    horizon: float | None = ...,
    period: float | None = ...,
    warm_up: float | None = ...,
    tolerance: float | None = ...,
    step: float | None = ...,
    phases: int | None = ...,
    cohort: bool = ...,
    series: bool = ...,
    seed: int = ...,
    replications: int = ...,
    first_replication: int = ...,
    threads: int = ...,
    progress: bool | Callable[[float], object] | None = ...,
) -> Result: ...
def gradient(
    network: Network,
    outputs: Iterable[Any],
    parameters: Iterable[tuple[str, int | str]],
    horizon: float | None = ...,
    period: float | None = ...,
    warm_up: float | None = ...,
    tolerance: float | None = ...,
    step: float | None = ...,
    phases: int | None = ...,
    threads: int = ...,
    progress: bool | Callable[[float], object] | None = ...,
) -> tuple[Any, Any]: ...

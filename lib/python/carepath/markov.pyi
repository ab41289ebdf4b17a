from collections.abc import Callable, Sequence
from typing import Any

from .result import Result

KINDS: dict[str, int]

def hazard_from_probability(p: float, period: float = ...) -> float: ...
def probability_from_hazard(rate: float, period: float = ...) -> float: ...
def probabilities(rates: Any, time: float) -> Any: ...
def propagate(rates: Any, start: Any, times: Any) -> Any: ...
def time_in_states(rates: Any, horizon: float) -> Any: ...
def sojourn(rates: Any) -> Any: ...
def next_state(rates: Any) -> Any: ...
def first_passage(rates: Any, targets: int | Sequence[int]) -> Any: ...
def passage(rates: Any, targets: int | Sequence[int], time: float) -> Any: ...
def stationary(rates: Any) -> Any: ...
def absorption(rates: Any) -> Any: ...
def fit(
    subject: Any,
    time: Any,
    state: Any,
    *,
    moves: Sequence[tuple[int, int]],
    states: int | None = ...,
    kind: Sequence[str] | None = ...,
    died: Sequence[int] = ...,
    possible: Sequence[Sequence[int] | None] | None = ...,
    covariates: Any = ...,
    start: Any = ...,
    effect: Any = ...,
    at: Any = ...,
    level: float = ...,
    tolerance: float = ...,
    iterations: int = ...,
    state_labels: Sequence[str] | None = ...,
    covariate_labels: Sequence[str] | None = ...,
    threads: int = ...,
    progress: Callable[[float], Any] | bool | None = ...,
) -> Result: ...

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .pathway import Network
from .result import Result

GOALS: dict[str, int]
def steady(
    network: Network,
    probabilities: Sequence[float] | None = ...,
    derivatives: bool | None = ...,
    product_form: bool | None = ...,
    chain_states: int | None = ...,
) -> Result: ...
def methods(result: Result) -> list[str]: ...
def size(
    network: Network,
    goals: Iterable[Mapping[str, Any]],
    product_form: bool | None = ...,
    chain_states: int | None = ...,
) -> Result: ...

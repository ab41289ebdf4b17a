from collections.abc import Iterable, Mapping, Sequence
from typing import Any

ENDED: dict[int, str]
VALUES: tuple[str, ...]

class Answer:
    chosen: Any
    unit: float
    value: float
    bound: float
    greedy: float
    next_value: float
    baseline: float
    relaxed: float
    price: float
    cost: int
    unspent: int
    count: int
    proven: bool
    ended: str
    break_item: int | None
    next: int | None
    next_extra: int
    steps: int
    states: int
    def __init__(self, answer: Any, chosen: Any) -> None: ...

def solve(
    value: Any,
    cost: Any,
    budget: int,
    baseline: Any = ...,
    max_states: int | None = ...,
    max_steps: int | None = ...,
    max_seconds: float | None = ...,
) -> Answer: ...
def choose(
    value: Any,
    cost: Any,
    first: Any,
    budget: int,
    at_most_one: bool = ...,
    baseline: Any = ...,
    max_states: int | None = ...,
    max_steps: int | None = ...,
    max_seconds: float | None = ...,
) -> Answer: ...
def select(
    value: Any,
    cost: Any,
    budget: int,
    needs: Mapping[int, Iterable[int]] | Sequence[Iterable[int]] | None = ...,
    group: Any = ...,
    must: Any = ...,
    settled: Any = ...,
    baseline: Any = ...,
    max_states: int | None = ...,
    max_steps: int | None = ...,
    max_seconds: float | None = ...,
) -> Answer: ...

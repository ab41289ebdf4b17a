from collections.abc import Sequence
from typing import Any, NamedTuple

from .response import Curves, Response
from .result import Result

LIMITS: dict[int, str]
ANSWER: list[str]

class Answer(NamedTuple):
    spend: Any
    value: float
    bound: float
    gap: float
    multiplier: float
    spent: float
    unspent: float
    next_gain: float
    last_gain: float
    next: int
    last: int
    baseline_value: float
    baseline_gain: float
    kept_baseline: int
    proven: int
    nodes: int

class Fairness(NamedTuple):
    spend: Any
    utility: Any
    total: float
    system: float
    price_of_fairness: float
    least: float
    multiplier: float
    spent: float
    unspent: float

class Wellbeing(NamedTuple):
    spend: Any
    after: Any
    ede_before: float
    ede_after: float
    ede_bound: float
    mean_after: float
    total: float
    system: float
    spent: float
    steps: int
    proven: int

class Line(NamedTuple):
    order: Any
    ratio: Any
    funded: int
    next: int
    spent: int
    unspent: int
    gain: float
    last_cost: float
    next_cost: float
    part_gain: float

class Move(NamedTuple):
    giver: int
    taker: int
    units: int
    lost: float
    gained: float

class Reinvested(NamedTuple):
    moves: list[Move]
    units: Any
    gain: float

def allocate(curves: Curves | Response | Sequence[Response], budget: float, *, weight: Any = ..., lower: Any = ..., upper: Any = ..., baseline: Any = ..., group: Any = ..., parent: Any = ..., floor: Any = ..., cap: Any = ..., gap: float | None = ..., nodes: int | None = ..., threads: int = ...) -> Answer: ...
def allocate_units(curves: Curves | Response | Sequence[Response], budget: int, *, unit: float = ..., weight: Any = ..., lower: Any = ..., upper: Any = ..., baseline: Any = ..., group: Any = ..., parent: Any = ..., floor: Any = ..., cap: Any = ...) -> Answer: ...
def fair(curves: Curves | Response | Sequence[Response], budget: float, alpha: float, *, weight: Any = ..., lower: Any = ..., upper: Any = ..., group: Any = ..., parent: Any = ..., floor: Any = ..., cap: Any = ...) -> Fairness: ...
def welfare(curves: Curves | Response | Sequence[Response], budget: float, people: Any, before: Any, share: Any, *, aversion: float = ..., weight: Any = ..., lower: Any = ..., upper: Any = ..., group: Any = ..., parent: Any = ..., floor: Any = ..., cap: Any = ...) -> Wellbeing: ...
def report(curves: Curves | Response | Sequence[Response], budget: float, spend: Any, *, names: Sequence[str] | None = ..., groups: Sequence[str] | None = ..., weight: Any = ..., lower: Any = ..., upper: Any = ..., baseline: Any = ..., group: Any = ..., parent: Any = ..., floor: Any = ..., cap: Any = ...) -> Result: ...
def league(cost: Any, gain: Any, budget: int) -> Line: ...
def reinvest(curves: Curves | Response | Sequence[Response], budget: int, baseline: Any, *, most: int = ..., unit: float = ..., weight: Any = ..., lower: Any = ..., upper: Any = ..., group: Any = ..., parent: Any = ..., floor: Any = ..., cap: Any = ...) -> Reinvested: ...

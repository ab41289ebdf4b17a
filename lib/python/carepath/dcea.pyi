from typing import Any, NamedTuple

from .result import Result

MEASURES: dict[str, int]
FORMS: dict[str, int]
AXES: dict[str, int]
QUADRANTS: tuple[str, ...]
STATUSES: tuple[str, ...]
HARMS: dict[str, int]
KINDS: dict[int, str]
class Change(NamedTuple):
    mean_before: float
    mean_after: float
    ede_before: float
    ede_after: float
    inequality_before: float
    inequality_after: float
    ede_change: float
    ede_benefit: float
    efficiency: float
    equity: float
    slope_before: float
    gap_before: float
    slope_change: float
    gap_change: float
class Table(NamedTuple):
    name: str
    kind: str
    measure: str | None
    value: list[float]
    low: float
    high: float
    source: str
    about: str
class Programme(NamedTuple):
    recipients: Any
    gain: Any
    cost: Any
    fixed_cost: float
    name: str | None
def tables() -> list[Table]: ...
def table(name: Any) -> Table: ...
def shares(table: Any, people: Any = ..., groups: Any = ...) -> Any: ...
def assess(health: Any, people: Any, net_benefit: Any, measure: Any = ..., aversion: Any = ...) -> Change: ...
def weights(health: Any, people: Any, measure: Any = ..., aversion: Any = ..., form: Any = ..., reference: Any = ...) -> Any: ...
def flips(health: Any, people: Any, net_benefit: Any, measure: Any = ..., lower: Any = ..., upper: Any = ..., most: Any = ...) -> Any: ...
def aversion(first: Any, second: Any, people: Any = ..., measure: Any = ..., most: Any = ...) -> float: ...
def quadrant(efficiency: Any, equity: Any) -> str: ...
def programme(recipients: Any, gain: Any, cost: Any = ..., fixed_cost: Any = ..., name: Any = ...) -> Programme: ...
def net_benefit(people: Any, programme: Programme, threshold: Any, shares: Any = ...) -> tuple[Any, float]: ...
def evaluate(health: Any, people: Any, programmes: Any, threshold: Any, shares: Any = ..., measure: Any = ..., aversion: Any = ..., weight: Any = ..., axis: Any = ..., aversions: Any = ..., thresholds: Any = ..., gradients: Any = ..., flip_between: Any = ..., groups: Any = ...) -> Result: ...
def draws(health: Any, people: Any, programme: Programme, gains: Any, costs: Any = ..., level: Any = ..., keep_draws: Any = ..., threshold: Any = ..., shares: Any = ..., measure: Any = ..., aversion: Any = ..., axis: Any = ..., groups: Any = ..., threads: Any = ..., progress: Any = ...) -> Result: ...
class WaitLaw:
    c: Any
    def __init__(self, loss: Any, start: Any = ..., hazard: Any = ..., harm_loss: Any = ..., harm: Any = ...) -> None: ...
def wait_loss(law: WaitLaw, start: Any, end: Any) -> tuple[float, float]: ...
def wait_cost(waiting: Any, law: WaitLaw, lower: Any = ..., last_width: Any = ..., remaining: Any = ..., weight: Any = ..., hazard_weight: Any = ..., people: Any = ..., groups: Any = ..., lists: Any = ...) -> Result: ...
def wait_gain(before: Any, after: Any, law: WaitLaw, lower: Any = ..., last_width: Any = ..., weight: Any = ..., hazard_weight: Any = ...) -> tuple[Any, Any, Any]: ...

from typing import Any, Callable, NamedTuple, Sequence

FORMS: dict[str, int]
RULES: dict[str, int]
METHODS: dict[str, int]
OUTCOMES: dict[int, str]

class Core(NamedTuple):
    in_core: bool
    alone: bool
    coalition: int
    complaint: float
    surplus: float
    member: int
    loss: float

class Facts(NamedTuple):
    monotone: bool
    superadditive: bool
    convex: bool
    essential: bool
    not_monotone: int
    not_superadditive: int
    not_convex: int
    gain: float

class LeastCore(NamedTuple):
    complaint: float
    shares: Any

class Power(NamedTuple):
    shapley_shubik: Any
    banzhaf: Any

class Sample(NamedTuple):
    shares: Any
    standard_error: Any

class Gain(NamedTuple):
    shares: Any
    payments: Any
    gain: int
    outcome: str
    lifted: int
    transfer: int

def members_of(coalition: int) -> tuple[int, ...]: ...
def table(game: str | Callable[[tuple[int, ...]], float], members: Any, amount: float = ...) -> Any: ...
def describe(values: Any, costs: bool = ..., tolerance: float | None = ...) -> Facts: ...
def shapley(values: Any) -> Any: ...
def banzhaf(values: Any, normalise: bool = ...) -> Any: ...
def tau(values: Any, costs: bool = ...) -> Any: ...
def airport(costs: Any, method: str = ...) -> Any: ...
def sample(game: Callable[[tuple[int, ...]], float], n: int, replications: int = ..., seed: int = ..., first_replication: int = ..., progress: Callable[[float], Any] | bool | None = ...) -> Sample: ...
def power(weights: Any, quota: int, threads: int = ...) -> Power: ...
def test_core(values: Any, shares: Any, costs: bool = ..., tolerance: float | None = ...) -> Core: ...
def least_core(values: Any, costs: bool = ..., preimputations: bool = ...) -> LeastCore: ...
def nucleolus(values: Any, costs: bool = ..., preimputations: bool = ...) -> Any: ...
def share_gain(alone: Any, actual: Any, rule: str = ..., weights: Any = ..., values: Any = ..., ids: Sequence[str] | None = ...) -> Gain: ...

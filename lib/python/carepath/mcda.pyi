from collections.abc import Callable
from typing import Any, NamedTuple

NORMALISE: dict[str, int]
OUTSIDE: dict[str, int]
SHAPES: dict[str, int]
METHODS: dict[str, int]
TIES: dict[str, int]
SCALES: dict[str, int]
KERNELS: dict[str, int]

class Vikor(NamedTuple):
    utility: Any
    regret: Any
    q: Any
    in_set: Any
    best: int
    second: int
    count: int
    advantage: float
    threshold: float
    advantage_ok: bool
    stable_ok: bool

class Flows(NamedTuple):
    positive: Any
    negative: Any
    net: Any

class Electre(NamedTuple):
    concordance: Any
    discordance: Any
    outranks: Any
    kernel: Any

class Reversal(NamedTuple):
    removed: int
    above: int
    below: int

def normalise(values: Any, directions: Any = ..., bounds: Any = ..., normalise: str | None = ..., outside: str = ..., threads: int = ..., progress: Callable[[float], object] | bool | None = ...) -> Any: ...
def weighted_sum(values: Any, weights: Any, directions: Any = ..., bounds: Any = ..., normalise: str | None = ..., outside: str = ..., threads: int = ..., progress: Callable[[float], object] | bool | None = ...) -> Any: ...
def weighted_product(values: Any, weights: Any, directions: Any = ..., bounds: Any = ..., normalise: str | None = ..., outside: str = ..., threads: int = ..., progress: Callable[[float], object] | bool | None = ...) -> Any: ...
def topsis(values: Any, weights: Any, directions: Any = ..., bounds: Any = ..., normalise: str | None = ..., outside: str = ..., distances: bool = ..., threads: int = ..., progress: Callable[[float], object] | bool | None = ...) -> Any: ...
def vikor(values: Any, weights: Any, directions: Any = ..., bounds: Any = ..., v: float = ..., normalise: str | None = ..., outside: str = ..., threads: int = ..., progress: Callable[[float], object] | bool | None = ...) -> Vikor: ...
def promethee(values: Any, weights: Any, directions: Any = ..., shape: Any = ..., q: Any = ..., p: Any = ..., s: Any = ..., threads: int = ..., progress: Callable[[float], object] | bool | None = ...) -> Flows: ...
def spotis(values: Any, weights: Any, directions: Any = ..., bounds: Any = ..., ideal: Any = ..., outside: str = ..., threads: int = ..., progress: Callable[[float], object] | bool | None = ...) -> Any: ...
def score(values: Any, weights: Any, directions: Any = ..., bounds: Any = ..., method: str = ..., normalise: str | None = ..., outside: str = ..., v: float = ..., shape: Any = ..., q: Any = ..., p: Any = ..., s: Any = ..., ideal: Any = ..., threads: int = ..., progress: Callable[[float], object] | bool | None = ...) -> Any: ...
def rank(score: Any, descending: bool = ..., ties: str = ...) -> Any: ...
def order(score: Any, descending: bool = ...) -> Any: ...
def reversals(values: Any, weights: Any, directions: Any = ..., bounds: Any = ..., method: str = ..., normalise: str | None = ..., outside: str = ..., remove: Any = ..., v: float = ..., shape: Any = ..., q: Any = ..., p: Any = ..., s: Any = ..., ideal: Any = ..., threads: int = ..., progress: Callable[[float], object] | bool | None = ...) -> list[Reversal]: ...
def electre1(values: Any, weights: Any, directions: Any = ..., concordance: float = ..., discordance: float = ..., scale: str = ..., kernel: str = ..., bounds: Any = ..., outside: str = ..., threads: int = ..., progress: Callable[[float], object] | bool | None = ...) -> Electre: ...

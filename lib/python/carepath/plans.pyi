from collections.abc import Callable
from typing import Any

from .result import Result

MEASURES: dict[str, int]
def choose(benefit: Any, cost: Any, budget: Any, probability: Any = ..., measure: str = ..., level: float = ..., whole: bool = ..., lower: Any = ..., upper: Any = ..., needs: Any = ..., exclusive: Any = ..., guarantees: Any = ..., baseline: Any = ..., options: Any = ..., scenarios: Any = ..., budgets: Any = ..., guarantee_names: Any = ..., nodes: int | None = ..., progress: Callable[[float], object] | None = ...) -> Result: ...
def joint(list: Any, demand: Any, tier_cost: Any, tier_capacity: Any, budget: Any, group_weights: Any = ..., specialty_weights: Any = ..., period_weights: Any = ..., next: Any = ..., gaps: Any = ..., carry: bool = ..., specialties: Any = ..., groups: Any = ..., tiers: Any = ..., progress: Callable[[float], object] | None = ...) -> Result: ...

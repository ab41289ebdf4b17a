from collections.abc import Mapping, Sequence
from typing import Any

from .ledger import Ledger
from .result import Result

OVERSPEND: dict[str, int]
UNDERSPEND: dict[str, int]
class Year(Result):
    ledger: Ledger
def year(partners: Sequence[Any], lines: Sequence[Any], contribution: Any, spend: Any, minimum: Any = ..., opening: Any = ..., fences: Mapping[Any, Sequence[Any]] | None = ..., fence_opening: Mapping[Any, int] | None = ..., purposes: Mapping[Any, Sequence[Any]] | None = ..., conditions: Sequence[Any] | None = ..., leakage: Any = ..., overspend: str = ..., underspend: str = ..., virement: bool = ..., share: Any = ..., limit: Any = ..., lead: Any = ..., alone: Any = ..., partner_place: Sequence[Any] | None = ..., line_place: Sequence[Any] | None = ..., provider: Sequence[Any] | None = ...) -> Year: ...
def uplift(previous: Any, rate: float) -> Any: ...
def minimums(previous: Any, rate: float) -> Any: ...
def packages(cost: Any, share: Any) -> Any: ...

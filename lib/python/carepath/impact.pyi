from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .result import Result

def measure(
    before: Any,
    after: Any,
    groups: Mapping[str, Iterable[Any]],
    *,
    ordered: Iterable[str] | Mapping[str, Sequence[Any]] = (),
    crossings: Iterable[tuple[str, str]] = (),
    wait: Any = None,
    target: Any = None,
    slots: float = 0.0,
    top: int = 0,
    most: int = 10,
    suppress: int | Mapping[str, Any] | None = None,
) -> Result: ...

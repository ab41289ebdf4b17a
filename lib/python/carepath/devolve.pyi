from collections.abc import Sequence
from typing import Any

from .result import Result

RULES: dict[str, int]
BINDING: dict[int, str]
def parents(ids: Sequence[Any], parent_ids: Sequence[Any]) -> list[int]: ...
def tree(nested: dict[Any, Any], root: str = ...) -> dict[str, list[Any]]: ...
def run(total: Any, parent: Sequence[Any], weight: Any, ids: Sequence[Any] | None = ..., lines: Sequence[Any] | None = ..., devolved: Any = ..., topslice: Any = ..., reserve: Any = ..., floor: Any = ..., cap: Any = ..., people: Any = ..., floor_per_head: Any = ..., cap_per_head: Any = ..., rule: str = ...) -> Result: ...

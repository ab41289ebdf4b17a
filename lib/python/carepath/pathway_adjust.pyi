from collections.abc import Mapping
from typing import Any

from .pathway import Network
from .result import Result

KINDS: dict[str, int]
SERIES: dict[str, int]
def adjusted(network: Network, *changes: Mapping[str, Any]) -> Network: ...
def series(result: Result, model: str, unit: float = 1.0) -> Any: ...

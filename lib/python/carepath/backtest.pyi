from typing import Any, Mapping

from .result import Result

METHODS: Mapping[str, int]
FLOWS: Mapping[str, int]

def backtest(history: Any, method: str = ..., flows: str = ..., first_origin: int = ..., last_origin: int = ..., horizon: int = ..., weeks: float = ..., whole_bands: bool = ..., bands: bool = ..., least: float = ..., break_share: float = ..., starts: Any = ..., capacity: Any = ..., calibration: Mapping[str, Any] | None = ..., threads: int = ...) -> Result: ...

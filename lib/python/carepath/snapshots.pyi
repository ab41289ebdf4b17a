from typing import Any

from .dates import DateRows
from .waitlist import History

STEPS: dict[str, int]
LEAVING: dict[str, int]
def snapshots(rows: DateRows, step: str = ..., first: Any = ..., last: Any = ..., dates: Any = ..., bands: Any = ..., lists: Any = ..., leaving: str = ...) -> History: ...

import os
from typing import Any

from .result import Result

STATUS: dict[int, str]
class Standards(Result):
    def rows(self) -> list[dict[str, Any]]: ...
def standards(date: Any = ..., table: Result | None = ...) -> Standards: ...
def read_standards(file: str | bytes | os.PathLike[str] | Any) -> Standards: ...

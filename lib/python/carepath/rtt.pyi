import os
from collections.abc import Callable, Iterable
from typing import IO

from .result import Result

KEYS: dict[str, int]

def read_rtt(
    *files: str | bytes | os.PathLike[str] | IO[bytes],
    by: str | Iterable[str] = ...,
    nonc: bool = ...,
    names: bool = ...,
    top_band: int = ...,
    provider: str | None = ...,
    treatment_function: str | None = ...,
    progress: Callable[[float], object] | None = ...,
) -> Result: ...
def part_type(part: str) -> str | None: ...

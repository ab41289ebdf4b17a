from typing import Any

from .result import Result

def distance(longitude_a: Any, latitude_a: Any, longitude_b: Any, latitude_b: Any) -> Any: ...
def shares(utility: Any, outside: Any = ...) -> Any: ...
def describe(
    people: Any,
    distance: Any,
    taste: Any,
    wait: Any = ...,
    quality: Any = ...,
    constant: Any = ...,
    group: Any = ...,
    captive: Any = ...,
    outside: Any = ...,
    names: Any = ...,
    labels: Any = ...,
) -> Result: ...
def estimate(count: Any, attribute: Any, names: Any = ..., **options: Any) -> Result: ...

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .result import Result

Progress = Callable[[float], object] | bool | None
RULES: dict[str, int]
STATUS: dict[int, str]
WEEKDAYS: tuple[str, ...]

class PatientList:
    c: Any
    def __init__(
        self,
        *,
        periods: int = ...,
        classes: Sequence[object] | int | None = ...,
        groups: Sequence[object] | int | None = ...,
        waiting: Any = ...,
        rows: Any = ...,
        start: str | datetime.date | int | None = ...,
        period_days: float = ...,
        arrivals: Any = ...,
        dispersion: float = ...,
        batch: Any = ...,
        group_shares: Any = ...,
        patience: Any = ...,
        validation: Any = ...,
        slots: Any = ...,
        ring_fenced: Any = ...,
        release: Any = ...,
        session_slots: int = ...,
        cancelled: float = ...,
        slots_needed: Any = ...,
        servers: Any = ...,
        duration: Any = ...,
        busy: int | None = ...,
        busy_left: Any = ...,
        busy_class: Any = ...,
        missed: Any = ...,
        missed_removed: Any = ...,
        rebook: int = ...,
        rule: str | int | None = ...,
        tier: Any = ...,
        target: Any = ...,
        weight: Any = ...,
        exponent: Any = ...,
        mixture: float = ...,
        score: Callable[[People], Any] | None = ...,
        rescore: int = ...,
    ) -> None: ...
    @property
    def classes(self) -> list[str]: ...
    @property
    def groups(self) -> list[str]: ...
    @property
    def rule(self) -> str: ...
    def replace(self, **changes: Any) -> PatientList: ...

class People:
    number: Any
    row: Any
    joined: Any
    score: Any
    class_index: Any
    group_index: Any
    now: float
    @property
    def wait(self) -> Any: ...
    def __len__(self) -> int: ...

class Records:
    room: int
    def __init__(self, room: int) -> None: ...
    def give(self, options: Any) -> None: ...
    def values(self, rows: Any) -> Any: ...

class PatientsResult(Result):
    patients: PatientList | None
    records: Any
    def __init__(self, handle: Any, patients: PatientList | None = ..., records: Any = ...) -> None: ...
    def pick(self, name: str, **labels: object) -> float: ...
    def records_frame(self) -> Any: ...

def simulate_patients(patients: PatientList, replications: int | None = ..., warm_up: int = ..., limits: Any = ..., probabilities: Any = ..., level: float = ..., batches: int = ..., precision: float = ..., keep: bool = ..., overtakes: bool = ..., records: bool | int = ..., seed: int = ..., first_replication: int = ..., threads: int = ..., progress: Progress = ...) -> PatientsResult: ...

class Comparison(Mapping[str, PatientsResult]):
    results: dict[str, PatientsResult]
    def __init__(self, results: dict[str, PatientsResult], differences: dict[str, PatientsResult]) -> None: ...
    def __getitem__(self, name: str) -> PatientsResult: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def table(self, *figures: str, **labels: object) -> list[dict[str, Any]]: ...
    def text(self, *figures: str, **labels: object) -> str: ...

def compare_patients(base: PatientList, *scenarios: PatientList | Mapping[str, PatientList | Mapping[str, Any]], level: float = ..., **options: Any) -> Comparison: ...
def calendar_slots(periods: int, week: Any, start: str | datetime.date | int = ..., holidays: Iterable[str | datetime.date | int] = ..., period_days: int = ..., ramp_first: int = ..., ramp_periods: int = ..., ramp_to: float = ...) -> Any: ...

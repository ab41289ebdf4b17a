from typing import Any

from .ledger import Ledger
from .result import Result

TABLES: tuple[str, ...]
LEVERS: dict[str, int]
OUTCOMES: dict[str, int]
WELFARE: dict[str, int]
MEASURES: dict[str, int]
BY: dict[str, int]
KINDS: dict[str, int]
LOSSES: dict[str, int]
TOTALS: tuple[str, ...]
def columns(table: Any) -> Any: ...
class System:
    def __init__(self, name: Any = ..., start: Any = ..., weeks: Any = ..., **tables: Any) -> None: ...
    @classmethod
    def read(cls, folder: Any) -> System: ...
    def problems(self) -> Any: ...
    def write(self, folder: Any) -> None: ...
    def table(self, name: Any) -> Any: ...
    def rows(self, name: Any) -> Any: ...
    def replace(self, **tables: Any) -> System: ...
    @property
    def organisations(self) -> Any: ...
    @property
    def services(self) -> Any: ...
    @property
    def policies(self) -> Any: ...
    @property
    def scenarios(self) -> Any: ...
    @property
    def groups(self) -> Any: ...
    @property
    def units(self) -> Any: ...
    @property
    def weeks(self) -> Any: ...
    def plan(self, **options: Any) -> Plan: ...
    def run(self, threads: Any = ..., progress: Any = ..., **options: Any) -> Result: ...
    def replicate(
        self,
        replications: Any = ...,
        seed: Any = ...,
        first_replication: Any = ...,
        threads: Any = ...,
        progress: Any = ...,
        **options: Any,
    ) -> Result: ...
    def forecast(self, unit: Any, group: Any = ..., waited: Any = ..., **options: Any) -> Result: ...
    def allocate(
        self,
        budget: Any,
        outcome: Any = ...,
        welfare: Any = ...,
        aversion: Any = ...,
        weight: Any = ...,
        mix: Any = ...,
        lower: Any = ...,
        upper: Any = ...,
        baseline: Any = ...,
        guarantees: Any = ...,
        targets: Any = ...,
        limits: Any = ...,
        prices: Any = ...,
        gap: Any = ...,
        rounds: Any = ...,
        points: Any = ...,
        threads: Any = ...,
        progress: Any = ...,
        **options: Any,
    ) -> Result: ...
    def stress(
        self,
        replications: Any = ...,
        seed: Any = ...,
        threads: Any = ...,
        progress: Any = ...,
        **options: Any,
    ) -> Result: ...
    def margin(self, threads: Any = ..., progress: Any = ..., **options: Any) -> Result: ...
    def breaking(
        self,
        lever: Any = ...,
        threads: Any = ...,
        progress: Any = ...,
        strain: Any = ...,
        **options: Any,
    ) -> Result: ...
    def response(
        self,
        policy: Any,
        lags: Any,
        replications: Any = ...,
        seed: Any = ...,
        threads: Any = ...,
        progress: Any = ...,
        **options: Any,
    ) -> Result: ...
    def frontier(
        self,
        money: Any,
        targeted: Any = ...,
        target: Any = ...,
        steps: Any = ...,
        split: Any = ...,
        weight: Any = ...,
        people: Any = ...,
        health: Any = ...,
        benefit: Any = ...,
        rise: Any = ...,
        aversion: Any = ...,
        threads: Any = ...,
        progress: Any = ...,
        **options: Any,
    ) -> Result: ...
    def explain(self, seed: Any = ..., threads: Any = ..., progress: Any = ..., **options: Any) -> Result: ...
    def assumptions(self, threads: Any = ..., progress: Any = ..., **options: Any) -> Result: ...
    def information(
        self,
        replications: Any = ...,
        seed: Any = ...,
        threads: Any = ...,
        progress: Any = ...,
        **options: Any,
    ) -> Result: ...
    def compare(
        self,
        scenarios: Any = ...,
        replications: Any = ...,
        seed: Any = ...,
        threads: Any = ...,
        progress: Any = ...,
        **options: Any,
    ) -> Result: ...
    def conservation(self, run: Any) -> Result: ...
    def bases(self) -> Result: ...
    def scorecard(self, run: Any, kind: Any = ..., **values: Any) -> Result: ...
    def digest(self) -> Any: ...
    def audit(
        self,
        replications: Any = ...,
        seed: Any = ...,
        threads: Any = ...,
        progress: Any = ...,
        **options: Any,
    ) -> Result: ...
    def ledger(self, **options: Any) -> tuple[Ledger, Result]: ...
    def trace(self, fund: Any, **options: Any) -> Result: ...
    def layers(self, **options: Any) -> Result: ...
    def demand(self, week: Any = ...) -> Result: ...
    def holdings(self, week: Any = ...) -> Result: ...
    def layer_sizes(self, week: Any = ...) -> Result: ...
class Plan:
    system: System
    units: int
    groups: int
    def __init__(self, system: Any, **options: Any) -> None: ...
    def run(self, threads: Any = ..., progress: Any = ...) -> Result: ...
    def replicate(
        self,
        replications: Any = ...,
        seed: Any = ...,
        first_replication: Any = ...,
        threads: Any = ...,
        progress: Any = ...,
    ) -> Result: ...
    def totals(self, money: Any = ..., threads: Any = ..., progress: Any = ...) -> Any: ...
    def capacity(self, unit: Any, week: Any = ..., money: Any = ...) -> Any: ...
    def block(self, unit: Any) -> Any: ...
    def forecast(self, unit: Any, group: Any = ..., waited: Any = ...) -> Result: ...
    def allocate(
        self,
        budget: Any,
        outcome: Any = ...,
        welfare: Any = ...,
        guarantees: Any = ...,
        targets: Any = ...,
        limits: Any = ...,
        prices: Any = ...,
        weight: Any = ...,
        mix: Any = ...,
        lower: Any = ...,
        upper: Any = ...,
        baseline: Any = ...,
        threads: Any = ...,
        progress: Any = ...,
        **values: Any,
    ) -> Any: ...

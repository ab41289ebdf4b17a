"""carepath: waiting lists and care pathways.

    import carepath
    history = carepath.read_history("england_rtt.csv", where="specialty=Total")
    backlog = carepath.calibrate(history)
    plan = carepath.project(backlog, periods=24)
    plan["within_18"]

Models return a Result: a mapping from array names to NumPy arrays that are not copied (memoryviews
where NumPy is missing), with labels, notes and an outcome. Errors are exceptions that carry the
code, the place and the index. `carepath.lib` is the C library itself.
"""
from . import (
    audit,
    dcea,
    disclosure,
    equity,
    fair,
    impact,
    mcda,
    priority,
    queue,
    random,
    rates,
    smaa,
    spc,
    stats,
    survival,
    urgency,
    weights,
)
from . import dcea, disclosure, equity, fair, queue, random, rates, spc, stats, survival, urgency, weights
from . import equity, queue, random, stats
from . import queue, random, stats, survival
from . import queue, random, stats, weights
from . import fair, queue, random, stats, urgency
from . import dcea, queue, random, stats
from . import disclosure, queue, random, rates, spc, stats
from . import audit
from ._library import lib
from .backtest import backtest
from .duration import Duration
from .errors import (
    AbiError,
    CancelledError,
    CarepathError,
    DataError,
    DomainError,
    InvalidError,
    LimitError,
    NoConvergenceError,
    NotFoundError,
    OutOfMemoryError,
    ReadWriteError,
)
from .first_come import first_come, first_come_waits
from .forecast import forecast, forecast_backtest, forecast_series, forecast_series_backtest, read_sizes
from .moves import band_of_label, demand_series, event, redistribute, skew, transfer
from .patients import PatientList, calendar_slots, compare_patients, simulate_patients
from .plan import goal, plan, plan_published
from .policy import Policy
from .priority import Patients, rank
from .result import Array, Result, merge
from .rtt import read_rtt
from .simulate import simulate
from .table import Table, write_table
from .urgency import PointsTable
from .dates import (
    DateRows,
    cohort_removals,
    date_rows,
    even_slots,
    geometric_fit,
    list_stats,
    queue_size,
    referral_stats,
    removal_stats,
    schedule,
    to_day,
    to_iso,
)
from .snapshots import snapshots
from .steady import (
    steady_capacity,
    steady_geometric,
    steady_lp,
    steady_rate,
    steady_search,
    steady_size,
    steady_standard,
)
from .waits import (
    clearance_weeks,
    expected_waits,
    incidence,
    projected_hazards,
    time_to_clear,
)
from .standards import (
    Standards,
    read_standards,
    standards,
)
from .waitlist import (
    Backlog,
    History,
    backlog,
    calibrate,
    history,
    history_from_rtt,
    load,
    measures,
    months_to_weeks,
    percentile,
    pressure,
    priority_days,
    project,
    read_history,
    relief_capacity,
    stages,
    steady_sizes,
    target,
    target_capacity,
    target_mean_wait,
    target_size,
    upper_demand,
    weeks_to_months,
    within,
    working_days,
)

__version__ = lib.cpw_version().decode()

__all__ = [
    "AbiError",
    "Array",
    "Backlog",
    "CancelledError",
    "CarepathError",
    "DataError",
    "DateRows",
    "DomainError",
    "Duration",
    "History",
    "InvalidError",
    "LimitError",
    "NoConvergenceError",
    "NotFoundError",
    "OutOfMemoryError",
    "PatientList",
    "Patients",
    "PointsTable",
    "Policy",
    "ReadWriteError",
    "Result",
    "Standards",
    "Table",
    "audit",
    "backlog",
    "backtest",
    "band_of_label",
    "calendar_slots",
    "calibrate",
    "clearance_weeks",
    "cohort_removals",
    "compare_patients",
    "date_rows",
    "dcea",
    "demand_series",
    "disclosure",
    "equity",
    "even_slots",
    "event",
    "expected_waits",
    "fair",
    "first_come",
    "first_come_waits",
    "forecast",
    "forecast_backtest",
    "forecast_series",
    "forecast_series_backtest",
    "geometric_fit",
    "goal",
    "history",
    "history_from_rtt",
    "impact",
    "incidence",
    "lib",
    "list_stats",
    "load",
    "mcda",
    "measures",
    "merge",
    "months_to_weeks",
    "percentile",
    "plan",
    "plan_published",
    "pressure",
    "priority",
    "priority_days",
    "project",
    "projected_hazards",
    "queue",
    "queue_size",
    "random",
    "rank",
    "rates",
    "read_history",
    "read_rtt",
    "read_sizes",
    "read_standards",
    "redistribute",
    "referral_stats",
    "relief_capacity",
    "removal_stats",
    "schedule",
    "simulate",
    "simulate_patients",
    "skew",
    "smaa",
    "snapshots",
    "spc",
    "stages",
    "standards",
    "stats",
    "steady_capacity",
    "steady_geometric",
    "steady_lp",
    "steady_rate",
    "steady_search",
    "steady_size",
    "steady_sizes",
    "steady_standard",
    "survival",
    "target",
    "target_capacity",
    "target_mean_wait",
    "target_size",
    "time_to_clear",
    "to_day",
    "to_iso",
    "transfer",
    "upper_demand",
    "urgency",
    "weeks_to_months",
    "weights",
    "within",
    "working_days",
    "write_table",
]

from . import apportion as apportion
from . import audit as audit
from . import beds as beds
from . import budget as budget
from . import capitation as capitation
from . import choice as choice
from . import citizens as citizens
from . import claims as claims
from . import coalition as coalition
from . import dcea as dcea
from . import devolve as devolve
from . import disclosure as disclosure
from . import equity as equity
from . import event_log as event_log
from . import fair as fair
from . import flow_fit as flow_fit
from . import footprint as footprint
from . import frontier as frontier
from . import impact as impact
from . import knapsack as knapsack
from . import least_squares as least_squares
from . import ledger as ledger
from . import linear as linear
from . import markov as markov
from . import mcda as mcda
from . import pabulib as pabulib
from . import pace as pace
from . import pathway as pathway
from . import pathway_adjust as pathway_adjust
from . import pathway_events as pathway_events
from . import pathway_fluid as pathway_fluid
from . import pathway_presets as pathway_presets
from . import pathway_steady as pathway_steady
from . import payment as payment
from . import phases as phases
from . import plans as plans
from . import pool as pool
from . import priority as priority
from . import queue as queue
from . import random as random
from . import rates as rates
from . import response as response
from . import sensitivity as sensitivity
from . import smaa as smaa
from . import spc as spc
from . import stats as stats
from . import stocks as stocks
from . import survival as survival
from . import system as system
from . import urgency as urgency
from . import vote as vote
from . import voters as voters
from . import weights as weights
from typing import Any
from .duration import Duration as Duration
from .errors import (
    AbiError as AbiError,
    CancelledError as CancelledError,
    CarepathError as CarepathError,
    DataError as DataError,
    DomainError as DomainError,
    InvalidError as InvalidError,
    LimitError as LimitError,
    NoConvergenceError as NoConvergenceError,
    NotFoundError as NotFoundError,
    OutOfMemoryError as OutOfMemoryError,
    ReadWriteError as ReadWriteError,
)
from .backtest import backtest as backtest
from .first_come import first_come as first_come
from .first_come import first_come_waits as first_come_waits
from .forecast import (
    forecast as forecast,
    forecast_backtest as forecast_backtest,
    forecast_series as forecast_series,
    forecast_series_backtest as forecast_series_backtest,
    read_sizes as read_sizes,
)
from .moves import band_of_label as band_of_label, demand_series as demand_series, event as event, redistribute as redistribute, skew as skew, transfer as transfer
from .patients import (
    PatientList as PatientList,
    calendar_slots as calendar_slots,
    compare_patients as compare_patients,
    simulate_patients as simulate_patients,
)
from .payment import Payment as Payment
from .plan import goal as goal, plan as plan, plan_published as plan_published
from .policy import Policy as Policy
from .priority import Patients as Patients
from .priority import rank as rank
from .response import Curves as Curves, Response as Response
from .result import (
    Array as Array,
    Result as Result,
    merge as merge,
)
from .rtt import (
    read_rtt as read_rtt,
)
from .simulate import (
    simulate as simulate,
)
from .table import (
    Table as Table,
    write_table as write_table,
)
from .dates import (
    DateRows as DateRows,
    cohort_removals as cohort_removals,
    date_rows as date_rows,
    even_slots as even_slots,
    geometric_fit as geometric_fit,
    list_stats as list_stats,
    queue_size as queue_size,
    referral_stats as referral_stats,
    removal_stats as removal_stats,
    schedule as schedule,
    to_day as to_day,
    to_iso as to_iso,
)
from .snapshots import snapshots as snapshots
from .steady import (
    steady_capacity as steady_capacity,
    steady_geometric as steady_geometric,
    steady_lp as steady_lp,
    steady_rate as steady_rate,
    steady_search as steady_search,
    steady_size as steady_size,
    steady_standard as steady_standard,
)
from .waits import (
    clearance_weeks as clearance_weeks,
    expected_waits as expected_waits,
    incidence as incidence,
    projected_hazards as projected_hazards,
    time_to_clear as time_to_clear,
)
from .standards import (
    Standards as Standards,
    read_standards as read_standards,
    standards as standards,
)
from .waitlist import (
    Backlog as Backlog,
    History as History,
    backlog as backlog,
    calibrate as calibrate,
    history as history,
    history_from_rtt as history_from_rtt,
    load as load,
    measures as measures,
    months_to_weeks as months_to_weeks,
    percentile as percentile,
    pressure as pressure,
    priority_days as priority_days,
    project as project,
    read_history as read_history,
    relief_capacity as relief_capacity,
    stages as stages,
    steady_sizes as steady_sizes,
    target as target,
    target_capacity as target_capacity,
    target_mean_wait as target_mean_wait,
    target_size as target_size,
    upper_demand as upper_demand,
    weeks_to_months as weeks_to_months,
    within as within,
    working_days as working_days,
)

lib: Any
__version__: str
__all__: list[str]
from .urgency import PointsTable as PointsTable

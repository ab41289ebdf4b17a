"""The backlog by time waited: history -> calibrate -> project, target.

    history = carepath.read_history("england_rtt.csv", where="specialty=Total")
    backlog = carepath.calibrate(history)
    year = carepath.project(backlog, periods=12)
    year["within_18"]            # (lists, periods)
"""
import ctypes as C
import io
import numbers
import os

from . import _lowlevel as low
from ._library import call, lib, text
from ._memory import Doubles, choice, dimension, new_doubles, new_integers, structure
from ._run import Run
from ._streams import Source
from .errors import InvalidError
from .moves import SURPLUS, give
from .result import Result

MONTHS = low.CPW_WEEKS_PER_MONTH  # weeks in a month: the unit of month bands

MISSING = {"error": low.CPW_MISSING_ERROR, "zero": low.CPW_MISSING_ZERO, "drop": low.CPW_MISSING_DROP}
ESTIMATORS = {
    "pooled": low.CPW_ESTIMATE_POOLED,
    "mean": low.CPW_ESTIMATE_MEAN,
    "combined": low.CPW_ESTIMATE_COMBINED,
}
SEASONAL = {
    "none": low.CPW_SEASONAL_NONE,
    "days": low.CPW_SEASONAL_DAYS,
    "months": low.CPW_SEASONAL_MONTH,
}
UNRECORDED = {
    "allow": low.CPW_UNRECORDED_ALLOW,
    "floor": low.CPW_UNRECORDED_FLOOR,
    "redistribute": low.CPW_UNRECORDED_REDISTRIBUTE,
    "redistribute-floor": low.CPW_UNRECORDED_REDISTRIBUTE_FLOOR,
    "uplift": low.CPW_UNRECORDED_UPLIFT,
    "cohort": low.CPW_UNRECORDED_COHORT,
}
MODES = {
    "counts": low.CPW_CAPACITY_COUNTS,
    "rates": low.CPW_CAPACITY_RATES,
    "cap": low.CPW_CAPACITY_CAP,
}
PROFILES = {"flat": low.CPW_PROFILE_FLAT, "ramp": low.CPW_PROFILE_RAMP}


def _unit(unit):
    """Weeks in a unit: "weeks", "months", or a number."""
    weeks = {"weeks": 1.0, "months": MONTHS}.get(unit, unit) if isinstance(unit, str) else unit
    try:
        return float(weeks)
    except (TypeError, ValueError):
        raise InvalidError(
            f"unit = {unit!r} must be weeks, months, or the number of weeks in a unit", low.CPW_EINVAL, "unit"
        ) from None


def _view(given, kind, name):
    """The C struct behind a history or a backlog, whichever is asked for."""
    if not isinstance(given, (kind, _Given)) or (
        isinstance(given, _Given) and not isinstance(given.struct, kind.struct)
    ):
        raise InvalidError(
            f"{name} takes a {kind.__name__.lower()}, got {type(given).__name__}", low.CPW_EINVAL, name
        )
    return given.view()


def _bands(lower, unit, period):
    lower = Doubles(lower, "bands")
    bands = structure(low.cpw_bands, "bands", {})
    bands.count = lower.shape[0] if lower.shape else 0
    bands.lower = lower.pointer
    bands.unit_weeks = _unit(unit)
    bands.period = period
    bands._keep = lower
    return bands


class History(Result):
    """What happened to some lists over some periods."""

    struct = low.cpw_history

    def view(self):
        history = structure(low.cpw_history, "history", {})
        bands = structure(low.cpw_bands, "bands", {})
        call("cpw_history_view", self.handle, C.byref(history), C.byref(bands))
        history._keep = (self, bands)
        return history


class Backlog(Result):
    """Where some lists stand and how people leave them (a calibration)."""

    struct = low.cpw_backlog

    def view(self):
        backlog = structure(low.cpw_backlog, "backlog", {})
        bands = structure(low.cpw_bands, "bands", {})
        call("cpw_backlog_view", self.handle, C.byref(backlog), C.byref(bands))
        backlog._keep = (self, bands)
        return backlog


def read_history(file, where=None, bands=0, missing="error", stages=False):
    """Reads a tidy CSV of RTT counts (columns period, type, months_waited or weeks_lo, count; every
    other column names the lists). `file` is a path, bytes, or a binary file object such as
    gzip.open(path). `where` keeps rows: "specialty=Total;org=RBD". With `stages` every list is two, before
    and after the decision to admit."""
    options = structure(low.cpw_history_options, "read_history", {})
    if where is not None and not isinstance(where, str):
        raise InvalidError(f"where = {where!r} must be text such as 'specialty=Total'", low.CPW_EINVAL, "where")
    options.where = where.encode() if where is not None else None
    options.bands = bands
    options.missing = choice(missing, "missing", MISSING)
    options.stages = int(stages)
    out = C.POINTER(low.cpw_result)()
    if isinstance(file, (str, os.PathLike)):
        call("cpw_history_read_path", text(file), C.byref(options), C.byref(out))
        return History(out)
    source = Source(io.BytesIO(file) if isinstance(file, bytes) else file)
    try:
        call("cpw_history_read", C.byref(source.c), C.byref(options), C.byref(out))
    except Exception:
        if source.problem is not None:
            raise source.problem from None
        raise
    return History(out)


def history_from_rtt(rtt, months=0, missing="error", stages=False):
    """Turns aggregated official extracts (carepath.read_rtt) into a history, in week bands
    (months=0) or in that many month bands."""
    options = structure(low.cpw_history_options, "history_from_rtt", {})
    options.missing = choice(missing, "missing", MISSING)
    options.stages = int(stages)
    out = C.POINTER(low.cpw_result)()
    call("cpw_history_from_rtt", rtt.handle, months, C.byref(options), C.byref(out))
    return History(out)


class _Given:
    """A cpw_history or cpw_backlog over the caller's arrays."""

    def __init__(self, struct, bands):
        self.struct = struct
        self.bands = bands

    def view(self):
        return self.struct


def history(starts, treated, waiting, bands, unit="weeks", period=1.0, lists=None, periods=None):
    """A history of your own arrays: starts (lists, periods), treated and waiting (lists, periods,
    bands). `bands` are the lower edges in `unit` ("weeks", "months", or weeks in a unit); `period`
    is the length of a period in that unit."""
    made = structure(low.cpw_history, "history", {})
    b = _bands(bands, unit, period)
    waiting = Doubles(waiting, "waiting")
    shape = waiting.shape
    if len(shape) == 2:
        shape = (1,) + shape
    if len(shape) != 3 or shape[2] != b.count:
        raise InvalidError(
            f"waiting has the shape {waiting.shape}, expected (lists, periods, {b.count} bands)",
            low.CPW_EINVAL,
            "history",
        )
    treated = Doubles(treated, "treated", shape)
    starts = Doubles(starts, "starts", shape[:2])
    made.lists, made.periods = shape[0], shape[1]
    made.bands = C.pointer(b)
    made.starts, made.treated, made.waiting = starts.pointer, treated.pointer, waiting.pointer
    labels = dimension("list", lists, shape[0]), dimension("period", periods, shape[1])
    if labels[0] is not None:
        made.list = C.pointer(labels[0])
    if labels[1] is not None:
        made.period = C.pointer(labels[1])
    made._keep = (b, starts, treated, waiting, labels)
    return _Given(made, b)


def backlog(
    waiting,
    treatment_hazard,
    removal_hazard,
    starts,
    capacity,
    bands,
    unit="weeks",
    period=1.0,
    start_uplift=None,
    lists=None,
):
    """A backlog of your own arrays: waiting, treatment_hazard, removal_hazard (lists, bands); starts,
    capacity (lists)."""
    made = structure(low.cpw_backlog, "backlog", {})
    b = _bands(bands, unit, period)
    waiting = Doubles(waiting, "waiting")
    shape = waiting.shape if len(waiting.shape) == 2 else (1,) + waiting.shape
    if len(shape) != 2 or shape[1] != b.count:
        raise InvalidError(
            f"waiting has the shape {waiting.shape}, expected (lists, {b.count} bands)",
            low.CPW_EINVAL,
            "backlog",
        )
    keep = [b, waiting]
    made.lists = shape[0]
    made.bands = C.pointer(b)
    made.waiting = waiting.pointer
    for name, values, wanted in (
        ("treatment_hazard", treatment_hazard, shape),
        ("removal_hazard", removal_hazard, shape),
        ("starts", starts, shape[:1]),
        ("capacity", capacity, shape[:1]),
        ("start_uplift", start_uplift, shape[:1]),
    ):
        if values is None and name == "start_uplift":
            continue
        keep.append(Doubles(values, name, wanted))
        setattr(made, name, keep[-1].pointer)
    labels = dimension("list", lists, shape[0])
    if labels is not None:
        made.list = C.pointer(labels)
    made._keep = (keep, labels)
    return _Given(made, b)


def _calibrate_options(lists, parent=None, first=None, **given):
    """The C options behind the keywords of calibrate; the defaults are C's."""
    values = dict(given)
    for name, choices in (("estimator", ESTIMATORS), ("unrecorded", UNRECORDED), ("seasonal", SEASONAL)):
        if name in values:
            values[name] = choice(values[name], name, choices)
    for name in ("detail", "steady", "variance"):
        if name in values:
            values[name] = int(values[name])
    if first is not None:
        values["first_year"], values["first_month"] = first
    options = structure(low.cpw_calibrate_options, "calibrate", values)
    if parent is not None:
        family = [int(p) for p in parent]
        if len(family) != lists:
            raise InvalidError(
                f"parent has {len(family)} entries, expected one a list: {lists}", low.CPW_EINVAL, "parent"
            )
        options._keep_parent = (C.c_int64 * lists)(*family)
        options.parent = C.cast(options._keep_parent, C.POINTER(C.c_int64))
    return options


def calibrate(
    history,
    estimator="pooled",
    unrecorded="allow",
    recency=0.8,
    first_period=0,
    last_period=-1,
    detail=False,
    steady=False,
    threads=1,
    progress=None,
    removal_recency=0.0,
    parent=None,
    variance=False,
    seasonal="none",
    first=None,
):
    """Estimates treatment and removal hazards by time waited. See cpw_waitlist_calibrate. `parent`:
    for each list the index of the list it is shrunk towards, or -1; `first`: (year, month) of the
    first period, where its label does not say so."""
    view = _view(history, History, "calibrate")
    options = _calibrate_options(
        view.lists,
        parent,
        first,
        estimator=estimator,
        unrecorded=unrecorded,
        recency=recency,
        first_period=first_period,
        last_period=last_period,
        detail=detail,
        steady=steady,
        removal_recency=removal_recency,
        variance=variance,
        seasonal=seasonal,
    )
    run = Run(progress, threads=threads)
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_waitlist_calibrate", C.byref(view), C.byref(options), run.pointer, C.byref(out))
    return Backlog(out)


def working_days(year, month):
    """Working days of a month in England. See cpw_working_days."""
    return lib.cpw_working_days(year, month)


class Stages(Backlog):
    """Lists of two stages: a backlog, and the transfers from each first stage to its second."""

    @property
    def transfers(self):
        pairs = self.array("starts").shape[0] // 2
        block = (low.cpw_transfer * pairs)()
        call("cpw_stages_view", self.handle, pairs, block)
        made = [*block]
        for link in made:
            link._source = (self, block)
        return made


def stages(history, estimator="pooled", unrecorded="allow", recency=0.8, steady=False, threads=1):
    """Estimates decisions to admit, treatments and removals of lists in two stages (read with
    stages=True). Give project() its transfers. See cpw_waitlist_stages."""
    options = structure(
        low.cpw_calibrate_options,
        "stages",
        {
            "estimator": choice(estimator, "estimator", ESTIMATORS),
            "unrecorded": choice(unrecorded, "unrecorded", UNRECORDED),
            "recency": recency,
            "steady": int(steady),
        },
    )
    run = Run(None, threads=threads)
    view = _view(history, History, "stages")
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_waitlist_stages", C.byref(view), C.byref(options), run.pointer, C.byref(out))
    return Stages(out)


def _per_period(values, name, lists, periods):
    """(lists, periods) from a number, one value a period, one a list, or the whole array."""
    if values is None:
        return None
    if isinstance(values, numbers.Real):
        return Doubles([[values] * periods] * lists, name, (lists, periods))
    given = Doubles(values, name)
    if given.shape == (lists, periods) or (lists == 1 and given.shape == (periods,)):
        return Doubles(values, name, (lists, periods))
    flat = list(values)
    if given.shape == (periods,) and periods != lists:
        return Doubles([flat] * lists, name, (lists, periods))
    if given.shape == (lists,) and periods != lists:
        return Doubles([[v] * periods for v in flat], name, (lists, periods))
    raise InvalidError(
        f"{name} has the shape {given.shape}, expected ({lists} lists, {periods} periods)", low.CPW_EINVAL, name
    )


def project(
    backlog,
    periods=12,
    starts=None,
    capacity=None,
    mode="counts",
    surplus="conserve",
    longest_first=0.0,
    bands=True,
    whole_bands=False,
    period_labels=None,
    threads=1,
    progress=None,
    multiplier=None,
    urgent=None,
    events=None,
    transfers=None,
):
    """Projects lists forward, deterministically. See cpw_waitlist_project. `starts` and `capacity`
    are a number, one value a period, one a list, or (lists, periods). `multiplier` (lists, bands) or
    (bands) turns the treatment hazards (carepath.skew); `urgent` is a share of the starts, of all lists or
    by list; `events` and `transfers` are lists of carepath.event and carepath.transfer."""
    view = _view(backlog, Backlog, "project")
    options = structure(
        low.cpw_project_options,
        "project",
        {
            "periods": periods,
            "capacity_mode": choice(mode, "mode", MODES),
            "surplus": choice(surplus, "surplus", SURPLUS),
            "longest_first": longest_first,
            "bands": int(bands),
            "whole_bands": int(whole_bands),
        },
    )
    keep = [_per_period(starts, "starts", view.lists, periods)]
    keep.append(_per_period(capacity, "capacity", view.lists, periods))
    if keep[0] is not None:
        options.starts = keep[0].pointer
    if keep[1] is not None:
        options.capacity = keep[1].pointer
    keep.append(give(options, view.bands.contents.count, view.lists, events, transfers, urgent, multiplier))
    labels = dimension("period", period_labels, periods)
    if labels is not None:
        options.period = C.pointer(labels)
    run = Run(progress, threads=threads)
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_waitlist_project", C.byref(view), C.byref(options), run.pointer, C.byref(out))
    return Result(out)


def target(
    backlog,
    share=0.92,
    weeks=18.0,
    periods=12,
    profile="flat",
    longest_first=0.0,
    starts=None,
    limit=None,
    whole_bands=False,
    period_labels=None,
    threads=1,
    progress=None,
):
    """The least capacity that reaches a standard at a date. See cpw_waitlist_target. `limit` is the
    most capacity in a period: a number or one a list."""
    view = _view(backlog, Backlog, "target")
    options = structure(
        low.cpw_target_options,
        "target",
        {
            "share": share,
            "weeks": weeks,
            "periods": periods,
            "profile": choice(profile, "profile", PROFILES),
            "longest_first": longest_first,
            "whole_bands": int(whole_bands),
        },
    )
    keep = [_per_period(starts, "starts", view.lists, periods)]
    if keep[0] is not None:
        options.starts = keep[0].pointer
    if limit is not None:
        limits = [limit] * view.lists if isinstance(limit, numbers.Real) else limit
        keep.append(Doubles(limits, "limit", (view.lists,)))
        options.limit = keep[-1].pointer
    labels = dimension("period", period_labels, periods)
    if labels is not None:
        options.period = C.pointer(labels)
    run = Run(progress, threads=threads)
    out = C.POINTER(low.cpw_result)()
    run.call("cpw_waitlist_target", C.byref(view), C.byref(options), run.pointer, C.byref(out))
    return Result(out)


def _rows(waiting, bands, unit):
    b = _bands(bands, unit, 1.0)
    values = Doubles(waiting, "waiting")
    if not values.shape or values.shape[-1] != b.count:
        raise InvalidError(
            f"waiting has the shape {values.shape}, expected (..., {b.count} bands)", low.CPW_EINVAL, "waiting"
        )
    rows = 1
    for n in values.shape[:-1]:
        rows *= n
    return b, values, rows, values.shape[:-1]


def _shaped(view, shape):
    return view if shape else float(view[0])


def within(waiting, weeks, bands, unit="weeks", whole_bands=False):
    """Share of each list that has waited no longer than `weeks`. waiting: (..., bands)."""
    b, values, rows, shape = _rows(waiting, bands, unit)
    view, pointer = new_doubles(shape or (1,))
    call("cpw_waitlist_within", C.byref(b), rows, values.pointer, weeks, int(whole_bands), pointer)
    return _shaped(view, shape)


def percentile(waiting, share, bands, unit="weeks"):
    """The wait in weeks that `share` of each list has not exceeded, and whether it is only a lower
    bound (it lies in the open band). waiting: (..., bands)."""
    b, values, rows, shape = _rows(waiting, bands, unit)
    view, pointer = new_doubles(shape or (1,))
    bound, bound_pointer = new_integers(shape or (1,), C.c_int32)
    call("cpw_waitlist_percentile", C.byref(b), rows, values.pointer, share, pointer, bound_pointer)
    return (view, bound) if shape else (float(view[0]), bool(bound[0]))


def measures(waiting, bands, unit="weeks", whole_bands=False, lists=None, periods=None):
    """The usual measures of lists over time: waiting is (lists, periods, bands)."""
    b = _bands(bands, unit, 1.0)
    values = Doubles(waiting, "waiting")
    if len(values.shape) != 3 or values.shape[2] != b.count:
        raise InvalidError(
            f"waiting has the shape {values.shape}, expected (lists, periods, {b.count} bands)",
            low.CPW_EINVAL,
            "measures",
        )
    labels = dimension("list", lists, values.shape[0]), dimension("period", periods, values.shape[1])
    out = C.POINTER(low.cpw_result)()
    call(
        "cpw_waitlist_measures",
        C.byref(b),
        values.shape[0],
        values.shape[1],
        values.pointer,
        C.byref(labels[0]) if labels[0] is not None else None,
        C.byref(labels[1]) if labels[1] is not None else None,
        int(whole_bands),
        None,
        C.byref(out),
    )
    return Result(out)


def weeks_to_months(counts, year, month, months):
    """Week bands at a month's end to `months` month bands. counts: (..., weeks)."""
    return _convert("cpw_bands_weeks_to_months", counts, year, month, months)


def months_to_weeks(counts, year, month, weeks):
    """Month bands at a month's end to `weeks` week bands, an approximation. counts: (..., months)."""
    return _convert("cpw_bands_months_to_weeks", counts, year, month, weeks)


def _convert(name, counts, year, month, bands):
    values = Doubles(counts, "counts")
    if not values.shape:
        raise InvalidError("counts must be an array of bands", low.CPW_EINVAL, name)
    rows = 1
    for n in values.shape[:-1]:
        rows *= n
    view, pointer = new_doubles(values.shape[:-1] + (bands,))
    call(name, year, month, rows, values.shape[-1], values.pointer, bands, pointer)
    return view


# ---- rules of thumb (Fong et al. 2022): plain numbers in one unit of time


def load(demand, capacity):
    """Demand over capacity; above 1 the list grows without end."""
    return lib.cpw_waitlist_load(demand, capacity)


def target_mean_wait(target, factor=4.0):
    """Mean wait that keeps nearly everybody within a target."""
    return lib.cpw_waitlist_target_mean_wait(target, factor)


def target_size(demand, target, factor=4.0):
    """List size that goes with the target mean wait."""
    return lib.cpw_waitlist_target_size(demand, target, factor)


def target_capacity(demand, target, factor=4.0, cv_demand=1.0, cv_capacity=1.0):
    """Capacity that holds a list at its target size."""
    return lib.cpw_waitlist_target_capacity(demand, target, factor, cv_demand, cv_capacity)


def relief_capacity(demand, size, target_size, time=26.0):
    """Capacity that brings a list to its target size in a given time."""
    return lib.cpw_waitlist_relief_capacity(demand, size, target_size, time)


def upper_demand(demand, starts, cv):
    """Demand allowed for its own uncertainty."""
    return lib.cpw_waitlist_upper_demand(demand, starts, cv)


def pressure(mean_wait, target):
    """Twice the mean wait over the target, both in one unit."""
    return lib.cpw_waitlist_pressure(mean_wait, target)


def priority_days(priority):
    """Target wait in days of the published rules of thumb: P1 7, P2 28, P3 84, else 365."""
    return lib.cpw_waitlist_priority_days(priority)


def steady_sizes(starts, removal, service):
    """A list in steady state, band by band: (waiting, treated)."""
    removal = Doubles(removal, "removal")
    bands = removal.shape[0] if removal.shape else 0
    service = Doubles(service, "service", (bands,))
    waiting, waiting_pointer = new_doubles((bands,))
    treated, treated_pointer = new_doubles((bands,))
    call(
        "cpw_waitlist_steady_sizes",
        bands,
        starts,
        removal.pointer,
        service.pointer,
        waiting_pointer,
        treated_pointer,
    )
    return waiting, treated
